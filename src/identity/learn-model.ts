/**
 * Learns the weights of a table from itself: one training block after another, the fields of the block left out of what is learnt from it,
 * the answers combined by their median.
 *
 * **Source.** Fellegi–Sunter with EM in blocks, as in Enamorado, Fifield and Imai, APSR 113:353 (2019), and Linacre et al., Splink, IJPDS
 * 7:3 (2022): the prior of a block is that of all pairs times the Bayes factors of what the block holds equal.
 * **Input.** Records, comparisons, keys, random numbers. **Output.** A model, the sessions it rests on, warnings in words.
 * **Limits.** A field that no session saw free keeps what is usual; the model says so.
 */
import { median } from '../stats/median.ts';
import { countPairs, groupByKeys, groupSizeMax, keyColumn, type Block } from './block-groups.ts';
import type { BlockingKey } from './blocking-keys.ts';
import { homeTypes, learnTwins, shareBeyond, shareMost, type TwinsModel } from './born-together.ts';
import { chanceAgreement, withoutSame } from './chance-agreement.ts';
import { drawEachPair, drawSomePairs, type DrawnPairs } from './draw-pairs.ts';
import { drawSample } from './draw-sample.ts';
import type { FieldType } from './comparison.ts';
import type { EncodedField, EncodedTable } from './encoded-table.ts';
import { estimateWeights, PatternTally, startOfM } from './estimate-weights.ts';
import type { Caution } from './caution.ts';
import { leastFrequency } from './value-frequency.ts';
import type { RecordComparison } from './open-comparisons.ts';
import { asUsual, isOdd, oddWeights } from './usual-weights.ts';
import { learnPeople, type PeopleModel } from './whole-names.ts';

export interface Model {
  /** For each field u and m of each level. */
  readonly u: readonly Float64Array[];
  readonly m: readonly Float64Array[];
  /**
   * Of pairs of different things that agree in one field, the share in which that explains agreement in another: of people of one
   * address nearly all share a town. By the field that explains, then by the one explained.
   */
  readonly explained: readonly Float64Array[];
  /** How often those who were born together, and are called otherwise, share a birth date; null where it cannot be told. */
  readonly twins: TwinsModel | null;
  /** By which fields people are counted, and how their names go together; null where it cannot be told. */
  readonly names: PeopleModel | null;
  /** Chance that two rows drawn at random are of the same thing. */
  readonly prior: number;
  /** Of each field the least frequency a value is given: one among the rows it was learnt from. */
  readonly least: Float64Array;
}

export interface TrainingSession {
  readonly block: string;
  /** Fields the block holds equal. */
  readonly held: readonly number[];
  readonly pairs: number;
  /** Pairs of the whole block, of which those looked at were drawn. */
  readonly blockPairs: number;
  readonly pairsSame: number;
  /** Pairs of the same thing besides, that say the same in every field and were taken out as copies. */
  readonly pairsUnseen: number;
  /** Share of the same thing, those unseen among them. */
  readonly prior: number;
  readonly m: readonly (Float64Array | null)[];
  readonly u: readonly (Float64Array | null)[];
  readonly pairsDifferent: number;
  /** False where one field alone is left free: copies are all in which it would be equal, so how often it is cannot be seen. */
  readonly tellsEqual: boolean;
  readonly logLikelihoods: readonly number[];
  /** Pairs drawn by their chance of being of the same thing, for what they say of the fields the block leaves free: a, b, a, b, … */
  readonly samePairs: Int32Array;
}

export interface Learnt {
  readonly model: Model;
  readonly sessions: readonly TrainingSession[];
  readonly warnings: readonly string[];
  readonly cautions: readonly Caution[];
}

const trainingPairsMax = 60_000;
const sessionsMax = 8;
/** Pairs from which it is told what agreement in a field explains, where the field is no training block. */
const explainingPairs = 20_000;
/** Records on which it is tried how many pairs a block would bring. */
const sampleRecords = 50_000;
const pairsSameMin = 20;
/** Pairs of the same thing from which such a block is heard alone. */
const pairsTellingMin = 200;
const pairsDifferentMin = 50;
/** Less than this is what chance makes of a few hundred pairs. */
const explainedMin = 0.02;
/** A training block may bring this many pairs for each record; larger ones are nearly all of different things. */
const pairsForRecordMax = 20;
/** Where nothing could be learnt: one pair in ten thousand. */
const priorUsual = 1e-4;

/**
 * What people who live together, or places that lie together, have in common for that reason. A birth date or an identifying number is
 * not of that kind: it stays what tells them apart.
 */
