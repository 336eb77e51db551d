import type { Guess, Preview } from '../../../src/model/import-answers.ts';
import { saysUtc } from '../../../src/model/values/says-utc.ts';

export type Mapping = NonNullable<Guess['mapping']>;
export type Layout = Preview['layouts'][number];

/** What the reader has said of the file so far, every earlier state kept for undo. */
export interface DraftHistory {
  readonly past: readonly Mapping[];
  readonly now: Mapping | null;
  readonly future: readonly Mapping[];
}

export const emptyHistory: DraftHistory = { past: [], now: null, future: [] };
const statesKept = 100;

export function changed(history: DraftHistory, next: Mapping): DraftHistory {
  if (history.now !== null && sameMapping(history.now, next)) return history;
  const past = history.now === null ? history.past : [...history.past, history.now].slice(-statesKept);
  return { past, now: next, future: [] };
}

export function undone(history: DraftHistory): DraftHistory {
  const last = history.past.at(-1);
  if (last === undefined || history.now === null) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] };
}

export function redone(history: DraftHistory): DraftHistory {
  const [next, ...future] = history.future;
  if (next === undefined || history.now === null) return history;
  return { past: [...history.past, history.now], now: next, future };
}

/** The order in which columns were chosen says nothing. */
export function sameMapping(a: Mapping, b: Mapping): boolean {
  return mappingText(a) === mappingText(b);
}

/** A mapping as text, the same for the same content. */
export function mappingText(mapping: Mapping): string {
  const sorted = (record: Readonly<Record<string, string>> | undefined) =>
    Object.entries(record ?? {}).toSorted(([x], [y]) => (x < y ? -1 : 1));
  return JSON.stringify([
    mapping.feed,
    mapping.layout,
    sorted(mapping.columns),
    sorted(mapping.constants),
    mapping.timeZone ?? '',
    mapping.utcColumns?.toSorted() ?? '',
    mapping.dateOrder ?? '',
    mapping.headerLine ?? '',
    mapping.headerLines ?? 1,
  ]);
}

/** Says what a column holds; a field is read from one column, so another that had it gives it up. */
export function withField(
  mapping: Mapping,
  column: string,
  field: string | null,
): { mapping: Mapping; takenFrom: string | null } {
  const takenFrom =
    field === null
      ? null
      : (Object.entries(mapping.columns).find(([other, its]) => its === field && other !== column)?.[0] ?? null);
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).filter(([other]) => other !== column && other !== takenFrom),
  );
  if (field !== null) columns[column] = field;
  const constants = { ...mapping.constants };
  if (field !== null) delete constants[field];
  return { mapping: withConstants({ ...mapping, columns }, constants), takenFrom };
}

/** Another layout keeps what its fields can still mean. */
export function withLayout(mapping: Mapping | null, layout: Layout): Mapping {
  const known = new Set(layout.fields.map((field) => field.name));
  const kept = (record: Readonly<Record<string, string>> | undefined, by: (entry: [string, string]) => string) =>
    Object.fromEntries(Object.entries(record ?? {}).filter((entry) => known.has(by(entry))));
  return withConstants(
    {
      ...(mapping?.timeZone === undefined ? {} : { timeZone: mapping.timeZone }),
      ...(mapping?.utcColumns === undefined ? {} : { utcColumns: mapping.utcColumns }),
      ...(mapping?.dateOrder === undefined ? {} : { dateOrder: mapping.dateOrder }),
      ...(mapping?.headerLine === undefined ? {} : { headerLine: mapping.headerLine }),
      ...(mapping?.headerLines === undefined ? {} : { headerLines: mapping.headerLines }),
      feed: layout.feed,
      layout: layout.layout,
      columns: kept(mapping?.columns, ([, field]) => field),
    },
    kept(mapping?.constants, ([field]) => field),
  );
}

/** Constants are left out where there are none. */
export function withConstants(mapping: Mapping, constants: Readonly<Record<string, string>>): Mapping {
  const { constants: _, ...rest } = mapping;
  return Object.keys(constants).length === 0 ? rest : { ...rest, constants: { ...constants } };
}

export function withTimeZone(mapping: Mapping, timeZone: string | null): Mapping {
  const { timeZone: _, ...rest } = mapping;
  return timeZone === null ? rest : { ...rest, timeZone };
}

const kindsOfTime: ReadonlySet<string> = new Set(['date', 'date-time', 'time']);

/** Columns read as times, with whether in UTC: as the mapping says, or as the header does where it says nothing. */
export function timeColumns(mapping: Mapping, layout: Layout): { column: string; inUtc: boolean }[] {
  const kinds = new Map(layout.fields.map((field) => [field.name, field.kind]));
  return Object.entries(mapping.columns)
    .filter(([, field]) => kindsOfTime.has(kinds.get(field) ?? ''))
    .map(([column]) => ({ column, inUtc: mapping.utcColumns?.includes(column) ?? saysUtc(column) }));
}

export function withUtc(mapping: Mapping, layout: Layout, said: { column: string; inUtc: boolean }): Mapping {
  const known = timeColumns(mapping, layout);
  // Columns not read as times for now keep what is said of them.
  const others = (mapping.utcColumns ?? []).filter((each) => !known.some(({ column }) => column === each));
  const inUtc = known.filter((each) => (each.column === said.column ? said.inUtc : each.inUtc));
  return { ...mapping, utcColumns: [...inUtc.map(({ column }) => column), ...others] };
}

export function withDateOrder(mapping: Mapping, dateOrder: Mapping['dateOrder'] | null): Mapping {
  const { dateOrder: _, ...rest } = mapping;
  return dateOrder === null || dateOrder === undefined ? rest : { ...rest, dateOrder };
}

/** Fields the layout needs that neither a column nor a constant gives. */
export function missingFields(mapping: Mapping, layout: Layout): string[] {
  const given = new Set([...Object.values(mapping.columns), ...Object.keys(mapping.constants ?? {})]);
  return layout.fields.filter((field) => field.required && !given.has(field.name)).map((field) => field.name);
}

/** Columns the mapping names that the file does not have; headers compare without case and outer spaces. */
export function columnsNotInFile(mapping: Mapping, header: readonly string[]): string[] {
  const there = new Set(header.map((column) => column.trim().toLowerCase()));
  return Object.keys(mapping.columns).filter((column) => !there.has(column.trim().toLowerCase()));
}

/** The proposal of the server as a draft; a layout read as a whole sheet has no columns to propose. */
export function proposed(preview: Preview): Mapping | null {
  if (preview.guess.mapping !== null) return preview.guess.mapping;
  if (preview.guess.feed === null) return null;
  const sheet = preview.layouts.find((layout) => layout.feed === preview.guess.feed && layout.fields.length === 0);
  return sheet === undefined ? null : { feed: sheet.feed, layout: sheet.layout, columns: {} };
}

/** How sure a proposal is, as a word. */
export function sureness(confidence: number): 'sure' | 'likely' | 'unsure' {
  return confidence >= 0.85 ? 'sure' : confidence >= 0.5 ? 'likely' : 'unsure';
}
