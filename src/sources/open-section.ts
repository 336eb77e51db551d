import { isDateKind, type ColumnDates, type DateOrders } from './date-orders.ts';
import type { FieldValues, Mapping, RowContext, RowLayout } from './feed.ts';
import { isRejectsHeader, rejectColumns, type Section } from './feed-batch.ts';
import type { KeySubjects } from './key-subjects.ts';
import { normaliseHeader } from './normalise-header.ts';

/** A section whose rows are being read, with what is worked out once for all of them. */
export interface OpenSection {
  about: Section;
  layout: RowLayout<string>;
  fields: CellFields;
  /** Cell index of each kept column and how it begins in the content, ordered by label. */
  contentOrder: { at: number; start: string }[];
  reading: string;
  subjects: KeySubjects;
  context: RowContext;
  /** Whether this is a rejects file that was mended: its formula cells carry an apostrophe. */
  mended: boolean;
  /** Cell index of each column read as a date, and what its values tell of their order. */
  dates: readonly { at: number; dates: ColumnDates }[];
}

/** Values of one row, read in place: one object per section, pointed at each row in turn. */
class CellFields implements FieldValues<string> {
  cells: readonly string[] = [];
  private readonly index: Record<string, number>;
  private readonly constants: Readonly<Record<string, string>>;

  constructor(index: Record<string, number>, constants: Readonly<Record<string, string>>) {
    this.index = index;
    this.constants = constants;
  }

  text(field: string): string {
    const at = this.index[field];
    if (at === undefined) return this.constants[field] ?? '';
    const cell = this.cells[at];
    return cell === undefined ? '' : cell.trim();
  }

  has(field: string): boolean {
    return this.text(field) !== '';
  }
}

/** Makes a section ready to read. `agreed` is the mapping a person gave for the file, where one was given. */
export function openSection(
  about: Section,
  layout: RowLayout<string>,
  mapping: Mapping,
  of: { context: RowContext; agreed: Mapping | undefined; dateOrders: DateOrders; subjects: KeySubjects },
): OpenSection {
  const index: Record<string, number> = Object.create(null) as Record<string, number>;
  const contentOrder: { at: number; label: string }[] = [];
  about.columns.forEach((column, at) => {
    if ((rejectColumns as readonly string[]).includes(column)) return;
    const field = mapping.columns[column];
    if (field !== undefined && index[field] === undefined) index[field] = at;
    if (field !== undefined && layout.fields[field]?.volatile) return;
    contentOrder.push({ at, label: field ?? normaliseHeader(column) });
  });
  contentOrder.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.at - b.at));
  const mended = isRejectsHeader(about.columns);
  const dateOrder = mapping.dateOrder ?? of.context.dateOrder;
  // A mended rejects file holds the rows that did not fit, so all of them may be slips.
  const said = mapping.dateOrder !== undefined || mended;
  return {
    about,
    layout,
    fields: new CellFields(index, mapping.constants ?? {}),
    contentOrder: contentOrder.map(({ at, label }) => ({ at, start: `${label}\x1f` })),
    reading: readingOf(of.agreed, of.context),
    subjects: of.subjects,
    context: { ...of.context, timeZone: mapping.timeZone ?? of.context.timeZone, dateOrder },
    mended,
    dates: Object.entries(index)
      .filter(([field]) => isDateKind(layout.fields[field]?.kind))
      .map(([, at]) => ({ at, dates: of.dateOrders.datesOf(about.columns[at]!, dateOrder, said) })),
  };
}

/** What an agreed mapping says of all rows that changes what they say: the zone, the order of dates, constants. */
function readingOf(mapping: Mapping | undefined, context: RowContext): string {
  if (!mapping) return '';
  const said = {
    ...(mapping.timeZone && mapping.timeZone !== context.timeZone ? { timeZone: mapping.timeZone } : {}),
    ...(mapping.dateOrder && mapping.dateOrder !== context.dateOrder ? { dateOrder: mapping.dateOrder } : {}),
    ...(mapping.constants && Object.keys(mapping.constants).length > 0
      ? { constants: Object.entries(mapping.constants).toSorted(([a], [b]) => (a < b ? -1 : 1)) }
      : {}),
  };
  return Object.keys(said).length === 0 ? '' : JSON.stringify(said);
}