const shareableTypes: ReadonlySet<FieldType> = new Set([
  'given-name',
  'family-name',
  'full-name',
  'address',
  'street',
  'postcode',
  'place',
  'state',
  'phone',
  'category',
  'text',
  'firearm-make',
  'firearm-type',
]);

const shareableOf = (table: EncodedTable) => table.fields.map(({ type }) => shareableTypes.has(type));

/** Fields whose u a block may move: what may be shared for the reason it holds, of a home the birth date of twins too. */
function movableIn({ fields }: EncodedTable, { keys }: Block, shareable: readonly boolean[]): readonly boolean[] {
  const isHome = keys.length === 1 && homeTypes.has(fields[keys[0]!.field]!.type);
  return shareable.map((of, field) => of || (isHome && fields[field]!.type === 'date'));
}

export function learnModel(
  table: EncodedTable,
  comparison: RecordComparison,
  keys: readonly BlockingKey[],
  random: () => number,
): Learnt {
  const u = chanceAgreement(table, comparison, random);
  const warnings: string[] = [];
  const cautions: Caution[] = [];
  const sessions: TrainingSession[] = [];
  const shareable = shareableOf(table);
  // A block that holds a birth date or an identifying number equal holds few kin: what it says of the other fields stands, and the other
  // blocks learn the rest by it.
  const blocks = trainingBlocks(table, keys, random);
  const [telling, others] = [true, false].map((wanted) =>
    blocks.filter(({ block }) => block.keys.every(({ field }) => !shareable[field]) === wanted),
  ) as [typeof blocks, typeof blocks];
  let known: (Float64Array | null)[] = [];
  for (const some of [telling, others]) {
    for (const { block, pairs } of some) {
      // Twice as many as are wanted, since the number of pairs is a guess: `drawEachPair` thins them out.
      const share = Math.min(1, (2 * trainingPairsMax) / Math.max(1, pairs));
      const groups = groupByKeys(
        block.keys.map((key) => keyColumn(table, key)),
        share === 1 ? null : { share, hashOf: block.keys.map(({ field }) => valueHash(table, field)) },
      );
      const { pairs: of, blockPairs } = drawEachPair(table, groups, trainingPairsMax, random);
      const drawn = { pairs: of, blockPairs: blockPairs / share };
      const session = train({ table, comparison, chance: u, block, drawn, shareable, known, random });
      if (session.pairsSame >= pairsSameMin) sessions.push(session);
      else
        warnings.push(
          `The block ${block.name} held about ${Math.round(session.pairsSame)} pairs of the same thing: too few to learn from.`,
        );
    }
    if (some === telling)
      known = u.map((_, field) => {
        const heard = heardOf(
          field,
          sessions.filter((each) => each.tellsEqual && each.pairsSame >= pairsTellingMin),
        );
        const learnt = heard.length > 0 ? medianOf(heard) : null;
        return learnt && isOdd(learnt, u[field]!, comparison.fields[field]!.levels) ? null : learnt;
      });
  }
  // What too many records share to be a training block (a given name) is asked only what agreement in it explains.
  const alone = (field: number) => sessions.find(({ held }) => held.length === 1 && held[0] === field);
  const explaining = keys
    .filter(({ derivation, field }) => derivation === null && shareable[field] && !alone(field))
    .map((key) => {
      const drawn = drawSomePairs(table, groupByKeys([keyColumn(table, key)]), explainingPairs, random);
      const block = { name: key.name, keys: [key] };
      return train({ table, comparison, chance: u, block, drawn, shareable, known, random });
    });
  const m = u.map((of, field) => {
    const learnt = known[field] ? [known[field]] : heardOf(field, sessions);
    if (learnt.length > 0) {
      const levels = medianOf(learnt);
      if (!isOdd(levels, of, comparison.fields[field]!.levels)) return levels;
      cautions.push(oddWeights(table.fields[field]!.name));
      return asUsual(levels);
    }
    warnings.push(`${table.fields[field]!.name} was never free in a training block: its weights are what is usual.`);
    return startOfM(of.length);
  });
  const prior = priorOf(table, sessions, m);
  const mSeen = withoutCopies(table, m);
  const apart = u.map((of, field) => {
    const told = alone(field);
    const small = table.fields[field]!.counts.every((count, value) => value === 0 || count <= groupSizeMax);
    // Of pairs that agree in the field, the block of that field alone says how many are of the same thing.
    return withoutSame(of, mSeen[field]!, prior, told && small ? told.pairsSame / told.pairs : null);
  });
  return {
    model: {
      u: apart,
      m,
      prior,
      least: Float64Array.from(table.fields, ({ filled }) => leastFrequency(filled)),
      names: learnPeople(table),
      explained: withTwins(table, explainedBy([...sessions, ...explaining], apart, shareable)),
      twins: learnTwins({ table, comparison, keys, sessions: [...sessions, ...explaining], m, u: apart, random }),
    },
    sessions,
    warnings,
    cautions,
  };
}

