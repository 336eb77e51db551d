import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { destroyMultipleSales } from '../../src/jobs/destroy-multiple-sales.ts';
import { inTransaction } from '../../src/store/database.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { lookOf, receiveReports } from './receive-reports.ts';

/** For each test of a file a store of its own and the folder beside it, and what is done with its reports of multiple sales. */
export function storeOfReports() {
  let store: TestStore;
  let dataDir: string;
  beforeEach(async () => {
    store = await openTestStore();
    dataDir = await mkdtemp(join(tmpdir(), 'flashlight-reports-'));
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get store() {
      return store;
    },
    get dataDir() {
      return dataDir;
    },
    receive: (lines: readonly string[], receivedAt?: string) => receiveReports(store, dataDir, lines, receivedAt),
    destroy: (asOf: string, wait?: Parameters<typeof destroyMultipleSales>[2]['wait']) =>
      destroyMultipleSales(store.database, store.agency, {
        by: 'test',
        now: new Date(),
        asOf,
        ...(wait ? { wait } : {}),
      }),
    look: (today: string) => lookOf(store, today),
    reading: <T>(read: (client: pg.ClientBase) => Promise<T>) => inTransaction(store.database.pool('read'), read),
  };
}
