import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { SaleWindow } from '../../../src/model/multiple-sales.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import { useFormats } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ReportCard } from './report-card.tsx';
import { reportsQuery, windowsQuery } from './tracing-queries.ts';

/** Reports of multiple sales while they are kept, and the sales of which there should be one. */
export function SalesView() {
  const { say } = useWords();
  const reports = useQuery(reportsQuery);
  const windows = useQuery(windowsQuery);
  return (
    <>
      <section className="panel" aria-labelledby="reports">
        <div className="panel-head">
          <h2 id="reports">{say('tracing.reports')}</h2>
          {reports.data === undefined ? null : (
            <p className="muted small">
              {reports.data.policy.destroy
                ? say('tracing.policy', reports.data.policy)
                : say('tracing.policyOff', { version: reports.data.policy.version })}
            </p>
          )}
        </div>
        {reports.error !== null ? (
          <Failed error={reports.error} retry={() => void reports.refetch()} />
        ) : reports.data === undefined ? (
          <Loading>
            <SkeletonLines lines={6} />
          </Loading>
        ) : reports.data.items.length === 0 ? (
          <Empty icon="imports" title={say('tracing.reportsNone')} help={say('tracing.reportsHelp')} />
        ) : (
          <ul className="report-cards">
            {reports.data.items.map((report) => (
              <ReportCard key={report.key} report={report} days={reports.data.policy.days} />
            ))}
          </ul>
        )}
      </section>
      <section className="panel" aria-label={say('tracing.windows')}>
        {windows.error !== null ? (
          <Failed error={windows.error} retry={() => void windows.refetch()} />
        ) : windows.data === undefined ? (
          <Loading>
            <SkeletonLines lines={8} />
          </Loading>
        ) : (
          <WindowTable page={windows.data} />
        )}
      </section>
      <p className="caution">{say('tracing.windowsCaution')}</p>
    </>
  );
}

function WindowTable({ page }: { page: { items: readonly SaleWindow[]; total: number; noneRecorded: number } }) {
  const { say } = useWords();
  const formats = useFormats();
  const [selected, select] = useState<string | null>(null);
  const columns = useMemo(
    (): Column<SaleWindow>[] => [
      {
        id: 'window',
        header: say('tracing.col.window'),
        text: ({ from, to }) => (from === to ? formats.day(from) : `${formats.day(from)} – ${formats.day(to)}`),
        sort: ({ from }) => from,
        group: ({ from }) => from.slice(0, 7),
        className: 'number',
        rowHeader: true,
      },
      {
        id: 'business',
        header: say('tracing.col.days'),
        text: ({ businessDays, unsureDays }) =>
          [
            say('tracing.businessDays', { n: businessDays }),
            ...(unsureDays.length === 0
              ? []
              : [say('tracing.unsureDays', { days: unsureDays.map(formats.day).join(', ') })]),
          ].join('; '),
        sort: ({ businessDays }) => businessDays,
      },
      {
        id: 'purchaser',
        header: say('tracing.col.purchaser'),
        text: ({ purchaser }) => purchaser.label,
        cell: ({ purchaser }) => <EntityLink id={purchaser.id}>{purchaser.label}</EntityLink>,
      },
      {
        id: 'dealer',
        header: say('tracing.col.dealer'),
        text: ({ dealer }) => dealer.label,
        cell: ({ dealer }) => <EntityLink id={dealer.id}>{dealer.label}</EntityLink>,
      },
      {
        id: 'firearms',
        header: say('tracing.col.firearms'),
        text: ({ firearms, calibreUnknown }) =>
          [
            ...firearms.map(({ label }) => label),
            ...(calibreUnknown === 0 ? [] : [say('tracing.calibreUnknown', { n: calibreUnknown })]),
          ].join('; '),
        sort: ({ firearms }) => firearms.length,
        cell: ({ firearms, calibreUnknown }) => (
          <ul className="window-firearms">
            {firearms.map(({ firearm, label }) => (
              <li key={firearm}>
                <EntityLink id={firearm}>{label}</EntityLink>
              </li>
            ))}
            {calibreUnknown === 0 ? null : (
              <li className="muted">{say('tracing.calibreUnknown', { n: calibreUnknown })}</li>
            )}
          </ul>
        ),
        group: null,
      },
      {
        id: 'reported',
        header: say('tracing.col.reported'),
        text: ({ reported }) => say(`tracing.reported.${reported}`),
      },
    ],
    [say, formats],
  );
  return (
    <DataTable
      name="windows"
      title={
        <div>
          <h2>{say('tracing.windows')}</h2>
          <p className="muted small">
            {say('tracing.windowsTotal', { none: page.noneRecorded, total: page.total })}
            {page.total > page.items.length
              ? `; ${say('tracing.cut', { shown: page.items.length, total: page.total })}`
              : null}
          </p>
        </div>
      }
      label={say('tracing.windows')}
      rows={page.items}
      columns={columns}
      rowId={({ dealer, purchaser, from, kind }) => `${dealer.id} ${purchaser.id} ${from} ${kind}`}
      selected={selected}
      select={select}
      firstSort={{ id: 'window', descending: true }}
      empty={say('tracing.windowsNone')}
      height={520}
    />
  );
}
