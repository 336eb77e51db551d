/**
 * Learns how often each level of each comparison comes among records of the same thing (m), and among those of different things within one
 * block (u there), by expectation–maximisation on counts of agreement patterns.
 *
 * **Source.** Fellegi and Sunter, JASA 64:1183 (1969), eq. 3–5; Winkler, "Using the EM algorithm for weight computation", ASA (1988);
 * Dempster, Laird and Rubin, JRSS B 39:1 (1977).
 * Pairs that say the same in every field are one row, and never seen: they are data missing by what they would have said, and their number
 * is estimated with the rest (truncated counts: Dempster, Laird and Rubin, 4.2; docs/methods/identity.md, "Copies").
 * **Input.** Patterns (a level for each field, 0 for nothing said) with their counts; u of each level; fields the block fixes.
 * **Output.** m and u of each level of the free fields within the block, the share of pairs that are of the same thing, the likelihood by
 * step. u is held near what is given unless the block says otherwise: people of one address share a family name.
 * **Limits.** Fields are taken as independent given the truth. With fewer than a few dozen pairs of the same thing the figures rest on
 * chance: the caller is told how many were expected. Where pairs of one thing differ in one field each, how many differ in none cannot be
 * told from them: then m of equal values is about what is usual.
 */

export interface PatternCounts {
  /** Levels of the fields of each pattern, pattern after pattern. */
  readonly levels: Uint8Array;
  readonly counts: Float64Array;
  /** 1 where each field of which nothing is said is blank on both sides: were the others all equal, the two would be one row, and no pair. */
  readonly truncated: Uint8Array;
}

export interface Estimate {
  /** m of each level of each field, the first at 0; null for the fields the block fixes. */
  readonly m: readonly (Float64Array | null)[];
  /** u of each level within the block, likewise. */
  readonly u: readonly (Float64Array | null)[];
  /** Pairs of the same thing of which both sides say something, by field: what m of the field rests on. */
  readonly heard: Float64Array;
  /** Pairs of different things the estimate of u rests on. */
  readonly pairsDifferent: number;
  /** Share of the pairs that are of the same thing, those that say the same in every field among them. */
  readonly prior: number;
  /** Pairs of the same thing the estimate rests on. */
  readonly pairsSame: number;
  /** Pairs of the same thing there would be besides, that say the same in every field. */
  readonly pairsUnseen: number;
  readonly logLikelihoods: readonly number[];
}

const stepsMax = 200;
const toleranceOfM = 1e-4;
/** Pairs added to each level but equal in thought, so that what was not seen is rare and not impossible (Laplace's rule, weakened). */
const pseudoCount = 0.5;
/** Pairs of different things that agree as chance has it, added in thought to those of the block. */
const chancePairsAdded = 50;
/** How often a field of records of the same thing is usually equal. */
export const mEqualUsual = 0.85;
/** Equal pairs are added as many as are usual beside those: what the pairs leave open stays usual, and does not drift with the number of levels. */
const pseudoEqual = (levels: number) => (pseudoCount * (levels - 1) * mEqualUsual) / (1 - mEqualUsual);

export interface EstimateOrder {
  readonly patterns: PatternCounts;
  /** u of each level of each field, as chance has it. */
  readonly chance: readonly Float64Array[];
  /** Fields the block holds equal. */
  readonly held: ReadonlySet<number>;
  /** Fields whose u the block may move: what people who share something may share with it. */
  readonly shareable: readonly boolean[];
  /** m of fields that is known already, and stays. */
  readonly known?: readonly (Float64Array | null)[];
}

const priorAtFirst = 0.1;

