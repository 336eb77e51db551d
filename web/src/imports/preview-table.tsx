import { useState } from 'react';
import type { Preview } from '../../../src/model/import-answers.ts';
import { plainName } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { gotWords, serverWords } from '../frame/server-words.ts';
import { fieldName } from './field-name.ts';
import { useWords } from '../frame/words.tsx';
import { ColumnChooser, fieldOf, Sureness } from './column-chooser.tsx';
import type { Layout } from './mapping-draft.ts';
import { CheckIcon } from './run-state.tsx';
import type { Draft } from './use-draft.ts';

type Row = Preview['rows'][number];

/**
 * The first rows under their header, each column with its field, each row with its outcome, the reason beside the cell; as
 * they stand in the file while nobody has said what it is.
 */
export function PreviewTable({ draft, layout }: { draft: Draft; layout: Layout | null }) {
  const { say } = useWords();
  const [open, setOpen] = useState<number | null>(null);
  const { header, rows } = draft;
  return (
    <div className="table-scroll preview-scroll" tabIndex={0} role="group" aria-label={say('wizard.preview')}>
      <table className={draft.reading ? 'table preview reading' : 'table preview'} aria-busy={draft.reading}>
        <thead>
          <tr>
            <th scope="col" className="preview-line">
              {say('wizard.line')}
            </th>
            {header.map((column, at) => (
              <th key={at} scope="col" className={layout !== null && fieldOf(draft, column) === null ? 'kept' : ''}>
                <span className="preview-column">{column.trim() === '' ? say('wizard.unnamed') : column}</span>
                {layout === null || layout.fields.length === 0 ? null : (
                  <>
                    <ColumnChooser draft={draft} layout={layout} column={column} />
                    <Sureness draft={draft} column={column} tell="word" />
                  </>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PreviewRow
              key={row.line}
              draft={draft}
              row={row}
              open={open === row.line}
              toggle={() => setOpen(open === row.line ? null : row.line)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PreviewRow(props: { draft: Draft; row: Row; open: boolean; toggle: () => void }) {
  const { draft, row, open, toggle } = props;
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { header } = draft;
  const { reject } = row;
  if (row.outcome === 'unread')
    return (
      <tr>
        <th scope="row" className="preview-line">
          <span className="number">{formats.number(row.line)}</span>
        </th>
        {header.map((_, at) => (
          <td key={at}>
            <span className="cell">{row.cells[at] ?? ''}</span>
          </td>
        ))}
      </tr>
    );
  const fault = reject?.field == null ? -1 : header.findIndex((column) => fieldOf(draft, column) === reject.field);
  const reason =
    reject === null ? null : (
      <span className="reject-reason">
        <strong>
          {sayIfKnown(`reject.${reject.code}`) ??
            sayIfKnown(`warning.${reject.code}`) ??
            plainName(reject.code.replace('.', ': '))}
        </strong>
        {': '}
        {reject.field === null || fault >= 0 ? '' : `${fieldName(reject.field, words)}: `}
        {say('wizard.expectedGot', {
          expected: serverWords(reject.expected, words),
          got: gotWords(reject.got, row.cells, words),
        })}
      </span>
    );
  return (
    <>
      <tr className={row.outcome}>
        <th scope="row" className="preview-line">
          <button
            type="button"
            className="row-open"
            aria-expanded={open}
            aria-label={`${say('wizard.open', { line: row.line })}, ${say(`wizard.${row.outcome}`)}`}
            onClick={toggle}
          >
            <span className="number">{formats.number(row.line)}</span>
            <span className={`outcome ${row.outcome}`}>
              {row.outcome === 'accepted' ? <CheckIcon /> : <Icon name="close" size={14} />}
              {say(`wizard.${row.outcome}`)}
            </span>
          </button>
          {fault < 0 ? reason : null}
        </th>
        {header.map((column, at) => (
          <td key={at} className={at === fault ? 'fault' : fieldOf(draft, column) === null ? 'kept' : ''}>
            <span className="cell">{row.cells[at] ?? ''}</span>
            {at === fault ? reason : null}
          </td>
        ))}
      </tr>
      {open ? (
        <tr className="row-read">
          <td colSpan={header.length + 1}>
            {row.read.length === 0 ? (
              <p className="muted">{say('wizard.nothingRead')}</p>
            ) : (
              <div className="read-tables">
                {row.read.map((each, index) => (
                  <div key={index}>
                    <h3>{sayIfKnown(`table.${each.table}`) ?? plainName(each.table)}</h3>
                    <dl className="facts">
                      {Object.entries(each.values).map(([name, value]) => (
                        <div key={name} className="fact">
                          <dt>{fieldName(name, words)}</dt>
                          <dd>{readText(value, sayIfKnown)}</dd>
                        </div>
                      ))}
                    </dl>
                  </div>
                ))}
              </div>
            )}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** A value that was read; warnings among them in words. */
function readText(value: unknown, sayIfKnown: (key: string) => string | null): string {
  if (Array.isArray(value))
    return value.map((each) => sayIfKnown(`warning.${String(each)}`) ?? plainName(String(each))).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The columns under each other, for narrow screens and for files of many columns. */
export function ColumnList({ draft, layout }: { draft: Draft; layout: Layout }) {
  const { say } = useWords();
  return (
    <ul className="column-list">
      {draft.header.map((column, at) => {
        const guess = draft.kept.guess.columns.find((each) => each.column === column);
        const samples = guess?.sample ?? samplesOf(draft.rows, at);
        return (
          <li key={at}>
            <div>
              <strong>{column.trim() === '' ? say('wizard.unnamed') : column}</strong>
              <span className="muted small samples">{samples.join(' · ')}</span>
            </div>
            <div>
              <ColumnChooser draft={draft} layout={layout} column={column} />
              <Sureness draft={draft} column={column} tell="reason" />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const samplesShown = 3;

function samplesOf(rows: readonly Row[], at: number): string[] {
  const values = rows.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => cell !== '');
  return [...new Set(values)].slice(0, samplesShown);
}
