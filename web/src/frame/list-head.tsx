import { useState, type ReactNode } from 'react';
import type { Column } from './column.ts';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';
import type { TableState } from './table-state.ts';
import { useWords } from './words.tsx';

const settledMilliseconds = 2000;

/** The head of a list: its title, and by what it is filtered, grouped, put in order on a phone, and copied. */
export function ListHead<Row>(props: {
  title: ReactNode;
  columns: readonly Column<Row>[];
  state: TableState;
  setState: (change: Partial<TableState>) => void;
  sorting: { readonly id: string; readonly descending: boolean };
  grouped: string | null;
  /** Whether there are so many rows that one would filter or group them. */
  many: boolean;
  csv: () => string;
}) {
  const { columns, state, setState, grouped, many } = props;
  const { id: sortedBy, descending } = props.sorting;
  const { say } = useWords();
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const copy = async () => {
    setCopied((await copyText(props.csv())) ? 'yes' : 'refused');
    window.setTimeout(() => setCopied('no'), settledMilliseconds);
  };
  return (
    <div className="panel-head list-head">
      {props.title}
      {many ? (
        <>
          <input
            type="search"
            className="field compact screen-only"
            aria-label={say('list.filter')}
            placeholder={say('list.filter')}
            value={state.filter}
            onChange={(event) => setState({ filter: event.currentTarget.value })}
          />
          <select
            className="field compact screen-only"
            aria-label={say('list.groupBy')}
            value={grouped ?? ''}
            onChange={(event) => setState({ group: event.currentTarget.value || null, closed: [] })}
          >
            <option value="">{say('list.groupNone')}</option>
            {columns
              .filter((column) => column.group !== null)
              .map((column) => (
                <option key={column.id} value={column.id}>
                  {say('list.group', { column: column.header })}
                </option>
              ))}
          </select>
        </>
      ) : null}
      <select
        className="field compact phone-only screen-only"
        aria-label={say('list.order')}
        value={`${descending ? '-' : ''}${sortedBy}`}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setState({ sort: { id: value.replace(/^-/, ''), descending: value.startsWith('-') } });
        }}
      >
        {columns.flatMap((column) => [
          <option key={column.id} value={column.id}>
            {say('list.ascending', { column: column.header })}
          </option>,
          <option key={`-${column.id}`} value={`-${column.id}`}>
            {say('list.descending', { column: column.header })}
          </option>,
        ])}
      </select>
      <button type="button" className="button quiet compact screen-only" onClick={() => void copy()}>
        <Icon name="copy" size={14} />{' '}
        {say(copied === 'no' ? 'list.copy' : copied === 'yes' ? 'list.copied' : 'list.copyRefused')}
      </button>
      <span className="unseen" role="status">
        {copied === 'no' ? '' : say(copied === 'yes' ? 'list.copied' : 'list.copyRefused')}
      </span>
    </div>
  );
}
