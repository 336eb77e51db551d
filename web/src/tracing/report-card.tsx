import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SaleReport } from '../../../src/model/multiple-sales.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { askException, stepException } from './tracing-queries.ts';

/** A report with the days it has left, its firearms and what the store knows of them. */
export function ReportCard({ report, days }: { report: SaleReport; days: number }) {
  const { say } = useWords();
  const formats = useFormats();
  const left = Math.max(0, Math.min(1, report.daysLeft / days));
  return (
    <li className="report-card">
      <div className="report-when">
        <strong className="mono">{report.report}</strong>
        <span className={report.daysLeft <= 2 ? 'late' : 'muted'}>
          {report.daysLeft > 0 ? say('tracing.due', { n: report.daysLeft }) : say('tracing.dueOver')}
        </span>
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="4" fill="var(--raised)" />
          <rect width={100 * left} height="4" fill={report.daysLeft <= 2 ? 'var(--hit)' : 'var(--lead)'} />
        </svg>
        <span className="muted small">
          {say('tracing.col.received')} {formats.day(report.receivedOn)} · {say('tracing.col.due')}{' '}
          {formats.day(report.dueOn)}
        </span>
      </div>
      <div className="report-what">
        <p>
          <strong>{report.purchaser ?? '—'}</strong>
          {report.bornOn === null ? null : <span className="muted"> · {formats.day(report.bornOn)}</span>}
          {report.sameNameAndBirth.map((person) => (
            <span key={person.id} className="small">
              {' '}
              · <EntityLink id={person.id}>{person.label}</EntityLink>{' '}
              <span className="muted">({say('tracing.sameName')})</span>
            </span>
          ))}
        </p>
        <p className="muted small">
          {report.dealerEntity === null ? (
            (report.dealer ?? '—')
          ) : (
            <EntityLink id={report.dealerEntity}>{report.dealer ?? '—'}</EntityLink>
          )}
          {report.form === null ? null : ` · ${report.form}`}
        </p>
        <ul className="window-firearms">
          {report.firearms.map((firearm) => (
            <li key={firearm.record}>
              <RecordLink record={firearm.record}>{firearm.label}</RecordLink>
              {firearm.soldOn === null ? null : <span className="muted small"> {formats.day(firearm.soldOn)}</span>}
              {firearm.firearm === null ? null : (
                <EntityLink id={firearm.firearm} className="tag hit">
                  <>
                    {firearm.recoveredOn === null
                      ? say('tracing.firearmTraced')
                      : say('tracing.firearmRecovered', { day: formats.day(firearm.recoveredOn) })}
                  </>
                </EntityLink>
              )}
            </li>
          ))}
        </ul>
        <ExceptionLine report={report} />
      </div>
    </li>
  );
}

function ExceptionLine({ report }: { report: SaleReport }) {
  const { say } = useWords();
  const may = useMay();
  const session = useSession();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const changed = async () => {
    setAsking(false);
    await client.invalidateQueries({ queryKey: ['tracing', 'reports'] });
  };
  const ask = useMutation({ mutationFn: () => askException(report.key, reason), onSuccess: changed });
  const step = useMutation({
    mutationFn: (what: 'consent' | 'end') => stepException(report.exception!.exception, what),
    onSuccess: changed,
  });
  if (!may('tracing.write')) return null;
  const { exception } = report;
  const failed = ask.error ?? step.error;
  return (
    <div className="exception screen-only">
      {exception === null ? (
        asking ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              ask.mutate();
            }}
          >
            <label>
              <span className="small">{say('tracing.exceptionReason')}</span>
              <input
                className="field"
                value={reason}
                minLength={3}
                maxLength={500}
                required
                autoFocus
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
            <button type="submit" className="button compact" disabled={ask.isPending}>
              {say('tracing.askException')}
            </button>
            <button type="button" className="button quiet compact" onClick={() => setAsking(false)}>
              {say('tracing.cancel')}
            </button>
          </form>
        ) : (
          <button type="button" className="button quiet compact" onClick={() => setAsking(true)}>
            {say('tracing.askException')}
          </button>
        )
      ) : (
        <>
          <span className="tag">
            {exception.consentedAt === null
              ? say('tracing.exceptionAsked', { who: exception.askedBy })
              : say('tracing.excepted')}
          </span>
          {exception.consentedAt === null && exception.askedBy !== session.actor ? (
            <button type="button" className="button compact" onClick={() => step.mutate('consent')}>
              {say('tracing.consent')}
            </button>
          ) : null}
          <button type="button" className="button quiet compact" onClick={() => step.mutate('end')}>
            {say('tracing.endException')}
          </button>
        </>
      )}
      {failed === null ? null : <Failed error={failed} />}
    </div>
  );
}
