import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file someone handed in, kept for an hour or until it is imported. */
export interface Upload {
  readonly upload: string;
  readonly path: string;
  /** The name a person knows it by. */
  readonly fileName: string;
  readonly bytes: number;
  readonly actor: string;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
}

const minutesKept = 60;

const folderOf = (dataDir: string) => join(dataDir, 'uploads');

/** Streams a file into the data directory under a name nobody can guess; nothing is left of one that breaks off. */
export async function saveUpload(
  dataDir: string,
  file: { content: Readable; fileName: string; actor: string },
): Promise<Upload> {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const upload = randomBytes(16).toString('base64url');
  const path = join(folder, upload);
  try {
    const hash = createHash('sha256');
    file.content.on('data', (chunk: Buffer) => hash.update(chunk));
    await pipeline(file.content, createWriteStream(`${path}.part`, { mode: 0o600, flags: 'wx' }));
    const { size: bytes } = await stat(`${path}.part`);
    // Only the name: a browser may send a path, and the name is shown and kept.
    const fileName =
      basename(file.fileName.replaceAll('\\', '/'))
        .replace(/\p{Cc}/gu, '')
        .slice(0, 200) || 'file';
    const about: Upload = { upload, path, fileName, bytes, actor: file.actor, sha256: hash.digest('hex') };
    await writeFile(`${path}.json`, JSON.stringify(about), { mode: 0o600 });
    await rename(`${path}.part`, path);
    return about;
  } catch (error) {
    await Promise.all([`${path}.part`, `${path}.json`].map((each) => rm(each, { force: true })));
    throw error;
  }
}

/** Nothing is left of it. */
export async function removeUpload({ path }: Upload): Promise<void> {
  await Promise.all([path, `${path}.json`].map((each) => rm(each, { force: true })));
}

/** An upload of this person; null where there is none, or no longer. */
export async function findUpload(dataDir: string, upload: string, actor: string): Promise<Upload | null> {
  const path = join(folderOf(dataDir), upload);
  try {
    const about = JSON.parse(await readFile(`${path}.json`, 'utf8')) as Upload;
    await stat(path);
    return about.actor === actor ? { ...about, path } : null;
  } catch {
    return null;
  }
}

/** Removes what is older than an hour. */
export async function removeOldUploads(dataDir: string, now: Date): Promise<void> {
  const folder = folderOf(dataDir);
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (mtimeMs < now.getTime() - minutesKept * 60_000) await rm(path, { force: true });
  }
}
