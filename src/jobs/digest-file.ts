import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { openSourceFile } from './open-source-file.ts';

/** Hash and size of a file that is a table; fails in words where it is none. */
export async function digestFile(path: string): Promise<{ sha256: Buffer; bytes: number }> {
  // Opening says at once, and in words, what is wrong with a path or a file that is no table.
  await openSourceFile(path);
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    digest.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: digest.digest(), bytes };
}
