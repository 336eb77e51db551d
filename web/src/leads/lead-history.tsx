import { Link } from '@tanstack/react-router';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import { leadReason } from '../../../src/model/lead-reason.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Every state the evidence was in and every step that was taken, the newest first; what is withdrawn is struck through, and stays. */
export function LeadHistory({ page }: { page: LeadPage }) {
  const { say, sayIfKnown, language } = useWords();
  const formats = useFormats();
  const entries = [
    ...page.versions.map((version) => ({ at: version.madeAt, version, event: null })),
    ...page.events.map((event) => ({ at: event.at, version: null, event })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const detailWords = (detail: Record<string, unknown>) =>
    Object.entries(detail)
      .flatMap(([name, value]) =>
        value === null || value === undefined
          ? []
          : [
              name === 'outcome'
                ? (sayIfKnown(`leadOutcome.${String(value)}`) ?? String(value))
                : typeof value === 'string' || typeof value === 'number'
                  ? String(value)
                  : '',
            ],
      )
      .filter((text) => text !== '')
      .join(', ');
  return (
    <ol className="lead-history">
      {entries.map(({ at, version, event }) =>
        version !== null ? (
          <li key={`v${version.version}`} data-change={version.change}>
            <span className="history-when small muted">{formats.moment(at)}</span>
            <div>
              <p>
                <strong>{say(`leadChange.${version.change}`)}</strong>{' '}
                <span className="muted">{say('leads.version', { n: version.version })}</span>
              </p>
              <p className={version.change === 'WITHDRAWN' ? 'gone' : ''}>{leadReason(version.reason, language)}</p>
              {version.lost.reasons.length === 0 ? null : (
                <p className="small">{version.lost.reasons.map((each) => say(`leadLoss.${each}`)).join('; ')}</p>
              )}
              {version.lost.traces.length + version.lost.entities.length === 0 ? null : (
                <p className="small">
                  {say('leads.lost')}{' '}
                  {version.lost.traces.map((trace) => (
                    <s key={trace} className="lost">
                      {trace}
                    </s>
                  ))}
                  {version.lost.entities.map(({ id, label }) => (
                    <s key={id} className="lost">
                      <EntityLink id={id}>{label}</EntityLink>
                    </s>
                  ))}
                </p>
              )}
              <p className="small muted">
                {say('leads.madeBy', {
                  engine: version.engine,
                  settings: version.settings,
                  baseline: version.baseline,
                })}
              </p>
            </div>
          </li>
        ) : event !== null ? (
          <li key={`e${event.revision}`}>
            <span className="history-when small muted">{formats.moment(at)}</span>
            <div>
              <p>
                <strong>{sayIfKnown(`leadStep.${event.step}`) ?? event.step}</strong>
                {detailWords(event.detail) === '' ? '' : ` · ${detailWords(event.detail)}`}{' '}
                <span className="muted">
                  {event.second === null ? event.actor : say('leads.two', { first: event.actor, second: event.second })}
                </span>
              </p>
              {event.reason === null ? null : <p>{event.reason}</p>}
            </div>
          </li>
        ) : null,
      )}
      {page.joined.map((each) => (
        <li key={`j${each}`}>
          <span className="history-when" />
          <p>
            <Link to="/lead/$number" params={{ number: String(each) }}>
              {say('leads.joinedHere', { lead: each })}
            </Link>
          </p>
        </li>
      ))}
    </ol>
  );
}
