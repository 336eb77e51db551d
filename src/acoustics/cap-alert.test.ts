import { expect, test } from 'vitest';
import { capFaults } from '../../test/cap-faults.ts';
import type { GunshotIncident } from '../model/gunshot-answers.ts';
import { dispatchPlace } from './dispatch-place.ts';
import { capAlert, capKind, standingMessages, type CapEarlier, type CapKind } from './cap-alert.ts';

const ellipse95 = { majorMeters: 5, minorMeters: 4, bearingDegrees: 10 };
const incidentOf = (of: Partial<GunshotIncident>): GunshotIncident => ({
  kind: 'own',
  incident: 'abcdef0123456789',
  revision: 3,
  state: 'OPEN',
  joinedInto: null,
  from: '2026-11-30T22:00:00.000Z',
  to: '2026-11-30T22:00:01.000Z',
  openedAt: '2026-11-30T22:00:03.000Z',
  changedAt: '2026-11-30T22:00:20.000Z',
  closedAt: null,
  lon: -79.9,
  lat: 40.4,
  dispatch: 'place',
  decision: null,
  decidedBy: null,
  decidedAt: null,
  found: false,
  acknowledgedBy: null,
  acknowledgedAt: null,
  summary: {
    rounds: 3,
    pattern: 'multiple',
    shooters: 1,
    moving: false,
    sensors: 8,
    sure: true,
    ellipse95,
    places: [{ timeMicroseconds: 1_795_989_600_000_000, lon: -79.9, lat: 40.4, ellipse95 }],
    shots: [],
  },
  ...of,
});
const rule = { placeMeters: 150, areaMeters: 1000 };
const earlier = (
  identifier: string,
  kind: CapKind,
  { incident = 'abcdef0123456789', refers = [] }: Partial<Pick<CapEarlier, 'incident' | 'refers'>> = {},
): CapEarlier => ({
  refers,
  incident,
  identifier,
  kind,
  sentAt: '2026-11-30T22:00:03.000Z',
});
const told = [earlier('first', 'Alert')];
const say = (of: Partial<GunshotIncident>, taken = told, { standsThere = null as string | null, now = '' } = {}) => {
  const incident = incidentOf(of);
  const place = dispatchPlace(incident, rule);
  const kind = capKind({ incident, standsThere }, place, taken);
  if (kind === null) return null;
  const message = {
    incident,
    standsThere,
    now: now || incident.changedAt,
    place,
    rule,
    kind,
    name: 'city-next',
    sender: 'city',
    senderName: 'City',
  };
  const cap = capAlert({ ...message, sentAt: incident.changedAt, earlier: taken });
  expect(capFaults(cap)).toEqual([]);
  return cap;
};

test('the first that is taken is an alert; later ones refer to what was taken', () => {
  expect(say({}, [])).toMatch(/<msgType>Alert<.*<headline>Possible gunfire: 3 shots</s);
  expect(say({}, [])).not.toContain('<references>');
  expect(say({})).toMatch(/<msgType>Update<.*<references>city,first,2026-11-30T22:00:03-00:00</s);
  expect(say({}, [...told, earlier('second', 'Update')])).toContain(
    '<references>city,first,2026-11-30T22:00:03-00:00 city,second,2026-11-30T22:00:03-00:00</references>',
  );
});

test('an incident that is told further as another is no all-clear, and names it', () => {
  for (const decision of [null, 'gunfire', 'not-gunfire', 'unsure'] as const) {
    const cap = say({ state: 'JOINED', joinedInto: 'ffff000011112222', decision });
    expect(cap).toMatch(/<msgType>Update<.*<incidents>abcdef0123456789 ffff000011112222</s);
    expect(cap).toContain('<headline>Told further as ffff000011112222</headline>');
    expect(cap).not.toMatch(/AllClear|No gunfire|take back/);
  }
  expect(say({ state: 'JOINED', joinedInto: 'ffff000011112222' }, [])).toBeNull();
});

test('what a person decided to be gunfire is never stood down by the program', () => {
  const cap = say({ state: 'WITHDRAWN', decision: 'gunfire' });
  expect(cap).toMatch(/<msgType>Update<.*<responseType>Assess<.*<certainty>Observed</s);
  expect(cap).toContain('Decided to be gunfire; no longer located');
  expect(cap).not.toMatch(/AllClear|take back|Unlikely/);
});

