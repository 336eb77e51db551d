import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { makeTown } from '../town/town.ts';

export interface TownFile {
  path: string;
  rows: number;
  bytes: number;
}

export interface MadeTown {
  readonly seed: number;
  readonly scale: number;
  readonly out: string;
  readonly files: TownFile[];
  readonly seconds: number;
}

/** What can be wrong with where a town is asked to go. */
export class TownRefused extends Error {}

/** A town is known by the summary of its truth. */
const mark = join('truth', 'summary.json');

/**
 * Makes a town in `out`. Everything is written beside it first and put in its place at the end, so that a town is whole or
 * not there; a town that was there before is replaced, anything else refused.
 */
export function makeTownFiles(options: {
  seed: number;
  scale: number;
  out: string;
  onProgress: (progress: { done: number; rows: number }) => void;
}): MadeTown {
  const out = resolve(options.out);
  if (existsSync(out) && readdirSync(out).length > 0 && !isTown(out))
    throw new TownRefused(
      `${out} holds files that are not a town's: name a new or empty directory, or one a town was made in`,
    );
  const began = performance.now();
  const draft = join(dirname(out), `.${basename(out)}.draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const open = new Map<string, { fd: number; file: TownFile }>();
  try {
    let rows = 0;
    for (const chunk of makeTown(options)) {
      let target = open.get(chunk.path);
      if (target === undefined) {
        const path = join(draft, chunk.path);
        mkdirSync(dirname(path), { recursive: true });
        target = { fd: openSync(path, 'wx'), file: { path: chunk.path, rows: 0, bytes: 0 } };
        open.set(chunk.path, target);
      }
      const bytes = Buffer.from(chunk.text, 'utf8');
      let written = 0;
      while (written < bytes.length) written += writeSync(target.fd, bytes, written);
      target.file.bytes += bytes.length;
      target.file.rows += chunk.rows;
      rows += chunk.rows;
      options.onProgress({ done: chunk.done, rows });
    }
    for (const { fd } of open.values()) closeSync(fd);
    if (existsSync(out)) rmSync(out, { recursive: true });
    renameSync(draft, out);
  } catch (error) {
    for (const { fd } of open.values()) closeQuietly(fd);
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  return {
    seed: options.seed,
    scale: options.scale,
    out,
    files: [...open.values()].map(({ file }) => file),
    seconds: Math.round(performance.now() - began) / 1000,
  };
}

function isTown(directory: string): boolean {
  try {
    const summary: unknown = JSON.parse(readFileSync(join(directory, mark), 'utf8'));
    return typeof summary === 'object' && summary !== null && 'seed' in summary && 'scale' in summary;
  } catch {
    return false;
  }
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Already closed: the failure that brought us here is the one to report.
  }
}