/** Of a key that is the value itself, what of it hangs on the text alone. */
const valueHash =
  ({ fields }: EncodedTable, field: number) =>
  (value: number) =>
    fields[field]!.values.hash(value);

/** Blocks of two fields held equal that bring few enough pairs; each field is left free by some of them. */
function trainingBlocks(
  table: EncodedTable,
  keys: readonly BlockingKey[],
  random: () => number,
): { block: Block; pairs: number }[] {
  const exact = keys.filter(({ derivation }) => derivation === null);
  const { columnOf, share, pairScale } = drawSample(table, sampleRecords, random);
  const found: { block: Block; pairs: number }[] = [];
  const sampled = exact.map((key) => ({ key, column: columnOf(key) }));
  const tried = sampled.flatMap((one, at) => [[one], ...sampled.slice(at + 1).map((other) => [one, other])]);
  for (const some of tried) {
    const block = { name: some.map(({ key }) => key.name).join(', '), keys: some.map(({ key }) => key) };
    const { pairs, left } = countPairs(
      groupByKeys(some.map(({ column }) => column)),
      Math.max(2, groupSizeMax * share),
    );
    // What is left of a field that nearly all have alike are its misspellings.
    if (left <= pairs && pairs * pairScale <= pairsForRecordMax * table.records)
      found.push({ block, pairs: pairs * pairScale });
  }
  // Blocks that hold a single field equal leave most free; beyond them those with most pairs, no field held by more than half.
  found.sort((x, y) => x.block.keys.length - y.block.keys.length || y.pairs - x.pairs);
  const held = new Map<number, number>();
  const chosen: typeof found = [];
  for (const each of found) {
    if (chosen.length === sessionsMax) break;
    const fields = each.block.keys.map(({ field }) => field);
    if (fields.some((field) => (held.get(field) ?? 0) >= sessionsMax / 2)) continue;
    for (const field of fields) held.set(field, (held.get(field) ?? 0) + 1);
    chosen.push(each);
  }
  return chosen;
}

interface TrainingOrder {
  readonly table: EncodedTable;
  readonly comparison: RecordComparison;
  readonly chance: readonly Float64Array[];
  readonly block: Block;
  readonly drawn: DrawnPairs;
  readonly shareable: readonly boolean[];
  readonly known: readonly (Float64Array | null)[];
  readonly random: () => number;
}

function train(order: TrainingOrder): TrainingSession {
  const { table, comparison, chance, block, drawn, shareable, known, random } = order;
  const fields = table.fields.length;
  const held = new Set(block.keys.map(({ field }) => field));
  const { pairs, blockPairs } = drawn;
  const tally = new PatternTally(fields);
  const levels = new Uint8Array((pairs.length / 2) * fields);
  const free = table.fields.flatMap((_, field) => (held.has(field) ? [] : [field]));
  for (let at = 0, from = 0; at < pairs.length; at += 2, from += fields) {
    const [a, b] = [pairs[at]!, pairs[at + 1]!];
    for (const field of free) levels[from + field] = comparison.level(field, a, b);
    // Of files without duplicates of their own, rows that say the same in two files are a pair like others.
    const truncated =
      !table.linkOnly && free.every((field) => levels[from + field]! > 0 || isBlankInBoth(table.fields[field]!, a, b));
    tally.add(levels, from, truncated);
  }
  const movable = movableIn(table, block, shareable);
  const estimate = estimateWeights({ patterns: tally.patterns(), chance, held, shareable: movable, known });
  // Pairs drawn by their chance of being of the same thing tell which keys survive the errors of this table.
  const same: number[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    let odds = estimate.prior / (1 - estimate.prior);
    for (let field = 0; field < fields; field++) {
      const level = levels[(at / 2) * fields + field]!;
      if (level > 0) odds *= estimate.m[field]![level - 1]! / estimate.u[field]![level - 1]!;
    }
    if (random() < odds / (1 + odds)) same.push(pairs[at]!, pairs[at + 1]!);
  }
  const { u: within, heard, prior, pairsSame, pairsUnseen, pairsDifferent, logLikelihoods } = estimate;
  // Of a field that hardly a pair of the block says anything of, nothing was learnt.
  const m = estimate.m.map((levels, field) => (heard[field]! < pairsSameMin ? null : levels));
  return {
    block: block.name,
    held: [...held],
    pairs: pairs.length / 2,
    blockPairs,
    pairsSame,
    pairsUnseen,
    pairsDifferent,
    prior,
    m,
    u: within,
    tellsEqual: table.linkOnly || free.length > 1,
    logLikelihoods,
    samePairs: Int32Array.from(same),
  };
}

