import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { makeSound } from './make-sound.ts';

const sampleRateHz = 8000;
const loudest = (samples: Int16Array) =>
  samples.reduce((best, each, at) => (Math.abs(each) > Math.abs(samples[best]!) ? at : best), 0) / sampleRateHz;

test('a pulse is heard when it comes, and as far above the noise as it is said to be', () => {
  const made = (snrDb: number) =>
    makeSound(new Random('sound'), { sampleRateHz, seconds: 2, pulses: [{ atSeconds: 0.5, snrDb }] });
  expect(made(30)).toHaveLength(16_000);
  expect(loudest(made(30))).toBeCloseTo(0.5, 2);
  const peak = (samples: Int16Array) => Math.max(...samples.map(Math.abs));
  expect(20 * Math.log10(peak(made(40)) / peak(made(30)))).toBeCloseTo(10, 0);
});

test('it never leaves what sixteen bits hold, and pulses beyond it are not in it', () => {
  const pulses = [-3, 1.999, 5].map((atSeconds) => ({ atSeconds, snrDb: 300 }));
  const samples = makeSound(new Random('sound'), { sampleRateHz, seconds: 2, pulses });
  expect(samples).toHaveLength(16_000);
  expect(loudest(samples)).toBeCloseTo(1.999, 2);
});
