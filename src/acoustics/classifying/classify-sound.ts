/**
 * Whether a piece of sound is gunfire, what else it may be, and what speaks for and against it.
 *
 * **Source.** `additive-score.ts` with the curves of `sound-model.ts`, learnt from made sound alone (docs/methods/acoustics-classifying.md).
 * **Input.** The shape of some two seconds of sound. **Output.** A probability that held of made sound of even odds, other kinds by their odds as shares of the rest,
 * one of three decisions, and the part of each feature in the logarithm of odds.
 * **Limits.** One recording. Some sounds are alike in their physics: a single firework burst and a shot, a shot and a balloon nearby. Unsure
 * is an answer: between the two thresholds, and where the sound is unlike all that was learnt from.
 */
import { additiveParts, additiveScore } from './additive-score.ts';
import { soundFeatureNames, soundFeatures, type SoundFeature, type SoundShape } from './sound-features.ts';
import { soundModel } from './sound-model.ts';

export type GunfireDecision = 'gunfire' | 'not-gunfire' | 'unsure';

export interface FeaturePart {
  readonly feature: SoundFeature;
  /** Null where it has no meaning for this sound. */
  readonly value: number | null;
  /** What it adds to the logarithm of the odds of gunfire. */
  readonly contribution: number;
  readonly description: string;
}

export interface SoundClass {
  readonly gunfire: number;
  /** Most likely first; with gunfire they add up to one. */
  readonly otherClasses: readonly { readonly name: string; readonly probability: number }[];
  readonly decision: GunfireDecision;
  /** How many features lie outside of nearly all that was learnt from. */
  readonly strange: number;
  /** The strongest first. */
  readonly features: readonly FeaturePart[];
}

/** So many features outside of what 99 of 100 made sounds have, and it is no sound the model knows. */
const strangeMax = 4;

export function classifySound(shape: SoundShape): SoundClass {
  const values = soundFeatureNames.map((name) => shape[name]);
  const { knots, usual, classes, calibration, decide } = soundModel;
  const parts = additiveParts(classes.gunfire, knots, values);
  const raw = additiveScore(classes.gunfire, parts);
  const gunfire = probability(calibration.intercept + calibration.slope * raw);
  const others = Object.entries(classes)
    .filter(([name]) => name !== 'gunfire')
    .map(([name, model]) => ({ name, odds: Math.exp(additiveScore(model, additiveParts(model, knots, values))) }));
  const sum = others.reduce((all, { odds }) => all + odds, 1e-12);
  const strange = values.filter((value, at) => value < usual[2 * at]! || value > usual[2 * at + 1]!).length;
  const known = strange < strangeMax;
  return {
    gunfire,
    otherClasses: others
      .map(({ name, odds }) => ({ name, probability: ((1 - gunfire) * odds) / sum }))
      .sort((a, b) => b.probability - a.probability),
    decision:
      known && gunfire >= decide.gunfire ? 'gunfire' : known && gunfire <= decide.not ? 'not-gunfire' : 'unsure',
    strange,
    features: soundFeatureNames
      .map((feature, at) => ({
        feature,
        value: Number.isNaN(values[at]!) ? null : values[at]!,
        contribution: calibration.slope * parts[at]!,
        description: soundFeatures[feature],
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
}

const probability = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
