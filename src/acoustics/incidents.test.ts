import { expect, test } from 'vitest';
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
  expect(at([0, 0, 0], [1, 1, 0.3], [60, 1, 8.3], [61, 0, 8.6])).toMatchObject({ shooters: 1 });
});
