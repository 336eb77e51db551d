/**
 * Whether what several sensors heard at once was gunfire: by their pulses, by when and where the shots were, and by their sounds where there are any.
 *
 * **Source.** `additive-score.ts` with the curves of `group-model.ts`, learnt from made events alone (docs/methods/acoustics-classifying.md).
 * **Input.** A group as `group-shape.ts` takes it; the shapes of the sounds of some of its sensors. **Output.** A probability that held of made events of
 * even odds, a decision, and the part of each feature. **Limits.** Fewer than three sensors are `unsure`: one recording is no network.
 */
import { additiveParts, additiveScore } from './additive-score.ts';
import { classifySound, type GunfireDecision } from './classify-sound.ts';
import { groupModel } from './group-model.ts';
import { groupFeatures, groupShape, type GroupFeature, type HeardGroup } from './group-shape.ts';
import type { SoundShape } from './sound-features.ts';

const soundsDescription = 'what the sounds of its sensors are like, each taken alone (mean logarithm of odds)';
const sensorsMin = 3;
/** No sound alone is surer than this. */
const surest = 6;

export interface GroupClass {
  readonly gunfire: number;
  readonly decision: GunfireDecision;
  /** The strongest first. */
  readonly features: readonly {
    readonly feature: GroupFeature | 'sounds';
    readonly value: number | null;
    readonly contribution: number;
    readonly description: string;
  }[];
}

/** The features of a group in their order, the sounds last. */
export function groupValues(group: HeardGroup, sounds: readonly SoundShape[]): number[] {
  const shape = groupShape(group);
  const logs = sounds.map((sound) => {
    const { gunfire } = classifySound(sound);
    return Math.max(-surest, Math.min(surest, Math.log(gunfire / (1 - gunfire))));
  });
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  return [...(Object.keys(groupFeatures) as GroupFeature[]).map((name) => shape[name]), mean];
}

export function classifyGroup(group: HeardGroup, sounds: readonly SoundShape[]): GroupClass {
  const values = groupValues(group, sounds);
  const { knots, curves, calibration, decide } = groupModel;
  const parts = additiveParts(curves, knots, values);
  const gunfire = 1 / (1 + Math.exp(-(calibration.intercept + calibration.slope * additiveScore(curves, parts))));
  const enough = group.pulses.length >= sensorsMin;
  const names = [...(Object.keys(groupFeatures) as GroupFeature[]), 'sounds' as const];
  return {
    gunfire,
    decision:
      enough && gunfire >= decide.gunfire ? 'gunfire' : enough && gunfire <= decide.not ? 'not-gunfire' : 'unsure',
    features: names
      .map((feature, at) => ({
        feature,
        value: Number.isNaN(values[at]!) ? null : values[at]!,
        contribution: calibration.slope * parts[at]!,
        description: feature === 'sounds' ? soundsDescription : groupFeatures[feature],
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
}
