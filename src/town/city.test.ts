import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cityBounds, districts, placeNear } from './city.ts';
import { Random } from '../stats/random.ts';

test('every place lies inside the city, on a street of it, in one of its districts', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -77, max: -76, noNaN: true }),
      fc.double({ min: 39, max: 39.6, noNaN: true }),
      fc.integer(),
      (lon, lat, seed) => {
        const place = placeNear(lon, lat, new Random(String(seed)));
        expect(place.lon).toBeGreaterThanOrEqual(cityBounds.west);
        expect(place.lon).toBeLessThanOrEqual(cityBounds.east);
        expect(place.lat).toBeGreaterThanOrEqual(cityBounds.south);
        expect(place.lat).toBeLessThanOrEqual(cityBounds.north);
        expect(place.street).toMatch(/^\d+ [NSEW] [A-Z]+ (ST|AVE|RD)$/);
        expect(place.block).toMatch(/^\d*00? [NSEW] /);
        expect(districts.map((district) => district.name)).toContain(place.district);
      },
    ),
  );
});

test('one address is one pair of coordinates', () => {
  const byStreet = new Map<string, string>();
  const random = new Random('places');
  for (let i = 0; i < 20_000; i++) {
    const place = placeNear(cityBounds.west + random.next() * 0.18, cityBounds.south + random.next() * 0.17, random);
    const at = `${place.lon},${place.lat}`;
    expect(byStreet.get(place.street) ?? at).toBe(at);
    byStreet.set(place.street, at);
  }
});
