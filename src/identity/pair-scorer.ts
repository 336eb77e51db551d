/**
 * Scores pairs of records: bits for and against, the rarity of what is shared with them.
 *
 * **Source.** Weights log2(m/u) after Fellegi and Sunter (1969); rarity of values after Winkler (1989) as Splink states it: the
 * frequency of the value (`value-frequency.ts`) stands in the place of u, in full where values are equal, in part where they are alike, the more frequent of
 * the two counted. Where names are counted, people stand in the place of records, and a given name that goes with the family name oftener than among
 * all (`names-together.ts`) is as much more frequent as it does so beyond what is usual.
 * **Input.** Records, comparisons, a model, frequencies. **Output.** Bits of each pair.
 * **Limits.** Scoring stops where what is left cannot lift a pair to `least`: such a pair is below it, by how much is not known.
 */
import { shareMost } from './born-together.ts';
import { meansOneText } from './comparison.ts';
import type { EncodedTable } from './encoded-table.ts';
import type { Model } from './learn-model.ts';
import { bearersOf, countNames, namesTogether, peopleByBoth, type NameCounts } from './names-together.ts';
import type { RecordComparison } from './open-comparisons.ts';
import { scoringOrder } from './scoring-order.ts';
import { frequencyOf } from './value-frequency.ts';
import { countWholeNames, namesApart, type PeopleModel } from './whole-names.ts';

export interface PairScorer {
  /** Bits of all fields and the prior, or −Infinity where they are sure to stay under `least`. */
  bits(a: number, b: number, least: number): number;
  /** The same field by field, in the order they are counted. */
  steps(a: number, b: number): ScoreStep[];
  readonly priorBits: number;
}

export interface ScoreStep {
  readonly field: number;
  /** 0 where one side says nothing. */
  readonly level: number;
  readonly bits: number;
  /** Of the bits, those that the rarity of the value adds or takes. */
  readonly rarity: number;
  /** Of the bits, those taken because a level weighs no more than equal values would; nothing or less. */
  readonly bound: number;
  /** The field whose agreement explains part of this one's, where one does. */
  readonly explainedBy: number | null;
}

export interface Frequencies {
  /** Of each field how many records carry each value, and how many any, as counted for rarity; where names are counted how many people. */
  readonly fields: readonly { readonly counts: Int32Array; readonly filled: number }[];
  readonly names: NameCounts | null;
}

export function frequenciesOf(
  table: Pick<EncodedTable, 'records' | 'fields'>,
  people: PeopleModel | null,
): Frequencies {
  if (people === null) return { fields: table.fields.map(({ counts, filled }) => ({ counts, filled })), names: null };
  const { named, rows, names } = countPeople(table, people);
  const bearers = bearersOf(table, rows);
  return {
    fields: table.fields.map(({ counts }, field) => {
      const many = named.get(field);
      // The forty records of one man make his home and his birth date no more frequent.
      if (many === undefined) return bearers(field);
      // A name that nobody bears whose birth date is known is borne by one.
      const borne = many.map((count, value) => (value > 0 && counts[value]! > 0 ? Math.max(1, count) : 0));
      return { counts: borne, filled: borne.reduce((sum, count) => sum + count, 0) };
    }),
    names,
  };
}

/** People by the fields that name them, and of each row; by given and family name also which go together. */
function countPeople(table: Pick<EncodedTable, 'records' | 'fields'>, people: PeopleModel) {
  if ('whole' in people) {
    const { valueOf, values } = table.fields[people.whole]!;
    const named = new Map([[people.whole, countWholeNames(table, people)]]);
    return { named, rows: { people: valueOf, numbers: values.size }, names: null };
  }
  const names = countNames(table, people);
  const named = new Map([
    [people.given, names.givens],
    [people.family, names.families],
  ]);
  return { named, rows: peopleByBoth(table, people), names };
}

/** Types of fields that may say nothing though both sides have a value. */
const mayBeSilent: ReadonlySet<string> = new Set(['family-name', 'firearm-serial']);
/** No field speaks against by more, where it is asked what others must say. */
const againstMost = -1_000;
/** Bits that the order of adding may cost. */
const rounding = 1e-9;
/** Bits of rarity are worked out once for each count below this. */
const countsKnown = 4096;

