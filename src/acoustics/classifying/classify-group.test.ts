import { describe, expect, test } from 'vitest';
import { blastLossDb } from '../air-absorption.ts';
import type { PulseFeatures } from '../picking/pulse.ts';
import { ordinaryAir } from '../speed-of-sound.ts';
import { classifyGroup } from './classify-group.ts';
import { groupShape, type HeardGroup } from './group-shape.ts';

const blast: PulseFeatures = {
  riseSeconds: 0.001,
  decay6dbSeconds: 0.008,
  decay12dbSeconds: 0.03,
  decay20dbSeconds: 0.08,
  zeroCrossingsHz: 700,
  centroidHz: 500,
  slopeDbPerOctave: -8,
  clippedSamples: 0,
};
/** Heard at some distances, so loud a hundred metres off. */
const heard = (loudDb: number, distances: readonly number[], shots = 1): HeardGroup => ({
  heardBy: distances.length,
  pulses: distances.map((meters) => ({
    meters,
    snrDb: loudDb - blastLossDb(meters, ordinaryAir) - 55,
    levelDb: loudDb - blastLossDb(meters, ordinaryAir),
    features: blast,
  })),
  shots: Array.from({ length: shots }, (_, n) => ({ seconds: n * 0.3, x: n, y: 0 })),
});

describe('what sensors say together', () => {
  test('is how loud it was a hundred metres off, and how that falls', () => {
    const shape = groupShape(heard(112, [100, 200, 400, 800]));
    expect(shape.loudAt100Db).toBeCloseTo(112, 6);
    expect(shape.levelSlopeDb).toBeLessThan(-20);
    expect(shape.levelSlopeDb).toBeGreaterThan(-25);
    expect(Number.isNaN(shape.gapMs)).toBe(true);
  });

  test('is the gap between shots, and that even ones are even', () => {
    const shape = groupShape(heard(112, [100, 200, 400, 800], 4));
    expect(Math.exp(shape.gapMs)).toBeCloseTo(300, 6);
    expect(shape.unevenness).toBeLessThan(-4);
  });
});

test('what is as loud as a muzzle blast is likelier gunfire than what is as quiet as a hammer', () => {
  const loud = classifyGroup(heard(114, [150, 300, 500, 700]), []);
  const quiet = classifyGroup(heard(78, [150, 300, 500, 700]), []);
  expect(loud.gunfire).toBeGreaterThan(quiet.gunfire);
  expect(quiet.features.find(({ feature }) => feature === 'loudAt100Db')!.contribution).toBeLessThan(0);
});

test('two sensors are unsure, whatever they heard', () => {
  expect(classifyGroup(heard(114, [150, 300]), []).decision).toBe('unsure');
});

test('levels nobody knows add nothing', () => {
  const { pulses, ...rest } = heard(114, [150, 300, 500]);
  const bare = classifyGroup({ ...rest, pulses: pulses.map(({ levelDb: _, ...pulse }) => pulse) }, []);
  expect(bare.features.find(({ feature }) => feature === 'loudAt100Db')).toMatchObject({
    value: null,
    contribution: 0,
  });
});
