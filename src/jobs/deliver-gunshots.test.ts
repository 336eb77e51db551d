import { afterEach, beforeEach, expect, test } from 'vitest';
import { GunshotSlot, between, one, other, seven, shot, word } from '../../test/gunshot-slot.ts';
import { findUntold } from '../store/gunshot-deliveries.ts';
import { findDeskTimes } from '../store/gunshot-desk.ts';
import { undoGunshotFinding } from './decide-gunshot.ts';
import { loadCap } from './deliver-gunshots.ts';

let slot: GunshotSlot;
beforeEach(async () => void (slot = await GunshotSlot.open()));
afterEach(() => slot.close());

test('an alert waits a second and a half for more, and what is gone by then is never told', async () => {
  await slot.locate([shot(1, seven)]);
  const { rows } = await slot.store.database.pool('migrate').query<{ waits: number }>(
    `update flashlight.gunshot_delivery d set next_at = d.next_at + interval '1 minute' from flashlight.gunshot_event e
        where e.incident_id = d.incident_id and e.ordinal = d.ordinal
        returning extract(epoch from d.next_at - e.at)::float8 - 60 as waits`,
  );
  expect(rows).toHaveLength(1);
  expect(Math.abs(rows[0]!.waits - 1.5)).toBeLessThan(0.2);
  await slot.tell({ later: false });
  expect(slot.taken).toEqual([]);
  await slot.locate([]);
  await slot.tell();
  expect(slot.taken).toEqual([]);
  // Pulses that came long after the shot are told of at once.
  await slot.locate([shot(1, seven)], 60);
  await slot.tell({ later: false });
  expect(slot.taken.map(({ event, cap }) => [event, word(cap, 'msgType')])).toEqual([['RETURNED', 'Alert']]);
});

test('an alert is taken back ten seconds after nothing is left of it, once, and told anew where it comes back', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  await slot.locate([]);
  await slot.tell({ later: false });
  expect(slot.taken).toHaveLength(1);
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update']);
  await slot.locate([]);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel', 'Alert']);
  slot.expectMessages();
});

test('a change that waited when nothing was left does not take the alert back before the ten seconds', async () => {
  await slot.locate([shot(1, [...seven, 'h'])]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.locate([shot(1, seven)]);
  await slot.locate([]);
  const { rows } = await slot.store.database.pool('migrate').query<{ kind: string; waits: number }>(
    `select e.kind, extract(epoch from d.next_at - e.at)::float8 as waits from flashlight.gunshot_delivery d
       join flashlight.gunshot_event e using (agency_id, incident_id, ordinal) where d.delivered_at is null order by d.ordinal`,
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['UPDATED', 'WITHDRAWN']);
  for (const { waits } of rows) expect(waits).toBeGreaterThanOrEqual(10);
  // It comes back meanwhile: dispatch never heard that it was gone.
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update']);
  // What a person decided just before is told at once.
  await slot.decide(incident, 'not-gunfire');
  await slot.locate([]);
  await slot.tell({ later: false });
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  slot.expectMessages();
});

test('what a person decided to be gunfire stays on the desk when it is no longer located, and only a person takes it back', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'gunfire');
  await slot.locate([]);
  expect(await slot.standing()).toEqual([incident]);
  expect(await slot.now(incident)).toMatchObject({ state: 'WITHDRAWN', decision: 'gunfire' });
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update']);
  expect(word(slot.taken.at(-1)!.cap, 'headline')).toBe('Decided to be gunfire; no longer located');
  await slot.decide(incident, 'not-gunfire');
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  // Of other pulses at the place: what was said of those that are gone is not said of them.
  await slot.locate([shot(1, [...seven, 'h'])]);
  expect(await slot.now(incident)).toMatchObject({ state: 'OPEN', decision: null });
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel', 'Alert']);
  slot.expectMessages();
});

test('what something was found of stays on the desk when it is no longer located, and is not stood down while that stands', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.find(incident, 'nothing');
  const victim = await slot.find(incident, 'victim');
  await slot.locate([]);
  expect(await slot.now(incident)).toMatchObject({ state: 'WITHDRAWN', decision: null, found: true });
  expect(await slot.standing()).toEqual([incident]);
  const page = { from: 0, before: Number.MAX_SAFE_INTEGER, minutes: 15, meters: 500, placedMeters: 25, limit: 10 };
  expect(await slot.people((client) => findDeskTimes(client, slot.store.agency.agencyId, page))).toHaveLength(1);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update']);
  // It was put on record by mistake: nothing is left of it.
  const { revision } = await slot.now(incident);
  await slot.people((client) => undoGunshotFinding(client, slot.desk(), { incident, revision, finding: victim }));
  expect(await slot.standing()).toEqual([]);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  slot.expectMessages();
});

