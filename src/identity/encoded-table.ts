import { fieldCleaner, isDay, isFillerNumber, orderTold, type DateFormat } from './clean-field.ts';
import type { FieldType } from './comparison.ts';
import { sharedInts } from './shared-ints.ts';
import { TextArena } from './text-arena.ts';
import { TextNumbers } from './text-numbers.ts';
import { TextValues } from './text-values.ts';

/** One column of what is compared: each record's cell as the number of a distinct value; 0 where it says nothing. */
export interface EncodedField {
  readonly name: string;
  readonly type: FieldType;
  readonly values: TextArena;
  readonly valueOf: Int32Array;
  /** Records that carry each value. */
  readonly counts: Int32Array;
  /** Records that carry any. */
  readonly filled: number;
  /** A thing has one value of it: two that differ by more than slips are of two things. */
  readonly authoritative: boolean;
}

export interface EncodedTable {
  readonly records: number;
  readonly fields: readonly EncodedField[];
  /** Number of the file each record came from. */
  readonly sourceOf: Uint8Array;
  /** Records of one file are known to be of different things: only pairs across files are compared. */
  readonly linkOnly: boolean;
}

export interface FieldPlan {
  readonly name: string;
  readonly type: FieldType;
  readonly format?: DateFormat | undefined;
  readonly authoritative?: boolean | undefined;
}

/**
 * Of distinct cells of dates, how many tell by themselves that the day stands first, that the month does, how many could be read both ways, and
 * of how many nothing of the kind is asked.
 */
export type DateOrders = Readonly<Record<'day' | 'month' | 'either' | 'none', number>>;

/** Characters shown of how a date is written. */
const shapeMax = 24;

/** Gathers the cells of one column, record by record: each distinct cell is cleaned once, each distinct outcome kept once. */
export class FieldEncoder {
  private readonly plan: FieldPlan;
  private readonly clean: (raw: string) => string;
  /** Value of each distinct cell. */
  private readonly cells = new TextValues();
  private readonly outcomes = new TextNumbers();
  private readonly values = new TextArena();
  private valueOf = sharedInts(1024);
  private records = 0;
  /** Of the first cell of dates that is no day as it is read, how it is written: 9 for a figure, A for a letter. */
  private strayShape = '';
  private readonly orders = { day: 0, month: 0, either: 0, none: 0 };
  /** Cells of a register that are filler. */
  private readonly fillerCells = new Set<string>();
  /** Records that bear filler in the place of a number of a register. */
  fillers = 0;
  /** Records of which the cell is not blank, whatever it says. */
  written = 0;
  /** The cell before and its value: records of one thing often follow one another. */
  private last = '';
  private lastValue = 0;

  constructor(plan: FieldPlan) {
    this.plan = plan;
    this.clean = fieldCleaner(plan.type, plan.format);
    this.outcomes.of('');
    this.values.add('');
  }

  add(raw: string): void {
    if (this.records === this.valueOf.length) {
      const larger = sharedInts(this.records * 2);
      larger.set(this.valueOf);
      this.valueOf = larger;
    }
    if (raw !== this.last) {
      this.lastValue = this.value(raw);
      this.last = raw;
    }
    this.valueOf[this.records++] = this.lastValue;
    if (raw !== '') this.written++;
    if (this.fillerCells.size > 0 && this.fillerCells.has(raw)) this.fillers++;
  }

  /** The number of the value of a cell, a new one where no cell had that value before. */
  value(raw: string): number {
    if (raw === '') return 0;
    const known = this.cells.of(raw);
    if (known >= 0) return known;
    let text = this.clean(raw);
    // What is typed for want of a number of a register would forbid joins, and is read as blank, as at import.
    const isFiller = this.plan.authoritative === true && isFillerNumber(this.plan.type, text);
    if (isFiller) text = '';
    const before = this.outcomes.size;
    const value = this.outcomes.of(text);
    if (value === before) this.values.add(text);
    const told = this.plan.type === 'date' ? orderTold(raw) : null;
    if (this.plan.type === 'date' && text !== '') this.orders[told ?? 'none']++;
    if (this.plan.type === 'date' && this.strayShape === '' && text !== '' && !isDay(text))
      this.strayShape = raw.trim().slice(0, shapeMax).replace(/\p{N}/gu, '9').replace(/\p{L}/gu, 'A');
    this.cells.put(value);
    if (isFiller) this.fillerCells.add(raw);
    return value;
  }

  /**
   * Of dates, how many records give one, how many of these are no day of the calendar as it is read, how the first of those is written, and in which
   * order day and month stand.
   */
  strayDates(): {
    readonly filled: number;
    readonly stray: number;
    readonly shape: string;
    readonly orders: DateOrders;
  } {
    const { counts, filled, values } = this.encode();
    let stray = 0;
    for (let value = 1; value < counts.length; value++) if (!isDay(values.text(value))) stray += counts[value]!;
    return { filled, stray, shape: this.strayShape, orders: { ...this.orders } };
  }

  encode(): EncodedField {
    const valueOf = this.valueOf.subarray(0, this.records);
    const counts = sharedInts(this.values.size);
    for (const value of valueOf) counts[value]!++;
    const { name, type, authoritative = false } = this.plan;
    return { name, type, authoritative, values: this.values, valueOf, counts, filled: this.records - counts[0]! };
  }
}
