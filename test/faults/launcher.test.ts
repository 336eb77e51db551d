import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { readProcess } from '../../src/store/embedded-process.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const place = realpathSync(mkdtempSync(join(tmpdir(), 'flashlight-test-')));
const launcher = join(place, 'bin', 'flashlight.js');

/** A command line that says on which Node it runs and then does what its first argument says. */
const commandLine = `
const [what = '', code = '0']: string[] = process.argv.slice(2);
if (what === 'exit') process.exitCode = Number(code);
else {
  process.once('SIGTERM', () => setTimeout(() => process.exit(7), 100));
  setInterval(() => {}, 1000);
}
console.log(JSON.stringify({ pid: process.pid, node: process.versions.node, arguments: process.argv.slice(2) }));
`;

beforeAll(() => {
  for (const directory of ['bin', 'src/cli', 'node_modules']) mkdirSync(join(place, directory), { recursive: true });
  cpSync(join(checkout, 'bin', 'flashlight.js'), launcher);
  cpSync(join(checkout, 'package.json'), join(place, 'package.json'));
  writeFileSync(join(place, 'src', 'cli', 'flashlight.ts'), commandLine);
  const node = `node-linux-${process.arch}`;
  symlinkSync(join(checkout, 'node_modules', node), join(place, 'node_modules', node));
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The machine's own Node, where it is older than the one that is needed. */
const olderNode = (process.env['PATH'] ?? '')
  .split(':')
  .filter((directory) => !directory.includes('node_modules'))
  .map((directory) => join(directory, 'node'))
  .find((node) => {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '';
    return /^v2[0-3]\./.test(version);
  });

const nodes = [
  { name: 'a new Node', node: process.execPath },
  ...(olderNode ? [{ name: 'an older Node', node: olderNode }] : []),
];

async function firstLine(child: ChildProcess): Promise<{ pid: number; node: string; arguments: string[] }> {
  const [text] = (await once(child.stdout!, 'data')) as [Buffer];
  return JSON.parse(text.toString()) as { pid: number; node: string; arguments: string[] };
}

describe('after npm ci', () => {
  const linked = join(checkout, 'node_modules', '.bin', 'flashlight');

  test('the command stands in node_modules/.bin', () => {
    const ran = spawnSync(linked, ['--version'], { encoding: 'utf8' });
    expect([ran.status, ran.stdout], ran.stderr).toEqual([0, `${about.version}\n`]);
  });

  test.skipIf(process.geteuid?.() !== 0)(
    'npx runs it for an account that may only read the checkout',
    () => {
      const home = join(place, 'home');
      mkdirSync(home);
      chmodSync(place, 0o755);
      chownSync(home, 65_534, 65_534);
      const ran = spawnSync('npx', ['--no-install', 'flashlight', '--version'], {
        cwd: checkout,
        uid: 65_534,
        gid: 65_534,
        env: { PATH: process.env['PATH'], HOME: home },
        encoding: 'utf8',
      });
      expect([ran.status, ran.stdout], ran.stderr).toEqual([0, `${about.version}\n`]);
    },
    60_000,
  );
});

describe.each(nodes)('started on $name', ({ node }) => {
  test('the command line gets its arguments, runs on Node 24 or later, and its exit code is passed on', () => {
    for (const code of [0, 2]) {
      const ran = spawnSync(node, [launcher, 'exit', String(code), 'two words', '--json'], { encoding: 'utf8' });
      expect(ran.stderr).toBe('');
      const said = JSON.parse(ran.stdout) as { node: string; arguments: string[] };
      expect(Number(said.node.split('.')[0])).toBeGreaterThanOrEqual(24);
      expect(said.arguments).toEqual(['exit', String(code), 'two words', '--json']);
      expect(ran.status).toBe(code);
    }
  });

  test('a signal reaches the command line, which ends in its own way', async () => {
    const child = spawn(node, [launcher, 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await firstLine(child);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });

  test('a signal that the command line does not take ends both', async () => {
    const child = spawn(node, [launcher, 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const { pid } = await firstLine(child);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
    expect(readProcess(pid)).toBe(null);
  });

  test('a kill -9 ends both', async () => {
    const child = spawn(node, [launcher, 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const { pid } = await firstLine(child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (let waited = 0; readProcess(pid) !== null && waited < 100; waited += 1) await sleep(20);
    expect(readProcess(pid)).toBe(null);
  });
});
