import { afterEach, beforeEach, expect, test } from 'vitest';
import { GunshotSlot, one, seven, shot, word } from '../../test/gunshot-slot.ts';

// Dispatch is never told that all is clear where people know better, however incidents come to be one.

let slot: GunshotSlot;
beforeEach(async () => void (slot = await GunshotSlot.open()));
afterEach(() => slot.close());

const near = shot(1, ['a', 'b', 'c', 'd']);
const apart = shot(4, ['h', 'i', 'j', 'k'], 350);

/** Two incidents a few hundred metres and three seconds apart, dispatch told of both. */
async function both(): Promise<{ first: string; second: string }> {
  await slot.locate([near]);
  const [first] = (await slot.standing()) as [string];
  await slot.locate([near, apart]);
  const second = (await slot.standing()).find((each) => each !== first)!;
  await slot.tell();
  return { first, second };
}

const cleared = () =>
  slot.taken.flatMap(({ incident, cap }) => (word(cap, 'responseType') === 'AllClear' ? incident.incident : []));

test('what was found of one stands against no gunfire that was decided of another before they became one', async () => {
  const { older, younger } = await slot.locateTwo();
  await slot.tell();
  await slot.decide(younger, 'not-gunfire');
  await slot.find(younger, 'cartridge-cases');
  await slot.tell();
  await slot.decide(older, 'not-gunfire');
  await slot.tell();
  const before = cleared().length;
  await slot.locate([one, shot(4, ['h', 'i', 'j', 'k'], 250)]);
  await slot.tell();
  expect(await slot.now(older)).toMatchObject({ decision: 'not-gunfire', found: true });
  expect(cleared()).toHaveLength(before);
  // Decided again, by somebody who knows of it, it is an all-clear.
  await slot.decide(older, 'not-gunfire');
  await slot.tell();
  expect(await slot.now(older)).toMatchObject({ found: false });
  expect(cleared()).toHaveLength(before + 1);
  slot.expectMessages();
});

test('what nobody decided on goes to none that was decided to be no gunfire, and what was found of it stays', async () => {
  const { first, second } = await both();
  await slot.find(first, 'victim');
  await slot.tell();
  await slot.decide(second, 'not-gunfire');
  await slot.tell();
  await slot.locate([apart]);
  await slot.tell();
  await slot.locate([shot(4, ['h', 'i', 'j', 'k', 'l'], 350)]);
  await slot.tell();
  expect(cleared()).toEqual([second]);
  expect(await slot.now(first)).toMatchObject({ state: 'WITHDRAWN', found: true });
  expect(await slot.standing()).toContain(first);
});

test('what somebody was unsure of goes to no other', async () => {
  const { first, second } = await both();
  await slot.decide(first, 'unsure');
  await slot.decide(second, 'not-gunfire');
  await slot.tell();
  await slot.locate([apart]);
  await slot.tell();
  expect(cleared()).toEqual([second]);
  expect(await slot.now(first)).toMatchObject({ state: 'WITHDRAWN', decision: 'unsure' });
});

test('an area is not stood down by what was decided of a place far off in it', async () => {
  const wide = shot(1, ['a', 'b', 'c', 'd'], 0, 400);
  await slot.locate([wide]);
  const [first] = (await slot.standing()) as [string];
  await slot.locate([wide, shot(9, ['h', 'i', 'j', 'k', 'l'], 1300)]);
  const second = (await slot.standing()).find((each) => each !== first)!;
  await slot.tell();
  await slot.decide(second, 'not-gunfire');
  await slot.tell();
  await slot.locate([shot(9, ['h', 'i', 'j', 'k', 'l', 'm'], 1300)]);
  await slot.tell();
  expect(cleared()).toEqual([second]);
  expect(await slot.now(first)).toMatchObject({ state: 'WITHDRAWN' });
});

test('what goes where gunfire is known is not stood down, though that is no longer located either', async () => {
  const { first, second } = await both();
  await slot.decide(first, 'gunfire');
  await slot.tell();
  await slot.locate([]);
  await slot.tell();
  expect(cleared()).toEqual([]);
  expect(slot.toldOf(second)).toEqual(['Alert', 'Update']);
});

test('a decision taken back of one of two that became one takes the all-clear of both back', async () => {
  const { older, younger } = await slot.locateTwo();
  await slot.tell();
  await slot.decide(older, 'not-gunfire');
  await slot.decide(younger, 'not-gunfire');
  await slot.tell();
  await slot.locate([one, shot(4, ['h', 'i', 'j', 'k'], 250)]);
  expect(await slot.now(older)).toMatchObject({ decision: 'not-gunfire' });
  await slot.undo(older);
  expect(await slot.now(older)).toMatchObject({ decision: null, decidedBy: null });
  await slot.tell();
  expect(slot.toldOf(older).at(-1)).toBe('Alert');
});

test('dispatch is told of what another is told further as, though it was held back until then', async () => {
  const wide = shot(4, ['h', 'i', 'j', 'k'], 350, 1500);
  await slot.locate([wide]);
  const [held] = (await slot.standing()) as [string];
  await slot.locate([near, wide]);
  const first = (await slot.standing()).find((each) => each !== held)!;
  await slot.tell();
  expect([slot.toldOf(held), slot.toldOf(first)]).toEqual([[], ['Alert']]);
  await slot.locate([wide]);
  await slot.tell();
  expect(await slot.now(first)).toMatchObject({ state: 'JOINED', joinedInto: held });
  expect(slot.toldOf(held)).toEqual(['Update']);
});

test('the desk hears that dispatch is told again by a newer step than the one that was not taken', async () => {
  await slot.locate([shot(1, seven)]);
  slot.failing = 1;
  await slot.tell();
  const client = await slot.store.database.pool('migrate').connect();
  try {
    await client.query('listen flashlight');
    await slot.locate([shot(1, [...seven, 'h'])]);
    const heard: string[] = [];
    await new Promise((wait) => setTimeout(wait, 300));
    client.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await slot.tell();
    await expect.poll(() => heard.filter((each) => each.includes('gunshots')).length).toBeGreaterThan(0);
  } finally {
    client.release(true);
  }
});
