import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordPage } from '../../../src/model/answers.ts';
import type { SourceRef } from '../../../src/model/evidence.ts';
import { recordQuery } from '../frame/queries.ts';
import { Failed } from '../frame/states.tsx';
import { fieldName } from '../imports/field-name.ts';
import { useWords } from '../frame/words.tsx';
import { compareCells, type CellRow } from './cell-changes.ts';

/** Every cell under its header with the field it was read as; beside it, where another version says otherwise. */
export function CellTable({ record, other }: { record: RecordPage; other: SourceRef | null }) {
  const words = useWords();
  const { say } = words;
  const [empty, setEmpty] = useState(false);
  const before = useQuery({ ...recordQuery(String(other?.record ?? 0)), enabled: other !== null });
  const compared = other !== null && before.data !== undefined;
  const rows: CellRow[] = compared
    ? compareCells(record.cells, before.data.cells)
    : record.cells.map((cell) => ({ ...cell, other: null, change: 'same' }));
  const changes = rows.filter((row) => row.change !== 'same').length;
  const shown = rows.filter((row) => empty || row.change !== 'same' || (row.value ?? '').trim() !== '');
  const read = record.cells.filter((cell) => cell.field !== null).length;
  return (
    <section className="panel" aria-labelledby="cells">
      <div className="panel-head">
        <h2 id="cells">{say('row.cellsTitle', { read, all: record.cells.length })}</h2>
        <label className="check small screen-only">
          <input type="checkbox" checked={empty} onChange={(event) => setEmpty(event.currentTarget.checked)} />
          {say('row.allCells')}
        </label>
      </div>
      {before.error === null || other === null ? null : <Failed error={before.error} />}
      {!compared ? null : (
        <p className="changes">
          {changes === 0
            ? say('row.compareNone', { n: other.version })
            : say('row.changes', { n: changes, other: other.version })}
        </p>
      )}
      <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="cells">
        <table className="table cells">
          <thead>
            <tr>
              <th scope="col">{say('record.column')}</th>
              <th scope="col">{say('record.value')}</th>
              {compared && changes > 0 ? <th scope="col">{say('row.before', { n: other.version })}</th> : null}
              <th scope="col">{say('record.field')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index} className={row.change === 'same' ? '' : 'differs'}>
                <th scope="row">{row.column}</th>
                <td className="mono">
                  {row.change === 'removed' ? (
                    <span className="muted">{say('row.removed', { n: other!.version })}</span>
                  ) : (row.value ?? '').trim() === '' ? (
                    <span className="muted">{say('row.empty')}</span>
                  ) : row.change === 'same' ? (
                    row.value
                  ) : (
                    <ins>{row.value}</ins>
                  )}
                  {row.masked === undefined ? null : <span className="small muted block">{say('row.masked')}</span>}
                </td>
                {compared && changes > 0 ? (
                  <td className="mono">
                    {row.change === 'same' ? (
                      ''
                    ) : row.change === 'added' ? (
                      <span className="muted">{say('row.added', { n: other.version })}</span>
                    ) : (row.other ?? '').trim() === '' ? (
                      <span className="muted">{say('row.empty')}</span>
                    ) : (
                      <del>{row.other}</del>
                    )}
                  </td>
                ) : null}
                <td className={row.field === null ? 'muted' : ''}>
                  {row.field === null ? say('record.notRead') : fieldName(row.field, words)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
