import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const file = (dataDir: string) => join(dataDir, 'portal-url');

/** Where the portal of a data directory is served, for whoever makes links to it from another process. */
export async function savePortalUrl(dataDir: string, url: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(file(dataDir), `${url}\n`);
}

/** Where it is served, or was last; null where it never was. */
export async function findPortalUrl(dataDir: string): Promise<string | null> {
  try {
    return (await readFile(file(dataDir), 'utf8')).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
