import type { FeedName } from '../model/feeds.ts';
import type { TableName, TableValues } from '../model/tables.ts';
import type { Subject } from './key-subjects.ts';
import type { RawRow } from './reading/raw-row.ts';

/** What kind of value a field holds; `import --guess` recognises columns by it. */
export type ValueKind =
  | 'text'
  | 'category'
  | 'number'
  | 'flag'
  | 'date'
  | 'time'
  | 'date-time'
  | 'birth-date'
  | 'serial-number'
  | 'firearm-make'
  | 'firearm-model'
  | 'firearm-type'
  | 'firearm-words'
  | 'calibre'
  | 'licence-number'
  | 'full-name'
  | 'family-name'
  | 'given-name'
  | 'sex'
  | 'race'
  | 'address'
  | 'city'
  | 'state'
  | 'zip'
  | 'phone'
  | 'identifier'
  | 'case-number'
  | 'crime-code'
  | 'longitude'
  | 'latitude'
  | 'point';

export interface Field {
  readonly kind: ValueKind;
  /** One sentence for the wizard and the data dictionary. */
  readonly about: string;
  /** Headers seen for it, in any case and punctuation (`normaliseHeader`). Data, not code: add what agencies send. */
  readonly aliases: readonly string[];
  /** A file without this column is not of this layout. */
  readonly required?: true;
  /** Never told from its values: its header says so, or no column is it. Few files have it, and its values look like another's. */
  readonly named?: true;
  /** Numbered anew in every export: kept in the record, but no part of what makes it the same record. */
  readonly volatile?: true;
}

/** How the columns of one file become the fields of one layout: built in, guessed, or agreed in the wizard and saved by name. */
export interface Mapping {
  readonly feed: FeedName;
  readonly layout: string;
  /** Header as in the file → field. Headers left out are kept in the record and read by nothing. */
  readonly columns: Readonly<Record<string, string>>;
  /** Fields the file does not have but all its rows share, e.g. `{ city: 'Philadelphia', state: 'PA' }`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** IANA zone of local times, where it is not the agency's. */
  readonly timeZone?: string;
  /** Columns whose times are in UTC; where it is left out, those whose header says so. */
  readonly utcColumns?: string[];
  /** How 1/2/2026 is read; default `mdy`. */
  readonly dateOrder?: 'mdy' | 'dmy' | 'ymd';
  /** Line of the header where its names alone do not find it; 0: the file has none, and columns are `column 1`, `column 2`, … */
  readonly headerLine?: number;
  /** 2: the names of the columns stand in two lines, the upper of which names groups. */
  readonly headerLines?: 1 | 2;
}

/** A published layout: a mapping that is used when every header it names is in the file. */
export interface Profile extends Omit<Mapping, 'feed' | 'layout'> {
  readonly name: string;
  readonly publisher: string;
}

/** What a row is read against; nothing in it comes from a clock. */
export interface RowContext {
  readonly timeZone: string;
  readonly dateOrder: 'mdy' | 'dmy' | 'ymd';
  /** `YYYY-MM-DD`: the day the file was received, to refuse dates that lie after it and to resolve decades. */
  readonly receivedOn: string;
  readonly fileName: string;
  /** The agency's own city and state, for addresses that leave them out. */
  readonly city: string | null;
  readonly state: string | null;
}

/** One row's fields by name; empty text where the file has no such column or the cell is blank. */
export interface FieldValues<F extends string> {
  text(field: F): string;
  has(field: F): boolean;
  /** Whether the column of a whole name says that the family name comes first. */
  familyFirst?(field: F): boolean;
}

export interface TypedRow {
  readonly table: TableName;
  readonly ordinal: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Collects the typed rows of one record and numbers them. */
export interface RecordBuilder {
  /** Adds a row and returns its ordinal within the record. */
  add<T extends TableName>(table: T, values: TableValues<T>): number;
}

/** Why a row cannot be kept. The row itself goes to the rejects file; `got` describes, and quotes at most 80 characters. */
export interface RowReject {
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
}

/**
 * `key`: what makes this row the same record in another file of the feed; null where the publisher gives none (then its content is the key).
 * `subject`: what the key stands for, where agencies give one number to several things.
 * `stateOn`: the day of the last decision the row tells of (`YYYY-MM-DD`), null before there is one; left out where rows tell of none.
 */
export type RowOutcome =
  | { readonly key: string | null; readonly subject?: Subject; readonly stateOn?: string | null }
  | { readonly reject: RowReject };

/** A layout read row by row under a header. */
export interface RowLayout<F extends string = string> {
  readonly shape: 'rows';
  readonly name: string;
  readonly title: string;
  readonly fields: Readonly<Record<F, Field>>;
  readonly profiles: readonly Profile[];
  /** The publisher's own copies end inside a row: that row is rejected, and the file is not taken for one cut off on its way. */
  readonly endMayBeCut?: true;
  parseRow(row: FieldValues<F>, record: RecordBuilder, context: RowContext): RowOutcome;
}

/** A layout only the whole sheet explains, such as a matrix of states. Sheets are small (at most 20,000 rows). */
export interface SheetLayout {
  readonly shape: 'sheet';
  readonly name: string;
  readonly title: string;
  /** Whether the content, not the name, is of this layout. */
  recognise(rows: readonly RawRow[]): boolean;
  parseSheet(rows: readonly RawRow[], context: RowContext): SheetOutcome;
}

export interface SheetOutcome {
  readonly columns: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly ({ readonly row: RawRow; readonly typed: readonly TypedRow[] } & RowOutcome)[];
  /** Lines that are neither rows nor header, with what they are. */
  readonly skipped: readonly { line: number; why: string }[];
}

export type Layout = RowLayout<string> | SheetLayout;

export interface Feed {
  readonly name: FeedName;
  readonly title: string;
  readonly publisher: string;
  readonly layouts: readonly Layout[];
}

/** Keeps the field names typed inside a layout and forgets them outside. */
export function rowLayout<F extends string>(layout: Omit<RowLayout<F>, 'shape'>): RowLayout<string> {
  return { shape: 'rows', ...layout } as unknown as RowLayout<string>;
}

export const reject = (code: string, field: string | null, expected: string, got: string): RowOutcome => ({
  reject: { code, field, expected, got: got.length > 80 ? `${got.slice(0, 79)}…` : got },
});
