import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { countBothWays, countRatio, expectedByChance } from '../ballistics/count-ratio.ts';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { Failure } from '../model/errors.ts';
import type { UndeterminedCode } from '../model/exhibits.ts';
import { classOfAll, type KnownClass } from '../model/firearm-class.ts';
import type { Counted } from '../stats/beta-binomial.ts';
import type { ComparedScans } from './compare-scans.ts';
import { openPlainFile, unreadable } from './open-plain-file.ts';

const prior = Type.Object({ a: Type.Number({ exclusiveMinimum: 0 }), b: Type.Number({ exclusiveMinimum: 0 }) });
const fit = { same: prior, different: prior };
const count = Type.Integer({ minimum: 0 });

/** What `flashlight ballistics calibrate` writes: how counts of congruent cells fall among pairs whose firearms are known. */
export const calibrationSetSchema = Type.Object({
  format: Type.Literal('flashlight-calibration-1'),
  /** The version of the comparison that gave the counts: those of another are not comparable. */
  method: Type.String(),
  /** Firearms, ammunition and instrument, in the words of whoever made the set. */
  class: Type.String({ minLength: 1 }),
  /** Of which all firearms of the set are. Sets of before this was asked lack it: no exhibit is known to be of theirs. */
  firearmClass: Type.Optional(
    Type.Object({
      calibre: Type.String({ minLength: 1 }),
      aperture: Type.String({ minLength: 1 }),
      breechFace: Type.String({ minLength: 1 }),
    }),
  ),
  ...fit,
  drawn: Type.Array(Type.Object(fit), { minItems: 1, maxItems: 10_000 }),
  bounds: Type.Object({ low: Type.Number({ maximum: 0 }), high: Type.Number({ minimum: 0 }) }),
  firearms: count,
  pairsOfOne: count,
  pairsOfTwo: count,
  cost: Type.Number(),
  leastCost: Type.Number(),
  misleadingOfOne: count,
  misleadingOfTwo: count,
  byFirearm: Type.Array(Type.Object({ firearm: Type.String(), pairs: count, misleading: count })),
});

export type CalibrationSet = Static<typeof calibrationSetSchema>;

export type LikelihoodRatio =
  | {
      readonly kind: 'determined';
      readonly log10: number;
      /** From 5 % to 95 %, of firearms drawn anew. */
      readonly low: number;
      readonly high: number;
      /** Where more, or less, was computed than the set bears out. */
      readonly cut: 'none' | 'low' | 'high';
      readonly class: string;
      readonly firearms: number;
    }
  | { readonly kind: 'undetermined'; readonly code: UndeterminedCode };

export async function readCalibrationSet(path: string): Promise<CalibrationSet> {
  const { handle, sizeBytes } = await openPlainFile(path);
  let value: unknown;
  try {
    if (sizeBytes > bytesMost) throw noSet(path, `${sizeBytes} bytes`);
    value = JSON.parse(await handle.readFile('utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw noSet(path, 'a file that is no JSON', cause);
    throw unreadable(path, cause);
  } finally {
    await handle.close();
  }
  if (!Value.Check(calibrationSetSchema, value)) {
    const [first] = [...Value.Errors(calibrationSetSchema, value)];
    throw noSet(path, `another at ${first?.path || 'its top'}`);
  }
  return value;
}

const bytesMost = 16 * 1024 * 1024;

function noSet(path: string, got: string, cause?: unknown): Failure {
  return new Failure(
    'scan.calibration',
    `${path}: expected a calibration set, as flashlight ballistics calibrate writes it; got ${got}. Make it anew.`,
    { detail: { path }, cause },
  );
}

type CellCounts = Pick<
  ComparedScans,
  'congruentCells' | 'congruentCellsReverse' | 'cellsCompared' | 'cellsComparedReverse'
>;

export function countedCells(compared: CellCounts): Counted {
  return countBothWays(
    { count: compared.congruentCells, of: compared.cellsCompared },
    { count: compared.congruentCellsReverse, of: compared.cellsComparedReverse },
  );
}

/** What the counts of a comparison say by a set, or why they say nothing. A set holds for its class: both exhibits must be known to be of it. */
export function likelihoodRatio(
  compared: CellCounts & Pick<ComparedScans, 'score' | 'mode'> & { readonly turnsLeftOut?: boolean },
  set: CalibrationSet | null,
  classes: readonly [KnownClass, KnownClass],
): LikelihoodRatio {
  const none = (code: UndeterminedCode): LikelihoodRatio => ({ kind: 'undetermined', code });
  if (set === null) return none('no-calibration-set');
  if (compared.mode !== 'fast' || set.method !== fastMethod) return none('calibration-of-other-method');
  if (set.firearmClass === undefined) return none('calibration-without-class');
  const ofClass = classOfAll(set.firearmClass, classes);
  if (ofClass !== 'same') return none(ofClass);
  // The set's own counts are of the best of all turns: those of fewer are no such counts.
  if (compared.turnsLeftOut === true) return none('turns-left-out');
  if (compared.score === null) return none('too-little-compared');
  const { log10, low, high, cut } = countRatio(set, countedCells(compared));
  const [rounded, from, to] = [log10, low, high].map((value) => Number(value.toFixed(3)) || 0);
  return { kind: 'determined', log10: rounded!, low: from!, high: to!, cut, class: set.class, firearms: set.firearms };
}

/** Of so many exhibits of other firearms, how many are expected to be as alike as this one or more. */
export function chanceCandidates(compared: CellCounts, set: CalibrationSet, exhibits: number): number {
  return Number(expectedByChance(set, countedCells(compared), exhibits).toPrecision(3));
}
