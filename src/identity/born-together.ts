/**
 * How often different people share a birth date because they were born together: of those of one home, and of those of one family name.
 *
 * **Source.** Of a home its training block tells (docs/adr/0029). Of a family name: whoever has a twin has one, however many bear the name, so that
 * of two different people who bear it 1 ÷ its frequency as many are twins as of any two (docs/adr/0036). Twins are counted as the pairs of one
 * family name and birth date that are called otherwise, less those of one thing that are so by m, less those that chance makes.
 * **Input.** Records, training sessions, m and u. **Output.** Shares of pairs of different people.
 * **Limits.** Nothing is told by fewer than twenty pairs. Two who are called alike are no twins.
 */
import { groupByKeys, keyColumn } from './block-groups.ts';
import type { BlockingKey } from './blocking-keys.ts';
import type { FieldType } from './comparison.ts';
import { drawEachPair } from './draw-pairs.ts';
import type { EncodedTable } from './encoded-table.ts';
import type { RecordComparison } from './open-comparisons.ts';

export interface TwinsModel {
  /** The field of the given name, which tells twins apart. */
  readonly given: number;
  /** By the field that agrees (a home), then by the birth date: of pairs of different people the share that was born together. */
  readonly shares: readonly Float64Array[];
  /** By the birth date: of any two rows the chance that they are of two born together who bear one family name; 0 where it is not told. */
  readonly ofFamily: Float64Array;
}

/** No share is held for all: something is left for chance. */
export const shareMost = 0.999;
/** Pairs from which a share is told. */
const pairsTellingShare = 20;
const pairsDrawn = 60_000;

export const homeTypes: ReadonlySet<FieldType> = new Set(['address', 'street', 'phone']);

/** Share of the pairs of a block that agree for what it holds, beyond those that do by chance. */
export const shareBeyond = (within: Float64Array, u: Float64Array): number => (within[0]! - u[0]!) / (1 - u[0]!);

interface TwinsOrder {
  readonly table: EncodedTable;
  readonly comparison: RecordComparison;
  readonly keys: readonly BlockingKey[];
  readonly sessions: readonly {
    readonly held: readonly number[];
    readonly u: readonly (Float64Array | null)[];
    readonly pairsDifferent: number;
  }[];
  readonly m: readonly Float64Array[];
  readonly u: readonly Float64Array[];
  readonly random: () => number;
}

/** Null where no given name would tell twins apart. */
export function learnTwins(order: TwinsOrder): TwinsModel | null {
  const { table, sessions, u } = order;
  const { fields } = table;
  const given = fields.findIndex(({ type }) => type === 'given-name');
  if (given < 0) return null;
  const shares = u.map(() => new Float64Array(u.length));
  for (const { held, u: within, pairsDifferent } of sessions) {
    if (held.length > 1 || !homeTypes.has(fields[held[0]!]!.type)) continue;
    within.forEach((levels, field) => {
      if (!levels || fields[field]!.type !== 'date') return;
      const share = shareBeyond(levels, u[field]!);
      if (share * pairsDifferent >= pairsTellingShare) shares[held[0]!]![field] = Math.min(share, shareMost);
    });
  }
  const family = fields.findIndex(({ type }) => type === 'family-name');
  const ofFamily = Float64Array.from(fields, ({ type }, born) =>
    family < 0 || type !== 'date' ? 0 : chanceOfFamily(order, { given, family, born }),
  );
  return { given, shares, ofFamily };
}

/** Of any two rows the chance that they are of two who were born together and bear one family name, beyond what chance makes. */
function chanceOfFamily(
  { table, comparison, keys, m, u, random }: TwinsOrder,
  { given, family, born }: { readonly given: number; readonly family: number; readonly born: number },
): number {
  const held = [family, born].map((at) => keys.find(({ field, derivation }) => field === at && derivation === null));
  if (!held.every((key) => key !== undefined)) return 0;
  const groups = groupByKeys(held.map((key) => keyColumn(table, key)));
  const { pairs, blockPairs } = drawEachPair(table, groups, pairsDrawn, random);
  const otherwise = comparison.fields[given]!.levels.length;
  let [apart, alike] = [0, 0];
  for (let at = 0; at < pairs.length; at += 2) {
    const level = comparison.level(given, pairs[at]!, pairs[at + 1]!);
    if (level === otherwise) apart++;
    else if (level > 0) alike++;
  }
  const drawn = apart + alike;
  if (drawn === 0) return 0;
  // Of one thing so many are called otherwise: by another name, or by what the street calls them.
  const aliases = m[given]![otherwise - 1]!;
  const [f, b] = [table.fields[family]!.valueOf, table.fields[born]!.valueOf];
  let rows = 0;
  for (let row = 0; row < table.records; row++) if (f[row] !== 0 && b[row] !== 0) rows++;
  const pairsOfAll = (rows * (rows - 1)) / 2;
  const scale = blockPairs / (pairs.length / 2);
  const byChance = (u[family]![0]! * u[born]![0]! * pairsOfAll) / scale;
  const twins = apart - (alike * aliases) / (1 - aliases) - byChance;
  return twins < pairsTellingShare ? 0 : Math.min(shareMost, (twins * scale) / pairsOfAll);
}
