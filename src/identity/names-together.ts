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

/** Of each row the number of its person, below `numbers`. */
export interface PeopleOfRows {
  readonly people: Int32Array;
  readonly numbers: number;
}

/** Of each name so many are walked to, the most frequent first: the others weigh little. */
export const namesWalked = 16;
/** Rows from which it is told how names go together as a rule. */
const usualRows = 5_000;
/** Of so many pairs of names at most it is kept what was told, and of so many family names the walk: then it is told anew. */
const pairsKeptBits = 18;
const pairsKept = 1 << pairsKeptBits;
const walksKept = 1 << 15;
/** Birth dates say how many people bear a name where they are known of so many rows at least. */
export const bornShareMin = 0.5;

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

/** Of each row the number of its person, from 0 on: rows of one given and family name, or of none, are of one. */
export function peopleByBoth(
  { records, fields }: Pick<EncodedTable, 'records' | 'fields'>,
  { given, family }: Pick<NamesModel, 'given' | 'family'>,
): PeopleOfRows {
  const [g, f] = [fields[given]!, fields[family]!];
  const people = new Int32Array(records);
  // Of each family name its given names get numbers, as they come.
  const byFamily = rowsByValue(f.valueOf, f.values.size);
  const numberOf = new Int32Array(g.values.size);
  let [numbers, before] = [0, 0];
  for (let name = 0; name < f.values.size; name++, before = numbers)
    for (let at = byFamily.starts[name]!; at < byFamily.starts[name + 1]!; at++) {
      const row = byFamily.rows[at]!;
      const givenName = g.valueOf[row]!;
      if (numberOf[givenName]! <= before) numberOf[givenName] = ++numbers;
      people[row] = numberOf[givenName]!;
    }
  return { people, numbers: numbers + 1 };
}

/** How many people bear each value of another field, asked field by field. */
export function bearersOf(
  { fields }: Pick<EncodedTable, 'fields'>,
  { people, numbers }: PeopleOfRows,
): (field: number) => { readonly counts: Int32Array; readonly filled: number } {
  return (field) => {
    const { valueOf, values } = fields[field]!;
    const counts = new Int32Array(values.size);
    const seenWith = new Int32Array(numbers);
    const byValue = rowsByValue(valueOf, values.size);
    let filled = 0;
    for (let value = 1; value < values.size; value++)
      for (let at = byValue.starts[value]!; at < byValue.starts[value + 1]!; at++) {
        const person = people[byValue.rows[at]!]!;
        if (seenWith[person] === value) continue;
        seenWith[person] = value;
        counts[value]!++;
        filled++;
      }
    return { counts, filled };
  };
}

