import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { localPlane } from '../../src/geo/local-plane.ts';
import type { GunshotIncident } from '../../src/model/gunshot-answers.ts';
import { openTestStore } from '../open-test-store.ts';
import { openStreetDesk } from '../street-desk.ts';

// From the street to the desk, everything as it runs: programs of sensors, the service, a browser. How long it takes: bench/street-to-desk.ts.

test('a shot is heard by the programs of nine sensors and stands on the open page of the desk, where it was fired', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-street-'));
  const store = await openTestStore();
  const { street, page, close } = await openStreetDesk(store, folder);
  onTestFinished(async () => {
    await close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  await pause(10_000);
  expect(await page.locator('tr[data-row]').count()).toBe(0);

  const shot = street.fire(310, 140);
  await page.locator('tr[data-row]').waitFor({ timeout: 30_000 });
  await page.locator('g.shot-mark.own.open').waitFor();
  expect(await page.locator('tr[data-row]').count()).toBe(1);

  const answer = await page.request.get('/api/v1/gunshots?which=own');
  const { items } = (await answer.json()) as { items: GunshotIncident[] };
  expect(items.map(({ summary }) => summary.rounds)).toEqual([1]);
  const { x, y } = localPlane(shot).toPlane(items[0]!);
  expect(Math.hypot(x, y)).toBeLessThan(5);
  expect(Math.abs(Date.parse(items[0]!.from) - shot.firedMicroseconds / 1000)).toBeLessThan(20);
});