test('a decision on what is no longer located that is taken back can be made again', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'gunfire');
  await slot.locate([]);
  await slot.tell();
  await slot.undo(incident);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  await slot.decide(incident, 'gunfire');
  expect(await slot.standing()).toEqual([incident]);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel', 'Alert']);
  slot.expectMessages();
});

test('what the program took back is for deciding for thirty days, and for good where anybody was told of it', async () => {
  const age = (incident: string) =>
    slot.store.database
      .pool('migrate')
      .query(`update flashlight.gunshot_incident set changed_at = now() - interval '31 days' where incident_id = $1`, [
        incident,
      ]);
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [told] = (await slot.standing()) as [string];
  await slot.locate([]);
  await slot.tell();
  expect(slot.toldOf(told)).toEqual(['Alert', 'Cancel']);
  await age(told);
  // Cartridge cases are found after all: whoever had the message is told.
  await slot.find(told, 'cartridge-cases');
  await slot.tell();
  expect(slot.toldOf(told)).toEqual(['Alert', 'Cancel', 'Alert']);

  await slot.forget();
  await slot.locate([shot(1, seven)]);
  const [silent] = (await slot.standing()) as [string];
  await slot.locate([]);
  await slot.decide(silent, 'gunfire');
  expect(await slot.standing()).toContain(silent);
  await slot.forget();
  await slot.locate([shot(1, seven)]);
  const [old] = (await slot.standing()) as [string];
  await slot.locate([]);
  await age(old);
  await expect(slot.decide(old, 'gunfire')).rejects.toMatchObject({ code: 'gunshot.changed' });
});

test('what is found after it was decided to be no gunfire is told, and what lay there before is not taken for it', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.find(incident, 'damage');
  await slot.tell();
  await slot.decide(incident, 'not-gunfire');
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  await slot.find(incident, 'cartridge-cases');
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel', 'Alert']);
  expect(word(slot.taken.at(-1)!.cap, 'headline')).toMatch(/found at the scene/);
});

test('a step of a person is tried again however long an older one was not taken', async () => {
  await slot.locate([shot(1, seven)]);
  const [incident] = (await slot.standing()) as [string];
  await slot.store.database.pool('migrate').query('update flashlight.gunshot_delivery set tries = 99');
  await slot.decide(incident, 'gunfire');
  slot.failing = 1;
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual([]);
  await slot.store.database.pool('migrate').query('update flashlight.gunshot_delivery set next_at = now()');
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert']);
});

test('what dispatch was not told is told at the desk: what is tried again, since when, and what was given up', async () => {
  const untold = () => slot.people((client) => findUntold(client, slot.store.agency.agencyId));
  const pool = slot.store.database.pool('migrate');
  await slot.locate([shot(1, seven)]);
  // What waits its time is not late.
  expect(await untold()).toEqual([]);
  slot.failing = 2;
  await slot.tell();
  const [waits] = await untold();
  expect(waits).toMatchObject({ channel: 'webhook', waiting: 1, givenUp: 0 });
  expect(Date.parse(waits!.since!)).not.toBeNaN();
  await pool.query('update flashlight.gunshot_delivery set tries = 99, next_at = now()');
  await slot.tell();
  expect(await untold()).toEqual([{ channel: 'webhook', waiting: 0, since: null, givenUp: 1 }]);
  await pool.query(`update flashlight.gunshot_delivery set given_up_at = now() - interval '25 hours'`);
  expect(await untold()).toEqual([]);
});

test('what was cancelled with the one it was told further as is an alert anew when it comes back alone', async () => {
  const { older, younger } = await slot.locateTwo();
  await slot.tell();
  await slot.locate([one, between, other]);
  await slot.tell();
  await slot.decide(older, 'not-gunfire');
  await slot.tell();
  expect(word(slot.taken.at(-1)!.cap, 'msgType')).toBe('Cancel');
  expect(word(slot.taken.at(-1)!.cap, 'incidents').split(' ').sort()).toEqual([older, younger].sort());
  await slot.locate([one, other]);
  await slot.tell();
  expect(slot.toldOf(younger)).toEqual(['Alert', 'Update', 'Alert']);
  // One that comes after they fell apart is of the older alone.
  await slot.decide(older, 'gunfire');
  await slot.decide(older, 'not-gunfire');
  await slot.decide(younger, 'unsure');
  await slot.tell();
  expect(slot.toldOf(younger)).toEqual(['Alert', 'Update', 'Alert', 'Update']);
  slot.expectMessages();
});

