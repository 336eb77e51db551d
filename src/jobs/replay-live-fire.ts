import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  liveFirePulses,
  liveFireRecording,
  liveFireTest,
  scoreReplay,
  type LiveFirePulse,
  type ReplayedTest,
} from '../acoustics/live-fire.ts';
import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { Failure } from '../model/errors.ts';
import { detectPulses } from './detect-pulses.ts';
import { openPlainFile } from './open-plain-file.ts';

export interface ReplayReport {
  readonly from: 'pulses' | 'audio';
  readonly positions: readonly ReplaySummary[];
  readonly all: ReplaySummary;
  readonly tests: readonly ReplayedTest[];
}

export interface ReplaySummary {
  readonly position: string;
  readonly tests: number;
  readonly detected: number;
  readonly countsExact: number;
  readonly rounds: number;
  readonly located: number;
  readonly otherIncidents: number;
  readonly within10m: number;
  readonly within25m: number;
  readonly heldByEllipse95: number;
  /** Metres from the surveyed place; null where nothing was located. */
  readonly errorMeters: { readonly p50: number; readonly p90: number; readonly max: number } | null;
}

/** Locates every test of a folder of live fire from all its pulses, or from its recordings alone, and holds it against the survey. */
export async function replayLiveFire(root: string, from: ReplayReport['from']): Promise<ReplayReport> {
  const locate = createSceneLocator();
  const tests: ReplayedTest[] = [];
  for (const position of await foldersOf(root))
    for (const test of await foldersOf(join(root, position))) {
      const folder = join(root, position, test);
      const pulses = from === 'pulses' ? await pulsesOf(folder, test) : await picksOf(folder);
      const [survey, weather] = [`${test}.survey.json`, `${test}.weather.json`].map((name) => join(folder, name));
      const read = liveFireTest({ test, survey: await parsed(survey!), weather: await parsed(weather!), pulses });
      if (!read)
        throw damaged(survey!, 'a surveyed place, rounds and, beside it, weather in the layout of Tech Note 098');
      tests.push(scoreReplay(read, locate(read.scene, null)));
    }
  if (tests.length === 0)
    throw new Failure(
      'file.missing',
      `Expected folders of tests by firing position in ${root}, found none: check the path.`,
      {
        detail: { path: root },
      },
    );
  const positions = [...new Set(tests.map(({ position }) => position))];
  return {
    from,
    positions: positions.map((each) =>
      summary(
        each,
        tests.filter(({ position }) => position === each),
      ),
    ),
    all: summary('all', tests),
    tests,
  };
}

async function foldersOf(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch (error) {
    throw new Failure('file.missing', `Expected a folder at ${path} that can be read: check the path.`, {
      detail: { path },
      cause: error,
    });
  }
}

async function pulsesOf(folder: string, test: string): Promise<LiveFirePulse[]> {
  const path = join(folder, `${test}.allpulses.json`);
  const pulses = liveFirePulses(await parsed(path));
  if (!pulses) throw damaged(path, 'a list of pulses, each with its sensor, its time and its place');
  return pulses;
}

async function picksOf(folder: string): Promise<LiveFirePulse[]> {
  const pulses: LiveFirePulse[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.wav')).sort()) {
    const path = join(folder, name.replace(/\.wav$/, '.json'));
    const recording = liveFireRecording(await parsed(path));
    if (!recording) throw damaged(path, 'the sensor of a recording, its place and its first time');
    for (const { timeSeconds } of (await detectPulses(join(folder, name))).pulses)
      pulses.push({ ...recording, timeSeconds: recording.timeSeconds + timeSeconds });
  }
  return pulses;
}

async function parsed(path: string): Promise<unknown> {
  const { handle } = await openPlainFile(path);
  try {
    return JSON.parse(await readFile(handle, 'utf8')) as unknown;
  } catch (error) {
    throw damaged(path, 'JSON', error);
  } finally {
    await handle.close();
  }
}

function damaged(path: string, expected: string, cause?: unknown): Failure {
  return new Failure('file.damaged', `Expected ${expected} in ${path}; found something else: look at the file.`, {
    detail: { path },
    cause,
  });
}

function summary(position: string, tests: readonly ReplayedTest[]): ReplaySummary {
  const shots = tests.flatMap((test) => test.shots);
  const errors = shots.map(({ errorMeters }) => errorMeters).sort((a, b) => a - b);
  const at = (share: number) => errors[Math.min(errors.length - 1, Math.floor(share * errors.length))]!;
  const count = (of: (test: ReplayedTest) => boolean) => tests.filter(of).length;
  const sum = (of: (test: ReplayedTest) => number) => tests.reduce((total, test) => total + of(test), 0);
  return {
    position,
    tests: tests.length,
    detected: count(({ roundsFound }) => roundsFound > 0),
    countsExact: count(({ rounds, roundsFound }) => rounds === roundsFound),
    rounds: sum(({ rounds }) => rounds),
    located: shots.length,
    otherIncidents: sum(({ otherIncidents }) => otherIncidents),
    within10m: errors.filter((error) => error <= 10).length,
    within25m: errors.filter((error) => error <= 25).length,
    heldByEllipse95: shots.filter(({ held }) => held).length,
    errorMeters: errors.length === 0 ? null : { p50: at(0.5), p90: at(0.9), max: errors.at(-1)! },
  };
}