test('what something was found of at the scene is never stood down by the program', () => {
  for (const decision of [null, 'unsure'] as const) {
    const cap = say({ state: 'WITHDRAWN', decision, found: true });
    expect(cap).toMatch(/<msgType>Update<.*<responseType>Assess<.*<certainty>Possible</s);
    expect(cap).toContain('<headline>Something was found at the scene; no longer located</headline>');
    expect(cap).not.toMatch(/AllClear|take back|Unlikely|turned out to be none/);
  }
});

test('an alert is cancelled where nobody decided gunfire and nothing stands, or a person decided that it was none', () => {
  for (const of of [{ state: 'WITHDRAWN' }, { decision: 'not-gunfire' }] as const)
    expect(say(of)).toMatch(/<msgType>Cancel<.*<references>city,first,.*<responseType>AllClear</s);
  // Nobody was told: there is nothing to take back.
  expect(say({ state: 'WITHDRAWN' }, [])).toBeNull();
  expect(say({ decision: 'not-gunfire' }, [])).toBeNull();
});

test('a cancel takes back the messages it refers to and no others; after it an incident that comes back is an alert again', () => {
  const joined = earlier('joined', 'Alert', { incident: 'b' });
  const cancelled = [...told, joined, earlier('stop', 'Cancel', { refers: ['first', 'joined'] })];
  expect(standingMessages(cancelled)).toEqual([]);
  expect(say({}, standingMessages(cancelled))).toMatch(/<msgType>Alert</);
  expect(standingMessages([...told, joined, earlier('stop', 'Cancel', { incident: 'b', refers: ['joined'] })])).toEqual(
    told,
  );
  // Of one it became another's words: told again after it, it stands.
  expect(standingMessages([...cancelled, earlier('anew', 'Alert')])).toEqual([earlier('anew', 'Alert')]);
  expect(say({ state: 'WITHDRAWN' }, [joined])).toMatch(/<msgType>Cancel<.*<incidents>abcdef0123456789 b</s);
});

test('what is told long after is told as past', () => {
  expect(say({ changedAt: '2026-11-30T23:30:00.000Z' }, [])).toContain('<urgency>Past</urgency>');
});

const stoodDown = /<msgType>Cancel<.*<responseType>AllClear</s;

test('whoever heard it and is unsure is not overruled by the program, nor is what was found by what was decided', () => {
  expect(say({ state: 'WITHDRAWN' })).toMatch(stoodDown);
  expect(say({ state: 'WITHDRAWN', decision: 'unsure' })).toMatch(
    /<msgType>Update<.*<responseType>Assess<.*unsure.*no all-clear/s,
  );
  expect(say({ decision: 'not-gunfire' })).toMatch(stoodDown);
  for (const state of ['OPEN', 'WITHDRAWN'] as const)
    expect(say({ state, decision: 'not-gunfire', found: true })).toMatch(
      /<msgType>Update<.*<headline>Something was found at the scene.*no all-clear/s,
    );
  expect(say({ decision: 'not-gunfire', found: true }, [])).toMatch(/<msgType>Alert</);
  expect(say({ found: true })).toMatch(/found at the scene/);
  expect(say({ state: 'WITHDRAWN', decision: 'unsure' }, [])).toBeNull();
});

test('all is not clear where other shots are located at the place and time of what is gone', () => {
  const other = '0123456789abcdef';
  expect(say({ state: 'WITHDRAWN' }, told, { standsThere: other })).toMatch(
    new RegExp(`<msgType>Update<.*<responseType>Assess<.*incident ${other}.*no all-clear`, 's'),
  );
  expect(say({ state: 'WITHDRAWN' }, [], { standsThere: other })).toBeNull();
  expect(say({ state: 'WITHDRAWN', decision: 'not-gunfire' }, told, { standsThere: other })).toMatch(stoodDown);
});

test('what is told late says by how much, and is not said to be going on', () => {
  const late = (minutes: number) =>
    say({}, [], { now: new Date(Date.parse('2026-11-30T22:00:01Z') + minutes * 60_000).toISOString() });
  expect(late(4)).toMatch(/<urgency>Immediate</);
  expect(late(4)).not.toMatch(/minutes after/);
  expect(late(9)).toMatch(/<urgency>Expected<.*told 9 minutes after the last shot/s);
  expect(late(75)).toMatch(/<urgency>Past<.*told 75 minutes after the last shot/s);
});
