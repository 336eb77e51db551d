import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from '../model/errors.ts';
import { looksLikeGzip, recogniseBinary } from '../sources/reading/recognise-binary.ts';
import { errorCode, openPlainFile, unreadable } from './open-plain-file.ts';

/** A file as a feed was handed in, opened for one reading from start to end. */
export interface SourceFile {
  /** The content, unpacked where the file is gzip. May be read once. */
  bytes: AsyncIterable<Uint8Array>;
  /** The file's name without its folder. */
  name: string;
  /** Length of the file as stored. */
  sizeBytes: number;
  /** SHA-256 of the file as stored (packed where it is packed), in hexadecimal; known once `bytes` was read to its end. */
  sha256(): string;
  compressed: boolean;
}

export interface OpenSourceFileOptions {
  /** Most bytes that a packed file may unpack to. */
  inflatedBytesMax?: number;
}

const headBytes = 64 * 1024;
const readBytes = 256 * 1024;
const defaultInflatedBytesMax = 20e9;
/** Deflate packs at most 1,032 to 1 (zlib's technical notes): one value repeated. Exports, even of few values, pack below 100 to 1. */
const ratioMax = 250;
/** Below this much output a high ratio harms nobody. */
const ratioFreeBytes = 64 * 1024 * 1024;

/**
 * Opens a file that was handed in as a feed, refuses what cannot be a table with a reason a person can act on, unpacks
 * gzip (by its first bytes, not its name) within limits, and takes the file's SHA-256 as it goes by.
 */
export async function openSourceFile(path: string, options: OpenSourceFileOptions = {}): Promise<SourceFile> {
  const { handle, sizeBytes } = await openPlainFile(path);
  let head: Uint8Array;
  try {
    head = await readHead(handle, path);
    if (head.length === 0) {
      throw new Failure('file.empty', `Expected a table in ${path}, got a file of 0 bytes: ask for the export again.`, {
        detail: { path },
      });
    }
    const look = looksLikeGzip(head) ? null : recogniseBinary(head);
    if (look !== null) {
      throw new Failure('file.binary', `Expected a table in ${path}, got ${look.looksLike}: ${look.advice}.`, {
        detail: { path, ...look },
      });
    }
  } finally {
    await handle.close(); // opened again when read, so that a caller who never reads leaves nothing open
  }

  const compressed = looksLikeGzip(head);
  const hash = createHash('sha256');
  let digest: string | null = null;
  let storedBytes = 0;

  async function* stored(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of createReadStream(path, { highWaterMark: readBytes })) {
        const bytes = piece as Uint8Array;
        hash.update(bytes);
        storedBytes += bytes.length;
        yield bytes;
      }
      digest = hash.digest('hex');
    } catch (error) {
      throw unreadable(path, error);
    }
  }

  const limits = { path, inflatedBytesMax: options.inflatedBytesMax ?? defaultInflatedBytesMax };
  return {
    bytes: compressed ? inflate(stored(), () => storedBytes, limits) : stored(),
    name: basename(path),
    sizeBytes,
    compressed,
    sha256() {
      if (digest === null)
        throw new Error('The SHA-256 of a source file is known once its bytes have been read to the end.');
      return digest;
    },
  };
}

async function readHead(handle: FileHandle, path: string): Promise<Uint8Array> {
  const head = new Uint8Array(headBytes);
  let length = 0;
  try {
    while (length < headBytes) {
      const { bytesRead } = await handle.read(head, length, headBytes - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return head.subarray(0, length);
}

async function* inflate(
  stored: AsyncIterable<Uint8Array>,
  storedBytes: () => number,
  limits: { path: string; inflatedBytesMax: number },
): AsyncGenerator<Uint8Array> {
  const { path, inflatedBytesMax } = limits;
  const gunzip = createGunzip({ chunkSize: readBytes });
  const iterator = stored[Symbol.asyncIterator]();
  let fed = 0;
  let filledTo = 0; // place after the last stored byte that is not zero
  async function take(): Promise<Uint8Array | null> {
    const next = await iterator.next();
    if (next.done === true) return null;
    let last = next.value.length - 1;
    while (last >= 0 && next.value[last] === 0) last--;
    if (last >= 0) filledTo = fed + last + 1;
    fed += next.value.length;
    return next.value;
  }
  async function* feeding(): AsyncGenerator<Uint8Array> {
    for (let bytes = await take(); bytes !== null; bytes = await take()) yield bytes;
  }
  const source = Readable.from(feeding(), { objectMode: true, highWaterMark: 1 });
  pipeline(source, gunzip, () => {
    // The error reaches the loop below, which reads the same stream.
  });
  let inflated = 0;
  try {
    for await (const piece of gunzip) {
      const bytes = piece as Uint8Array;
      inflated += bytes.length;
      if (inflated > inflatedBytesMax || (inflated > ratioFreeBytes && inflated > gunzip.bytesWritten * ratioMax)) {
        throw new Failure(
          'file.bomb',
          `Expected ${path} to unpack to a table, got more than ${inflated} bytes out of ${storedBytes()}: ` +
            'if it is a real export, unpack it first and give the plain file.',
          { detail: { path, inflatedBytes: inflated, storedBytes: storedBytes() } },
        );
      }
      yield bytes;
    }
    // The unpacker stops at the end of the gzip content; the hash is of the whole file, padding included.
    while ((await take()) !== null);
    if (filledTo > gunzip.bytesWritten) {
      throw new Failure(
        'file.damaged',
        `Expected nothing after the gzip content of ${path}, got more bytes: copy or download it again.`,
        { detail: { path, inflatedBytes: inflated } },
      );
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = errorCode(error);
    if (code === 'Z_BUF_ERROR') {
      throw new Failure(
        'file.truncated',
        `Expected ${path} to be whole, got a gzip file that ends too early: copy or download it again.`,
        {
          detail: { path, inflatedBytes: inflated },
          cause: error,
        },
      );
    }
    throw new Failure(
      'file.damaged',
      `Expected ${path} to be a gzip file, got content that cannot be unpacked: copy or download it again.`,
      {
        detail: { path, inflatedBytes: inflated },
        cause: error,
      },
    );
  } finally {
    gunzip.destroy();
    source.destroy();
    await iterator.return?.();
  }
}