export function pairScorer(
  table: EncodedTable,
  comparison: RecordComparison,
  model: Model,
  frequencies: Frequencies,
): PairScorer {
  const priorBits = Math.log2(model.prior / (1 - model.prior));
  const weights = model.m.map((levels, field) => levels.map((m, level) => Math.log2(m / model.u[field]![level]!)));
  const rarities = comparison.fields.map(({ levels }) => Float64Array.from(levels, (level) => level.rarity));
  // By how many records carry a value: to keep them for each value would be as many numbers as there are values.
  const rarityOfCount = frequencies.fields.map(({ filled }, field) => {
    const u = model.u[field]![0]!;
    const frequency = frequencyOf(u, filled, model.least[field]!);
    return (count: number) => Math.log2(u / frequency(count));
  });
  const rarityBits = rarityOfCount.map((bits) => Float64Array.from({ length: countsKnown }, (_, count) => bits(count)));
  const rarest = rarityOfCount.map((bits) => bits(1));
  const bounded = comparison.fields.map(({ levels }) => levels.map(meansOneText));
  // The most bits that some levels of a field can bring.
  const mostOf = (field: number, from: number, to: number, least: number) => {
    let most = least;
    for (let level = from; level < to; level++) {
      const own = weights[field]![level]! + Math.max(0, rarest[field]!) * rarities[field]![level]!;
      let ofLevel = own;
      // Explained agreement says less, and disagreement where agreement was to be expected speaks less against.
      for (const of of model.explained)
        if (of[field]! > 0) ofLevel = Math.max(ofLevel, explain(own, model.m[field]![level]!, of[field]!, level + 1));
      most = Math.max(most, bounded[field]![level]! ? Math.min(ofLevel, mostEqual[field]!) : ofLevel);
    }
    return most;
  };
  const mostEqual = Float64Array.from(weights, (_, field) => mostOf(field, 0, 1, againstMost));
  const mostUnlike = Float64Array.from(weights, (levels, field) =>
    // A family name says nothing where it was exchanged with the given name, nor do serial numbers worn in other places.
    mostOf(field, 1, levels.length, mayBeSilent.has(table.fields[field]!.type) ? 0 : againstMost),
  );
  const places = scoringOrder(model);
  const order = places.map(({ field }) => field);
  const { rows } = comparison;
  const width = order.length;

  // Who share a home write it as differently as one person does: of different things at a level so many share what is meant, u₁ · m ÷ m₁ of u.
  const meant = weights.map((levels, field) =>
    levels.map((bits, level) => (rarities[field]![level]! > 0 ? Math.min(1, 2 ** (bits - levels[0]!)) : 0)),
  );
  /** Of each field of the pair compared last, as `meant` has it. */
  const shared = new Float64Array(order.length);
  const levelOf = new Uint8Array(order.length);
  /** How many bear the value; of two values the more frequent. One that came after the frequencies were counted is as rare as any. */
  const bearers = (field: number, level: number, a: number, b: number) => {
    const { counts } = frequencies.fields[field]!;
    const x = counts[rows[a * width + field]!] ?? 0;
    const y = level === 1 ? x : (counts[rows[b * width + field]!] ?? 0);
    return x > y ? x : y;
  };
  const rarityAmong = (field: number, many: number) =>
    many < countsKnown ? rarityBits[field]![many]! : rarityOfCount[field]!(many);
  const rarityOf = (field: number, level: number, a: number, b: number) => {
    const share = rarities[field]![level - 1]!;
    return share === 0 ? 0 : share * rarityAmong(field, bearers(field, level, a, b));
  };
  /** Bits of a value that both would bear, as frequent as the more frequent of the two, or as the part that both share where that is more. */
  const equalBits = (field: number, level: number, a: number, b: number) => {
    let many = bearers(field, level, a, b);
    const parts =
      level === partLevel[field]
        ? comparison.fields[field]!.partsShared!(rows[a * width + field]!, rows[b * width + field]!)
        : [];
    if (parts.length > 0) {
      const { counts } = frequencies.fields[field]!;
      many = Math.max(many, Math.min(...parts.map((part) => counts[part] ?? 0)));
    }
    return weights[field]![0]! + rarityAmong(field, many);
  };
  /** The level of a field that says that a part is shared; 0 where it has none. */
  const partLevel = comparison.fields.map(({ levels, partsShared }) =>
    partsShared ? levels.findIndex(({ name }) => name === 'one of two') + 1 : 0,
  );
  const { twins } = model;
  const isDate = table.fields.map(({ type }) => type === 'date');
  const calledOtherwise = twins === null ? 0 : comparison.fields[twins.given]!.levels.length;
  const familyOf = table.fields.findIndex(({ type }) => type === 'family-name');
  /** The share of those of one family name that were born together: as many of each person, so more of a name that few bear. */
  const bornTogether = (field: number, a: number, b: number) => {
    const chance = twins!.ofFamily[field]!;
    const level = chance > 0 ? comparison.level(familyOf, a, b) : 0;
    if (level === 0 || meant[familyOf]![level - 1] === 0) return 0;
    const frequency = model.u[familyOf]![0]! / 2 ** rarityAmong(familyOf, bearers(familyOf, level, a, b));
    return Math.min(shareMost, chance / frequency) * meant[familyOf]![level - 1]!;
  };
  /** The field that explains most of the agreement asked about last; −1 where none does. */
  let explainedBy = -1;
  /** How much of what a field agrees in the one that explains most of it explains: of a birth date shared by two who are called otherwise, being twins. */
  const shareExplained = (at: number, level: number, a: number, b: number): number => {
    const { field, explainers, ofOneBirth } = places[at]!;
    explainedBy = -1;
    let most = 0;
    if (level === 1 && isDate[field] && twins !== null && comparison.level(twins.given, a, b) === calledOtherwise) {
      for (const g of ofOneBirth) {
        const share = twins.shares[g]![field]! * shared[g]!;
        if (share > most) [explainedBy, most] = [g, share];
      }
      const share = bornTogether(field, a, b);
      if (share > most) [explainedBy, most] = [familyOf, share];
      if (most > 0) return most;
    }
    for (const g of explainers) {
      const whole = model.explained[g]![field]!;
      // Those that explain most come first: the others explain less, however much is meant.
      if (whole <= most) break;
      const share = whole * shared[g]!;
      if (share > most) [explainedBy, most] = [g, share];
    }
    return most;
  };
  const explained = (at: number, own: number, level: number, a: number, b: number) => {
    const share = shareExplained(at, level, a, b);
    return share === 0 ? own : explain(own, model.m[order[at]!]![level - 1]!, share, level);
  };
  /** Bits of a level; `less` where the value is by so many more frequent than among all. */
  const count = (at: number, level: number, a: number, b: number, less = 0) => {
    const field = order[at]!;
    const rarity = rarities[field]![level - 1]!;
    const own = weights[field]![level - 1]! + rarityOf(field, level, a, b) - (rarity === 0 ? 0 : rarity * less);
    const counted = explained(at, own, level, a, b);
    if (!bounded[field]![level - 1]) return counted;
    const most = explained(at, equalBits(field, level, a, b) - less, 1, a, b);
    return counted < most ? counted : most;
  };
  const mostThere = (field: number, a: number, b: number) => {
    const x = rows[a * width + field]!;
    const y = rows[b * width + field]!;
    return x === 0 || y === 0 ? 0 : x === y ? mostEqual[field]! : mostUnlike[field]!;
  };
  const look = (field: number, a: number, b: number) => {
    const level = comparison.level(field, a, b);
    levelOf[field] = level;
    shared[field] = level > 0 ? meant[field]![level - 1]! : 0;
    return level;
  };
  const names = namesApart(model.names);
  const together = names === null || frequencies.names === null ? null : namesTogether(frequencies.names, table, names);
  const givenAt = names === null ? -1 : order.indexOf(names.given);
  /** Bits that given names which agree, and are counted so many, say less, because they go with the family name oftener than is usual. */
  const lessFor = (counted: number, a: number, b: number) => {
    if (names === null || together === null || shared[names.given] === 0) return 0;
    // One family name of two is shared as well, or one is written nearly as the other.
    const family = levelOf[names.family]!;
    if (family === 0 || family === comparison.fields[names.family]!.levels.length) return 0;
    const of = (record: number) => together(rows[record * width + names.family]!, rows[record * width + names.given]!);
    const first = of(a);
    const given = levelOf[names.given]!;
    const beyond = (family === 1 && given === 1 ? first : (first + of(b)) / 2) - names.usualBits;
    // What a home explains of the name is not taken off once more: the name is more frequent, and what explains it as before.
    return beyond <= 0 ? 0 : counted - count(givenAt, given, a, b, beyond);
  };
  return {
    priorBits,
    bits(a, b, least) {
      // Which fields are equal is seen at a glance; how alike the others are is asked only while it can still matter.
      let left = rounding;
      for (let field = 0; field < width; field++) left += mostThere(field, a, b);
      let bits = priorBits;
      let ofGiven = 0;
      for (let at = 0; at < width; at++) {
        if (bits + left < least) return -Infinity;
        left -= mostThere(order[at]!, a, b);
        const level = look(order[at]!, a, b);
        if (level === 0) continue;
        const counted = count(at, level, a, b);
        if (order[at] === names?.given) ofGiven = counted;
        bits += counted;
      }
      return bits < least ? bits : bits - lessFor(ofGiven, a, b);
    },
    steps(a, b) {
      const steps = order.map((field, at): ScoreStep => {
        const level = look(field, a, b);
        if (level === 0) return { field, level, bits: 0, rarity: 0, bound: 0, explainedBy: null };
        const bits = count(at, level, a, b);
        const isExplained = shareExplained(at, level, a, b) > 0;
        // What equal values would weigh may be little for another reason than that the value is common: the two are told apart.
        const rarity = isExplained ? 0 : rarityOf(field, level, a, b);
        const bound = isExplained ? 0 : Math.min(0, bits - (weights[field]![level - 1]! + rarity));
        return { field, level, bits, rarity, bound, explainedBy: isExplained ? explainedBy : null };
      });
      const less = lessFor(steps.find(({ field }) => field === names?.given)?.bits ?? 0, a, b);
      return steps.map((step) =>
        less > 0 && step.field === names!.given
          ? { ...step, bits: step.bits - less, rarity: step.rarity - less }
          : step,
      );
    },
  };
}

/**
 * Bits of a field where agreement elsewhere explains a share of all agreement in it: u becomes share + (1 − share) u for equal values,
 * (1 − share) u for all others.
 */
function explain(bits: number, m: number, share: number, level: number): number {
  const u = (m / 2 ** bits) * (1 - share);
  return Math.log2(m / (level === 1 ? share + u : u));
}
