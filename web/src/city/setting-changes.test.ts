import { expect, test } from 'vitest';
import type { CitySettings } from '../../../src/model/city-settings.ts';
import { pointsOfParts, settingChanges } from './setting-changes.ts';

const made: CitySettings = {
  home: { state: 'MD', counties: [] },
  outcome: 'charged',
  weights: {
    version: 'made',
    intercept: 0,
    time: [0.5, 0.5, 1.5, 1],
    other: {
      'unrecorded-transfer': 1.5,
      'out-of-state': 0.5,
      'out-of-city': 0.25,
      'multiple-sale': 1.5,
      'obliterated-serial': 0.5,
      'dealer-rate': 1,
      'purchaser-other-firearms': 2,
      shootings: 0.25,
      'reported-stolen': -2,
    },
  },
  leads: {
    windowDays: 1095,
    fastDays: 365,
    severalDealersDays: 60,
    ringSeasonDays: 400,
    sameCounterDays: 60,
    sameCounterScore: 50,
    homesAtAddressMost: 12,
    rareNameMost: 3,
    dealerTracesLeast: 5,
    showTracesLeast: 3,
    clusterLeast: 3,
    denialDays: 730,
  },
  dealers: { demandLetterTraces: 25, first: 10 },
  districts: [],
  holidays: [],
  tracing: {
    tracedWithinDays: [1, 5],
    requestTargetDays: 1,
    resultTargetDays: 7,
    urgentResultTargetDays: 1,
    requester: { ori: '', department: '', mailingAddress: '', phone: '' },
  },
  ballistics: {
    entryTargetHours: 24,
    leadTargetHours: 48,
    entryBusinessDays: 2,
    correlationBusinessDays: 2,
    disseminationTargetHours: 24,
    errorRates: '',
    inconclusives: '',
  },
  multipleSales: { days: 20 },
  gunshots: { placeMeters: 150, areaMeters: 1000 },
  denials: { inLeads: false },
  links: { hubDegree: 1000 },
};

test('two configurations differ in what was changed and nothing else', () => {
  const before = made;
  const after = structuredClone(before);
  after.weights.time[1] = 2;
  after.home.counties.push('24510');
  after.leads.fastDays = 180;
  after.outcome = 'convicted';
  after.tracing.tracedWithinDays.push(10);
  after.tracing.requester.phone = '410';
  after.multipleSales.days = 10;
  after.gunshots.placeMeters = 100;
  after.denials.inLeads = true;
  after.links.hubDegree = 400;
  expect(settingChanges(before, before)).toEqual([]);
  expect(settingChanges(before, after)).toEqual([
    { key: 'city.part.time-to-crime', of: 'city.slope.1', before: '0.5', after: '2' },
    { key: 'city.counties', of: null, before: '', after: '24510' },
    { key: 'city.outcome', of: null, before: 'city.outcome.charged', after: 'city.outcome.convicted' },
    { key: 'city.leads.fastDays', of: null, before: '365', after: '180' },
    { key: 'city.tracing.tracedWithinDays', of: null, before: '1, 5', after: '1, 5, 10' },
    { key: 'city.requester.phone', of: null, before: '', after: '410' },
    { key: 'city.multipleSales.days', of: null, before: '20', after: '10' },
    { key: 'city.gunshots.placeMeters', of: null, before: '150', after: '100' },
    { key: 'city.denials.inLeads', of: null, before: 'city.denials.unused', after: 'city.denials.used' },
    { key: 'city.hubDegree', of: null, before: '1000', after: '400' },
  ]);
});

test('the parts share out the hundred points, a theft against', () => {
  const points = pointsOfParts(made.weights);
  expect(points.reduce((sum, each) => sum + Math.abs(each.points), 0)).toBeCloseTo(100, 10);
  // Weights 3.5 of time and -2 of a theft among 13 in all.
  expect(points[0]).toEqual({ name: 'time-to-crime', points: expect.closeTo(350 / 13, 10) });
  expect(points.at(-1)).toEqual({ name: 'reported-stolen', points: expect.closeTo(-200 / 13, 10) });
});
