import { afterAll, beforeAll, expect, test } from 'vitest';
import { locateGunshots, type GunshotLocator } from '../../src/jobs/locate-gunshots.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import type { GunshotIncident } from '../../src/model/gunshot-answers.ts';
import type { SensorLayouts } from '../../src/model/gunshot-desk.ts';
import { saveSound } from '../../src/store/sensor-sounds.ts';
import { enrolCity, makeSensorCity, type SensorCity } from '../sensor-city.ts';
import { GunshotSlot, shot } from '../gunshot-slot.ts';
import { accessibilityFaults, atRest, faultsLightAndDark, openPortal, type Portal } from './open-portal.ts';

let portal: Portal;
let city: SensorCity;
let locator: GunshotLocator;
const begins = Date.parse('2026-11-21T11:59:30Z') * 1000;

beforeAll(async () => {
  portal = await openPortal();
  city = makeSensorCity('desk', { kinds: ['semi-automatic'], begins });
  const { store, clock } = portal.server;
  await enrolCity(store, city, begins - 60_000_000);
  const { agencyId } = store.agency;
  locator = locateGunshots(store.database, {
    agencyId,
    stream: storedPulseStream(store.database, agencyId),
    now: () => clock.now(),
    onNews: (_, { err }) => {
      throw err;
    },
  });
}, 240_000);
afterAll(async () => {
  await locator.close();
  await portal.close();
});

