import { chromium, type Page } from 'playwright-core';
import { startServer } from '../src/api/server.ts';
import { buildPortal, portalDir } from '../src/jobs/build-portal.ts';
import { createSignInLink } from '../src/jobs/sign-in.ts';
import type { TestStore } from './open-test-store.ts';
import { openStreet, type Street } from './street-agents.ts';

/** A service as an agency runs it, the sensors of a street that send to it, and the open page of the gunshot desk. */
export async function openStreetDesk(
  { database, agency }: Pick<TestStore, 'database' | 'agency'>,
  folder: string,
): Promise<{ street: Street; page: Page; close(): Promise<void> }> {
  await buildPortal();
  const server = await startServer({
    database,
    agency,
    dataDir: folder,
    webDir: portalDir,
    version: 'test',
    port: 0,
    linksFrom: 'store',
  });
  const url = `http://127.0.0.1:${new URL(server.url).port}`;
  const street = await openStreet({ database, agency }, { folder, url });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-sync'],
  });
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const token = await createSignInLink(database, {
    agencyId: agency.agencyId,
    actor: 'desk',
    role: 'gunshot-desk',
    madeBy: 'tests',
  });
  await context.request.post('/api/v1/session', { data: { token }, headers: { origin: url } });
  const page = await context.newPage();
  await page.goto('/gunshots');
  return {
    street,
    page,
    async close() {
      await browser.close();
      await street.close();
      await server.close();
    },
  };
}
