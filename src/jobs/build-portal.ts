import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../model/errors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const portalDir = join(root, 'web', 'dist');

/** Builds the portal when it is not there or older than its sources. */
export async function buildPortal(): Promise<void> {
  const index = join(portalDir, 'index.html');
  if (existsSync(index) && statSync(index).mtimeMs >= newestSource()) return;
  let output = '';
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--config',
        join(root, 'web', 'vite.config.ts'),
        '--logLevel',
        'warn',
      ],
      {
        cwd: root,
        // Built by a test too it is what an agency runs, not what React is for who develops it.
        env: { ...process.env, NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('exit', resolve);
  });
  if (code !== 0 || !existsSync(index)) {
    throw new Failure(
      'portal.build-failed',
      `Expected the portal to build into web/dist; it did not: ${output.trim().slice(-1500)}`,
      { detail: { code } },
    );
  }
}

function newestSource(): number {
  const web = join(root, 'web');
  const files = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${web}/dist`))
    .map((entry) => join(entry.parentPath, entry.name));
  return Math.max(
    ...[...files, join(root, 'src', 'model'), join(root, 'src', 'links'), join(root, 'package-lock.json')]
      .filter(existsSync)
      .map((path) => statSync(path).mtimeMs),
  );
}
