import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Certificate } from '../../../src/model/multiple-sales.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { apiBase } from '../frame/request.ts';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ShareBar, UnknownHatch } from './share-bar.tsx';
import { reportsQuery } from './tracing-queries.ts';

/** The register of destruction: half a year to certify, and every certificate. Nothing of what was destroyed stands in it. */
export function DestructionView() {
  const { say } = useWords();
  const formats = useFormats();
  const [selected, select] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(reportsQuery);
  const columns = useMemo(
    (): Column<Certificate>[] => [
      {
        id: 'certificate',
        header: say('tracing.certificate'),
        text: ({ destruction }) => String(destruction),
        sort: ({ destruction }) => destruction,
        cell: ({ destruction }) => (
          <a href={`${apiBase}/tracing/destructions/${destruction}/certificate.pdf`} download>
            {destruction} <span className="unseen">{say('tracing.certificatePdf')}</span>
          </a>
        ),
        rowHeader: true,
        group: null,
        className: 'number',
      },
      {
        id: 'received',
        header: say('tracing.col.received'),
        text: (row) => formats.day(row.receivedOn),
        sort: (row) => row.receivedOn,
      },
      {
        id: 'due',
        header: say('tracing.col.due'),
        text: (row) => formats.day(row.dueOn),
        sort: (row) => row.dueOn,
      },
      {
        id: 'destroyed',
        header: say('tracing.col.destroyedAt'),
        text: (row) => formats.moment(row.destroyedAt),
        sort: (row) => row.destroyedAt,
        cell: (row) => (
          <>
            {formats.moment(row.destroyedAt)}{' '}
            {row.inTime ? null : <span className="tag hit">{say('tracing.late')}</span>}
          </>
        ),
        group: (row) => formats.day(row.destroyedAt),
      },
      { id: 'by', header: say('tracing.col.by'), text: (row) => row.destroyedBy },
      {
        id: 'rows',
        header: say('tracing.col.rows'),
        text: ({ counts }) =>
          Object.entries(counts)
            .map(([table, n]) => `${table} ${n}`)
            .join(', '),
        group: null,
      },
      {
        id: 'hashes',
        header: say('tracing.col.hashes'),
        text: ({ sha256 }) => sha256.join(' '),
        cell: ({ sha256 }) => (
          <span className="mono small" title={sha256.join('\n')}>
            {sha256.map((hash) => hash.slice(0, 12)).join(' ')}
          </span>
        ),
        group: null,
      },
    ],
    [say, formats],
  );
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    );
  const { half } = data;
  const name = `${half.from.slice(0, 4)}-${half.from.slice(5, 7) === '01' ? 1 : 2}`;
  return (
    <>
      <UnknownHatch />
      <section className="panel" aria-labelledby="half">
        <div className="panel-head">
          <h2 id="half">{say('tracing.certification')}</h2>
          <a className="button compact screen-only" href={`${apiBase}/tracing/certification.pdf?half=${name}`} download>
            {say('tracing.certificationPdf')}
          </a>
        </div>
        <div className="pad shares">
          <p>
            {formats.day(half.from)} – {formats.day(half.to)} ·{' '}
            {half.policy.destroy
              ? say('tracing.policy', half.policy)
              : say('tracing.policyOff', { version: half.policy.version })}{' '}
            <span className="muted">{say('tracing.policyAsOf', { day: formats.day(half.policyAsOf) })}</span>
          </p>
          <ShareBar
            label={say('tracing.destroyedInTime', { part: half.inTime, whole: half.reports })}
            share={{ numerator: half.inTime, denominator: half.reports, unknown: 0 }}
          />
          <p className={half.overdue > 0 ? 'late' : 'muted'}>
            {say('tracing.keptThen', { ...half, day: formats.day(half.asOf) })}
          </p>
        </div>
      </section>
      <section className="panel" aria-label={say('tracing.register')}>
        <DataTable
          name="destructions"
          title={<h2>{say('tracing.register')}</h2>}
          label={say('tracing.register')}
          rows={data.certificates}
          columns={columns}
          rowId={({ destruction }) => String(destruction)}
          selected={selected}
          select={select}
          firstSort={{ id: 'certificate', descending: true }}
          empty={say('tracing.registerNone')}
          height={520}
        />
      </section>
    </>
  );
}
