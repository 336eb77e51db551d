import { afterEach, beforeEach, expect, test } from 'vitest';
import { GunshotSlot, between, one, other, seven, shot, word } from '../../test/gunshot-slot.ts';
import { Random } from '../stats/random.ts';
import { findDeskTimes } from '../store/gunshot-desk.ts';
import { acknowledgeGunshot } from './acknowledge-gunshot.ts';
import { askSoundsOf, loadSounds } from './ask-sounds.ts';
import { decideGunshot, noteGunshotFinding, undoGunshotFinding } from './decide-gunshot.ts';

let slot: GunshotSlot;
beforeEach(async () => void (slot = await GunshotSlot.open()));
afterEach(() => slot.close());

test('a late pulse of a nearer sensor changes an incident, not its id: what people did with it stays, and dispatch is told once', async () => {
  await slot.locate([shot(2, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.people((client) => acknowledgeGunshot(client, slot.desk(), incident));
  await slot.decide(incident, 'gunfire');
  const { revision } = await slot.now(incident);
  await slot.people((client) => noteGunshotFinding(client, slot.desk(), { incident, revision, found: 'victim' }));
  await slot.people((client) => askSoundsOf(client, slot.desk(), incident));

  await slot.locate([shot(1.9, ['z', ...seven])]);
  expect(await slot.standing()).toEqual([incident]);
  expect(await slot.now(incident)).toMatchObject({
    decision: 'gunfire',
    acknowledgedBy: 'test.desk',
    summary: { sensors: 8 },
  });
  expect((await slot.history(incident)).filter(([kind]) => kind === 'OPENED')).toHaveLength(1);
  // Of those asked before, none is asked again.
  const { items } = await slot.people((client) => askSoundsOf(client, slot.desk(), incident));
  expect(items.map(({ sensor }) => sensor).sort()).toEqual(['a', 'b', 'c', 'z']);
  await slot.undo(incident);
  expect(await slot.now(incident)).toMatchObject({ decision: null, decidedBy: null });
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update']);
  slot.expectMessages();
});

test('of two that become one the older id stands, with what was decided, found, noted and asked of the other; the other is told further as it', async () => {
  const [one, other] = [shot(1, seven), shot(4, ['h', 'i', 'j', 'k', 'l'], 450)];
  await slot.locate([one]);
  const [older] = (await slot.standing()) as [string];
  await slot.locate([one, other]);
  const younger = (await slot.standing()).find((each) => each !== older)!;
  await slot.tell();
  expect(slot.taken.map(({ event, cap }) => [event, word(cap, 'msgType')])).toEqual([
    ['OPENED', 'Alert'],
    ['OPENED', 'Alert'],
  ]);
  await slot.people((client) => acknowledgeGunshot(client, slot.desk(), younger));
  await slot.decide(younger, 'unsure');
  await slot.decide(younger, 'gunfire');
  const { revision } = await slot.now(younger);
  await slot.people((client) =>
    noteGunshotFinding(client, slot.desk(), { incident: younger, revision, found: 'cartridge-cases' }),
  );
  await slot.people((client) => askSoundsOf(client, slot.desk(), younger));

  // A shot between them comes late.
  await slot.locate([one, shot(2, ['m', 'n', 'o', 'p'], 225), other]);
  expect(await slot.standing()).toEqual([older]);
  expect(await slot.now(younger)).toMatchObject({ state: 'JOINED', joinedInto: older });
  expect(await slot.now(older)).toMatchObject({
    decision: 'gunfire',
    decidedBy: 'test.desk',
    acknowledgedBy: 'test.desk',
    summary: { rounds: 3 },
  });
  expect((await slot.history(older)).filter(([kind]) => kind !== 'UPDATED')).toEqual([
    ['OPENED', null],
    ['DECIDED', 'test.desk'],
    ['DECIDED', 'test.desk'],
    ['FOUND', 'test.desk'],
  ]);
  const { items } = await slot.people((client) => loadSounds(client, slot.store.agency.agencyId, older));
  expect(items.map(({ sensor }) => sensor)).toEqual(['h', 'i', 'j']);
  const page = { from: 0, before: Number.MAX_SAFE_INTEGER, minutes: 15, meters: 500, placedMeters: 25, limit: 10 };
  const [times] = await slot.people((client) => findDeskTimes(client, slot.store.agency.agencyId, page));
  expect(times).toMatchObject({ decision: 'gunfire', found: true });
  expect(times!.decidedMicroseconds).not.toBeNull();
  // Whoever still has the other page open takes note of what it became.
  await slot.people((client) => acknowledgeGunshot(client, slot.desk(), younger));

  await slot.undo(older);
  expect(await slot.now(older)).toMatchObject({ decision: 'unsure', decidedBy: 'test.desk' });
  await slot.undo(older);
  expect(await slot.now(older)).toMatchObject({ decision: null, decidedBy: null });
  await expect(slot.undo(older)).rejects.toMatchObject({ code: 'gunshot.undecided' });
  await slot.tell();
  const last = slot.taken.filter((each) => each.incident.incident === younger).at(-1)!;
  expect(word(last.cap, 'headline')).toBe(`Told further as ${older}`);
  expect(slot.taken.some(({ cap }) => /AllClear|Cancel/.test(cap ?? ''))).toBe(false);
  slot.expectMessages();
});

test('who decided and when is of the decision that stands, whatever is found, and whatever is decided after it and taken back', async () => {
  await slot.locate([shot(1, seven)]);
  const [incident] = (await slot.standing()) as [string];
  const other = { ...slot.desk(), actor: 'test.other' };
  await slot.decide(incident, 'gunfire');
  // As if that had been a while ago.
  const decidedAt = '2026-11-30T22:00:00.000Z';
  const old = slot.store.database.pool('migrate');
  await old.query(`update flashlight.gunshot_event set at = '${decidedAt}' where kind = 'DECIDED'`);
  await old.query(`update flashlight.gunshot_incident set decided_at = '${decidedAt}'`);
  const first = { decision: 'gunfire', decidedBy: 'test.desk', decidedAt };
  const { revision } = await slot.now(incident);
  await slot.people((client) => noteGunshotFinding(client, other, { incident, revision, found: 'victim' }));
  expect(await slot.now(incident)).toMatchObject(first);
  const finding = (await slot.history(incident)).findIndex(([kind]) => kind === 'FOUND') + 1;
  await slot.people((client) => undoGunshotFinding(client, other, { incident, revision: revision + 1, finding }));
  expect(await slot.now(incident)).toMatchObject(first);
  await slot.people((client) => decideGunshot(client, other, { incident, revision: revision + 2, decision: 'unsure' }));
  expect(await slot.now(incident)).toMatchObject({ decision: 'unsure', decidedBy: 'test.other' });
  expect((await slot.now(incident)).decidedAt).not.toBe(decidedAt);
  await slot.undo(incident);
  expect(await slot.now(incident)).toMatchObject(first);
  await slot.undo(incident);
  expect(await slot.now(incident)).toMatchObject({ decision: null, decidedBy: null, decidedAt: null });
});

test('what was taken back of what became one does not stand again when it falls apart and becomes one again', async () => {
  const { older, younger } = await slot.locateTwo();
  await slot.decide(younger, 'unsure');
  await slot.decide(younger, 'gunfire');
  await slot.find(younger, 'victim');
  await slot.locate([one, between, other]);
  expect(await slot.now(older)).toMatchObject({ decision: 'gunfire', found: true });
  await slot.undo(older);
  const finding = (await slot.history(older)).findIndex(([kind]) => kind === 'FOUND') + 1;
  const { revision } = await slot.now(older);
  await slot.people((client) => undoGunshotFinding(client, slot.desk(), { incident: older, revision, finding }));
  const undone = { decision: 'unsure', decidedBy: 'test.desk', found: false };
  expect(await slot.now(older)).toMatchObject(undone);
  await slot.locate([one, other]);
  expect(await slot.now(younger)).toMatchObject({ state: 'OPEN', ...undone });
  const before = (await slot.history(older)).filter(([, by]) => by !== null);
  await slot.locate([one, between, other]);
  expect(await slot.now(older)).toMatchObject(undone);
  // What stands there was taken back here while they were apart, and is carried again: once.
  expect((await slot.history(older)).filter(([, by]) => by !== null)).toEqual([...before, ['DECIDED', 'test.desk']]);
  await slot.undo(older);
  expect(await slot.now(older)).toMatchObject({ decision: null });
  await expect(slot.undo(older)).rejects.toMatchObject({ code: 'gunshot.undecided' });
  await slot.tell();
  slot.expectMessages();
});

test('what stands of one that became one again can be taken back there, also where it was before while they were apart', async () => {
  const { older, younger } = await slot.locateTwo();
  await slot.decide(younger, 'gunfire');
  await slot.locate([one, between, other]);
  await slot.locate([one, other]);
  await expect(slot.undo(older)).rejects.toMatchObject({ code: 'gunshot.undecided' });
  // Of the younger, alone, it still stands.
  expect(await slot.now(younger)).toMatchObject({ state: 'OPEN', decision: 'gunfire' });
  await slot.locate([one, between, other]);
  expect(await slot.now(older)).toMatchObject({ decision: 'gunfire', decidedBy: 'test.desk' });
  await slot.undo(older);
  expect(await slot.now(older)).toMatchObject({ decision: null });
  await slot.locate([one, other]);
  expect(await slot.now(younger)).toMatchObject({ state: 'OPEN', decision: null });
  await slot.locate([one, between, other]);
  expect(await slot.now(older)).toMatchObject({ decision: null });
});

test('what was said of one alone stands of that one alone when they fall apart; what was said of both stays', async () => {
  const { older, younger } = await slot.locateTwo();
  await slot.people((client) => acknowledgeGunshot(client, slot.desk(), younger));
  await slot.decide(younger, 'gunfire');
  await slot.find(younger, 'victim');
  await slot.locate([one, between, other]);
  const carried = { decision: 'gunfire', found: true, acknowledgedBy: 'test.desk' };
  expect(await slot.now(older)).toMatchObject(carried);
  await slot.locate([one, other]);
  expect(await slot.now(older)).toMatchObject({ decision: null, decidedBy: null, found: false, acknowledgedBy: null });
  expect(await slot.now(younger)).toMatchObject({ state: 'OPEN', ...carried });
  const page = { from: 0, before: Number.MAX_SAFE_INTEGER, minutes: 15, meters: 500, placedMeters: 25, limit: 10 };
  const times = await slot.people((client) => findDeskTimes(client, slot.store.agency.agencyId, page));
  expect(times.map(({ found }) => found).sort()).toEqual([null, true].sort());
  await slot.locate([one, between, other]);
  await slot.decide(older, 'unsure');
  await slot.find(older, 'damage');
  await slot.locate([one, other]);
  expect(await slot.now(older)).toMatchObject({ decision: 'unsure', found: true });
  await slot.tell();
  slot.expectMessages();
});

test('through a chain of three, what was said of the first is taken back of the third when it is of its own, and never stands twice', async () => {
  // The third is oldest; the second joins it, with the first.
  const [third, second, first] = [
    shot(1, seven),
    shot(2, ['m', 'n', 'o', 'p'], 450),
    shot(3, ['h', 'i', 'j', 'k'], 900),
  ];
  const [near, far] = [shot(1.5, ['q', 'r', 's', 't'], 225), shot(2.5, ['u', 'v', 'w', 'x'], 675)];
  await slot.locate([third]);
  const [c] = (await slot.standing()) as [string];
  await slot.locate([third, second]);
  const b = (await slot.standing()).find((each) => each !== c)!;
  await slot.locate([third, second, first]);
  const a = (await slot.standing()).find((each) => each !== c && each !== b)!;
  await slot.decide(a, 'gunfire');
  await slot.find(a, 'victim');
  await slot.locate([third, second, far, first]);
  expect(await slot.now(a)).toMatchObject({ state: 'JOINED', joinedInto: b });
  await slot.locate([third, near, second, far, first]);
  expect(await slot.now(b)).toMatchObject({ state: 'JOINED', joinedInto: c });
  expect(await slot.now(c)).toMatchObject({ decision: 'gunfire', found: true });
  await slot.locate([third, near, second, first]);
  expect(await slot.now(c)).toMatchObject({ decision: null, found: false });
  // The second had the pulses of the first, and is older: it goes on with them.
  expect(await slot.now(b)).toMatchObject({ state: 'OPEN', decision: 'gunfire', found: true });
  await slot.locate([third, second, first]);
  expect(await slot.now(b)).toMatchObject({ state: 'OPEN', joinedInto: null });
  await slot.locate([third, near, second, far, first]);
  expect(await slot.now(c)).toMatchObject({ decision: 'gunfire', found: true });
  const { rows } = await slot.store.database.pool('read').query<{ kind: string; count: number }>(
    `select kind, count(*)::integer as count from flashlight.gunshot_event e where incident_id = $1 and kind in ('DECIDED', 'FOUND')
        and not exists (select from flashlight.gunshot_event u where u.incident_id = e.incident_id and u.detail->>'undone' = e.ordinal::text)
      group by kind order by kind`,
    [c],
  );
  expect(rows).toEqual([
    { kind: 'DECIDED', count: 1 },
    { kind: 'FOUND', count: 1 },
  ]);
});

test('that it was no gunfire is of the shots that were heard: more of them are asked about anew, and are an alert', async () => {
  await slot.locate([one]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'not-gunfire');
  await slot.tell();
  // Another sensor that heard the same shot is no more of it.
  await slot.locate([shot(1, [...seven, 'h'])]);
  expect(await slot.now(incident)).toMatchObject({ decision: 'not-gunfire' });
  await slot.locate([shot(1, [...seven, 'h']), shot(6, ['a/2', 'b/2', 'c/2', 'd/2', 'e/2'], 30)]);
  expect(await slot.now(incident)).toMatchObject({ decision: null, summary: { rounds: 2 } });
  expect((await slot.history(incident)).at(-1)).toEqual(['UNDONE', null]);
  await slot.tell();
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Cancel', 'Alert']);
  // Nor is one hidden that takes a pulse of what was decided.
  await slot.decide(incident, 'not-gunfire');
  await slot.locate([one, shot(6, ['a/2', 'b/2', 'c/2', 'd/2', 'e/2'], 30), shot(7, ['a/2', 'b/3', 'c/3', 'd/3'], 30)]);
  expect(await slot.now(incident)).toMatchObject({ decision: null });
  // What a person decided to be gunfire stays so.
  await slot.decide(incident, 'gunfire');
  await slot.locate([one, shot(6, ['a/2', 'b/2', 'c/2', 'd/2', 'e/2'], 30), shot(8, ['a/3', 'b/3', 'c/3', 'd/3'])]);
  expect(await slot.now(incident)).toMatchObject({ decision: 'gunfire', summary: { rounds: 3 } });
  slot.expectMessages();
});

test('what stands in the place of another has what was found and noted of it; what a person was unsure of stays apart', async () => {
  await slot.locate([shot(1, ['a', 'b', 'c', 'd'])]);
  const [first] = (await slot.standing()) as [string];
  await slot.people((client) => acknowledgeGunshot(client, slot.desk(), first));
  await slot.find(first, 'victim');
  await slot.locate([shot(1.2, ['h', 'i', 'j', 'k', 'l'], 40)]);
  const [second] = (await slot.standing()) as [string];
  expect(await slot.now(first)).toMatchObject({ state: 'JOINED', joinedInto: second });
  expect(await slot.now(second)).toMatchObject({ decision: null, found: true, acknowledgedBy: 'test.desk' });
  expect(await slot.history(second)).toEqual([
    ['OPENED', null],
    ['FOUND', 'test.desk'],
    ['UPDATED', null],
  ]);
  await slot.decide(second, 'unsure');
  await slot.locate([shot(1.2, ['p', 'q', 'r', 's'], 60)]);
  expect(await slot.now(second)).toMatchObject({ state: 'WITHDRAWN', decision: 'unsure' });
  expect(await slot.standing()).toContain(second);
});

test('that it was no gunfire is not carried to shots nobody decided on', async () => {
  const [one, other] = [shot(1, seven), shot(4, ['h', 'i', 'j', 'k'], 450)];
  await slot.locate([one]);
  const [older] = (await slot.standing()) as [string];
  await slot.locate([one, other]);
  await slot.decide(older, 'not-gunfire');
  await slot.locate([one, shot(2, ['m', 'n', 'o', 'p'], 225), other]);
  expect(await slot.now(older)).toMatchObject({ decision: null, state: 'OPEN' });
  expect((await slot.history(older)).at(-1)).toEqual(['UNDONE', null]);
  await expect(slot.undo(older)).rejects.toMatchObject({ code: 'gunshot.undecided' });
});

test('one that falls apart again comes back under its own id, and nothing is opened twice', async () => {
  await slot.locate([one]);
  await slot.locate([one, other]);
  const ids = (await slot.standing()).sort();
  await slot.locate([one, between, other]);
  expect(await slot.standing()).toHaveLength(1);
  await slot.locate([one, other]);
  expect((await slot.standing()).sort()).toEqual(ids);
  await slot.locate([one, between, other]);
  await slot.locate([one, other]);
  for (const id of ids) expect((await slot.history(id)).filter(([kind]) => kind === 'OPENED')).toHaveLength(1);
  await slot.tell();
  expect(slot.taken).toHaveLength(2);
});

test('whatever the order in which pulses came, the incidents are the same but for their ids, and located anew they keep them', async () => {
  const all = [shot(1, ['z', ...seven]), shot(2, ['m', 'n', 'o', 'p'], 225), shot(4, ['h', 'i', 'j', 'k', 'l'], 450)];
  await slot.locate([all[2]!]);
  await slot.locate([shot(1, seven), all[2]!]);
  await slot.locate(all);
  const [before, ids] = [await slot.content(), await slot.standing()];
  // The slot is found empty in between, as a replay by another program may have it.
  await slot.locate([]);
  expect(await slot.standing()).toEqual([]);
  await slot.locate(all);
  expect(await slot.standing()).toEqual(ids);
  expect(await slot.content()).toEqual(before);
  await slot.forget();
  await slot.locate(all);
  expect(await slot.content()).toEqual(before);
});

test('through whatever was located in between, what stands in the end is what its shots make, each id was opened once, and no pulse is in two', async () => {
  const random = new Random('keep-incidents');
  const pool = [shot(1, seven), shot(1.5, ['y', 'z', ...seven]), shot(2, ['m', 'n', 'o', 'p'], 225)].concat([
    shot(2.2, ['m', 'n', 'o', 'p', 'q'], 240),
    shot(4, ['h', 'i', 'j', 'k', 'l'], 450),
    shot(6, ['a/2', 'b/2', 'c/2', 'd/2'], 700),
  ]);
  const end = [pool[1]!, pool[3]!, pool[5]!];
  let expected: unknown = null;
  for (let round = 0; round < 12; round++) {
    await slot.forget();
    for (let step = 0; step < 6; step++) await slot.locate(pool.filter(() => random.chance(0.5)));
    await slot.locate(end);
    const found = await slot.content();
    expected ??= found;
    expect(found).toEqual(expected);
    const pulses = found.flatMap((each) => each.pulses);
    expect(new Set(pulses).size).toBe(pulses.length);
    const { rows } = await slot.store.database
      .pool('read')
      .query(
        `select incident_id from flashlight.gunshot_event group by incident_id having count(*) filter (where kind = 'OPENED') <> 1`,
      );
    expect(rows).toEqual([]);
    const ids = await slot.standing();
    await slot.locate(end);
    expect(await slot.standing()).toEqual(ids);
  }
});
