import type { Field, FieldValues, Mapping, RowContext, RowLayout, ValueKind } from './feed.ts';
import { assignPairs } from './guess-assignment.ts';
import { daysInDisorder, type ColumnDays } from './guess-day-order.ts';
import { compareHeader, fieldNames, type HeaderLikeness, type HeaderWords } from './guess-header.ts';
import { fieldEvidence } from './guess-field-values.ts';
import { rivalsOf } from './guess-rivals.ts';
import { meantByRole } from './guess-roles.ts';
import type { KindFits } from './guess-values.ts';
import { veto, vetoOf } from './guess-vetoes.ts';

/** One column of the file, as header and as values. */
export interface GuessedColumn {
  readonly name: string;
  readonly at: number;
  readonly words: HeaderWords;
  readonly fits: KindFits;
  /** The file has no header: only the values tell. */
  readonly unnamed: boolean;
  readonly days: ColumnDays;
}

export interface PairEvidence {
  readonly field: string;
  /** Logarithm of how much likelier the column is this field than not, after what is likely anyway. */
  readonly score: number;
  readonly header: HeaderLikeness;
  readonly values: number;
  /** What was taken from the score because the column cannot well be the field (`vetoOf`). */
  readonly against: number;
}

export interface LayoutFit {
  /** The field of each column, or null; in the order of the columns. */
  readonly pairs: readonly (PairEvidence | null)[];
  /** Second choice of each column: the likeliest field, whether or not another column has it. */
  readonly nearest: readonly (PairEvidence | null)[];
  /** The field each column would be taken for, were it not for what speaks against it. */
  readonly doubted: readonly (string | null)[];
  /** Another column that may as well have the field of each, by its place, or null. */
  readonly rivals: readonly (number | null)[];
  /** Why each column is not the field it would have been taken for, or is doubtful as what it is, by the days of the rows. */
  readonly disorder: readonly (string | null)[];
  /** 0 to 1 for each column. */
  readonly confidences: readonly number[];
  readonly total: number;
  readonly missing: readonly string[];
}

/** A column is no given field unless something says so. */
const prior = -1;
const pairMost = 7;
const confidenceLeast = 0.3;
/** What is sure need not be surer, but the likelier of two sure fields is still the likelier. */
const worthOf = (score: number) => (score > pairMost ? pairMost + (score - pairMost) * 0.1 : score);

/**
 * The fields of one layout laid on the columns of a file, as well as they fit together. `topic` is what the layout is
 * about; fields in `wanted` are those without which the layout keeps no row: any column whose values allow it may be one.
 */
export function fitLayout(
  layout: RowLayout<string>,
  columns: readonly GuessedColumn[],
  topic: ReadonlySet<string>,
  wanted: ReadonlySet<string> = new Set(),
): LayoutFit {
  const refused = new Set<string>();
  const disorder = columns.map((): string | null => null);
  for (;;) {
    const fit = fitOnce(layout, columns, topic, { wanted, refused });
    const found = daysInDisorder(
      fit.pairs.map((pair) => pair?.field ?? null),
      columns,
    );
    if (found === null) return { ...fit, disorder };
    const ways = (['earlier', 'later'] as const).flatMap((end) => {
      const at = found[end];
      const pair = fit.pairs[at]!;
      if (pair.header.exact) return [];
      const other = end === 'earlier' ? found.later : found.earlier;
      const why = `as ${pair.field} most rows would have it ${end === 'earlier' ? 'after' : 'before'} ${columns[other]!.name} (${fit.pairs[other]!.field})`;
      const key = `${at}/${pair.field}`;
      const without = fitOnce(layout, columns, topic, { wanted, refused: new Set([...refused, key]) });
      const kept = without.pairs.some((each) => each?.field === pair.field);
      return [{ at, key, why, kept, total: without.total }];
    });
    if (ways.length === 0) {
      const [earlier, later] = [fit.pairs[found.earlier]!, fit.pairs[found.later]!];
      disorder[found.earlier] = `most rows have it after ${columns[found.later]!.name} (${later.field}): look at both`;
      disorder[found.later] =
        `most rows have it before ${columns[found.earlier]!.name} (${earlier.field}): look at both`;
      return { ...fit, disorder };
    }
    // Where another column may be the one, it is; where none may, which of the two is wrong is not for the days to say.
    const mended = ways.filter(({ kept }) => kept).sort((a, b) => b.total - a.total);
    for (const { at, key, why } of mended.length > 0 ? mended.slice(0, 1) : ways) {
      refused.add(key);
      disorder[at] = why;
    }
  }
}

