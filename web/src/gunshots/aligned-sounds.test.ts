import { expect, test } from 'vitest';
import { alignSounds, levelsOf } from './aligned-sounds.ts';

const sound = { sampleRateHz: 8000, samples: new Float32Array(8) };
const listed = (number: number, sensor: string, startsMicroseconds: number | null) => ({
  sound: number,
  sensor,
  askedAt: '',
  askedBy: '',
  cameAt: null,
  seconds: 2,
  startsMicroseconds,
});
const heard = (sensor: string, timeMicroseconds: number) => ({
  sensor,
  lon: 0,
  lat: 0,
  timeMicroseconds,
  residualSeconds: 0,
});

test('sounds stand at the time of the shot, whatever way they came, the nearest first', () => {
  const aligned = alignSounds(
    [listed(1, 'far', 12_500_000), listed(2, 'near', 10_500_000), listed(3, 'deaf', 1), listed(4, 'silent', null)],
    new Map([1, 2, 3, 4].map((each) => [each, sound])),
    {
      shots: [
        {
          timeMicroseconds: 10_000_000,
          arrivals: [heard('near', 11_000_000), heard('far', 13_000_000), heard('silent', 1)],
        },
      ],
    },
  );
  expect(aligned.map(({ sensor, startsSeconds, travelSeconds }) => [sensor, startsSeconds, travelSeconds])).toEqual([
    ['near', -0.5, 1],
    ['far', -0.5, 3],
  ]);
});

test('the direct sound and its echoes are apart, and two shots in one breath are one stretch', () => {
  expect(levelsOf('all', [0])).toEqual([]);
  expect(levelsOf('direct', [0, 0.05, 1]).map(({ level }) => level)).toEqual([0, 1, 0, 1, 0]);
  expect(levelsOf('echoes', [0]).map(({ level }) => level)).toEqual([1, 0, 1]);
});
