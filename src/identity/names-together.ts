/**
 * How many people bear each given and family name, and how much oftener than chance a given name goes with a family name: people of one origin
 * share both, so that one given name of two records that share a family name says less than its frequency among all.
 *
 * **Source.** A walk of three steps over the table of given by family names (random walk smoothing: Craswell and Szummer, SIGIR 2007): from the
 * family name to the given names that go with it, to the other family names they go with, and how often those go with the given name.
 * People who bear the family name itself are left out of what is asked of it, for the records of one person are what makes a full name frequent.
 * **Input.** Given name, family name and birth date of records: who shares all three is one. **Output.** People by name, and bits.
 * **Limits.** What is not counted with a birth date is held for no more frequent than chance. Nobody is put into a group: of two names it is told
 * how often they go together and nothing else.
 */
import type { EncodedTable } from './encoded-table.ts';

/** The fields names are counted by, and how much oftener than chance the names of this table go together as a rule, in bits. */
export interface NamesModel {
  readonly given: number;
  readonly family: number;
  readonly born: number;
  readonly usualBits: number;
}

/** For each name those of the other kind that go with it: of name n the places `starts[n] … starts[n + 1] − 1`. */
interface NamesBeside {
  readonly starts: Int32Array;
  readonly names: Int32Array;
  readonly people: Int32Array;
}

/** People by family and given name. */
export interface NameCounts {
  readonly ofFamily: NamesBeside;
  readonly ofGiven: NamesBeside;
  /** People of each family name, of each given name, of all. */
  readonly families: Int32Array;
  readonly givens: Int32Array;
  readonly people: number;
}

/** Of each name so many are walked to, the most frequent first: the others weigh little. */
export const namesWalked = 16;
/** Rows from which it is told how names go together as a rule. */
const usualRows = 5_000;
/** Of so many pairs of names at most it is kept what was told: then it is told anew. */
const pairsKept = 1 << 20;
/** Birth dates say how many people bear a name where they are known of so many rows at least. */
const bornShareMin = 0.5;

/** By which fields the names of a table are counted, and what is usual; null where birth dates are not known well enough. */
export function learnNames(table: EncodedTable): NamesModel | null {
  const [given, family, born] = (['given-name', 'family-name', 'date'] as const).map((type) =>
    table.fields.findIndex((field) => field.type === type),
  ) as [number, number, number];
  if (given < 0 || family < 0 || born < 0) return null;
  const [g, f, b] = [given, family, born].map((field) => table.fields[field]!.valueOf) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  let [named, dated] = [0, 0];
  for (let row = 0; row < table.records; row++) {
    if (g[row] === 0 || f[row] === 0) continue;
    named++;
    if (b[row] !== 0) dated++;
  }
  if (dated === 0 || dated < bornShareMin * named) return null;
  const together = namesTogether(countNames(table, { given, family, born }), table, { given, family });
  const stride = Math.ceil(table.records / usualRows);
  let [sum, rows] = [0, 0];
  for (let row = 0; row < table.records; row += stride) {
    if (g[row] === 0 || f[row] === 0 || b[row] === 0) continue;
    sum += together(f[row]!, g[row]!);
    rows++;
  }
  return { given, family, born, usualBits: rows === 0 ? 0 : sum / rows };
}

/** Counts people by their names: rows of one given name, family name and birth date are of one. */
export function countNames(
  { records, fields }: Pick<EncodedTable, 'records' | 'fields'>,
  names: Pick<NamesModel, 'given' | 'family' | 'born'>,
): NameCounts {
  const [given, family, born] = [names.given, names.family, names.born].map((field) => fields[field]!) as [
    EncodedTable['fields'][number],
    EncodedTable['fields'][number],
    EncodedTable['fields'][number],
  ];
  const [givenMost, familyMost, dates] = [given, family, born].map(({ values }) => values.size) as [
    number,
    number,
    number,
  ];
  const counted = (row: number) => given.valueOf[row] !== 0 && family.valueOf[row] !== 0 && born.valueOf[row] !== 0;
  const rowStarts = new Int32Array(familyMost + 1);
  for (let row = 0; row < records; row++) if (counted(row)) rowStarts[family.valueOf[row]! + 1]!++;
  for (let name = 0; name < familyMost; name++) rowStarts[name + 1]! += rowStarts[name]!;
  // Of each family name the given names with birth dates, as one number that sorts by both.
  const keys = new Float64Array(rowStarts[familyMost]!);
  const next = rowStarts.slice();
  for (let row = 0; row < records; row++)
    if (counted(row)) keys[next[family.valueOf[row]!]!++] = given.valueOf[row]! * dates + born.valueOf[row]!;
  const starts = new Int32Array(familyMost + 1);
  const beside = new Int32Array(keys.length);
  const people = new Int32Array(keys.length);
  let cells = 0;
  for (let name = 0; name < familyMost; name++) {
    starts[name] = cells;
    const of = keys.subarray(rowStarts[name], rowStarts[name + 1]).sort();
    of.forEach((key, at) => {
      if (at > 0 && key === of[at - 1]) return;
      const other = Math.floor(key / dates);
      if (cells > starts[name]! && beside[cells - 1] === other) people[cells - 1]!++;
      else {
        beside[cells] = other;
        people[cells++] = 1;
      }
    });
  }
  starts[familyMost] = cells;
  const ofFamily = { starts, names: beside.slice(0, cells), people: people.slice(0, cells) };
  const ofGiven = turned(ofFamily, givenMost);
  const sums = ({ starts: from, people: many }: NamesBeside) =>
    Int32Array.from({ length: from.length - 1 }, (_, name) => {
      let sum = 0;
      for (let at = from[name]!; at < from[name + 1]!; at++) sum += many[at]!;
      return sum;
    });
  const families = sums(ofFamily);
  return { ofFamily, ofGiven, families, givens: sums(ofGiven), people: families.reduce((sum, many) => sum + many, 0) };
}

