import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Column } from './column.ts';
import { ColumnEdge } from './column-edge.tsx';
import { useColumnWidths } from './column-widths.ts';
import { groupRows, type TableLine } from './group-rows.ts';
import { Icon } from './icon.tsx';
import { ListHead } from './list-head.tsx';
import { usePageHandling, withHandling } from './page-handling.ts';
import { rowsAsCsv } from './rows-as-csv.ts';
import { sortRows } from './sort-rows.ts';
import { useTableState } from './use-table-state.ts';
import { usePrinting } from './theme.ts';
import { useWords } from './words.tsx';

const rowHeight = 33;
const virtualFrom = 120;
/** Beyond so many each row is one line high: measuring rows of many heights would cost more than a picture has time for. */
const evenFrom = 5000;
const narrow = '(max-width: 720px)';
const filterFrom = 12;
/** So many rows go onto paper; beyond that the list says what is left out. */
const printedMost = 3000;

/**
 * A list one can sort, filter, group, widen, walk with the keyboard and copy; only what is in view is in the page when it
 * is long. Callers keep `columns` the same as long as they say the same.
 */
export function DataTable<Row>(props: {
  /** Names the list in the address and in what the browser keeps; one of a kind on its page. */
  name: string;
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
  const words = useWords();
  const { say, language } = words;
  const handling = usePageHandling();
  const printing = usePrinting();
  const [state, setState] = useTableState(props.name);
  const [widths, setWidths] = useColumnWidths(props.name);
  const scroll = useRef<HTMLDivElement>(null);
  const heads = useRef<HTMLTableRowElement>(null);
  const collator = useMemo(() => new Intl.Collator(language, { numeric: true }), [language]);

  const sorting = state.sort !== null && columns.some(({ id }) => id === state.sort?.id) ? state.sort : props.firstSort;
  const { id: sortedBy, descending } = sorting;
  const grouped = columns.find((column) => column.id === state.group && column.group !== null);
  const wanted = state.filter.trim().toLowerCase();
  const kept = useMemo(
    () =>
      wanted === ''
        ? rows
        : rows.filter((row) => columns.some((column) => column.text(row).toLowerCase().includes(wanted))),
    [rows, columns, wanted],
  );
  const shown = useMemo(
    () =>
      sortRows(
        kept,
        columns.find((column) => column.id === sortedBy),
        descending,
        collator,
      ),
    [kept, columns, sortedBy, descending, collator],
  );
  const lines = useMemo(
    () =>
      groupRows(
        shown,
        grouped === undefined ? null : (grouped.group ?? grouped.text),
        printing ? nothing : new Set(state.closed),
      ),
    [shown, grouped, state.closed, printing],
  );

  const long = !printing && lines.length > virtualFrom;
  const even = lines.length > evenFrom && !window.matchMedia(narrow).matches;
  const virtual = useVirtualizer({
    count: long ? lines.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const slice = long
    ? virtual.getVirtualItems()
    : lines.slice(0, printing ? printedMost : lines.length).map((_, index) => ({ index, start: 0, end: 0 }));
  const before = long ? (slice[0]?.start ?? 0) : 0;
  const after = long ? virtual.getTotalSize() - (slice.at(-1)?.end ?? 0) : 0;

  const idOf = (line: TableLine<Row>) => (line.kind === 'group' ? `group ${line.key}` : rowId(line.row));
  const [groupAt, setGroupAt] = useState<string | null>(null);
  const current = groupAt ?? props.pointed ?? props.selected;
  const at = useMemo(
    () => (current === null ? -1 : lines.findIndex((line) => idOf(line) === current)),
    // `rowId` says the same of a row in every render.
    [lines, current],
  );
  // Where nothing that is drawn is current, the first line drawn is the way in.
  const drawn = long ? slice.some(({ index }) => index === at) : at >= 0;
  const stop = drawn ? at : (slice[0]?.index ?? 0);

  // The line to come to may be drawn only after the list has scrolled there.
  const goal = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (goal.current === null) return;
    const line = scroll.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(goal.current)}"]`);
    if (line == null) return;
    goal.current = null;
    line.focus();
  });
  useEffect(() => {
    if (!long || props.selected === null) return;
    const index = lines.findIndex((line) => idOf(line) === props.selected);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  }, [props.selected, long]);

  const goTo = (index: number) => {
    const line = lines[index];
    if (line === undefined) return;
    goal.current = idOf(line);
    if (long) virtual.scrollToIndex(index);
    setGroupAt(line.kind === 'group' ? idOf(line) : null);
    if (line.kind === 'row') props.hover?.(rowId(line.row));
    scroll.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(idOf(line))}"]`)?.focus();
  };
  const toggle = (key: string, open: boolean) =>
    setState({ closed: open ? state.closed.filter((each) => each !== key) : [...new Set([...state.closed, key])] });
  const walk = (event: KeyboardEvent<HTMLTableRowElement>, index: number) => {
    if (event.target !== event.currentTarget) return;
    const line = lines[index]!;
    const steps: Partial<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: Math.min(lines.length - 1, index + 10),
      PageUp: Math.max(0, index - 10),
      Home: 0,
      End: lines.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      goTo(next);
    } else if (line.kind === 'group') {
      const open =
        event.key === 'ArrowRight'
          ? true
          : event.key === 'ArrowLeft'
            ? false
            : event.key === 'Enter' || event.key === ' '
              ? !line.open
              : null;
      if (open === null) return;
      event.preventDefault();
      toggle(line.key, open);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.key === 'Enter' && props.selected === rowId(line.row) && props.open !== undefined) props.open(line.row);
      else props.select(rowId(line.row));
    }
  };
  /** From the first edge that is moved on, every column has the width it had then. */
  const measure = () => {
    const cells = [...(heads.current?.cells ?? [])];
    return Object.fromEntries(
      columns.map((column, index) => [column.id, Math.round(cells[index]?.getBoundingClientRect().width ?? 120)]),
    );
  };
  const widen = (id: string, width: number) => {
    const all = Object.keys(widths).length === 0 ? measure() : widths;
    setWidths({ ...all, [id]: width });
  };
  const sized = columns.every((column) => widths[column.id] !== undefined);
  const sum = columns.reduce((all, column) => all + (widths[column.id] ?? 0), 0);
  return (
    <>
      <ListHead
        title={props.title}
        columns={columns}
        state={state}
        setState={setState}
        sorting={sorting}
        grouped={grouped?.id ?? null}
        many={rows.length >= filterFrom || state.filter !== '' || state.group !== null}
        csv={() => rowsAsCsv(shown, withHandling(columns, handling, words))}
      />
      {wanted === '' || shown.length === 0 ? null : (
        <p className="muted small list-counts" role="status">
          {say('list.shownOf', { shown: shown.length, total: rows.length })}
        </p>
      )}
      <div
        ref={scroll}
        className="table-scroll"
        style={long || (props.height !== undefined && !printing) ? { maxHeight: props.height ?? 560 } : undefined}
      >
        <table
          className={`table data ${sized ? 'sized' : ''} ${even && !printing ? 'even' : ''}`}
          role={grouped === undefined ? 'grid' : 'treegrid'}
          aria-label={props.label}
          aria-rowcount={lines.length + 1}
          style={sized ? pixels('--table-width', sum) : undefined}
        >
          {sized ? (
            <colgroup>
              {columns.map((column) => (
                <col key={column.id} style={pixels('--column-width', widths[column.id] ?? 0)} />
              ))}
            </colgroup>
          ) : null}
          <thead>
            <tr ref={heads}>
              {columns.map((column) => {
                const sorted = sortedBy === column.id;
                return (
                  <th
                    key={column.id}
                    scope="col"
                    role="columnheader"
                    aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
                  >
                    <button
                      type="button"
                      className="sort screen-only"
                      title={say('list.sortBy', { column: column.header })}
                      onClick={() => setState({ sort: { id: column.id, descending: sorted && !descending } })}
                    >
                      {column.header}
                      {sorted ? <Icon name={descending ? 'down' : 'up'} size={12} /> : null}
                    </button>
                    <span className="print-only">{column.header}</span>
                    <ColumnEdge
                      header={column.header}
                      width={widths[column.id] ?? null}
                      begin={() => measure()[column.id] ?? 120}
                      change={(width) => widen(column.id, width)}
                      reset={() => setWidths({})}
                    />
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
              const line = lines[index]!;
              const id = idOf(line);
              const shared = {
                'data-row': id,
                'data-index': index,
                ref: long && !even ? virtual.measureElement : undefined,
                'aria-rowindex': index + 2,
                tabIndex: index === stop ? 0 : -1,
                onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => walk(event, index),
              };
              if (line.kind === 'group')
                return (
                  <tr
                    key={id}
                    {...shared}
                    className="group-line"
                    aria-level={1}
                    aria-expanded={line.open}
                    onClick={() => toggle(line.key, !line.open)}
                    onFocus={() => setGroupAt(id)}
                  >
                    <th scope="rowgroup" role="rowheader" colSpan={columns.length}>
                      <span className="group-words">
                        <Icon name={line.open ? 'down' : 'right'} size={14} />
                        {line.key.trim() === '' ? say('list.groupEmpty') : line.key}{' '}
                        <span className="muted">{say('list.groupCount', { n: line.count, all: shown.length })}</span>
                      </span>
                    </th>
                  </tr>
                );
              const { row } = line;
              return (
                <tr
                  key={id}
                  {...shared}
                  aria-level={grouped === undefined ? undefined : 2}
                  aria-selected={props.selected === id}
                  className={props.pointed === id || props.emphasised?.has(id) ? 'pointed' : ''}
                  onPointerEnter={() => props.hover?.(id)}
                  onClick={() => props.select(id)}
                  onDoubleClick={() => props.open?.(row)}
                  onFocus={(event) => {
                    if (event.target !== event.currentTarget) return;
                    setGroupAt(null);
                    props.hover?.(id);
                  }}
                >
                  {columns.map((column) =>
                    column.rowHeader ? (
                      <th key={column.id} scope="row" role="rowheader" className={column.className}>
                        {column.cell?.(row) ?? column.text(row)}
                      </th>
                    ) : (
                      <td
                        key={column.id}
                        role="gridcell"
                        className={column.className}
                        title={even ? column.text(row) : undefined}
                      >
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
      {printing && lines.length > printedMost ? (
        <p className="small">{say('list.printedOf', { shown: printedMost, total: lines.length })}</p>
      ) : null}
    </>
  );
}

/** A width for the style sheet, which alone knows whether there is room for columns. */
const pixels = (name: string, width: number) => ({ [name]: `${width}px` }) as CSSProperties;
const nothing: ReadonlySet<string> = new Set();
