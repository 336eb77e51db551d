import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type LockHolder, lockFileName, readLockHolder, takeDataDirectoryLock } from './data-directory-lock.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-test-'));
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(place, 'data-'));
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function take(answers = false): ReturnType<typeof takeDataDirectoryLock> {
  return takeDataDirectoryLock({ dataDir, command: 'vitest', serverAnswers: async () => answers });
}

function leave(holder: LockHolder, name = lockFileName): void {
  writeFileSync(join(dataDir, name), `${JSON.stringify(holder)}\n`);
}

/** A lock as a process that is gone would have left it. */
async function deadHolder(nonce: string): Promise<LockHolder> {
  const attempt = await take();
  if (attempt.kind !== 'taken') throw new Error('the lock was not free');
  attempt.lock.release();
  return { ...attempt.lock.holder, startTicks: 1, nonce };
}

test('one process holds the lock, others are told who, and after its release it can be taken again', async () => {
  const first = await take();
  const second = await take();
  expect(second).toEqual({ kind: 'held', holder: readLockHolder(dataDir) });
  expect(second.kind === 'held' && second.holder).toMatchObject({
    pid: process.pid,
    parentPid: process.ppid,
    command: 'vitest',
  });
  if (first.kind === 'taken') first.lock.release();
  expect(readdirSync(dataDir)).toEqual([]);
  expect(await take()).toMatchObject({ kind: 'taken' });
});

test('a release does not remove the lock of someone who has taken it since', async () => {
  const first = await take();
  if (first.kind !== 'taken') throw new Error('the lock was not free');
  const other = { ...first.lock.holder, nonce: 'another' };
  leave(other);
  first.lock.release();
  expect(readLockHolder(dataDir)).toEqual(other);
});

test('of many that find a dead process in the lock, one replaces it', async () => {
  for (let round = 0; round < 20; round += 1) {
    leave(await deadHolder(`dead ${round}`));
    const attempts = await Promise.all(Array.from({ length: 20 }, () => take()));
    const taken = attempts.flatMap((attempt) => (attempt.kind === 'taken' ? [attempt.lock] : []));
    expect(taken).toHaveLength(1);
    expect(readdirSync(dataDir)).toEqual([lockFileName]);
    taken[0]!.release();
  }
});

test('of many processes that find a dead process in the lock, one replaces it', async () => {
  leave(await deadHolder('dead'));
  const source = `
    import { takeDataDirectoryLock } from ${JSON.stringify(new URL('./data-directory-lock.ts', import.meta.url).href)};
    process.stdout.write('ready\\n');
    process.stdin.once('data', async () => {
      const attempt = await takeDataDirectoryLock({ dataDir: process.argv[1], command: 'race', serverAnswers: async () => false });
      process.stdout.write(attempt.kind + ' ');
      process.stdin.once('data', () => process.exit(0));
    });`;
  const racers = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', source, dataDir]);
    const answers: string[] = [];
    child.stdout.on('data', (text) => answers.push(String(text)));
    child.stderr.pipe(process.stderr);
    return { child, answers, said: () => once(child.stdout, 'data') };
  });
  await Promise.all(racers.map((racer) => racer.said()));
  const answered = racers.map((racer) => racer.said());
  for (const { child } of racers) child.stdin.write('go\n');
  await Promise.all(answered);
  const ended = racers.map(({ child }) => once(child, 'close'));
  for (const { child } of racers) child.stdin.write('end\n');
  await Promise.all(ended);
  expect(racers.map(({ answers }) => answers.at(-1)).toSorted()).toEqual([...Array(5).fill('held '), 'taken ']);
});

test('a process killed while it replaced a dead lock does not block those after it', async () => {
  const dead = await deadHolder('dead');
  leave(dead);
  // It had taken the file by which it announces that it replaces the lock, and died before it could.
  const content = createHash('sha256')
    .update(`${JSON.stringify(dead)}\n`)
    .digest('hex');
  const claim = `${lockFileName}.after-${content.slice(0, 16)}`;
  leave({ ...dead, nonce: 'announced' }, claim);
  expect(await take()).toMatchObject({ kind: 'taken' });
  expect(readdirSync(dataDir)).toEqual([lockFileName]);
});

test('a holder that cannot be judged from here keeps the lock while its server answers', async () => {
  const elsewhere = { ...(await deadHolder('elsewhere')), pidNamespace: 'pid:[1]' };
  leave(elsewhere);
  expect(await take(true)).toEqual({ kind: 'held', holder: elsewhere });
  expect(await take(false)).toMatchObject({ kind: 'taken' });
});
