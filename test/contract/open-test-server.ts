import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../src/model/roles.ts';
import type { Api, ServerOptions } from '../../src/api/context.ts';
import { buildServer } from '../../src/api/server.ts';
import { createSignInLink } from '../../src/jobs/sign-in.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

export interface TestServer {
  readonly api: Api;
  readonly store: TestStore;
  readonly dataDir: string;
  /** The server's clock: moves when told. */
  readonly clock: { now(): Date; forward(by: { hours?: number; minutes?: number; seconds?: number }): void };
  newLink(role: Role): Promise<string>;
  /** Signs in and gives the Cookie header. */
  signIn(role: Role, language?: 'en' | 'es'): Promise<string>;
  closeServer(): Promise<void>;
  close(): Promise<void>;
}

/** The real server over a real store, its answers held against their schemas. */
export async function openTestServer(
  options: { store?: TestStore } & Partial<ServerOptions> = {},
): Promise<TestServer> {
  const store = options.store ?? (await openTestStore());
  const dataDir = await mkdtemp(join(tmpdir(), 'flashlight-api-'));
  let now = Date.parse('2026-11-21T12:00:00Z');
  const clock = {
    now: () => new Date(now),
    forward: ({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }) => {
      now += ((hours * 60 + minutes) * 60 + seconds) * 1000;
    },
  };
  const api = await buildServer({
    database: store.database,
    agency: store.agency,
    dataDir,
    webDir: join(dataDir, 'web'),
    version: '0.0.0-test',
    clock: clock.now,
    checkAnswers: true,
    logLevel: 'silent',
    leads: 'keep',
    gunshots: 'keep',
    scans: 'keep',
    ...options,
  });
  const newLink = (role: Role) =>
    createSignInLink(store.database, {
      agencyId: store.agency.agencyId,
      actor: `test.${role}`,
      role,
      madeBy: 'tests',
      now: clock.now(),
    });
  const closeServer = async () => {
    await api.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    api,
    store,
    dataDir,
    clock,
    newLink,
    async signIn(role, language = 'en') {
      const answer = await api.inject({
        method: 'POST',
        url: '/api/v1/session',
        payload: { token: await newLink(role), language },
      });
      return String(answer.headers['set-cookie']).split(';', 1)[0]!;
    },
    closeServer,
    async close() {
      await closeServer();
      await store.close();
    },
  };
}