/** Rows, those of one value after another: of value v the places `starts[v] … starts[v + 1] − 1`. */
function rowsByValue(valueOf: Int32Array, most: number): { readonly starts: Int32Array; readonly rows: Int32Array } {
  const starts = new Int32Array(most + 1);
  for (const value of valueOf) starts[value + 1]!++;
  for (let value = 0; value < most; value++) starts[value + 1]! += starts[value]!;
  const next = starts.slice();
  const rows = new Int32Array(valueOf.length);
  valueOf.forEach((value, row) => (rows[next[value]!++] = row));
  return { starts, rows };
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

/** The other family names that the given names of one go with, and how much. */
interface Walk {
  readonly families: Int32Array;
  readonly shares: Float64Array;
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
  const peopleOf = peopleByNames(ofFamily);
  const walks = new Map<number, Walk>();
  const walk = (from: number): Walk => {
    const to = new Map<number, number>();
    let all = 0;
    for (const place of mostOfFamily(from).subarray(0, namesWalked)) {
      const [name, people] = [ofFamily.names[place]!, ofFamily.people[place]!];
      const others = counts.givens[name]! - people;
      if (others === 0) continue;
      let walked = 0;
      for (const at of mostOfGiven(name)) {
        const other = ofGiven.names[at]!;
        if (other === from || walked++ === namesWalked) continue;
        const share = (people * ofGiven.people[at]!) / others;
        to.set(other, (to.get(other) ?? 0) + share);
        all += share;
      }
    }
    return { families: Int32Array.from(to.keys()), shares: Float64Array.from(to.values(), (share) => share / all) };
  };
  const walkOf = (from: number) => {
    let known = walks.get(from);
    if (known === undefined) {
      if (walks.size === walksKept) walks.clear();
      walks.set(from, (known = walk(from)));
    }
    return known;
  };
  // What was told of two names, in the place their numbers give: another two may take it.
  const keys = new Float64Array(pairsKept);
  const told = new Float64Array(pairsKept);
  return (familyName, givenName) => {
    if (familyName >= counts.families.length || givenName >= counts.givens.length) return 0;
    const key = familyName * counts.givens.length + givenName + 1;
    const place = Math.imul(Math.imul(familyName, 0x9e3779b1) ^ givenName, 0x85ebca6b) >>> (32 - pairsKeptBits);
    if (keys[place] === key) return told[place]!;
    let bits = 0;
    // Both among those who bear another family name: the records of one person are what makes a full name frequent.
    const own = counts.givens[givenName]! - peopleOf(familyName, givenName);
    if (own > 0) {
      const { families, shares } = walkOf(familyName);
      let share = 0;
      for (let at = 0; at < families.length; at++) {
        const people = peopleOf(families[at]!, givenName);
        if (people > 0) share += (shares[at]! * people) / counts.families[families[at]!]!;
      }
      const chance = own / (counts.people - counts.families[familyName]!);
      bits = share > 0 ? Math.log2(share / chance) : 0;
    }
    keys[place] = key;
    told[place] = bits;
    return bits;
  };
}

/** Places of the most frequent beside a name, one more than are walked to; of those as frequent the first by the alphabet. */
function mostFrequent(
  { starts, people, names }: NamesBeside,
  { values }: EncodedTable['fields'][number],
): (name: number) => Int32Array {
  const wanted = namesWalked + 1;
  const known = new Map<number, Int32Array>();
  const most = new Int32Array(wanted);
  const isBefore = (x: number, y: number) =>
    people[x]! > people[y]! || (people[x] === people[y] && values.text(names[x]!) < values.text(names[y]!));
  return (name) => {
    let found = known.get(name);
    if (found !== undefined) return found;
    let count = 0;
    for (let place = starts[name]!; place < starts[name + 1]!; place++) {
      if (count === wanted && !isBefore(place, most[wanted - 1]!)) continue;
      let at = count < wanted ? count++ : wanted - 1;
      for (; at > 0 && isBefore(place, most[at - 1]!); at--) most[at] = most[at - 1]!;
      most[at] = place;
    }
    known.set(name, (found = most.slice(0, count)));
    return found;
  };
}

/** People who bear a family and a given name, looked up by both at once. */
function peopleByNames({ starts, names, people }: NamesBeside): (family: number, given: number) => number {
  let size = 1024;
  while (size < names.length * 2) size *= 2;
  const slots = new Int32Array(size * 3); // family, given, people
  const slotOf = (family: number, given: number) => {
    const hash = Math.imul(Math.imul(family, 0x9e3779b1) ^ given, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (slots[slot * 3 + 2] !== 0 && (slots[slot * 3] !== family || slots[slot * 3 + 1] !== given))
      slot = (slot + 1) & (size - 1);
    return slot * 3;
  };
  for (let family = 0; family + 1 < starts.length; family++)
    for (let at = starts[family]!; at < starts[family + 1]!; at++) {
      const slot = slotOf(family, names[at]!);
      slots[slot] = family;
      slots[slot + 1] = names[at]!;
      slots[slot + 2] = people[at]!;
    }
  return (family, given) => slots[slotOf(family, given) + 2]!;
}