export function estimateWeights({ patterns, chance, held, shareable, known = [] }: EstimateOrder): Estimate {
  const fields = chance.length;
  const total = patterns.counts.reduce((sum, count) => sum + count, 0);
  const m = chance.map((levels, field) =>
    held.has(field) ? null : (known[field]?.slice() ?? startOfM(levels.length)),
  );
  const u = chance.map((levels, field) => (held.has(field) ? null : levels.slice()));
  const strata = strataOf(patterns, held, fields);
  let prior = priorAtFirst;
  const logLikelihoods: number[] = [];
  let pairsSame = 0;
  let pairsUnseen = 0;
  const heard = new Float64Array(fields);
  for (let step = 0; step < stepsMax; step++) {
    const sums = m.map((levels) => levels && new Float64Array(levels.length));
    const others = m.map((levels) => levels && new Float64Array(levels.length));
    const sameIn = new Float64Array(strata.fields.length);
    const otherIn = new Float64Array(strata.fields.length);
    pairsSame = 0;
    let logLikelihood = 0;
    for (let pattern = 0; pattern < patterns.counts.length; pattern++) {
      let same = prior;
      let different = 1 - prior;
      for (let field = 0; field < fields; field++) {
        const level = patterns.levels[pattern * fields + field]!;
        const of = m[field];
        if (level === 0 || !of) continue;
        same *= of[level - 1]!;
        different *= u[field]![level - 1]!;
      }
      const count = patterns.counts[pattern]!;
      const share = (same / (same + different)) * count;
      logLikelihood += Math.log(same + different) * count;
      pairsSame += share;
      const stratum = strata.of[pattern]!;
      if (stratum >= 0) {
        sameIn[stratum]! += share;
        otherIn[stratum]! += count - share;
      }
      for (let field = 0; field < fields; field++) {
        const level = patterns.levels[pattern * fields + field]!;
        if (level === 0 || !sums[field]) continue;
        sums[field]![level - 1]! += share;
        others[field]![level - 1]! += count - share;
      }
    }
    sums.forEach((counts, field) => (heard[field] = counts?.reduce((before, each) => before + each, 0) ?? 0));
    // What agrees in all that is said was taken out: of the same thing it would be q of all, so q ÷ (1 − q) of what was seen; of others likewise.
    pairsUnseen = 0;
    let othersUnseen = 0;
    strata.fields.forEach((free, stratum) => {
      const all = (of: readonly (Float64Array | null)[]) => free.reduce((q, field) => q * of[field]![0]!, 1);
      const [ofSame, ofOthers] = [all(m), all(u)];
      const [seenSame, seenOthers] = [sameIn[stratum]!, otherIn[stratum]!];
      logLikelihood -= Math.log(1 - prior * ofSame - (1 - prior) * ofOthers) * (seenSame + seenOthers);
      const unseen = seenSame * oddsOf(Math.min(ofSame, mEqualUsual ** free.length));
      const unseenOthers = seenOthers * oddsOf(ofOthers);
      for (const field of free) {
        sums[field]![0]! += unseen;
        others[field]![0]! += unseenOthers;
      }
      pairsUnseen += unseen;
      othersUnseen += unseenOthers;
    });
    logLikelihoods.push(logLikelihood);
    const all = total + pairsUnseen + othersUnseen;
    const priorNow = Math.min(1 - 1e-9, Math.max(1e-9, (pairsSame + pairsUnseen) / all));
    let moved = Math.abs(priorNow - prior);
    prior = priorNow;
    for (let field = 0; field < fields; field++) {
      const [levels, counts] = [m[field], sums[field]];
      if (!levels || !counts) continue;
      const added = counts.map((_, level) => (level === 0 ? pseudoEqual(counts.length) : pseudoCount));
      const sum = counts.reduce((before, each, level) => before + each + added[level]!, 0);
      for (let level = 0; level < levels.length && !known[field]; level++) {
        const now = (counts[level]! + added[level]!) / sum;
        moved = Math.max(moved, Math.abs(now - levels[level]!));
        levels[level] = now;
      }
      const [apart, seen] = [u[field]!, others[field]!];
      if (!shareable[field]) continue;
      const pairsApart = seen.reduce((before, each) => before + each, chancePairsAdded);
      for (let level = 0; level < apart.length; level++)
        apart[level] = (seen[level]! + chancePairsAdded * chance[field]![level]!) / pairsApart;
    }
    if (moved < toleranceOfM) break;
  }
  return { m, u, heard, prior, pairsSame, pairsUnseen, pairsDifferent: total - pairsSame, logLikelihoods };
}

const oddsOf = (share: number) => share / (1 - share);

/** Of the patterns that could have been copies the fields of which something is said, each set once; for each pattern its set, or −1. */
function strataOf({ levels, counts, truncated }: PatternCounts, held: ReadonlySet<number>, width: number) {
  const places = new Map<string, number>();
  const fields: number[][] = [];
  const of = Int32Array.from(counts, (_, pattern) => {
    if (truncated[pattern] === 0) return -1;
    const free: number[] = [];
    for (let field = 0; field < width; field++)
      if (levels[pattern * width + field]! > 0 && !held.has(field)) free.push(field);
    // Level 1 is of texts that are equal in what is meant: where those differ in writing, the pair was seen.
    if (free.every((field) => levels[pattern * width + field] === 1)) return -1;
    const key = free.join();
    const place = places.get(key);
    if (place !== undefined) return place;
    places.set(key, fields.length);
    fields.push(free);
    return fields.length - 1;
  });
  return { fields, of };
}

export function startOfM(levels: number): Float64Array {
  const m = new Float64Array(levels).fill((1 - mEqualUsual) / Math.max(1, levels - 1));
  m[0] = mEqualUsual;
  return m;
}

/** Counts patterns as they come. */
export class PatternTally {
  private readonly fields: number;
  private readonly places = new Map<number, number>();
  private levels: number[] = [];
  private counts: number[] = [];
  private truncated: number[] = [];

  constructor(fields: number) {
    this.fields = fields;
  }

  /** Counts the pattern that begins there; `truncated` as `PatternCounts` has it. */
  add(levels: Uint8Array, from = 0, truncated = false): void {
    let key = truncated ? 1 : 0;
    for (let field = 0; field < this.fields; field++) key = key * 8 + levels[from + field]!;
    const place = this.places.get(key);
    if (place !== undefined) this.counts[place]!++;
    else {
      this.places.set(key, this.counts.length);
      this.counts.push(1);
      this.truncated.push(truncated ? 1 : 0);
      for (let field = 0; field < this.fields; field++) this.levels.push(levels[from + field]!);
    }
  }

  get pairs(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  patterns(): PatternCounts {
    const { levels, counts, truncated } = this;
    return {
      levels: Uint8Array.from(levels),
      counts: Float64Array.from(counts),
      truncated: Uint8Array.from(truncated),
    };
  }
}

/** Most fields compared: a pattern's key holds 3 bits for each and one more, exactly in 53. */
export const fieldsMax = 17;
