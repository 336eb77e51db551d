import { describe, expect, test } from 'vitest';
import { readScene } from './read-scene.ts';

const sensor = { id: 'a', x: 0, y: 0 };

describe('what is no scene is refused with what was expected, where, and what was there', () => {
  test.each([
    [[], 'the scene', 'an object'],
    [{ id: 'x', pulses: [] }, 'sensors', 'a list'],
    [{ id: '', sensors: [], pulses: [] }, 'id', 'a text of 1 to 200 characters'],
    [
      { id: 'x', sensors: [{ id: 'a', x: null, y: 0 }], pulses: [] },
      'sensors[0].x',
      'a number from -10000000 to 10000000',
    ],
    [{ id: 'x', sensors: [sensor, sensor], pulses: [] }, 'sensors', 'an id of its own for each sensor'],
    [
      { id: 'x', sensors: [sensor], pulses: [{ sensor: 'b', timeSeconds: 1 }] },
      'pulses[0].sensor',
      'the id of a sensor of the scene',
    ],
    [
      { id: 'x', sensors: [sensor], pulses: [{ sensor: 'a', timeSeconds: '1' }] },
      'pulses[0].timeSeconds',
      'a number from -100000000000 to 100000000000',
    ],
    [
      {
        id: 'x',
        sensors: [
          { id: 'a', lon: 0, lat: 0 },
          { id: 'b', lon: 50, lat: 0 },
        ],
        pulses: [],
      },
      'sensors[1]',
      'within one degree of the first sensor',
    ],
    [
      { id: 'x', sensors: [sensor], pulses: [], grouped: 'yes' },
      'grouped',
      'true (the first arrivals of one shot) or false',
    ],
    [
      { id: 'x', sensors: [sensor], pulses: [], grouped: true, windMps: { east: 1 } },
      'windMps.north',
      'a number from -60 to 60',
    ],
    [
      { id: 'x', sensors: [sensor], grouped: true, pulses: Array.from({ length: 200_001 }, () => 0) },
      'pulses',
      'at most 200000 entries',
    ],
  ])('%#', (value, where, expected) => {
    expect(readScene(value)).toMatchObject({ where, expected });
  });
});

test('null stands for what is left out', () => {
  const read = readScene({
    id: 7,
    temperatureC: null,
    windMps: null,
    sensors: [{ ...sensor, z: null }],
    pulses: [],
    grouped: true,
  });
  expect(read).toEqual({ plane: null, scene: { id: '7', sensors: [sensor], pulses: [], grouped: true } });
});
