import { afterEach, beforeEach, expect, test } from 'vitest';
import { GunshotSlot, seven, shot, word } from '../../test/gunshot-slot.ts';
import { proposeCitySettings, signCitySettings } from './sign-city-settings.ts';
import { loadDeclaredSettings } from './load-city-settings.ts';

let slot: GunshotSlot;
beforeEach(async () => void (slot = await GunshotSlot.open()));
afterEach(() => slot.close());

const four = ['a', 'b', 'c', 'd'];
/** Half the longer axis of the ellipse of a shot, over the standard deviation of its place. */
const perSigma = Math.sqrt(5.991464547);
const wide = (meters: number, pulses = four) => shot(1, pulses, 0, meters / perSigma);
const shapes = (cap: string | null) => [...(cap ?? '').matchAll(/<(circle|polygon)>/g)].map(([, name]) => name);
const told = () => slot.taken.map(({ incident, cap }) => [incident.dispatch, word(cap, 'msgType'), ...shapes(cap)]);

test('an ellipse of kilometres is on the desk alone until it narrows; then dispatch is told a place', async () => {
  await slot.locate([wide(2400)]);
  await slot.tell();
  expect(await slot.standing()).toHaveLength(1);
  expect(slot.taken).toEqual([]);
  await slot.locate([wide(60, [...four, 'e'])]);
  await slot.tell({ later: false });
  expect(told()).toEqual([]);
  await slot.tell();
  expect(told()).toEqual([['place', 'Alert', 'circle']]);
  expect(slot.taken[0]!.incident.lon).toBeCloseTo(-76.6, 3);
  slot.expectMessages();
});

test('what narrows before anybody was told is told as soon as an alert may be, not when changes are', async () => {
  await slot.locate([wide(2400)]);
  await slot.tell();
  await slot.locate([wide(60, [...four, 'e'])], 60);
  await slot.tell({ later: false });
  expect(told()).toEqual([['place', 'Alert', 'circle']]);
});

test('an ellipse of some hundred metres is told as an area, possible at most, and no point of it is told anywhere', async () => {
  await slot.locate([wide(400, seven)]);
  await slot.tell();
  expect(told()).toEqual([['area', 'Alert', 'polygon']]);
  const [{ cap, incident }] = slot.taken as [(typeof slot.taken)[number]];
  expect(word(cap, 'certainty')).toBe('Possible');
  expect(word(cap, 'headline')).toBe('Possible gunfire, place not known well: 1 shot');
  expect(JSON.stringify(incident)).not.toMatch(/"(lon|lat|places)"/);
  // The same, known better.
  await slot.locate([wide(40, [...seven, 'h'])]);
  await slot.tell();
  expect(told().at(-1)).toEqual(['place', 'Update', 'circle']);
  expect(word(slot.taken.at(-1)!.cap, 'certainty')).toBe('Likely');
  slot.expectMessages();
});

test('what a person knows to be gunfire is told as an area, however large; what was a place and is none any more is told so', async () => {
  await slot.locate([wide(3000)]);
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'unsure');
  await slot.tell();
  // A person did something, which is told; there is no message to dispatch and no point.
  expect(told()).toEqual([['held', '']]);
  await slot.decide(incident, 'gunfire');
  await slot.tell();
  expect(told().at(-1)).toEqual(['area', 'Alert', 'polygon']);
  expect(word(slot.taken.at(-1)!.cap, 'certainty')).toBe('Observed');
  await slot.locate([wide(30, seven)]);
  await slot.tell();
  await slot.undo(incident);
  await slot.undo(incident);
  await slot.locate([wide(3000)]);
  await slot.tell();
  expect(told().at(-1)).toEqual(['held', 'Update', 'polygon']);
  slot.expectMessages();
});

test('a city sets what is a place and what an area', async () => {
  const { agencyId } = slot.store.agency;
  await slot.people(async (client) => {
    const declared = await loadDeclaredSettings(client, agencyId);
    const propose = (gunshots: (typeof declared)['gunshots']) =>
      proposeCitySettings(client, agencyId, {
        settings: { ...declared, gunshots },
        reason: 'tests',
        proposedBy: 'one',
      });
    await expect(propose({ placeMeters: 300, areaMeters: 200 })).rejects.toMatchObject({ code: 'city.settings' });
    await signCitySettings(client, agencyId, {
      version: await propose({ placeMeters: 50, areaMeters: 80 }),
      signedBy: 'two',
    });
  });
  await slot.locate([wide(60, seven)]);
  await slot.tell();
  expect(told()).toEqual([['area', 'Alert', 'polygon']]);
  await slot.forget();
  slot.taken.length = 0;
  await slot.locate([wide(100, seven)]);
  await slot.tell();
  expect(told()).toEqual([]);
});
