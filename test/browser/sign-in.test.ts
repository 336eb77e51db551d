import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atRest, openPortal, pathOf, type Portal } from './open-portal.ts';

let portal: Portal;
let firearm: string;

beforeAll(async () => {
  portal = await openPortal();
  firearm = await portal.find('BKFT419');
}, 240_000);
afterAll(() => portal.close());

describe('signing in', () => {
  test('a link works once, and its token is gone from the address', async () => {
    const page = await portal.openPage({ role: null });
    const token = await portal.server.newLink('detective');
    await page.goto(`/sign-in#token=${token}`);
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    await expect.poll(() => page.url()).not.toContain(token);
    const other = await portal.openPage({ role: null });
    await other.goto(`/sign-in#token=${token}`);
    await other.getByText('This link does not work any more').waitFor();
    await expect.poll(() => other.url()).not.toContain(token);
  });

  test('after five links that do not work says so, in the language of the reader; a good one works at once', async () => {
    const page = await portal.openPage({ role: null, locale: 'es-US' });
    for (let n = 0; n < 5; n++)
      await page.request.post('/api/v1/session', { data: { token: `wrong-${n}` }, failOnStatusCode: false });
    await page.goto('/sign-in#token=wrong');
    await page.getByText('Demasiados enlaces fallaron desde aquí').waitFor();
    const token = await portal.server.newLink('detective');
    await page.goto('/');
    // Sent to sign in first: two ways to one page would cross.
    await page.waitForURL('**/sign-in*');
    await page.goto(`/sign-in#token=${token}`);
    await page.getByRole('searchbox').or(page.getByRole('combobox')).first().waitFor();
  });

  test('the language chosen on the page of signing in stays, here and with the session', async () => {
    const page = await portal.openPage({ role: null });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByText('Se entra con', { exact: false }).first().waitFor();
    await page.goto(`/sign-in#token=${await portal.server.newLink('detective')}`);
    await page.getByRole('heading', { name: 'En vivo' }).waitFor();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('es');
    await expect.poll(async () => (await (await page.request.get('/api/v1/session')).json()).language).toBe('es');
  });

  test('the portal starts in the language of the session, and a change is kept with it', async () => {
    const page = await portal.openPage();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Live', exact: true }).waitFor();
    await page.getByRole('button', { name: /Account and settings/ }).click();
    const kept = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'En vivo' }).waitFor();
    await kept;
    // What this browser remembers of its own is for who is not signed in.
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.getByRole('heading', { name: 'En vivo' }).waitFor();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('es');
  });

  test('without a session the page asked for is shown after signing in', async () => {
    const page = await portal.openPage({ role: null });
    await page.goto(`${pathOf(firearm)}?history=1`);
    await page.getByText('You sign in with a link made for you').waitFor();
    // Pasted into the tab that shows the sign-in page.
    await page.goto(`/sign-in#token=${await portal.server.newLink('analyst')}`);
    await page.getByRole('heading', { name: 'Life of the firearm' }).waitFor();
    await expect
      .poll(() => new URL(page.url()).pathname + new URL(page.url()).search)
      .toBe(`${pathOf(firearm)}?history=1`);
  });

  test('signing out ends the session and shows nothing of what was open', async () => {
    const page = await portal.openPage();
    await page.goto(pathOf(firearm));
    await page.getByRole('heading', { name: 'Life of the firearm' }).waitFor();
    await page.getByRole('button', { name: /Account and settings/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').waitFor();
    await atRest(page);
    expect(await page.getByText('BKFT').count()).toBe(0);
    await page.goto(pathOf(firearm));
    await page.getByText('You sign in with a link made for you').waitFor();
  });

  test('a role sees no place that would refuse it', async () => {
    const page = await portal.openPage({ role: 'administrator' });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Imports' }).waitFor();
    await atRest(page);
    expect(await page.getByRole('navigation', { name: 'Places' }).getByRole('listitem').allInnerTexts()).toEqual([
      'Imports',
    ]);
    expect(await page.getByRole('combobox').count()).toBe(0);
  });
});
