import { describe, expect, test } from 'vitest';
import { Random } from '../../stats/random.ts';
import { resample } from '../../signal/resample.ts';
import { areaUnderCurve } from '../../stats/discrimination.ts';
import { soundKinds, type SoundKind } from '../../../test/sim/sounds/dry-sounds.ts';
import { madeClip } from '../../../test/sim/sounds/made-clip.ts';
import { dryRateHz } from '../../../test/sim/sounds/sound-parts.ts';
import { additiveParts, additiveScore } from './additive-score.ts';
import { classifySound } from './classify-sound.ts';
import { featureRateHz, soundShape } from './sound-features.ts';
import { soundModel } from './sound-model.ts';

const clip = (kind: SoundKind, n: number) =>
  resample(madeClip(kind, new Random(`classify-sound.test/${kind}/${n}`)), dryRateHz, featureRateHz);

describe('sounds made by seeds that were not learnt from', () => {
  const judged = soundKinds.flatMap((kind) =>
    Array.from({ length: kind === 'gunfire' ? 12 : 1 }, (_, n) => ({
      kind,
      ...classifySound(soundShape(clip(kind, n))!),
    })),
  );

  test('are told apart: gunfire is scored above most that is none', () => {
    const area = areaUnderCurve(judged.map(({ kind, gunfire }) => ({ score: gunfire, isTrue: kind === 'gunfire' })));
    expect(area).toBeGreaterThan(0.88);
  });

  test('are seldom called the contrary of what they are', () => {
    const wrong = judged.filter(({ kind, decision }) =>
      kind === 'gunfire' ? decision === 'not-gunfire' : decision === 'gunfire',
    );
    expect(wrong.length).toBeLessThanOrEqual(4);
  });

  test('have probabilities of all kinds that add up to one, and parts that add up to the logarithm of odds', () => {
    for (const { gunfire, otherClasses, features } of judged.slice(0, 10)) {
      expect(otherClasses).toHaveLength(soundKinds.length - 1);
      expect(otherClasses.reduce((sum, { probability }) => sum + probability, gunfire)).toBeCloseTo(1, 6);
      const { calibration, classes } = soundModel;
      const rest = calibration.intercept + calibration.slope * classes.gunfire.intercept;
      const odds = features.reduce((sum, { contribution }) => sum + contribution, rest);
      expect(1 / (1 + Math.exp(-odds))).toBeCloseTo(gunfire, 9);
    }
  });
});

describe('the same sound', () => {
  const near = (a: Float32Array, b: Float32Array, off: number) => {
    const [one, other] = [soundShape(a)!, soundShape(b)!];
    for (const [name, value] of Object.entries(one))
      if (!Number.isNaN(value)) expect(Math.abs(other[name as keyof typeof other] - value), name).toBeLessThan(off);
  };

  test('ten times quieter has the same shape', () => {
    const sound = clip('door', 1);
    near(
      sound,
      sound.map((value) => value / 10),
      0.01,
    );
  });

  test('with its sign turned has the same shape', () => {
    const sound = clip('hammering', 2);
    near(
      sound,
      sound.map((value) => -value),
      1e-6,
    );
  });

  test('after digital silence, or before it, has the shape it has without', () => {
    const whole = clip('voices', 3);
    const sound = whole.subarray(whole.findIndex((value) => Math.abs(value) > 1e-6));
    const silence = new Float32Array(6000);
    near(sound, Float32Array.from([...silence, ...sound]), 1e-9);
    near(sound, Float32Array.from([...sound, ...silence]), 1e-9);
  });
});

test('steady noise that is switched on is no gunfire', () => {
  const random = new Random('switched on');
  const sound = Float32Array.from({ length: 24_000 }, (_, i) => (i < 9000 ? 0 : random.normal(0, 0.01)));
  expect(classifySound(soundShape(sound)!).decision).not.toBe('gunfire');
});

test('silence, and less than a tenth of a second, have no shape', () => {
  expect(soundShape(new Float32Array(24_000))).toBeNull();
  expect(soundShape(new Float32Array(0))).toBeNull();
  expect(soundShape(clip('pop', 0).subarray(0, 1000))).toBeNull();
});

test('a curve is straight between its knots, level beyond them, and nothing where a feature has no meaning', () => {
  const knots = [0, 1, 2, 3, 4, 6];
  const model = { intercept: 0.5, values: [1, 3, 3, 2, 0, -4] };
  const score = (feature: number) => additiveScore(model, additiveParts(model, knots, [feature]));
  expect([-5, 0, 0.5, 5, 6, 100, Number.NaN].map(score)).toEqual([1.5, 1.5, 2.5, -1.5, -3.5, -3.5, 0.5]);
});