/** From so much on a header speaks of a field. */
const saidLikeness = 0.6;

function fitOnce(
  layout: RowLayout<string>,
  columns: readonly GuessedColumn[],
  topic: ReadonlySet<string>,
  { wanted, refused }: { wanted: ReadonlySet<string>; refused: ReadonlySet<string> },
): Omit<LayoutFit, 'disorder'> {
  const fields = Object.entries(layout.fields);
  const firsts = firstsOf(fields);
  const weighed = columns.map((column) =>
    fields.map(([name, field]): PairEvidence => {
      const header = likenessOf(name, field, column, layout, topic);
      const own = fieldEvidence(name, column.fits.column);
      const values =
        column.fits.evidence(field.kind) +
        keyEvidence(column, field.required === true, field.kind) +
        (firsts.has(name) && !header.foreign ? leadEvidence(column, field.kind) : 0) +
        own;
      const unsaid = field.named === true && (column.unnamed || header.likeness < saidLikeness);
      const against =
        unsaid || refused.has(`${column.at}/${name}`)
          ? veto * 4
          : column.unnamed
            ? 0
            : vetoOf(name, field.kind, column, { header, own, meanings: fieldNames(name, field).meanings });
      const needed = wanted.has(name) && values > 0 && against < veto;
      const need = needed && mayBe(header, column.words.mute, field.kind) ? 6 : 0;
      const told = column.unnamed
        ? unnamedEvidence(name, field, { firsts, own, columns }, column)
        : headerEvidence(header, column.words.mute, field.kind) - againLoss(name, column, header);
      return { field: name, header, values, against, score: told + values + prior + need - against };
    }),
  );
  const evidence = withNeighbors(weighed, columns);
  const chosen = assignPairs(evidence.map((row) => row.map(({ score }) => worthOf(score))));
  const pairs = chosen.map((at, column) => (at < 0 ? null : evidence[column]![at]!));
  const taken = new Set(chosen);
  const confidences = pairs.map((pair, column) => {
    if (!pair) return 0;
    let others = 0;
    evidence[column]!.forEach((other, at) => {
      if (other !== pair && !taken.has(at)) others += Math.exp(other.score - pair.score);
    });
    return 1 / (1 + Math.exp(-pair.score)) / (1 + others * 0.5);
  });
  // A column that may as well be three other fields is better asked about than read.
  pairs.forEach((pair, column) => {
    if (pair && confidences[column]! < confidenceLeast && !wanted.has(pair.field)) {
      pairs[column] = null;
      confidences[column] = 0;
    }
  });
  const nearest = evidence.map((row) =>
    row.reduce<PairEvidence | null>((a, b) => (a && a.score >= b.score ? a : b), null),
  );
  const doubted = evidence.map((row) => {
    const likely = row.reduce((a, b) => (a.score + a.against >= b.score + b.against ? a : b));
    return likely.against > 0 && likely.score + likely.against > 0 ? likely.field : null;
  });
  const rivals = rivalsOf(
    evidence,
    chosen.map((at, column) => (pairs[column] ? at : -1)),
    columns,
  );
  const missing = fields.filter(([name, field], at) => field.required && !taken.has(at) && name).map(([name]) => name);
  const explained = pairs.reduce(
    (sum, pair) => sum + (pair ? worthOf(pair.score) * (besideThePoint.test(pair.field) ? 0.4 : 1) : 0),
    0,
  );
  const alone = pairs.filter((pair, at) => !pair && columns[at]!.fits.column.filled > 0).length;
  return { pairs, nearest, doubted, rivals, confidences, total: explained - alone * 0.5 - missing.length * 4, missing };
}

/** Fields of any list of events: that one layout has a place for them and another has none does not make it the right one. */
const besideThePoint =
  /^(?:ward|updated|month|year|day_of_week|hour|source_row|row_number|x_plane|y_plane|census|borough|sector|jurisdiction|precision|house_district|senate_district|police_area)$/;

/** Fields that are the first of their kind in the layout: what a column without a name most likely is. */
function firstsOf(fields: readonly (readonly [string, Field])[]): ReadonlySet<string> {
  const seen = new Set<ValueKind>();
  return new Set(
    fields.flatMap(([name, { kind }]) => {
      if (seen.has(kind)) return [];
      seen.add(kind);
      return [name];
    }),
  );
}