async function ask<T>(path: string): Promise<T> {
  const cookie = await portal.server.signIn('gunshot-desk');
  return (await portal.server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json();
}
const heard = async () => (await ask<{ items: GunshotIncident[] }>('/gunshots?which=own')).items[0];

test('an incident comes to the open desk by itself, is noted, decided and taken back by keyboard, and is computed step by step on its page', async () => {
  const { agencyId } = portal.server.store.agency;
  const page = await portal.openPage({ role: 'gunshot-desk' });
  await page.goto('/gunshots');
  await page.getByRole('heading', { level: 1, name: 'Gunshot desk' }).waitFor();
  await page.getByText('No alert waits for anybody.').waitFor();
  expect(await page.getByRole('link', { name: 'Gunshots' }).getAttribute('aria-current')).toBe('page');

  // Nobody asks for it: it is told of while the page is open.
  await storedPulseStream(portal.server.store.database, agencyId).publish(city.pulses);
  await page.getByText('1 alert waits:').waitFor({ timeout: 60_000 });
  const list = page.getByRole('grid', { name: 'Incidents' });
  expect(await list.getByRole('row').filter({ hasText: 'Own' }).count()).toBe(1);
  await expect.poll(async () => (await heard())!.summary.rounds, { timeout: 30_000 }).toBeGreaterThan(1);

  const evidence = page.getByRole('complementary', { name: 'Evidence' });
  await page.keyboard.press('a');
  await evidence.getByText('Taken note of by test.gunshot-desk').waitFor();
  await page.getByText('No alert waits for anybody.').waitFor();
  expect(page.url()).toContain((await heard())!.incident);
  await page.keyboard.press('g');
  await evidence.getByText('Decided: Gunfire. z takes it back.').waitFor();
  await expect.poll(async () => (await heard())!.decision).toBe('gunfire');
  await atRest(page);
  await page.keyboard.press('n');
  await expect.poll(async () => (await heard())!.decision).toBe('not-gunfire');
  await atRest(page);
  await page.keyboard.press('z');
  await evidence.getByText('Taken back. What stood before stands again.').waitFor();
  expect(await heard()).toMatchObject({ decision: 'gunfire', acknowledgedBy: 'test.gunshot-desk' });

  // The arrivals meet at the place, and no sensor is on this map.
  const { summary, incident } = (await heard())!;
  await atRest(page);
  expect(await page.locator('.arrival-arc').count()).toBeGreaterThan(4);
  expect(await page.locator('.reckoning-sensor, .planned-sensor').count()).toBe(0);
  expect(await evidence.locator('.round-mark').count()).toBe(summary.rounds);
  expect(await faultsLightAndDark(page)).toEqual([]);

  await page.keyboard.press('o');
  await page.waitForURL(`**/gunshots/${incident}`);
  const arrivals = page.getByRole('grid', { name: 'Arrivals' });
  await arrivals.waitFor();
  // Who heard and who agrees are told alike by the steps, the list and the incident.
  const [rows, agree] = [(await arrivals.getByRole('row').count()) - 1, summary.shots[0]!.sensors];
  const steps = page.locator('.reckoning-steps');
  await steps.getByText(new RegExp(`^${rows} sensors heard .* ${agree} of them agree on it`)).waitFor();
  await steps.getByText(/^The air was noted .* The air was estimated together with the place/).waitFor();
  expect(await page.locator('.reckoning.circles circle.arrival-arc').count()).toBe(rows);
  await page.getByText('Computed again from what is on record').waitFor();
  await arrivals.getByRole('row').nth(1).click();
  await page.locator('.reckoning-without').waitFor();
  for (const drawing of ['Differences', 'Fit']) {
    await page.getByRole('button', { name: drawing, exact: true }).click();
    await page
      .locator(drawing === 'Fit' ? '.fit-squares rect' : 'path.arrival-arc')
      .first()
      .waitFor({ state: 'attached' });
  }
  await page.getByLabel('What was found').selectOption('victim');
  await page.getByRole('button', { name: 'Put on record' }).click();
  await page.getByText('On record. It stands in the history.').waitFor();
  await page.locator('.gunshot-history').getByText('Somebody hurt').waitFor();
  await page.getByRole('button', { name: 'Ask the three nearest for two seconds' }).click();
  await page.getByText('0 of 3 have answered').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  // A finding put on record by mistake is taken back where it stands.
  const findings = page.locator('.gunshot-history li').filter({ hasText: 'Somebody hurt' });
  await findings.getByRole('button', { name: 'Take back' }).click();
  await page.locator('.gunshot-history').getByText('Finding taken back').waitFor();
  expect(await page.locator('.gunshot-history').getByRole('button', { name: 'Take back' }).count()).toBe(0);

  // Each press that plays is on record, and none that stops.
  const pool = portal.server.store.database.pool('migrate');
  const { rows: wanted } = await pool.query<{ request: number; sensor: string; startsMicroseconds: number }>(
    `select sound_id as request, sensor_id as sensor, from_us as "startsMicroseconds" from flashlight.sensor_sound order by 1`,
  );
  const samples = Buffer.alloc(2 * 24_000);
  for (let at = 0; at < 24_000; at++) samples.writeInt16LE(Math.round(3000 * Math.sin(at / 20)), 2 * at);
  for (const each of wanted) await saveSound(pool, agencyId, { ...each, sampleRateHz: 12_000, samples });
  await page.getByText('3 of 3 have answered').waitFor();
  const plays = async () => {
    const { rows } = await pool.query<{ part: string; play: number[] }>(
      `select subject->>'part' as part, subject->'play' as play from flashlight.audit_event where action = 'gunshots.hear' and subject ? 'play' order by event_id`,
    );
    return rows.map(({ part, play }) => `${part} of ${play.length}`);
  };
  await page.getByRole('button', { name: 'Load and show' }).click();
  const all = page.locator('.sound-panel .segmented button').first();
  await all.waitFor();
  expect(await plays()).toEqual([]);
  for (let times = 1; times <= 2; times++) {
    await page.keyboard.press('p');
    await expect.poll(() => all.getAttribute('aria-pressed')).toBe('true');
    expect(await plays()).toEqual(Array.from({ length: times }, () => 'all of 3'));
    await page.keyboard.press('p');
    await expect.poll(() => all.getAttribute('aria-pressed')).toBe('false');
  }
  await page.locator('.sound-waves button').first().click();
  await expect.poll(plays).toEqual(['all of 3', 'all of 3', 'all of 1']);
  expect([page.complaints, page.outside]).toEqual([[], []]);

  // Another role sees what happened, and neither where sensors are nor what it may not do; on a phone, in Spanish.
  const phone = await portal.openPage({ role: 'detective', width: 390, height: 844, locale: 'es-US' });
  await phone.goto(`/gunshots?sel=${incident}`);
  await phone.getByRole('heading', { level: 1, name: 'Mesa de disparos' }).waitFor();
  await atRest(phone);
  expect(await phone.locator('.arrival-arc').count()).toBe(0);
  expect(await phone.getByRole('link', { name: 'Planificar sensores' }).count()).toBe(0);
  await phone.goto(`/gunshots/${incident}`);
  await phone.getByText('su función no lo incluye').waitFor();
  await atRest(phone);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(phone.complaints).toEqual([]);
}, 180_000);

test('sensors are laid out by key, press, drag and file, taken back, judged, saved, and kept over a reload', async () => {
  const page = await portal.openPage({ role: 'gunshot-desk' });
  await page.goto('/gunshots/planning');
  await page.getByText('No sensor is laid out.').waitFor();
  const planned = page.locator('.planned-sensor');
  // There is a middle to lay one in once the map knows what it shows.
  await page.locator('button:enabled', { hasText: 'Add in the middle' }).waitFor();
  await page.keyboard.press('n');
  await expect.poll(() => planned.count()).toBe(1);
  const map = page.locator('.sound-map > svg');
  await map.click({ position: { x: 120, y: 90 } });
  await expect.poll(() => planned.count()).toBe(2);

  // Dragged, walked by arrows, taken back step by step and done again.
  const place = () => planned.nth(1).getAttribute('transform');
  const first = await place();
  const box = (await planned.nth(1).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const dragged = await place();
  expect(dragged).not.toBe(first);
  await planned.nth(1).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(place).not.toBe(dragged);
  await page.keyboard.press('z');
  await expect.poll(place).toBe(dragged);
  await page.keyboard.press('z');
  await expect.poll(place).toBe(first);
  await page.keyboard.press('y');
  await expect.poll(place).toBe(dragged);
  await planned.nth(1).focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => planned.count()).toBe(1);

  const open = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await open('broken.csv', 'lon,lat\n-76.6,north\n');
  await page.getByText('place 2 of the file has none. Nothing was changed.').waitFor();
  await expect.poll(() => planned.count()).toBe(1);
  const sensors = city.sensors.slice(0, 24);
  await open('roofs.csv', `lon,lat\n${sensors.map(({ lon, lat }) => `${lon},${lat}`).join('\n')}\n`);
  await page.getByText('24 sensors', { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: 'What to expect' }).waitFor();
  const adds = page.getByRole('grid', { name: 'What each sensor adds' });
  await expect.poll(() => adds.getByRole('row').count()).toBe(25);
  await adds.getByRole('row').nth(1).click();
  expect(await page.locator('.planned-sensor.chosen').count()).toBe(1);
  await page.getByRole('button', { name: 'Error', exact: true }).click();
  expect(await faultsLightAndDark(page)).toEqual([]);

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Roofs');
  await page.getByRole('button', { name: 'Save as next version' }).click();
  await page.getByText('Saved. Earlier versions are kept.').waitFor();
  const { items } = await ask<SensorLayouts>('/sensors/layouts');
  expect(items.map(({ name, version, sensors: saved }) => [name, version, saved.length])).toEqual([['Roofs', 1, 24]]);
  const given = page.waitForEvent('download');
  await page.getByRole('button', { name: 'As CSV', exact: true }).click();
  expect((await given).suggestedFilename()).toBe('layout.csv');
  await page.reload();
  await expect.poll(() => planned.count()).toBe(24);
  expect([page.complaints, page.outside]).toEqual([[], []]);
}, 180_000);

test('what two incidents became says what was said of the other, and one decided to be gunfire stands when it is no longer located', async () => {
  const slot = GunshotSlot.of(portal.server.store);
  const [one, other] = [shot(1, ['a', 'b', 'c', 'd', 'e']), shot(4, ['h', 'i', 'j', 'k', 'l'], 450)];
  await slot.locate([one]);
  const [older] = (await slot.standing()) as [string];
  await slot.locate([one, other]);
  const younger = (await slot.standing())[0]!;
  await slot.decide(younger, 'gunfire');
  await slot.locate([one, shot(2, ['m', 'n', 'o', 'p'], 225), other]);

  const page = await portal.openPage({ role: 'gunshot-desk' });
  await page.goto(`/gunshots/${younger}`);
  await page.getByText('This incident turned out to be one with another.').waitFor();
  await page.getByRole('link', { name: 'Open that one' }).click();
  await page.waitForURL(`**/gunshots/${older}`);
  await page.getByText(`Said of ${younger}, which became one with this.`).waitFor();
  await page.getByText(`Became one with this: ${younger}`).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);

  await slot.locate([]);
  await page.getByText('The program no longer locates it. A person decided that it was gunfire').waitFor();
  expect(await slot.standing()).toContain(older);
  await page.getByRole('button', { name: 'Not gunfire' }).click();
  await page.getByText('This incident was withdrawn').waitFor();
  await expect
    .poll(async () => slot.now(older))
    .toMatchObject({ state: 'WITHDRAWN', decision: 'not-gunfire', decidedBy: 'test.gunshot-desk' });
  // Sensors that stand nowhere heard these shots: how their place was computed cannot be shown.
  expect(page.outside).toEqual([]);
}, 120_000);

test('an incident says whether dispatch is told a place, an area or nothing, and a message is handed on of what stands alone', async () => {
  const slot = GunshotSlot.of(portal.server.store);
  const wide = (seconds: number, meters: number) =>
    shot(seconds, [`w${seconds}`, `x${seconds}`, `y${seconds}`, `z${seconds}`], 3000, meters / Math.sqrt(5.991464547));
  const page = await portal.openPage({ role: 'gunshot-desk' });
  const facts = page.locator('.facts');
  const handOn = page.getByRole('link', { name: 'CAP 1.2' });
  await slot.locate([wide(5, 2400)]);
  const [incident] = (await slot.standing()) as [string];
  await page.goto(`/gunshots/${incident}`);
  await facts.getByText('Nothing new, as yet: the ellipse is too large even for an area.').waitFor();
  await handOn.waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);
  await slot.locate([wide(5, 400)]);
  await facts.getByText('An area without a point').waitFor();
  await slot.locate([wide(5, 40)]);
  await facts.getByText('A place to send a car to').waitFor();
  await slot.locate([]);
  await page.getByText('This incident was withdrawn').waitFor();
  expect(await handOn.count()).toBe(0);
  expect(page.outside).toEqual([]);
}, 120_000);
