import { expect, test } from 'vitest';
import type { Gunshot } from '../model/gunshots.ts';
import { capAlert } from './cap-alert.ts';
import { gunshotIncidents } from './gunshot-incidents.ts';

/** A shot with arrivals so much later than its place explains. */
const shotOf = (residualSeconds: readonly number[]): Gunshot => ({
  cell: 'cell',
  slot: 1,
  timeMicroseconds: 10_000_000,
  lon: -76.6,
  lat: 39.3,
  ellipse95: { majorMeters: 9, minorMeters: 5, bearingDegrees: 0 },
  covariance: [
    [4, 0],
    [0, 4],
  ],
  arrivals: residualSeconds.map((residual, at) => ({
    sensor: `s${at}`,
    sequence: 1,
    timeMicroseconds: 11_000_000 + at,
    residualSeconds: residual,
  })),
  air: null,
});

const certaintyOf = (residualSeconds: readonly number[]) => {
  const [{ summary, lon, lat }] = gunshotIncidents([shotOf(residualSeconds)]) as [
    ReturnType<typeof gunshotIncidents>[0],
  ];
  const cap = capAlert({
    standsThere: null,
    now: '2026-11-30T22:00:20.000Z',
    incident: {
      kind: 'own',
      incident: '0123456789abcdef',
      state: 'OPEN',
      joinedInto: null,
      revision: 1,
      from: '2026-11-21T12:00:00Z',
      to: '2026-11-21T12:00:00Z',
      openedAt: '2026-11-21T12:00:00Z',
      changedAt: '2026-11-21T12:00:00Z',
      closedAt: null,
      dispatch: 'place',
      decision: null,
      decidedBy: null,
      decidedAt: null,
      found: false,
      acknowledgedBy: null,
      acknowledgedAt: null,
      lon,
      lat,
      summary,
    },
    place: 'place',
    rule: { placeMeters: 150, areaMeters: 1000 },
    sender: 'tests',
    senderName: 'Tests',
    sentAt: '2026-11-21T12:00:00Z',
    kind: 'Alert',
    name: 'tests-1',
    earlier: [],
  });
  return {
    sensors: summary.sensors,
    ofShot: summary.shots[0]!.sensors,
    sure: summary.sure,
    cap: /<certainty>(\w+)</.exec(cap)?.[1],
  };
};

test('sure are five that agree, straight or late; a stray beside four proves nothing, and dispatch is told so', () => {
  const four = [0.001, -0.004, 0.002, 0.005];
  expect(certaintyOf([...four, 0.268])).toEqual({ sensors: 4, ofShot: 4, sure: false, cap: 'Possible' });
  expect(certaintyOf([...four, -0.05, 0.4])).toEqual({ sensors: 4, ofShot: 4, sure: false, cap: 'Possible' });
  expect(certaintyOf([...four, 0.006])).toEqual({ sensors: 5, ofShot: 5, sure: true, cap: 'Likely' });
  expect(certaintyOf([...four, 0.09])).toEqual({ sensors: 5, ofShot: 5, sure: true, cap: 'Likely' });
});
