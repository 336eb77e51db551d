import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanCoordinatePair, cleanCoordinates } from './coordinates.ts';

const BALTIMORE = { west: -76.72, south: 39.19, east: -76.52, north: 39.38 };

test('two columns of degrees are a place, as precise as they are written', () => {
  expect(cleanCoordinates('-76.673016', '39.288476', BALTIMORE)).toEqual({
    kind: 'located',
    lon: -76.673016,
    lat: 39.288476,
    decimals: 6,
    precisionMeters: expect.closeTo(0.0556, 3),
    repaired: 'none',
    outside: false,
  });
  expect(cleanCoordinates('-77.001', '38.861')).toMatchObject({
    decimals: 3,
    precisionMeters: expect.closeTo(55.6, 1),
  });
});

describe('what the box proves is set right', () => {
  test('longitude and latitude exchanged', () => {
    expect(cleanCoordinates('39.288', '-76.673', BALTIMORE)).toMatchObject({
      lon: -76.673,
      lat: 39.288,
      repaired: 'swapped',
    });
  });

  test('the minus of the west left out', () => {
    expect(cleanCoordinates('76.673', '39.288', BALTIMORE)).toMatchObject({
      lon: -76.673,
      lat: 39.288,
      repaired: 'west-sign',
    });
  });

  test('a latitude beyond the pole is a longitude, box or none', () => {
    expect(cleanCoordinates('37.7', '-122.4')).toMatchObject({ lon: -122.4, lat: 37.7, repaired: 'swapped' });
  });

  test('without a box nothing else is', () => {
    expect(cleanCoordinates('39.288', '-76.673')).toMatchObject({
      lon: 39.288,
      lat: -76.673,
      repaired: 'none',
      outside: false,
    });
  });
});

test('a place outside the box is kept, and said to be outside', () => {
  expect(cleanCoordinates('-75.06', '40.03', BALTIMORE)).toMatchObject({
    kind: 'located',
    outside: true,
    repaired: 'none',
  });
});

test.each([
  ['0', '0', 'zero'],
  ['0.0', '39.3', 'zero'],
  ['', '39.3', 'blank'],
  ['NULL', 'NA', 'blank'],
  ['west', 'north', 'format'],
  ['1423000.5', '593000.2', 'range'],
  ['-376.6', '39.3', 'range'],
])('%j and %j are undetermined: %s', (lon, lat, code) => {
  expect(cleanCoordinates(lon, lat, BALTIMORE)).toEqual({ kind: 'undetermined', code });
});

test.each([
  ['POINT (-76.67 39.28)', 'lat-lon'],
  ['(39.28, -76.67)', 'lat-lon'],
  ['-76.67,39.28', 'lon-lat'],
] as const)('the pair %j is read', (text, order) => {
  expect(cleanCoordinatePair(text, order)).toMatchObject({ lon: -76.67, lat: 39.28 });
});

test('degrees, minutes and seconds are read', () => {
  const read = cleanCoordinates(`76° 40' 22.9" W`, `39° 17' 18.5" N`);
  expect(read).toMatchObject({ kind: 'located', lon: expect.closeTo(-76.67303, 5), lat: expect.closeTo(39.28847, 5) });
});

test('reading never throws, and what is located reads back to itself', () => {
  const degrees = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^-?[0-9]{1,3}(\.[0-9]{1,7})?[NSEW]?$/));
  fc.assert(
    fc.property(degrees, degrees, (lon, lat) => {
      const once = cleanCoordinates(lon, lat);
      if (once.kind !== 'located' || Math.min(Math.abs(once.lon), Math.abs(once.lat)) < 1e-6) return;
      expect(cleanCoordinates(String(once.lon), String(once.lat))).toMatchObject({
        lon: once.lon,
        lat: once.lat,
        repaired: 'none',
      });
    }),
    { numRuns: 2000 },
  );
});
