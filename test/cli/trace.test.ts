import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SourceFlows } from '../../src/model/source-flows.ts';
import { cityTracesCsv } from '../contract/trace-city.ts';
import { onlyJson, runCommand } from '../faults/run-command.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-cli-trace-'));
let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
  const path = join(place, 'traces.csv');
  writeFileSync(path, cityTracesCsv);
  const { code } = await runCommand(['import', 'etrace', path], { url: store.url, dataDir: join(place, 'data') });
  expect(code).toBe(0);
});
afterAll(async () => {
  await store.close();
  rmSync(place, { recursive: true, force: true });
});

const trace = (...words: string[]) => runCommand(['trace', ...words], { url: store.url, dataDir: join(place, 'data') });

test('flows, corridors, dealers and flags are the pictures of the portal, each with its caution', async () => {
  const flows = onlyJson<SourceFlows>(await trace('flows', '--json'));
  expect(flows.rows.map(({ state, counts }) => [state, counts])).toEqual([
    ['MD', [3]],
    ['VA', [2]],
    ['PA', [1]],
  ]);
  const byQuarter = onlyJson<SourceFlows>(await trace('flows', '--by', 'quarter', '--json'));
  expect(byQuarter.columns.map(({ key, firearms, unknown }) => [key, firearms, unknown])).toEqual([
    ['2024-Q1', 1, 0],
    ['2024-Q2', 1, 0],
    ['2024-Q3', 4, 1],
  ]);
  expect((await trace('published')).stdout).toContain("import one with 'flashlight import trace-flows FILE'");
  for (const what of ['flows', 'published', 'corridors', 'dealers', 'flags']) {
    const { code, stdout } = await trace(what);
    expect([what, code, stdout]).toEqual([what, 0, expect.stringContaining('no evidence of wrongdoing')]);
  }
  expect((await trace('flags')).stdout).toContain('T20240000007  licence-of-another-state');
});

test.each([
  'flows --by dealer',
  'corridors --mode city',
  'corridors --by year',
  'flows --year 2014',
  'published --year x',
  'nonsense',
])('trace %s is refused with what it expected', async (words) => {
  const { code, stderr } = await trace(...words.split(' '));
  expect(code).toBe(2);
  expect(stderr).not.toBe('');
});
