import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { findRunningServer } from '../../src/store/embedded-postmaster.ts';
import { brokenInvariants, differences, dumpStore, type StoreDump } from './dump-store.ts';
import { filesBelow } from './town-files.ts';
import { onlyJson, runCommand, startCommand, type Finished, type ImportCounts } from './run-command.ts';

/** Who is killed: the program, one of the server's processes that works for it, or the server's first process. */
export type Victim = 'program' | 'backend' | 'postmaster';

export interface KillReport {
  /** For each kill, the seconds after the start, and what the program was at. */
  readonly kills: { victim: Victim; seconds: number; at: string }[];
  /** Commands that were given until one reached its end. */
  readonly commands: number;
  readonly differences: string[];
  readonly broken: string[];
  /** Files that were acknowledged (exit 0) or complete, and not there afterwards. */
  readonly leftovers: string[];
  readonly final: ImportCounts[];
}

export const importWords = (folder: string, dataDir: string) => [
  'import',
  '--all',
  folder,
  '--data-dir',
  dataDir,
  '--agency',
  'harbor-city',
  '--time-zone',
  'America/New_York',
  '--json',
];

/** Imports a folder without a disturbance: what every other way must come to. */
export async function importUndisturbed(
  folder: string,
): Promise<{ dump: StoreDump; seconds: number; counts: ImportCounts[] }> {
  return inDataDir(async (dataDir) => {
    // The store is made before, so that the seconds are those of the import alone.
    await withDatabase(dataDir, async () => undefined);
    const finished = await runCommand(importWords(folder, dataDir));
    if (finished.code !== 0) throw new Error(`undisturbed import failed: ${finished.stderr}`);
    const dump = await withDatabase(dataDir, dumpStore);
    return { dump, seconds: finished.seconds, counts: onlyJson<ImportCounts[]>(finished) };
  });
}

/**
 * Gives the same command again and again, killing at random moments until as many kills were dealt as asked, then lets it
 * reach its end, and holds the store against that of an undisturbed import.
 */
export async function importWithKills(
  folder: string,
  undisturbed: { dump: StoreDump; seconds: number },
  options: { kills: number; victims: readonly Victim[]; random: () => number },
): Promise<KillReport> {
  return inDataDir(async (dataDir) => {
    await withDatabase(dataDir, async () => undefined);
    const kills: KillReport['kills'] = [];
    let commands = 0;
    let finished: Finished | undefined;
    while (kills.length < options.kills) {
      commands++;
      const running = startCommand(importWords(folder, dataDir));
      const victim = options.victims[kills.length % options.victims.length]!;
      // Later commands have less to do: what was done before is skipped.
      const seconds = 0.3 + options.random() * (kills.length === 0 ? 1 : 0.6) * undisturbed.seconds;
      const ended = await Promise.race([running.finished, sleep(seconds * 1000).then(() => null)]);
      if (ended !== null) {
        if (ended.code !== 0) throw new Error(`an import not killed failed: ${ended.stderr}`);
        continue; // too late: nothing was killed, and it counts for nothing
      }
      const reached = kill(victim, running.process.pid!, dataDir, options.random);
      // No server yet to be killed: the program is.
      if (!reached) running.process.kill('SIGKILL');
      finished = await withLimit(running.finished, 60_000);
      if (reached && victim !== 'program' && finished.code !== 0 && finished.code !== 1)
        throw new Error(
          `${victim} killed: the program ended with ${finished.code}, ${finished.signal}: ${finished.stderr}`,
        );
      kills.push({ victim, seconds, at: running.errors().trim().split('\n').at(-1)?.slice(0, 60) ?? '' });
    }
    commands++;
    finished = await withLimit(runCommand(importWords(folder, dataDir)), 300_000);
    if (finished.code !== 0) throw new Error(`the import after all kills failed: ${finished.stderr}`);
    const { dump, broken } = await withDatabase(dataDir, async (database) => ({
      dump: await dumpStore(database),
      broken: await brokenInvariants(database),
    }));
    return {
      kills,
      commands,
      differences: differences(undisturbed.dump, dump),
      broken,
      leftovers: filesBelow(join(dataDir, 'rejects')).filter((name) => name.endsWith('.part')),
      final: onlyJson<ImportCounts[]>(finished),
    };
  });
}

/**
 * Kills the program each time another batch has been linked, some milliseconds into the next one, and gives how many
 * observations the store held at each kill.
 */
export async function importWithKillsWhileLinking(
  folder: string,
  store: { database: Database; url: string },
  options: { dataDir: string; kills: number; random: () => number },
): Promise<{ observations: number[]; finished: Finished }> {
  const words = ['import', '--all', folder, '--agency', 'harbor-city', '--json'];
  const around = { url: store.url, dataDir: options.dataDir };
  const linked = async () => {
    const { rows } = await store.database
      .pool('migrate')
      .query<{ n: number }>('select count(*)::int n from flashlight.observation_of');
    return rows[0]!.n;
  };
  const observations: number[] = [];
  while (observations.length < options.kills) {
    const before = await linked();
    const running = startCommand(words, around);
    let ended = false;
    void running.finished.then(() => (ended = true));
    while (!ended && (await linked()) === before) await sleep(5);
    await sleep(options.random() * 150);
    if (ended) break;
    running.process.kill('SIGKILL');
    await running.finished;
    observations.push(await linked());
  }
  return { observations, finished: await runCommand(words, around) };
}

function kill(victim: Victim, program: number, dataDir: string, random: () => number): boolean {
  if (victim === 'program') return process.kill(program, 'SIGKILL');
  const postmaster = findRunningServer(join(realpathSync(dataDir), 'postgres'))?.pid;
  if (postmaster === undefined) return false;
  if (victim === 'postmaster') return process.kill(postmaster, 'SIGKILL');
  const backends = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isBackendOf(pid, postmaster));
  const one = backends[Math.floor(random() * backends.length)];
  return one === undefined ? false : process.kill(Number(one), 'SIGKILL');
}

/** A process of the server that works for a connection: `postgres: postgres flashlight [local] COPY`. */
function isBackendOf(pid: string, postmaster: number): boolean {
  try {
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(parent) === postmaster && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('[local]');
  } catch {
    return false;
  }
}

async function withLimit<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const timer = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`nothing after ${milliseconds / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

async function withDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir, command: 'tests' });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function inDataDir<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'flashlight-kill-')));
  const dataDir = join(place, 'data');
  try {
    return await work(dataDir);
  } finally {
    const left = findRunningServer(join(dataDir, 'postgres'));
    if (left !== null) process.kill(left.pid, 'SIGQUIT');
    await sleep(300);
    rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Numbers from 0 to 1 by a seed (mulberry32), so that a finding can be looked for again. */
export function numbersBySeed(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
