import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core';
import { onTestFinished, TestRunner } from 'vitest';
import type { ServerOptions } from '../../src/api/context.ts';
import type { Search } from '../../src/model/search-answer.ts';
import { buildPortal, portalDir } from '../../src/jobs/build-portal.ts';
import type { Role } from '../../src/model/roles.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { signInAs } from '../contract/nibin-people.ts';
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
  /**
   * A page signed in as the role. What it asks of others than the server, and what it finds wrong, is kept. Opened by a test
   * it is closed with it: a page left open goes on drawing and asking beside the tests after it.
   */
  openPage(options?: OpenOptions): Promise<WatchedPage>;
  /** The page of these options, opened once: what goes through many addresses needs no new one for each. */
  onePage(options: OpenOptions): Promise<WatchedPage>;
  /** The id of the first thing that fits. */
  find(query: string): Promise<string>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly role?: Role | null;
  /** The name they sign in with, where several have one role. */
  readonly actor?: string;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly locale?: string;
}

export interface WatchedPage extends Page {
  readonly outside: string[];
  readonly complaints: string[];
  /** What was asked of the server and is not answered yet; a stream of events is answered once it is open. */
  readonly unanswered: Set<Request>;
}

/** The portal as an agency runs it: the real server with a small city imported, and a real browser. */
export async function openPortal(options: Pick<ServerOptions, 'leads'> = {}): Promise<Portal> {
  await buildPortal();
  const server = await openTestServer({ webDir: portalDir, ...options });
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
    ['nibin', ballisticLinksCsv],
  ]);
  const url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArguments });
  const contexts: BrowserContext[] = [];
  const opened = new Map<string, Promise<WatchedPage>>();
  const newPage = async (
    { role = 'analyst', actor, width = 1440, height = 900, scheme = 'light', locale = 'en-US' }: OpenOptions,
    stays: boolean,
  ): Promise<WatchedPage> => {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width, height },
      colorScheme: scheme,
      locale,
      reducedMotion: 'reduce',
    });
    if (stays) contexts.push(context);
    else onTestFinished(() => context.close());
    if (role !== null) {
      const language = locale.startsWith('es') ? 'es' : 'en';
      const cookie =
        actor === undefined ? await server.signIn(role, language) : await signInAs(server, actor, role, language);
      const [name, value] = cookie.split('=') as [string, string];
      await context.addCookies([{ name, value, url }]);
    }
    const page = (await context.newPage()) as WatchedPage;
    const outside: string[] = [];
    const complaints: string[] = [];
    const unanswered = new Set<Request>();
    page.on('request', (request) => {
      const address = new URL(request.url());
      if (request.isNavigationRequest()) unanswered.clear();
      // The script of a worker is never told to be there.
      if (address.origin === url && !/-worker-[^/]*\.m?js$/.test(address.pathname)) unanswered.add(request);
      if (/^(https?|wss?):$/.test(address.protocol) && address.origin !== url) outside.push(request.url());
    });
    page.on('response', (response) => {
      if (response.request().resourceType() === 'eventsource') unanswered.delete(response.request());
    });
    page.on('requestfinished', (request) => unanswered.delete(request));
    page.on('requestfailed', (request) => unanswered.delete(request));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
    return Object.assign(page, { outside, complaints, unanswered });
  };
  const portal: Portal = {
    server,
    url,
    browser,
    onePage(options) {
      const key = JSON.stringify(options);
      return opened.get(key) ?? opened.set(key, newPage(options, true)).get(key)!;
    },
    openPage: (options = {}) => newPage(options, TestRunner.getCurrentTest() === undefined),
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
  return portal;
}

/** The address of an entity's page: `firearm:12` → /firearm/12. */
export function pathOf(id: string): string {
  return `/${id.replace(':', '/')}`;
}

/**
 * Waits until the page is at rest: everything it asked for is answered, nothing in it waits, its fonts are there, nothing
 * moves, and several pictures in a row are the same. What is measured or missed before that may only be late.
 */
export async function atRest(page: WatchedPage): Promise<void> {
  do {
    await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
    await page.evaluate(async () => {
      await document.fonts.ready;
      const look = () =>
        [
          document.documentElement.outerHTML,
          ...[...document.querySelectorAll('main, main *')].slice(0, 2000).map((each) => {
            const { x, y, width, height } = each.getBoundingClientRect();
            return `${x} ${y} ${width} ${height}`;
          }),
          ...document
            .getAnimations()
            .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity)
            .map((each) => String(each.currentTime)),
        ].join('\n');
      let before = look();
      for (let same = 0; same < 5;) {
        await new Promise(requestAnimationFrame);
        const now = look();
        same = now === before ? same + 1 : 0;
        before = now;
      }
    });
  } while (page.unanswered.size > 0);
}

/** What axe finds wrong by WCAG 2.2 A and AA and its best practices, one line each, once the page is at rest. */
export async function accessibilityFaults(page: WatchedPage): Promise<string[]> {
  await atRest(page);
  return faultsOf(page, (axe) =>
    axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']),
  );
}

/** The same of a page that is light, and what is wrong with its colours once the reader's system turns dark: nothing else differs. */
export async function faultsLightAndDark(page: WatchedPage): Promise<string[]> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await accessibilityFaults(page);
  const before = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  await atRest(page);
  if ((await ground()) === before) throw new Error('the page did not turn dark');
  const dark = await faultsOf(page, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']));
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

async function faultsOf(page: WatchedPage, ask: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  // No page has frames of others: without them axe needs no second page to put its parts together, which costs a second.
  const { violations } = await ask(new AxeBuilder({ page }).setLegacyMode()).analyze();
  return violations.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  );
}
