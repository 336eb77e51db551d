import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ListedTrace } from '../../../src/model/trace-page.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import type { Formats } from '../frame/format.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { incidentWords, openedWords, sourceWords } from './opened-words.ts';
import { traceListQuery } from './trafficking-queries.ts';
import { traceFilterNames } from './trace-address.ts';
import './trafficking.css';

const shownFirst = '500';
const shownMost = '10000';

/** The traces a number counts, as a table one can sort, filter and copy. */
export function TraceListPage() {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const { lists: _, limit = shownFirst, ...asked } = search;
  const { data, error, refetch } = useQuery(traceListQuery({ ...asked, limit }));
  const [selected, select] = useState<string | null>(null);
  const columns = useMemo(() => traceColumns(words, formats), [words, formats]);
  const beside = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      value === undefined || (traceFilterNames as readonly string[]).includes(name) ? [] : [[name, value]],
    ),
  ).toString();
  const filters = Object.fromEntries(
    traceFilterNames.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]])),
  );
  const period = [
    asked['class'] === undefined ? null : say(`filter.class.${asked['class'] as 'handgun'}`),
    asked['source'] === undefined ? null : sourceWords(asked['source'], words),
    asked['district'] === undefined
      ? null
      : asked['district'] === 'none'
        ? say('filter.districtNone')
        : say('filter.district', { district: asked['district'] }),
    asked['incidentDistrict'] === undefined ? null : incidentWords(asked['incidentDistrict'], words),
    asked['from'] === undefined ? null : `${say('filter.from')} ${formats.day(asked['from'])}`,
    asked['to'] === undefined ? null : `${say('filter.to')} ${formats.day(asked['to'])}`,
  ].filter((each) => each !== null);
  return (
    <PageFrame title={say('trafficking.traces')} className="trafficking">
      <div className="page-head">
        <div>
          <h1>{say('trafficking.traces')}</h1>
          <p role="status">
            {[openedWords(beside, words), ...period].join(' · ')}
            {data === undefined
              ? ''
              : ` · ${say('trafficking.tracesOf', { n: data.total })} · ${say('trafficking.firearmsOf', { n: data.firearms })}`}
          </p>
        </div>
        <Link to="/trafficking" search={filters as Record<string, string>} className="button">
          {say('trafficking.toPicture')}
        </Link>
      </div>
      <p className="caution-line small">
        <strong>{say('dealer.caution')}</strong> {say('trafficking.cautionShort')}
      </p>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <div className="panel">
            <SkeletonLines lines={10} />
          </div>
        </Loading>
      ) : (
        <section className="panel" aria-label={say('trafficking.traces')}>
          <DataTable
            name="traces"
            title={<h2>{say('trafficking.traces')}</h2>}
            label={say('trafficking.traces')}
            rows={data.rows}
            columns={columns}
            rowId={(row) => row.traceNumber}
            selected={selected}
            select={select}
            open={(row) => void navigate({ to: '/trace/$trace', params: { trace: row.traceNumber } })}
            firstSort={{ id: 'index', descending: true }}
            empty={say('trafficking.listNone')}
            height={640}
          />
          {data.rows.length < data.total ? (
            <p className="small">
              {say('list.shownOf', { shown: data.rows.length, total: data.total })}{' '}
              <Link
                to="/traces"
                search={{ ...asked, limit: shownMost } as Record<string, string>}
                className="button compact"
              >
                {say('trafficking.showRest')}
              </Link>
            </p>
          ) : null}
        </section>
      )}
    </PageFrame>
  );
}

function traceColumns({ say, sayIfKnown }: Words, formats: Formats): Column<ListedTrace>[] {
  const day = (value: string | null) => (value === null ? say('tied.notRecorded') : formats.day(value));
  return [
    {
      id: 'trace',
      header: say('trafficking.trace'),
      rowHeader: true,
      group: null,
      text: (row) => row.traceNumber,
      cell: (row) => (
        <Link to="/trace/$trace" params={{ trace: row.traceNumber }} className="mono">
          {row.traceNumber}
        </Link>
      ),
    },
    {
      id: 'index',
      header: say('trafficking.indexColumn'),
      className: 'right number',
      group: null,
      text: (row) => (row.score === null ? '' : row.score.toFixed(1)),
      sort: (row) => row.score ?? -1,
      cell: (row) => (row.score === null ? say('trafficking.noIndexShort') : scoreText(row)),
    },
    {
      id: 'firearm',
      header: say('kind.firearm'),
      text: (row) => row.label,
      cell: (row) => <EntityLink id={row.firearm}>{row.label}</EntityLink>,
    },
    { id: 'class', header: say('filter.class'), text: (row) => say(`filter.class.${row.class}`) },
    { id: 'sold', header: say('tied.sold'), text: (row) => day(row.soldOn), sort: (row) => row.soldOn ?? '' },
    {
      id: 'recovered',
      header: say('tied.recovered'),
      text: (row) => day(row.recoveredOn),
      sort: (row) => row.recoveredOn ?? '',
    },
    {
      id: 'days',
      header: say('trafficking.days'),
      className: 'right number',
      group: null,
      text: (row) => (row.days === null ? '' : String(row.days)),
      sort: (row) => row.days ?? Number.MAX_SAFE_INTEGER,
      cell: (row) => (row.days === null ? say('tied.notKnown') : formats.number(row.days)),
    },
    { id: 'source', header: say('trafficking.sourceState'), text: (row) => row.source ?? say('tied.notKnown') },
    {
      id: 'dealer',
      header: say('kind.dealer'),
      text: (row) => row.dealer?.label ?? '',
      cell: (row) =>
        row.dealer === null ? say('tied.notKnown') : <EntityLink id={row.dealer.id}>{row.dealer.label}</EntityLink>,
    },
    {
      id: 'purchaser',
      header: say('trafficking.purchaser'),
      text: (row) => row.purchaser?.label ?? '',
      cell: (row) =>
        row.purchaser === null ? (
          say('tied.notKnown')
        ) : (
          <EntityLink id={row.purchaser.id}>{row.purchaser.label}</EntityLink>
        ),
    },
    {
      id: 'flags',
      header: say('trafficking.flagged'),
      text: (row) => row.flags.map((code) => sayIfKnown(`flag.${code}`) ?? code).join('; '),
    },
  ];
}

/** The score with its interval where something it asks for is not recorded. */
function scoreText({ score, low, high }: ListedTrace): string {
  const interval = low === null || high === null || high - low < 0.05 ? '' : ` (${low.toFixed(0)}–${high.toFixed(0)})`;
  return `${score!.toFixed(1)}${interval}`;
}
