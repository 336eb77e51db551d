import { useMemo } from 'react';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import type { EntityRef } from '../../../src/model/evidence.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import { labelText } from '../frame/entity-label.ts';
import type { Formats } from '../frame/format.ts';
import { useFormats } from '../frame/session.ts';
import { useWords, type Words } from '../frame/words.tsx';

type Trace = LeadPage['evidence']['traces'][number];
export const traceId = (traceNumber: string) => `trace ${traceNumber}`;

/** The traces a lead rests on; each opens to the parts of its index, its names to their pages. */
export function TraceTable(props: {
  traces: readonly Trace[];
  total: number;
  selected: string | null;
  select: (id: string | null) => void;
}) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const columns = useMemo(() => traceColumns(words, formats), [words, formats]);
  return (
    <>
      <DataTable
        name="traces"
        title={<h2>{say('leads.traces', { n: props.total })}</h2>}
        label={say('leads.tracesLabel')}
        rows={props.traces}
        columns={columns}
        rowId={(trace) => traceId(trace.traceNumber)}
        selected={props.selected}
        select={props.select}
        firstSort={{ id: 'score', descending: true }}
        empty={say('leads.noTraces')}
      />
      {props.traces.length < props.total ? (
        <p className="muted small">{say('leads.tracesCut', { shown: props.traces.length, n: props.total })}</p>
      ) : null}
    </>
  );
}

function traceColumns(words: Words, formats: Formats): Column<Trace>[] {
  const { say } = words;
  const unknown = <span className="muted">{say('leads.notRecorded')}</span>;
  const entity = (id: string, header: string, of: (trace: Trace) => EntityRef | null): Column<Trace> => ({
    id,
    header,
    text: (trace) => labelText(of(trace)?.label ?? '', words),
    cell: (trace) => {
      const ref = of(trace);
      return ref === null ? unknown : <EntityLink id={ref.id}>{ref.label}</EntityLink>;
    },
  });
  const day = (id: string, header: string, of: (trace: Trace) => string | null): Column<Trace> => ({
    id,
    header,
    text: (trace) => of(trace) ?? '',
    cell: (trace) => {
      const on = of(trace);
      return on === null ? unknown : formats.day(on);
    },
    className: 'number',
    group: null,
  });
  return [
    { id: 'trace', header: say('leads.trace'), text: ({ traceNumber }) => traceNumber, rowHeader: true, group: null },
    entity('firearm', say('kind.firearm'), ({ firearm }) => firearm),
    entity('purchaser', say('leads.purchaser'), ({ purchaser }) => purchaser),
    entity('possessor', say('leads.possessor'), ({ possessor }) => possessor),
    entity('dealer', say('kind.dealer'), ({ dealer }) => dealer),
    day('sold', say('leads.sold'), ({ soldOn }) => soldOn),
    day('recovered', say('leads.recovered'), ({ recoveredOn }) => recoveredOn),
    {
      id: 'days',
      header: say('leads.days'),
      text: ({ days }) => (days === null ? '' : String(days)),
      sort: ({ days }) => days ?? Number.MAX_SAFE_INTEGER,
      cell: ({ days }) => (days === null ? unknown : formats.number(days)),
      className: 'number',
      group: null,
    },
    {
      id: 'score',
      header: say('leads.index'),
      text: ({ score }) => (score === null ? '' : score.toFixed(0)),
      sort: ({ score }) => score ?? -1,
      cell: ({ score, low, high }) =>
        score === null ? (
          unknown
        ) : (
          <>
            {score.toFixed(0)}{' '}
            {low === null || high === null || high - low < 0.5 ? null : (
              <span className="muted small">
                {low.toFixed(0)}–{high.toFixed(0)}
              </span>
            )}
          </>
        ),
      className: 'number',
      group: null,
    },
  ];
}

/** The index of a trace as the sum of its parts; what is not recorded is drawn as what it may add. */
export function IndexParts({ trace }: { trace: Trace }) {
  const { say } = useWords();
  const formats = useFormats();
  const points = (value: number) => `${value < 0 ? '−' : '+'}${formats.number(Math.abs(Math.round(value * 10) / 10))}`;
  const parts = trace.parts.filter(({ low, high }) => low !== 0 || high !== 0);
  const most = Math.max(1, ...parts.map(({ high, contribution }) => Math.max(Math.abs(high), Math.abs(contribution))));
  return (
    <>
      <div>
        <p className="evidence-title">{say('leads.traceOf', { trace: trace.traceNumber })}</p>
        <p>
          {trace.score === null
            ? say('leads.noScore')
            : say('leads.scoreIs', {
                n: trace.score.toFixed(1),
                low: (trace.low ?? trace.score).toFixed(1),
                high: (trace.high ?? trace.score).toFixed(1),
              })}
        </p>
      </div>
      <dl className="index-parts">
        {parts.map(({ name, value, contribution, low, high }) => (
          <div key={name}>
            <dt>
              {say(`leadPart.${name}`)}
              {value === null ? <span className="muted small"> {say('leads.notRecorded')}</span> : null}
            </dt>
            <dd>
              <i
                className={value === null ? 'unknown' : contribution < 0 ? 'less' : ''}
                style={{ inlineSize: `${(100 * Math.abs(value === null ? high : contribution)) / most}%` }}
              />
              <span>{value === null ? `${points(low)} … ${points(high)}` : points(contribution)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="caution">{say('leads.indexCaution')}</p>
    </>
  );
}