/** What sessions say of a field: those that see how often it is equal, where there are any. */
function heardOf(field: number, sessions: readonly TrainingSession[]): Float64Array[] {
  const heard = sessions.filter(({ m }) => m[field]);
  const telling = heard.filter(({ tellsEqual }) => tellsEqual);
  return (telling.length > 0 ? telling : heard).map(({ m }) => m[field]!);
}

const isBlankInBoth = ({ valueOf }: EncodedField, a: number, b: number) => valueOf[a] === 0 && valueOf[b] === 0;

/** What agreement in one field explains of others, from the blocks that hold that field alone equal. */
function explainedBy(
  sessions: readonly TrainingSession[],
  u: readonly Float64Array[],
  shareable: readonly boolean[],
): Float64Array[] {
  const explained = u.map(() => new Float64Array(u.length));
  for (const { held, u: within, pairsDifferent } of sessions) {
    if (held.length > 1 || !shareable[held[0]!] || pairsDifferent < pairsDifferentMin) continue;
    within.forEach((levels, field) => {
      if (!levels || !shareable[field]) return;
      const share = shareBeyond(levels, u[field]!);
      if (share >= explainedMin) explained[held[0]!]![field] = Math.min(share, shareMost);
    });
  }
  return explained;
}

/**
 * Of pairs of different people of one home, those who share a birth date where the file does not tell: twins are 31 of 1,000 born in the United States (NCHS, Births: Final
 * Data for 2021), and most who share a home are not of one birth.
 */
const twins = 0.01;

function withTwins({ fields }: EncodedTable, explained: Float64Array[]): Float64Array[] {
  fields.forEach(({ type: home }, g) =>
    fields.forEach(({ type }, f) => {
      if (homeTypes.has(home) && type === 'date') explained[g]![f] = Math.max(explained[g]![f]!, twins);
    }),
  );
  return explained;
}

/** Beyond it there is nothing left to tell how those of different things agree. */
const priorMost = 0.5;

/**
 * Chance that two records are of the same thing. Each block tells how many pairs of the same thing it holds, and m and the filled cells of its
 * fields which share of all such pairs that is; a block that sees a small share counts for little in the median.
 */
function priorOf(table: EncodedTable, sessions: readonly TrainingSession[], m: readonly Float64Array[]): number {
  if (sessions.length === 0) return priorUsual;
  const filled = table.fields.map((field) => field.filled / table.records);
  const seen = sessions.map(({ blockPairs, pairs, pairsSame, pairsUnseen, held }) => {
    const share = held.reduce((part, field) => part * m[field]![0]! * filled[field]! ** 2, 1);
    const same = ((pairsSame + pairsUnseen) / pairs) * blockPairs;
    return { value: same / (share * pairsOf(table)), weight: share };
  });
  return Math.min(priorMost, weightedMedian(seen));
}

/** m of each level among pairs of rows that differ: of all pairs of one thing that are equal in a field some are so in all, and were taken out. */
function withoutCopies(table: EncodedTable, m: readonly Float64Array[]): Float64Array[] {
  if (table.linkOnly) return m.map((levels) => levels.slice());
  const alike = table.fields.map(({ filled }, field) => {
    const share = filled / table.records;
    return share ** 2 * m[field]![0]! + (1 - share) ** 2;
  });
  return m.map((levels, field) => {
    const others = alike.reduce((part, share, other) => (other === field ? part : part * share), 1);
    return levels.map((each, level) => (level === 0 ? each * (1 - others) : each));
  });
}

/** Pairs there are to compare. */
function pairsOf({ records, linkOnly, sourceOf }: EncodedTable): number {
  const within = new Map<number, number>();
  if (linkOnly) for (const source of sourceOf) within.set(source, (within.get(source) ?? 0) + 1);
  const half = (n: number) => (n * (n - 1)) / 2;
  return half(records) - [...within.values()].reduce((sum, n) => sum + half(n), 0);
}

function weightedMedian(seen: readonly { readonly value: number; readonly weight: number }[]): number {
  const sorted = seen.toSorted((x, y) => x.value - y.value);
  let left = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  return sorted.find(({ weight }) => (left -= weight) <= 0)!.value;
}

function medianOf(estimates: readonly Float64Array[]): Float64Array {
  const levels = estimates[0]!.map((_, level) => median(estimates.map((each) => each[level]!)));
  const sum = levels.reduce((before, each) => before + each, 0);
  return levels.map((each) => each / sum);
}