test('where the same shot stands by other pulses, what it was before is told further as it, and is no all-clear', async () => {
  await slot.locate([shot(1, ['a', 'b', 'c', 'd'])]);
  await slot.tell();
  const [first] = (await slot.standing()) as [string];
  await slot.locate([shot(1.2, ['h', 'i', 'j', 'k', 'l'], 40)]);
  const [second] = (await slot.standing()) as [string];
  expect(await slot.now(first)).toMatchObject({ state: 'JOINED', joinedInto: second });
  await slot.tell();
  expect(slot.taken.some(({ cap }) => /AllClear|Cancel/.test(cap ?? ''))).toBe(false);
  // To dispatch it is one: the second refers to the alert of the first.
  expect(slot.toldOf(second)).toEqual(['Update']);
  slot.expectMessages();
});

test('the first message a receiver takes is an alert, of the incident as it then stands; another receiver begins anew', async () => {
  slot.failing = 1;
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  await slot.locate([shot(1, seven), shot(2, ['m', 'n', 'o', 'p'])]);
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'gunfire');
  await slot.tell();
  expect(slot.taken.map(({ event, cap }) => [event, word(cap, 'msgType'), word(cap, 'headline')])).toEqual([
    ['DECIDED', 'Alert', 'Gunfire: 2 shots'],
  ]);
  await slot.undo(incident);
  await slot.tell();
  await slot.listen();
  await slot.decide(incident, 'unsure');
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Alert']);
  expect(new Set(slot.taken.map(({ cap }) => word(cap, 'identifier'))).size).toBe(3);
});

test('a decision taken back of what was just withdrawn is no all-clear before the ten seconds are over', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'gunfire');
  await slot.tell();
  await slot.locate([]);
  await slot.undo(incident);
  await slot.tell({ later: false });
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update']);
  const { rows } = await slot.store.database
    .pool('migrate')
    .query<{ waits: number }>(
      `select extract(epoch from min(next_at) - clock_timestamp())::float8 as waits from flashlight.gunshot_delivery where delivered_at is null`,
    );
  expect(rows[0]!.waits).toBeGreaterThan(5);
  expect(rows[0]!.waits).toBeLessThanOrEqual(10);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  slot.expectMessages();
});

test('an incident that is withdrawn while a change of it is being told is told as it stood, and is no all-clear before its time', async () => {
  await slot.locate([shot(1, seven)]);
  const [incident] = (await slot.standing()) as [string];
  const owner = slot.store.database.pool('migrate');
  await owner.query('update flashlight.gunshot_delivery set next_at = now()');
  const client = await owner.connect();
  try {
    await client.query('begin');
    // Whoever tells has read what is due, and waits here for the incident.
    await client.query('lock table flashlight.gunshot_incident in access exclusive mode');
    const telling = slot.tell({ later: false });
    await expect
      .poll(async () => {
        const { rows } = await client.query<{ waiting: number }>(
          `select count(*)::integer as waiting from pg_locks where database = (select oid from pg_database where datname = current_database()) and relation = 'flashlight.gunshot_incident'::regclass and not granted`,
        );
        return rows[0]!.waiting;
      })
      .toBe(1);
    await client.query(`update flashlight.gunshot_incident set state = 'WITHDRAWN'`);
    await client.query('commit');
    await telling;
  } finally {
    client.release();
  }
  expect(await slot.now(incident)).toMatchObject({ state: 'WITHDRAWN' });
  expect(slot.taken.map(({ cap }) => [word(cap, 'msgType'), word(cap, 'headline')])).toEqual([
    ['Alert', 'Possible gunfire: 1 shot'],
  ]);
});

test('a message is handed on of what stands or was told, and of nothing else', async () => {
  const handOn = (incident: string) =>
    slot.people((client) =>
      loadCap(client, slot.store.agency.agencyId, { incident, agencyName: 'Tests', sender: 'city' }),
    );
  const { older, younger } = await slot.locateTwo();
  expect(word(await handOn(older), 'msgType')).toBe('Alert');
  // Told further as the other, and nobody was told of it.
  await slot.locate([one, between, other]);
  await expect(handOn(younger)).rejects.toMatchObject({ code: 'gunshot.nothing-to-tell' });
  await slot.tell();
  expect(word(await handOn(older), 'msgType')).toBe('Update');
  // All that was told of it was cancelled with the other: there is nothing left to say of it.
  await slot.locate([one, other]);
  await slot.tell();
  await slot.locate([one, between, other]);
  await slot.decide(older, 'not-gunfire');
  await slot.tell();
  await expect(handOn(younger)).rejects.toMatchObject({ code: 'gunshot.nothing-to-tell' });
  expect(word(await handOn(older), 'msgType')).toBe('Cancel');
  await slot.forget();
  await slot.locate([shot(1, seven)]);
  const [gone] = (await slot.standing()) as [string];
  await slot.locate([]);
  await expect(handOn(gone)).rejects.toMatchObject({ code: 'gunshot.nothing-to-tell' });
});
