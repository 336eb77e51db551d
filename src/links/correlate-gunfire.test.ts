import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correlateGunfire, describeGunfire, measureGunfire, type Sighting } from './correlate-gunfire.ts';

const base: Sighting = {
  from: '2024-03-02T03:10:30.000Z',
  to: null,
  lon: -76.6122,
  lat: 39.2901,
  precision: 'exact',
  accuracyMeters: null,
};
const at = (seconds: number) => new Date(Date.parse(base.from) + seconds * 1000).toISOString();
/** One degree of latitude on a sphere of 6,371,008.8 m. */
const metersPerDegree = (Math.PI / 180) * 6_371_008.8;
const north = (meters: number) => base.lat + meters / metersPerDegree;

test('within ten minutes and 500 metres they are put together, on either side; beyond, they are not', () => {
  for (const sign of [-1, 1]) {
    expect(correlateGunfire({ ...base, from: at(sign * 599) }, base)).not.toBeNull();
    expect(correlateGunfire({ ...base, from: at(sign * 602) }, base)).toBeNull();
    expect(correlateGunfire({ ...base, lat: north(sign * 515) }, base)).not.toBeNull();
    expect(correlateGunfire({ ...base, lat: north(sign * 518) }, base)).toBeNull();
  }
});

test('the distance is that on the ground, and its bounds are what the coordinates may be off', () => {
  const apart = measureGunfire({ ...base, lat: north(300) }, base)!;
  expect(apart.meters).toEqual({ least: 284, most: 316 });
  // A degree of longitude is shorter by the cosine of the latitude.
  const east = measureGunfire({ ...base, lon: base.lon + 300 / metersPerDegree }, base)!;
  const middle = (east.meters.least + east.meters.most) / 2;
  expect(Math.abs(middle - 300 * Math.cos((base.lat * Math.PI) / 180))).toBeLessThanOrEqual(1);
});

test('a clock without seconds is any second of its minute, and the bounds say so', () => {
  const incident = { ...base, from: '2024-03-02T03:10:00.000Z' };
  const apart = (seconds: number) =>
    correlateGunfire({ ...base, from: new Date(Date.parse(incident.from) + seconds * 1000).toISOString() }, incident);
  expect(apart(30)!.seconds).toEqual({ least: -29, most: 30 });
  expect(apart(95)!.seconds).toEqual({ least: 36, most: 95 });
  // 10:59 after the minute began may be exactly ten minutes after the shots.
  expect(apart(659)).not.toBeNull();
  expect(apart(661)).toBeNull();
});

test('coordinates to 100 metres widen the bounds; those of a district or of nothing known are put beside nothing', () => {
  const rough = { ...base, precision: '100m', lat: north(560) };
  expect(correlateGunfire(rough, base)!.meters).toEqual({ least: 473, most: 647 });
  expect(correlateGunfire({ ...rough, precision: 'exact' }, base)).toBeNull();
  for (const precision of ['district', 'unknown', null, 'zip'])
    expect(correlateGunfire({ ...base, precision }, base)).toBeNull();
  expect(correlateGunfire({ ...base, accuracyMeters: 300 }, base)).toBeNull();
  expect(correlateGunfire({ ...base, accuracyMeters: 25 }, base)!.meters).toEqual({ least: 0, most: 33 });
});

test('an incident said to have lasted is met anywhere in its time; one of hours is dated by none of it', () => {
  const lasting = (minutes: number) => ({ ...base, to: at(minutes * 60) });
  expect(correlateGunfire({ ...base, from: at(900) }, lasting(15))!.seconds).toEqual({ least: 0, most: 900 });
  expect(correlateGunfire({ ...base, from: at(60) }, lasting(45))).toBeNull();
  // An end before its beginning is a clerk's slip.
  expect(correlateGunfire({ ...base, from: at(60) }, lasting(-30))!.seconds).toEqual({ least: 60, most: 60 });
});

test('seen from either end, time and distance are the same; moved together, they stay', () => {
  const sighting = fc.record({
    from: fc.integer({ min: -1200, max: 1200 }).map(at),
    to: fc.constant(null),
    lon: fc.double({ min: -76.63, max: -76.6, noNaN: true }),
    lat: fc.double({ min: 39.28, max: 39.3, noNaN: true }),
    precision: fc.constantFrom('exact', 'block', '100m', 'intersection'),
    accuracyMeters: fc.constantFrom(null, 25, 50),
  });
  fc.assert(
    fc.property(sighting, sighting, (a, b) => {
      const [there, back] = [measureGunfire(a, b)!, measureGunfire(b, a)!];
      expect(back.meters).toEqual(there.meters);
      expect([-back.seconds.most, -back.seconds.least].map((each) => each + 0)).toEqual([
        there.seconds.least + 0,
        there.seconds.most + 0,
      ]);
      expect(there.meters.least).toBeLessThanOrEqual(there.meters.most);
      expect(correlateGunfire(a, b) === null).toBe(correlateGunfire(b, a) === null);
      const east = (each: Sighting) => ({ ...each, lon: each.lon + 1 });
      const moved = measureGunfire(east(a), east(b))!;
      expect(Math.abs(moved.meters.most - there.meters.most)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the link says in plain words when, how far, and that it proves nothing of the shots', () => {
  const say = (least: number, most: number) =>
    describeGunfire('call', { seconds: { least, most }, meters: { least: 3, most: 90 } });
  expect(say(36, 95)).toMatch(/^Call of gunfire 36 to 95 seconds after the incident and 3 to 90 metres from it/);
  expect(say(-95, -36)).toMatch(/^Call of gunfire 36 to 95 seconds before the incident/);
  expect(say(-29, 30)).toMatch(/^Call of gunfire between 29 seconds before and 30 seconds after the incident/);
  expect(say(60, 60)).toMatch(/ 60 seconds after /);
  expect(say(60, 60)).toMatch(/does not mean the same shots\.$/);
});
