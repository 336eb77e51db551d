import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useWords } from './words.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** What is copied, filtered and, without `sort`, sorted by. */
  readonly text: (row: Row) => string;
  readonly sort?: (row: Row) => number | string;
  readonly cell?: (row: Row) => ReactNode;
  readonly className?: string;
  readonly rowHeader?: boolean;
}

const rowHeight = 33;
const virtualFrom = 120;
const filterFrom = 12;

/** Rows as CSV (RFC 4180): quoted where needed, lines end in CRLF; what a spreadsheet would take for a formula is made text. */
export function rowsAsCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const quote = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [
    columns.map((column) => column.header),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ];
  return `${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`;
}

/** A list one can sort, filter, walk with the keyboard and copy; only what is in view is in the page when it is long. */
export function DataTable<Row>(props: {
  title: ReactNode;
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  selected: string | null;
  pointed?: string | null;
  emphasised?: ReadonlySet<string>;
  select: (id: string | null) => void;
  hover?: (id: string | null) => void;
  open?: (row: Row) => void;
  firstSort: { id: string; descending: boolean };
  empty: string;
  height?: number;
}) {
  const { rows, columns, rowId } = props;
  const { say, language } = useWords();
  const [sorting, setSorting] = useState(props.firstSort);
  const [filter, setFilter] = useState('');
  const [copied, setCopied] = useState(false);
  const scroll = useRef<HTMLDivElement>(null);
  const collator = useMemo(() => new Intl.Collator(language, { numeric: true }), [language]);

  const shown = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const kept =
      wanted === ''
        ? rows
        : rows.filter((row) => columns.some((column) => column.text(row).toLowerCase().includes(wanted)));
    const column = columns.find((candidate) => candidate.id === sorting.id);
    if (column === undefined) return kept;
    const keyed = kept.map((row) => ({ row, key: (column.sort ?? column.text)(row) }));
    keyed.sort((a, b) =>
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : collator.compare(String(a.key), String(b.key)),
    );
    if (sorting.descending) keyed.reverse();
    return keyed.map((each) => each.row);
  }, [rows, columns, filter, sorting, collator]);

  const long = shown.length > virtualFrom;
  const virtual = useVirtualizer({
    count: long ? shown.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const slice = long
    ? virtual.getVirtualItems()
    : shown.map((_, index) => ({ index, start: index * rowHeight, end: (index + 1) * rowHeight }));
  const before = long ? (slice[0]?.start ?? 0) : 0;
  const after = long ? virtual.getTotalSize() - (slice.at(-1)?.end ?? 0) : 0;

  const current = props.pointed ?? props.selected;
  const at = shown.findIndex((row) => rowId(row) === current);
  const stop = at < 0 ? 0 : at;
  const walk = (event: KeyboardEvent<HTMLTableRowElement>, index: number) => {
    const next =
      event.key === 'ArrowDown'
        ? index + 1
        : event.key === 'ArrowUp'
          ? index - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? shown.length - 1
              : null;
    const row = shown[index]!;
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.key === 'Enter' && props.selected === rowId(row) && props.open !== undefined) props.open(row);
      else props.select(rowId(row));
      return;
    }
    const target = next === null ? undefined : shown[next];
    if (next === null || target === undefined) return;
    event.preventDefault();
    props.hover?.(rowId(target));
    if (long) virtual.scrollToIndex(next);
    requestAnimationFrame(() => {
      scroll.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(rowId(target))}"]`)?.focus();
    });
  };
  const copy = async () => {
    await navigator.clipboard.writeText(rowsAsCsv(shown, columns));
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <div className="panel-head">
        {props.title}
        {rows.length < filterFrom ? null : (
          <input
            type="search"
            className="field compact screen-only"
            aria-label={say('list.filter')}
            placeholder={say('list.filter')}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
        <button type="button" className="button quiet compact screen-only" onClick={() => void copy()}>
          <Icon name="copy" size={14} /> <span role="status">{copied ? say('list.copied') : say('list.copy')}</span>
        </button>
      </div>
      <div
        ref={scroll}
        className="table-scroll"
        style={long || props.height !== undefined ? { maxHeight: props.height ?? 560 } : undefined}
      >
        <table className="table data" role="grid" aria-label={props.label} aria-rowcount={shown.length + 1}>
          <thead>
            <tr>
              {columns.map((column) => {
                const sorted = sorting.id === column.id;
                return (
                  <th
                    key={column.id}
                    scope="col"
                    role="columnheader"
                    aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
                  >
                    <button
                      type="button"
                      className="sort"
                      title={say('list.sortBy', { column: column.header })}
                      onClick={() => setSorting({ id: column.id, descending: sorted && !sorting.descending })}
                    >
                      {column.header}
                      {sorted ? <Icon name={sorting.descending ? 'down' : 'up'} size={12} /> : null}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody onPointerLeave={() => props.hover?.(null)}>
            {before > 0 ? (
              <tr aria-hidden="true">
                <td colSpan={columns.length} style={{ height: before, padding: 0 }} />
              </tr>
            ) : null}
            {slice.map(({ index }) => {
              const row = shown[index]!;
              const id = rowId(row);
              return (
                <tr
                  key={id}
                  data-row={id}
                  aria-rowindex={index + 2}
                  aria-selected={props.selected === id}
                  tabIndex={index === stop ? 0 : -1}
                  className={props.pointed === id || props.emphasised?.has(id) ? 'pointed' : ''}
                  onPointerEnter={() => props.hover?.(id)}
                  onClick={() => props.select(id)}
                  onDoubleClick={() => props.open?.(row)}
                  onFocus={(event) => {
                    if (event.target === event.currentTarget) props.hover?.(id);
                  }}
                  onKeyDown={(event) => walk(event, index)}
                >
                  {columns.map((column) =>
                    column.rowHeader ? (
                      <th key={column.id} scope="row" role="rowheader" className={column.className}>
                        {column.cell?.(row) ?? column.text(row)}
                      </th>
                    ) : (
                      <td key={column.id} role="gridcell" className={column.className}>
                        {column.cell?.(row) ?? column.text(row)}
                      </td>
                    ),
                  )}
                </tr>
              );
            })}
            {after > 0 ? (
              <tr aria-hidden="true">
                <td colSpan={columns.length} style={{ height: after, padding: 0 }} />
              </tr>
            ) : null}
          </tbody>
        </table>
        {shown.length === 0 ? (
          <p className="muted table-none">{rows.length === 0 ? props.empty : say('list.none')}</p>
        ) : null}
      </div>
    </>
  );
}
