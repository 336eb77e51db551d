import { nameOrder } from '../model/values/name-order.ts';
import { isDateKind, type ColumnDates, type DateOrders } from './date-orders.ts';
import { fieldOf } from './column-field.ts';
import type { FieldValues, Mapping, RowContext, RowLayout } from './feed.ts';
import { isRejectsHeader, rejectColumns, type Section } from './feed-batch.ts';
import type { KeySubjects } from './key-subjects.ts';
import { normaliseHeader } from './normalise-header.ts';
import { cellsChecked, type CellsChecked } from './odd-cells.ts';
import { clockFieldOf, isUtc, sayUtc, utcFields, type UtcPart } from './utc-fields.ts';

/** A section whose rows are being read, with what is worked out once for all of them. */
export interface OpenSection {
  about: Section;
  layout: RowLayout<string>;
  fields: CellFields;
  /** Cell index of each kept column and how it begins in the content, ordered by label. */
  contentOrder: { at: number; start: string; checked: CellsChecked | null }[];
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

  /** Null where the file has none: nearly all files. */
  private readonly utc: ReadonlyMap<string, UtcPart> | null;
  private readonly context: RowContext;
  private readonly familiesFirst: ReadonlySet<string>;

  constructor(
    index: Record<string, number>,
    mapping: Mapping,
    said: { utc: ReadonlyMap<string, UtcPart>; familiesFirst: ReadonlySet<string>; context: RowContext },
  ) {
    const { utc, context, familiesFirst } = said;
    this.familiesFirst = familiesFirst;
    this.index = index;
    this.constants = mapping.constants ?? {};
    this.utc = utc.size === 0 ? null : utc;
    this.context = context;
  }

  text(field: string): string {
    const at = this.index[field];
    if (at === undefined) return this.constants[field] ?? '';
    const cell = this.cells[at]?.trim() ?? '';
    return this.utc === null ? cell : this.inUtc(field, cell);
  }

  private inUtc(field: string, cell: string): string {
    const part = this.utc!.get(field);
    if (part === undefined) return cell;
    // A clock beside the date wins over one in its own cell, which is then no more than a midnight.
    const clock = part === 'time' ? clockFieldOf(field, { has: (name) => this.index[name] !== undefined }) : null;
    const beside = clock === null ? '' : (this.cells[this.index[clock]!]?.trim() ?? '');
    return beside === '' ? sayUtc(cell, part, this.context) : cell;
  }

  has(field: string): boolean {
    return this.text(field) !== '';
  }

  familyFirst(field: string): boolean {
    return this.familiesFirst.has(field);
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
  const contentOrder: { at: number; label: string; checked: CellsChecked | null }[] = [];
  about.columns.forEach((column, at) => {
    if ((rejectColumns as readonly string[]).includes(column)) return;
    const field = fieldOf(mapping, column);
    if (field !== undefined && index[field] === undefined) index[field] = at;
    if (field !== undefined && layout.fields[field]?.volatile) return;
    contentOrder.push({ at, label: field ?? normaliseHeader(column), checked: cellsChecked(column, field) });
  });
  contentOrder.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.at - b.at));
  const mended = isRejectsHeader(about.columns);
  const dateOrder = mapping.dateOrder ?? of.context.dateOrder;
  // A mended rejects file holds the rows that did not fit, so all of them may be slips.
  const said = mapping.dateOrder !== undefined || mended;
  const timeZone = mapping.timeZone === undefined || isUtc(mapping.timeZone) ? of.context.timeZone : mapping.timeZone;
  const context = { ...of.context, timeZone, dateOrder };
  const utc = utcFields(layout, mapping);
  const familiesFirst = familyFirstFields(layout, mapping);
  return {
    about,
    layout,
    fields: new CellFields(index, mapping, { utc, familiesFirst, context }),
    contentOrder: contentOrder.map(({ at, label, checked }) => ({ at, start: `${label}\x1f`, checked })),
    reading: readingOf(of.agreed, of.context, { utc, familiesFirst }),
    subjects: of.subjects,
    context,
    mended,
    dates: Object.entries(index)
      .filter(([field]) => isDateKind(layout.fields[field]?.kind))
      .map(([, at]) => ({ at, dates: of.dateOrders.datesOf(about.columns[at]!, dateOrder, said) })),
  };
}

/** Fields of whole names whose headers say that the family name comes first. */
function familyFirstFields(layout: RowLayout<string>, mapping: Mapping): ReadonlySet<string> {
  const said = Object.entries(mapping.columns).filter(([header]) => nameOrder(header) === 'family-first');
  return new Set(said.map(([, field]) => field).filter((field) => layout.fields[field]?.kind === 'full-name'));
}

/** What is said of all rows that changes what they say: zone, order of dates, constants, fields in UTC, order of names. */
function readingOf(
  mapping: Mapping | undefined,
  context: RowContext,
  headers: { utc: ReadonlyMap<string, UtcPart>; familiesFirst: ReadonlySet<string> },
): string {
  const { utc, familiesFirst } = headers;
  const said = {
    ...(mapping?.timeZone && mapping.timeZone !== context.timeZone ? { timeZone: mapping.timeZone } : {}),
    ...(mapping?.dateOrder && mapping.dateOrder !== context.dateOrder ? { dateOrder: mapping.dateOrder } : {}),
    ...(mapping?.constants && Object.keys(mapping.constants).length > 0
      ? { constants: Object.entries(mapping.constants).toSorted(([a], [b]) => (a < b ? -1 : 1)) }
      : {}),
    ...(utc.size > 0 ? { utc: [...utc.keys()].sort() } : {}),
    ...(familiesFirst.size > 0 ? { familyFirst: [...familiesFirst].sort() } : {}),
  };
  return Object.keys(said).length === 0 ? '' : JSON.stringify(said);
}
