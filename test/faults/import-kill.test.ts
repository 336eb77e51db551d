import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore } from '../open-test-store.ts';
import { brokenInvariants, differences, dumpStore } from './dump-store.ts';
import {
  importUndisturbed,
  importWithKills,
  importWithKillsWhileLinking,
  numbersBySeed,
  type Victim,
} from './kill-imports.ts';
import { busyCity, writeFiles } from './town-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'flashlight-feeds-'));
let undisturbed: Awaited<ReturnType<typeof importUndisturbed>>;

beforeAll(async () => {
  writeFiles(folder, busyCity());
  undisturbed = await importUndisturbed(folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the undisturbed import links in several batches, merges, supersedes, and keeps records that observe nothing', () => {
  const count = (table: string, part = '') => undisturbed.dump[table]!.filter((line) => line.includes(part)).length;
  expect(
    undisturbed.counts.every(({ read, accepted, rejected, duplicates }) => read === accepted + rejected + duplicates),
  ).toBe(true);
  expect(count('record')).toBeGreaterThan(9_500);
  expect(count('link', 'SUPERSEDED')).toBeGreaterThan(50);
  expect(count('entity_event', 'MERGE')).toBeGreaterThan(0);
  expect(count('background_check')).toBe(4_500);
  expect(count('observation_of', 'nics/')).toBe(0);
});

test.each<[string, Victim[], number]>([
  ['the program', ['program'], 3],
  ['a server process and the server itself', ['backend', 'postmaster'], 2],
])(
  'kill -9 of %s at random moments and the same command again come to the same store',
  async (_, victims, kills) => {
    const report = await importWithKills(folder, undisturbed, { kills, victims, random: numbersBySeed(kills) });
    console.log(report.kills, `${report.commands} commands`);
    expect(report.differences).toEqual([]);
    expect(report.broken).toEqual([]);
    expect(report.leftovers).toEqual([]);
    expect(report.kills).toHaveLength(kills);
  },
  400_000,
);

test('kill -9 between and inside the batches of linking, and the same command again come to the same store', async () => {
  const store = await openTestStore();
  const dataDir = mkdtempSync(join(tmpdir(), 'flashlight-rejects-'));
  try {
    const { observations, finished } = await importWithKillsWhileLinking(folder, store, {
      dataDir,
      kills: 3,
      random: numbersBySeed(4),
    });
    expect(finished.code).toBe(0);
    expect(observations).toHaveLength(3);
    expect(observations.at(-1)).toBeLessThan(undisturbed.dump['observation_of']!.length);
    expect(differences(undisturbed.dump, await dumpStore(store.database))).toEqual([]);
    expect(await brokenInvariants(store.database)).toEqual([]);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
    await store.close();
  }
}, 200_000);