function turned({ starts, names, people }: NamesBeside, most: number): NamesBeside {
  const from = new Int32Array(most + 1);
  for (const name of names) from[name + 1]!++;
  for (let name = 0; name < most; name++) from[name + 1]! += from[name]!;
  const next = from.slice();
  const beside = new Int32Array(names.length);
  const many = new Int32Array(names.length);
  for (let name = 0; name + 1 < starts.length; name++)
    for (let at = starts[name]!; at < starts[name + 1]!; at++) {
      const place = next[names[at]!]!++;
      beside[place] = name;
      many[place] = people[at]!;
    }
  return { starts: from, names: beside, people: many };
}

/** Bits by which a given name is more frequent with a family name than among all; 0 where nothing tells. */
export function namesTogether(
  counts: NameCounts,
  { fields }: Pick<EncodedTable, 'fields'>,
  { given, family }: Pick<NamesModel, 'given' | 'family'>,
): (family: number, given: number) => number {
  const { ofFamily, ofGiven } = counts;
  const mostOfFamily = mostFrequent(ofFamily, fields[given]!);
  const mostOfGiven = mostFrequent(ofGiven, fields[family]!);
  const known = new Map<number, number>();
  let walkedFrom = -1;
  let walked: (readonly [name: number, share: number])[] = [];
  /** The other family names that the given names of one go with, and how much. */
  const walk = (from: number) => {
    if (from === walkedFrom) return walked;
    walkedFrom = from;
    const to = new Map<number, number>();
    let all = 0;
    for (const place of mostOfFamily(from).slice(0, namesWalked)) {
      const [name, people] = [ofFamily.names[place]!, ofFamily.people[place]!];
      const others = counts.givens[name]! - people;
      if (others === 0) continue;
      const beside = mostOfGiven(name).filter((at) => ofGiven.names[at] !== from);
      for (const at of beside.slice(0, namesWalked)) {
        const share = (people * ofGiven.people[at]!) / others;
        to.set(ofGiven.names[at]!, (to.get(ofGiven.names[at]!) ?? 0) + share);
        all += share;
      }
    }
    return (walked = [...to].map(([name, share]) => [name, share / all] as const));
  };
  return (familyName, givenName) => {
    if (familyName >= counts.families.length || givenName >= counts.givens.length) return 0;
    const key = familyName * counts.givens.length + givenName;
    let bits = known.get(key);
    if (bits !== undefined) return bits;
    const own = counts.givens[givenName]! - peopleOf(ofFamily, familyName, givenName);
    let share = 0;
    if (own > 0)
      for (const [name, part] of walk(familyName))
        share += (part * peopleOf(ofFamily, name, givenName)) / counts.families[name]!;
    const chance = own / (counts.people - counts.families[familyName]!);
    bits = share > 0 ? Math.log2(share / chance) : 0;
    if (known.size === pairsKept) known.clear();
    known.set(key, bits);
    return bits;
  };
}

/** Places of the most frequent beside a name, one more than are walked to; of those as frequent the first by the alphabet. */
function mostFrequent(
  { starts, people, names }: NamesBeside,
  { values }: EncodedTable['fields'][number],
): (name: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (name) => {
    let most = known.get(name);
    if (most) return most;
    const texts = new Map<number, string>();
    const text = (place: number) => {
      let of = texts.get(place);
      if (of === undefined) texts.set(place, (of = values.text(names[place]!)));
      return of;
    };
    const places = Array.from({ length: starts[name + 1]! - starts[name]! }, (_, at) => starts[name]! + at);
    most = places.sort((x, y) => people[y]! - people[x]! || (text(x) < text(y) ? -1 : 1)).slice(0, namesWalked + 1);
    known.set(name, most);
    return most;
  };
}

function peopleOf({ starts, names, people }: NamesBeside, family: number, given: number): number {
  let [from, to] = [starts[family]!, starts[family + 1]! - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    const name = names[middle]!;
    if (name === given) return people[middle]!;
    if (name < given) from = middle + 1;
    else to = middle - 1;
  }
  return 0;
}
