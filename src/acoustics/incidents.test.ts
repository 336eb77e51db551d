import { expect, test } from 'vitest';
import { incidentPlaces } from './incident-places.ts';
import { shotIncidents } from './incidents.ts';

const at = (...places: readonly (readonly [number, number, number])[]) => {
  const [incident, ...others] = shotIncidents(places.map(([x, y, seconds]) => ({ x, y, seconds })));
  expect(others).toEqual([]);
  return { shooters: incident!.shooters, moving: incident!.moving };
};

test('one who walks twenty metres is one, however places scatter about the way', () => {
  // A made scene of one shooter, located without one of its sensors.
  expect(
    at(
      [1820.4, 1764.8, 3.43],
      [1818.3, 1764.4, 3.666],
      [1816, 1764.2, 3.921],
      [1820.9, 1768.8, 4.167],
      [1818.3, 1768.4, 4.497],
      [1817.5, 1770, 4.778],
      [1815.1, 1769.4, 5.038],
      [1800.3, 1763.1, 5.276],
    ),
  ).toMatchObject({ shooters: 1 });
});

test('two places that fire in turns are two, and so are those too far apart to walk between', () => {
  expect(at([0, 0, 0], [40, 0, 0.3], [1, 1, 0.6], [41, 2, 0.9])).toEqual({ shooters: 2, moving: false });
  expect(at([0, 0, 0], [1, 1, 0.3], [60, 1, 0.6], [61, 0, 0.9])).toEqual({ shooters: 2, moving: false });
  // Eight seconds are enough to walk sixty metres.
  expect(at([0, 0, 0], [1, 1, 0.3], [60, 1, 8.3], [61, 0, 8.6])).toEqual({ shooters: 1, moving: true });
});

test('who fired, went over and fired there has two places, and neither lies between', () => {
  const covariance = [
    [9, 0],
    [0, 9],
  ] as const;
  const tried = [
    [
      [0, 0, 0],
      [60, 0, 8],
    ],
    [
      [0, 0, 0],
      [1, 1, 0.3],
      [60, 1, 8.3],
      [61, 0, 8.6],
    ],
  ] as const;
  for (const shots of tried) {
    const placed = shots.map(([x, y, seconds]) => ({ x, y, seconds, covariance }));
    const [incident] = shotIncidents(placed);
    expect(incident).toMatchObject({ shooters: 1, moving: true });
    const { places, main } = incidentPlaces(incident!, new Map(placed.entries()))!;
    expect(places[0]!.x).toBeLessThan(1.1);
    expect(places[1]!.x).toBeGreaterThan(59.9);
    expect(main).toBe(places[1]);
  }
});
