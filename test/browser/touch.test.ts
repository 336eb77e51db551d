import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CDPSession } from 'playwright-core';
import type { BoardContent } from '../../src/model/boards.ts';
import { openNew, saveAs } from './drawn-board.ts';
import { openIdentityPortal, type IdentityPortal } from './identity-portal.ts';
import { atRest, type WatchedPage } from './open-portal.ts';
import { movedOften } from './people-with-slips.ts';

let portal: IdentityPortal;
beforeAll(async () => {
  portal = await openIdentityPortal();
}, 240_000);
afterAll(() => portal.close());

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A finger of this page: laid on, moved in steps, lifted. */
async function fingerOf(page: WatchedPage) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [...at] });
  return {
    /** `to`: where it goes once it has rested. */
    async drag(from: Point, to: Point | (() => Promise<Point>), restMilliseconds: number) {
      await touch('touchStart', [from]);
      await page.waitForTimeout(restMilliseconds);
      const end = typeof to === 'function' ? await to() : to;
      for (let step = 1; step <= 8; step++)
        await touch('touchMove', [
          { x: from.x + ((end.x - from.x) * step) / 8, y: from.y + ((end.y - from.y) * step) / 8 },
        ]);
      // The last that moves is drawn before the finger is lifted.
      await page.waitForTimeout(50);
      await touch('touchEnd', []);
    },
  };
}

const middleOf = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({
  x: x + width / 2,
  y: y + height / 2,
});

test('on a phone a finger moves a thing on the board, and carries a row out of those held for one', async () => {
  const page = await portal.openPage({ role: 'detective', width: 390, height: 844 });
  const finger = await fingerOf(page);
  const firearm = await portal.find('BKFT419');
  await openNew(page, firearm);
  const board = await saveAs(page, 'By hand');
  const kept = () => portal.ask<{ content: BoardContent }>(`/boards/${board}`);
  const before = (await kept()).content.items;
  const chart = page.locator('.link-chart');
  await chart.scrollIntoViewIfNeeded();
  await atRest(page);
  const box = (await chart.boundingBox())!;
  const found = await findNode(page, box);
  await finger.drag(found, { x: found.x + 60, y: found.y + 40 }, 60);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^Version 2, saved by test\./).waitFor();
  const moved = (await kept()).content.items.filter(({ id, x, y }) => {
    const was = before.find((each) => each.id === id)!;
    return Math.hypot(x - was.x, y - was.y) > 1e-6;
  });
  expect(moved.length).toBe(1);

  const person = await portal.find(`${movedOften.given} ${movedOften.family}`);
  await page.goto(`/clusters/${person}`);
  await page.getByRole('heading', { name: 'What holds them together' }).waitFor();
  await atRest(page);
  const row = page.locator('.cluster-rows > li').nth(3);
  await row.scrollIntoViewIfNeeded();
  const number = await row.getAttribute('data-row');
  const from = middleOf((await row.locator('.cluster-number').boundingBox())!);
  // A finger that does not rest scrolls.
  const top = await page.evaluate(() => window.scrollY);
  await finger.drag(from, { x: from.x, y: from.y + 120 }, 0);
  await expect.poll(() => page.evaluate(() => window.scrollY)).not.toBe(top);
  expect(new URL(page.url()).searchParams.get('apart')).toBeNull();
  await row.scrollIntoViewIfNeeded();
  await atRest(page);
  const again = middleOf((await row.locator('.cluster-number').boundingBox())!);
  const bar = page.locator('.cluster-bar[data-tray]');
  await finger.drag(again, async () => middleOf((await bar.boundingBox())!), 600);
  await expect.poll(() => new URL(page.url()).searchParams.get('apart')).toBe(number);
  await page.locator('.cluster-bar').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('the fourth purchase is of her cousin');
  await dialog.getByRole('button', { name: 'Part them' }).click();
  await page.getByText('Parted. The rows are now held for:').waitFor();
  expect(page.complaints).toEqual([]);
});

/** A place on the chart where something lies: the pointer is shown as one there. */
async function findNode(
  page: WatchedPage,
  box: { x: number; y: number; width: number; height: number },
): Promise<Point> {
  for (let y = box.y + 20; y < box.y + box.height - 60; y += 12)
    for (let x = box.x + 20; x < box.x + box.width - 80; x += 12) {
      await page.mouse.move(x, y);
      const name = await page.evaluate(() => document.querySelector('.link-chart')?.classList.contains('pointing'));
      if (name === true) return { x, y };
    }
  throw new Error('nothing lies on the chart');
}
