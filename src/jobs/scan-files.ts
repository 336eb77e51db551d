import { mkdir, copyFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

// Files of scans lie in the data directory under the hash of what they hold: a file that is there is whole, and the same for whoever wrote it.

const folderOf = (dataDir: string) => join(dataDir, 'scans');

/** Where the file of a scan, as received or as prepared, is kept. */
export const scanPath = (dataDir: string, sha256: string): string => join(folderOf(dataDir), `${sha256}.x3p`);

/** Where the mask a person drew of a scan is kept: a portable bitmap. */
export const maskPath = (dataDir: string, sha256: string): string => join(folderOf(dataDir), `${sha256}.mask`);

/** Where the collection that is searched is kept, for one version of the engine. */
export const scanIndexFolder = (dataDir: string, engine: string): string => join(folderOf(dataDir), `index-${engine}`);

/** The calibration set likelihood ratios are by, where somebody put one there. */
export const calibrationPath = (dataDir: string): string => join(folderOf(dataDir), 'calibration.json');

export async function makeScanFolder(dataDir: string): Promise<void> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
}

/** Keeps a copy of a file under its hash, whole or not at all. */
export async function keepScanFile(dataDir: string, from: string, sha256: string): Promise<void> {
  await makeScanFolder(dataDir);
  const path = scanPath(dataDir, sha256);
  if (await stat(path).catch(() => null)) return;
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    await copyFile(from, unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
