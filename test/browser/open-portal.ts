import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Search } from '../../src/model/search-answer.ts';
import { buildPortal, portalDir } from '../../src/jobs/build-portal.ts';
import type { Role } from '../../src/model/roles.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from '../contract/small-city.ts';
import { ballisticLinksCsv } from './ballistic-links.ts';

/** Chromium of Debian, told to draw in software and to ask nothing of the network on its own. */
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Portal {
  readonly server: TestServer;
  readonly url: string;
  readonly browser: Browser;
  /** A page signed in as the role. What it asks of others than the server, and what it finds wrong, is kept. */
  openPage(options?: OpenOptions): Promise<WatchedPage>;
  /** The id of the first thing that fits. */
  find(query: string): Promise<string>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly role?: Role | null;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
}

export interface WatchedPage extends Page {
  readonly outside: string[];
  readonly complaints: string[];
}

/** The portal as an agency runs it: the real server with a small city imported, and a real browser. */
export async function openPortal(): Promise<Portal> {
  await buildPortal();
  const server = await openTestServer({ webDir: portalDir });
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
    ['nibin', ballisticLinksCsv],
  ]);
  const url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArguments });
  const contexts: BrowserContext[] = [];
  return {
    server,
    url,
    browser,
    async openPage({ role = 'analyst', width = 1440, height = 900, scheme = 'light', locale = 'en-US' } = {}) {
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width, height },
        colorScheme: scheme,
        locale,
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      if (role !== null) {
        const [name, value] = (await server.signIn(role, locale.startsWith('es') ? 'es' : 'en')).split('=') as [
          string,
          string,
        ];
        await context.addCookies([{ name, value, url }]);
      }
      const page = (await context.newPage()) as WatchedPage;
      const outside: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => {
        const address = new URL(request.url());
        if (/^(https?|wss?):$/.test(address.protocol) && address.origin !== url) outside.push(request.url());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' || /Content Security Policy/.test(message.text()))
          complaints.push(message.text());
      });
      return Object.assign(page, { outside, complaints });
    },
    async find(query) {
      const cookie = await server.signIn('detective');
      const answer = await server.api.inject({
        url: `/api/v1/search?q=${encodeURIComponent(query)}`,
        headers: { cookie },
      });
      return (answer.json() as Search).results[0]!.id;
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await server.close();
    },
  };
}

/** The address of an entity's page: `firearm:12` → /firearm/12. */
export function pathOf(id: string): string {
  return `/${id.replace(':', '/')}`;
}

/** What axe finds wrong by WCAG 2.2 A and AA and its best practices, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  );
}
