import { useMemo, useState } from 'react';
import type { UntracedPage } from '../../../src/api/contract/tracing.ts';
import type { UntracedLine } from '../../../src/model/tracing.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import { useKeys } from '../frame/keys.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { PickBox, toggled } from './pick-box.tsx';

/** Firearms recovered of which no trace and no request is recorded, to be chosen and prepared. */
export function UntracedTable(props: {
  page: UntracedPage;
  picked: ReadonlySet<number>;
  pick: (picked: ReadonlySet<number>) => void;
  writes: boolean;
}) {
  const { page, picked, pick, writes } = props;
  const { say } = useWords();
  const formats = useFormats();
  const [selected, select] = useState<string | null>(null);
  useKeys([
    {
      key: 'x',
      label: 'tracing.keyChoose',
      run: () => writes && selected !== null && pick(toggled(picked, Number(selected))),
    },
  ]);
  const columns = useMemo((): Column<UntracedLine>[] => {
    const boxes: Column<UntracedLine>[] = writes
      ? [
          {
            id: 'pick',
            header: say('tracing.choose'),
            text: (line) => (picked.has(line.record) ? '1' : ''),
            cell: (line) => (
              <PickBox id={line.record} label={`${say('tracing.choose')}: ${line.label}`} picked={picked} pick={pick} />
            ),
            group: null,
          },
        ]
      : [];
    return [
      ...boxes,
      {
        id: 'property',
        header: say('tracing.col.property'),
        text: (line) => line.propertyNumber ?? '',
        cell: (line) => <RecordLink record={line.record}>{line.propertyNumber ?? String(line.record)}</RecordLink>,
        group: null,
      },
      {
        id: 'firearm',
        header: say('tracing.col.firearm'),
        text: (line) => line.label,
        cell: (line) => (
          <>
            {line.firearm === null ? line.label : <EntityLink id={line.firearm}>{line.label}</EntityLink>}
            {line.noSerial === null ? null : <span className="tag">{say('tracing.noSerial')}</span>}
          </>
        ),
        rowHeader: true,
      },
      { id: 'kind', header: say('tracing.col.kind'), text: (line) => line.kind },
      {
        id: 'recovered',
        header: say('tracing.col.recovered'),
        text: (line) => (line.recoveredOn === null ? '' : formats.day(line.recoveredOn)),
        sort: (line) => line.recoveredOn ?? '',
        group: (line) => line.recoveredOn?.slice(0, 7) ?? '',
        className: 'number',
      },
      {
        id: 'days',
        header: say('tracing.col.days'),
        text: (line) => String(line.daysSince ?? ''),
        sort: (line) => line.daysSince ?? -1,
        className: 'number right',
        group: null,
      },
      { id: 'loss', header: say('tracing.col.loss'), text: (line) => line.lossCode ?? '' },
    ];
  }, [say, formats, picked, pick, writes]);
  return (
    <DataTable
      name="untraced"
      title={
        <div>
          <h2>{say('tracing.never')}</h2>
          <p className="muted small">
            {say('tracing.neverHelp')}{' '}
            {page.total > page.items.length
              ? say('tracing.cut', { shown: page.items.length, total: page.total })
              : null}
          </p>
        </div>
      }
      label={say('tracing.never')}
      rows={page.items}
      columns={columns}
      rowId={(line) => String(line.record)}
      selected={selected}
      select={select}
      firstSort={{ id: 'recovered', descending: true }}
      empty={say('tracing.neverNone')}
      height={420}
    />
  );
}
