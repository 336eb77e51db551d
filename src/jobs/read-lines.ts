import { createReadStream } from 'node:fs';
import { Failure } from '../model/errors.ts';

/** A line of a file, or that it was too long to be held. */
export type FileLine =
  { readonly line: number; readonly text: string } | { readonly line: number; readonly bytes: number };

/** Lines of a file that are not blank, each with its number; a line beyond `bytesMax` is passed over without being held. */
export async function* readLines(path: string, bytesMax: number): AsyncGenerator<FileLine> {
  let line = 0;
  let bytes = 0;
  let held: Buffer[] = [];
  const add = (part: Buffer) => {
    bytes += part.length;
    if (bytes <= bytesMax) held.push(part);
    else held = [];
  };
  const end = (): FileLine | null => {
    line++;
    const length = bytes;
    const text = length <= bytesMax ? Buffer.concat(held).toString('utf8').trim() : '';
    held = [];
    bytes = 0;
    if (length > bytesMax) return { line, bytes: length };
    return text === '' ? null : { line, text };
  };
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        add(chunk.subarray(from, at));
        from = at + 1;
        const done = end();
        if (done) yield done;
      }
      add(chunk.subarray(from));
    }
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure(
      missing ? 'file.missing' : 'file.unreadable',
      missing
        ? `Expected a file at ${path}, found none: check the path.`
        : `Expected a file that can be read at ${path}; it cannot.`,
      { detail: { path }, cause },
    );
  }
  if (bytes > 0) {
    const done = end();
    if (done) yield done;
  }
}