/** Kinds that any column may pass for: without a name, only values of the field's own speak for it. */
const looseKinds: ReadonlySet<ValueKind> = new Set(['category', 'text', 'flag', 'number']);

/** Without a name a column is the first field of its kind, or none; a model stands beside its make. */
function unnamedEvidence(
  name: string,
  { kind }: Field,
  about: { firsts: ReadonlySet<string>; own: number; columns: readonly GuessedColumn[] },
  { at, fits }: GuessedColumn,
): number {
  if (kind === 'firearm-model') return (about.columns[at - 1]?.fits.of('firearm-make') ?? 0) >= 0.8 ? 2 : -2;
  if ((looseKinds.has(kind) && about.own <= 0) || besideThePoint.test(name)) return -2.5;
  // Numbers beside makes of firearms are their serial numbers.
  const armed = kind === 'serial-number' && about.columns.some((each) => (each.fits.of('firearm-make') ?? 0) >= 0.8);
  const first = about.firsts.has(name) || about.own >= 1 ? 0.9 : -0.5;
  const key = kind === 'identifier' && first > 0 && fits.column.uniqueness >= 0.95 ? 1 : 0;
  return first + key + (armed ? 2 : 0) - 0.3;
}

/** A second column of the same is named as the first is: `UCR 2 Description` is to `offense_2` what `UCR 1` is to `offense`. */
function likenessOf(
  name: string,
  field: Field,
  { words: written, fits }: GuessedColumn,
  layout: RowLayout,
  about: ReadonlySet<string>,
): HeaderLikeness {
  const words = meantByRole(written, field.kind, fits);
  const topic = withImplied(about, name, field.kind, fits);
  const own = compareHeader(words, fieldNames(name, field), topic);
  // A second date of an event is not its end unless it says so.
  const ends = words.again || words.tokens.some(({ meanings }) => meanings.includes('until'));
  if (/_to(?:_time)?$/.test(name) && !own.exact && !ends) return { ...own, likeness: own.likeness * 0.4 };
  const base = name.replace(/_2$/, '');
  if (!words.again || base === name || !layout.fields[base]) return own;
  const asFirst = compareHeader(words, fieldNames(base, layout.fields[base]), topic);
  return asFirst.likeness > own.likeness ? { ...asFirst, exact: false } : own;
}

/** What a column holds goes without saying: `Seized At` over addresses is an address, `Bought` over days a date. */
const implied: Readonly<Partial<Record<ValueKind, readonly string[]>>> = {
  address: ['address'],
  date: ['date'],
  'date-time': ['date', 'time'],
  'full-name': ['name'],
};
const shopName = /^(?:dealer|distributor)_name$/;

const widened = new WeakMap<ReadonlySet<string>, Map<readonly string[], ReadonlySet<string>>>();

function withImplied(topic: ReadonlySet<string>, field: string, kind: ValueKind, fits: KindFits): ReadonlySet<string> {
  const nouns = shopName.test(field) ? implied['full-name'] : implied[kind];
  if (nouns === undefined || (fits.of(kind) ?? 0) < 0.8) return topic;
  let byNouns = widened.get(topic);
  if (!byNouns) widened.set(topic, (byNouns = new Map()));
  let known = byNouns.get(nouns);
  if (!known) byNouns.set(nouns, (known = new Set([...topic, ...nouns])));
  return known;
}

/** `Offense 2` beside `Offense 1` is another of the same, and no field but one that says so. */
function againLoss(name: string, { words }: GuessedColumn, { exact }: HeaderLikeness): number {
  return words.again && !exact && !/(?:_2|_b|_to)(?:_|$)/.test(name) ? 4 : 0;
}

/**
 * Columns of one person or place stand together: where `Owner` has a name and an address, `Phone` is the owner's and not
 * that of a dealer the file says nothing else of.
 */
