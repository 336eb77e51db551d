import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { SceneTruth } from '../acoustics/scene.ts';
import { locateScenes, type SceneLine } from './locate-scenes.ts';
import { readLines, type FileLine } from './read-lines.ts';
import { simulateScenes } from './simulate-scenes.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-acoustics-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

async function all<Each>(from: AsyncIterable<Each>): Promise<Each[]> {
  const list: Each[] = [];
  for await (const each of from) list.push(each);
  return list;
}

const made = (name: string, seed: number) =>
  simulateScenes({ seed, scenes: 300, kind: null, grouped: true, out: join(place, name) });

describe('scenes made and located', () => {
  test('come back in their order, the same by one thread and by three, where they were fired', async () => {
    const { file, truth } = await made('scenes.jsonl', 11);
    const one = await all(locateScenes(file, 1));
    expect(await all(locateScenes(file, 3))).toEqual(one);
    const truths = readFileSync(truth, 'utf8').trim().split('\n');
    expect(one.map((answer) => ('id' in answer ? answer.id : null))).toEqual(
      truths.map((line) => (JSON.parse(line) as SceneTruth).id),
    );
    const near = one.filter((answer, at) => {
      if ('error' in answer) return false;
      const [shot] = answer.shots;
      const [fired] = (JSON.parse(truths[at]!) as SceneTruth).shots;
      return shot?.kind === 'located' && Math.hypot(shot.x! - fired!.x, shot.y! - fired!.y) <= 25;
    });
    expect(near.length).toBeGreaterThanOrEqual(0.97 * one.length);
  });

  test('are the same bytes for the same seed, and others for another', async () => {
    const text = async (name: string, seed: number) => readFileSync((await made(name, seed)).file, 'utf8');
    expect(await text('a.jsonl', 3)).toBe(await text('b.jsonl', 3));
    expect(await text('a.jsonl', 3)).not.toBe(await text('c.jsonl', 4));
  });

  test('every kind has what it is named after', async () => {
    const out = join(place, 'kinds.jsonl');
    const { truth } = await simulateScenes({ seed: 2, scenes: 60, kind: null, grouped: false, out });
    const truths = readFileSync(truth, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as SceneTruth);
    for (const { kind, rounds, shooters, moving, shots } of truths) {
      expect(shots).toHaveLength(rounds);
      expect([rounds === 0, rounds === 1]).toEqual([kind === 'clutter', kind === 'single']);
      expect([shooters === 2, moving]).toEqual([kind === 'two-shooters', kind === 'moving']);
      if (kind !== 'automatic') continue;
      const gaps = shots.slice(1).map(({ timeSeconds }, at) => timeSeconds - shots[at]!.timeSeconds);
      expect(Math.min(...gaps)).toBeGreaterThan(0.04);
      expect(Math.max(...gaps)).toBeLessThan(0.15);
    }
  });
});

describe('a line that is no scene', () => {
  test('has its error in its place, and the next is read', async () => {
    const { file } = await made('good.jsonl', 5);
    const [good] = readFileSync(file, 'utf8').split('\n');
    const path = join(place, 'mixed.jsonl');
    writeFileSync(path, ['{"id": "x", "sensors": [NaN]}', '', '[1]', good, '{"id": "y", "sensors": 3}'].join('\n'));
    for (const workers of [1, 2]) {
      const answers: SceneLine[] = await all(locateScenes(path, workers));
      expect(
        answers.map((answer) => ('error' in answer ? [answer.line, answer.id, answer.error.where] : answer.id)),
      ).toEqual([[1, undefined, 'the line'], [3, undefined, 'the scene'], '5-1', [5, 'y', 'sensors']]);
    }
  });

  test('because it is too long is passed over without being held', async () => {
    const path = join(place, 'long.jsonl');
    writeFileSync(path, `short\n${'x'.repeat(600_000)}\nlast`);
    const lines: FileLine[] = await all(readLines(path, 1000));
    expect(lines).toEqual([
      { line: 1, text: 'short' },
      { line: 2, bytes: 600_000 },
      { line: 3, text: 'last' },
    ]);
  });

  test('of a file that is not there is a failure', async () => {
    await expect(all(locateScenes(join(place, 'none.jsonl'), 1))).rejects.toMatchObject({ code: 'file.missing' });
  });
});
