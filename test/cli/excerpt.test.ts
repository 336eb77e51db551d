import { expect, test } from 'vitest';
import { onlyJson, runCommand } from '../faults/run-command.ts';
import { openTestStore } from '../open-test-store.ts';

type Refusal = { error: { code: string } };

test('an excerpt is made and listed, and links lead into it by its name', async () => {
  const store = await openTestStore();
  const { url } = store;
  const run = (words: string) => runCommand([...words.split(' '), '--json'], { url });
  expect(onlyJson(await run('excerpt add outside --without VENDOR-CONF,FTS-TIAHRT'))).toEqual({
    name: 'outside',
    without: ['FTS-TIAHRT', 'VENDOR-CONF'],
  });
  expect(onlyJson(await run('excerpt list'))).toHaveLength(1);
  const link = await run('sign-in-link detective --as p.rosecutor --excerpt outside');
  expect(onlyJson<{ link: string }>(link).link).toContain('/sign-in#token=');
  const other = await run('sign-in-link detective --as somebody --excerpt inside');
  expect([other.code, onlyJson<Refusal>(other).error.code]).toEqual([1, 'excerpt.unknown']);
  const all = await run('sign-in-link detective --as p.rosecutor');
  expect([all.code, onlyJson<Refusal>(all).error.code]).toEqual([1, 'sign-in.other-data']);
  await store.close();
}, 60_000);