function withNeighbors(evidence: PairEvidence[][], columns: readonly GuessedColumn[]): PairEvidence[][] {
  const nearest = evidence.map((row) => row.reduce((a, b) => (a.score >= b.score ? a : b)));
  const counts = new Map<string, number>();
  for (const { field, score } of nearest) {
    const block = score < 2 ? null : blockOf(field);
    if (block !== null) counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return evidence.map((row, column) => {
    const own = blockOf(nearest[column]!.field);
    // What the header says in full needs no neighbors.
    if (own === null || columns[column]!.unnamed || nearest[column]!.header.likeness >= 0.95) return row;
    return row.map((pair) => {
      const block = blockOf(pair.field);
      if (block === null || pair.header.exact) return pair;
      const others = (counts.get(block) ?? 0) - (block === own ? 1 : 0);
      return others >= 2
        ? { ...pair, score: pair.score + 0.8 }
        : others <= 0
          ? { ...pair, score: pair.score - 0.8 }
          : pair;
    });
  });
}

/** Whose or what's a field is: `dealer` of `dealer_phone`; null where it stands alone. */
function blockOf(field: string): string | null {
  if (/^recovered_(?:on|at|time)$/.test(field)) return 'recovery';
  return (
    /^(dealer|distributor|purchaser|possessor|associate|victim|suspect|theft|recovery|scene|mail|premise)_/.exec(
      field,
    )?.[1] ?? null
  );
}

/** A date is a date whatever its header; a number of something else must not become a case number. */
function mayBe({ likeness, foreign }: HeaderLikeness, mute: boolean, kind: ValueKind): boolean {
  return !foreign && (likeness >= 0.3 || mute || kind === 'date' || kind === 'date-time');
}

/** A layout has one firearm and one place in one cell: its values tell it whatever the header says. */
const selfEvident: ReadonlySet<ValueKind> = new Set([
  'firearm-make',
  'firearm-type',
  'firearm-words',
  'calibre',
  'point',
]);

function headerEvidence(
  { likeness, exact, conflict, more, foreign }: HeaderLikeness,
  mute: boolean,
  kind: ValueKind,
): number {
  if (exact) return 6.5;
  const found = -3.5 + 9 * likeness ** 1.3 - (conflict ? 1.5 : 0) - (more ? 0.3 : 0) - (foreign ? 4 : 0);
  if (selfEvident.has(kind)) return Math.max(found, mute ? -1.5 : -2.5);
  return mute && likeness < 0.3 ? -1.5 : found;
}

/** What the number of a record is, no two rows share. */
function keyEvidence({ fits }: GuessedColumn, required: boolean, kind: string): number {
  if (!required || kind !== 'identifier') return 0;
  // Numbers that follow on one another are those of whoever keeps the list.
  const counted = fits.column.counted ? 0.5 : 0;
  if (fits.column.filled < 5) return counted;
  if (fits.column.uniqueness >= 0.95) return 0.7 + counted;
  return fits.column.uniqueness < 0.5 ? -2.5 : 0;
}

/** What stands first and no two rows share numbers the rows. */
function leadEvidence({ at, fits, unnamed }: GuessedColumn, kind: ValueKind): number {
  const numbers = kind === 'identifier' || kind === 'case-number';
  return numbers && at === 0 && !unnamed && fits.column.filled >= 20 && fits.column.uniqueness >= 0.95 ? 0.7 : 0;
}

export interface TrialReading {
  /** Share of the rows that the layout accepts. */
  readonly accepted: number;
  /** The commonest reject: how many rows, of which field, and what was wanted. */
  readonly reject: { readonly rows: number; readonly field: string | null; readonly expected: string } | null;
}

/** Reads sampled rows with a mapping, to see whether the layout would keep them. */
export function tryRows(
  layout: RowLayout<string>,
  mapping: Mapping,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  context: RowContext,
): TrialReading {
  const at = new Map(
    Object.entries(mapping.columns).map(([header, field]) => [field, headers.indexOf(header)] as const),
  );
  let cells: readonly string[] = [];
  const fields: FieldValues<string> = {
    text(field) {
      const index = at.get(field);
      return (index === undefined ? mapping.constants?.[field] : cells[index])?.trim() ?? '';
    },
    has(field) {
      return this.text(field) !== '';
    },
  };
  let ordinal = 0;
  const record = { add: () => ordinal++ };
  const rejects = new Map<string, { rows: number; field: string | null; expected: string }>();
  let accepted = 0;
  for (const row of rows) {
    cells = row;
    ordinal = 0;
    const outcome = layout.parseRow(fields, record, {
      ...context,
      timeZone: mapping.timeZone ?? context.timeZone,
      dateOrder: mapping.dateOrder ?? context.dateOrder,
    });
    if (!('reject' in outcome)) {
      accepted++;
      continue;
    }
    const { code, field, expected } = outcome.reject;
    const known = rejects.get(code);
    if (known) known.rows++;
    else rejects.set(code, { rows: 1, field, expected });
  }
  const commonest = [...rejects.values()].reduce<TrialReading['reject']>(
    (a, b) => (a && a.rows >= b.rows ? a : b),
    null,
  );
  return { accepted: rows.length === 0 ? 1 : accepted / rows.length, reject: commonest };
}
