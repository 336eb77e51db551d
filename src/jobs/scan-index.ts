import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { crc32 } from 'node:zlib';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import { exhibitOf, finePitch, partsOfSigma, type Exhibit } from '../ballistics/prepare-exhibit.ts';
import { packRings, ringBytes, ringMethod } from '../ballistics/ring-spectra.ts';
import { emptyGrid } from '../ballistics/surface-grid.ts';
import { Failure } from '../model/errors.ts';
import { takeDataDirectoryLock } from '../store/data-directory-lock.ts';
import type { ScanExhibit } from './compare-scans.ts';
import { unreadable } from './open-plain-file.ts';
import { writeWhole } from './write-whole.ts';

// An index is a folder: exhibits.jsonl, rings.bin and surfaces.bin, which only grow, and index.json, which says how much of them counts and is
// replaced whole. What a writer that was ended left behind that is cut off by the next. Everything that is read has a CRC-32: a disk that turned a bit
// would leave a scan out by its class, or give it another rank, and nobody would see it.

const headSchema = Type.Object({
  format: Type.Literal('flashlight-scan-index-2'),
  method: Type.String(),
  rings: Type.String(),
  exhibits: Type.Integer({ minimum: 0 }),
  /** Bytes of exhibits.jsonl and of surfaces.bin that count. */
  listBytes: Type.Integer({ minimum: 0 }),
  surfaceBytes: Type.Integer({ minimum: 0 }),
  /** Of the bytes of exhibits.jsonl that count. */
  listCrc: Type.Integer({ minimum: 0 }),
});

type Head = Static<typeof headSchema>;

const indexedSchema = Type.Object({
  file: Type.String(),
  sha256: Type.String(),
  /** Calibre, shape of the firing-pin aperture and the like, as far as they were given. */
  class: Type.Record(Type.String(), Type.String()),
  size: Type.Integer({ minimum: 1, maximum: 192 }),
  center: Type.Object({ x: Type.Number(), y: Type.Number() }),
  /** Where its heights begin in surfaces.bin. */
  at: Type.Integer({ minimum: 0 }),
  ringsCrc: Type.Integer({ minimum: 0 }),
  surfaceCrc: Type.Integer({ minimum: 0 }),
});

export type IndexedScan = Static<typeof indexedSchema>;

/** A line for a scan that an earlier one holds: its class as it was told anew. */
const reclassifiedSchema = Type.Object(
  { sha256: Type.String(), class: indexedSchema.properties.class },
  { additionalProperties: false },
);

const notMeasured = -32768;
const headFile = 'index.json';
const empty: Head = {
  format: 'flashlight-scan-index-2',
  method: fastMethod,
  rings: ringMethod,
  exhibits: 0,
  listBytes: 0,
  surfaceBytes: 0,
  listCrc: 0,
};

/** Heights of an exhibit as an index keeps them: whole parts of sigma, −32768 where nothing was measured. */
export const storedHeights = ({ fine }: Exhibit): Int16Array<ArrayBuffer> =>
  Int16Array.from(fine.values, (value, n) => (fine.measured[n] === 0 ? notMeasured : Math.round(value * partsOfSigma)));

/** Whether a folder is an index, rather than one of scans. */
export async function isScanIndex(folder: string): Promise<boolean> {
  return stat(join(folder, headFile)).then(
    (found) => found.isFile(),
    () => false,
  );
}

export interface ScanIndex {
  readonly scans: readonly IndexedScan[];
  /** Rings of the scans from one to before another, one after the other. */
  readRings(from: number, to: number): Promise<Int8Array>;
  readExhibit(scan: IndexedScan): Promise<Exhibit>;
  close(): Promise<void>;
}

/** Opens an index for reading: what is added meanwhile is not seen. */
export async function openScanIndex(folder: string): Promise<ScanIndex> {
  const head = await readHead(folder);
  const scans = await readList(folder, head);
  const [rings, surfaces] = await Promise.all([openPart(folder, 'rings.bin'), openPart(folder, 'surfaces.bin')]);
  return {
    scans,
    async readRings(from, to) {
      const bytes = new Int8Array((to - from) * ringBytes);
      await readFully(folder, rings, bytes, from * ringBytes);
      for (let n = from; n < to; n++)
        if (crc32(bytes.subarray((n - from) * ringBytes, (n - from + 1) * ringBytes)) !== scans[n]!.ringsCrc)
          throw damaged(folder, `rings of ${scans[n]!.file} that are not those written`);
      return bytes;
    },
    async readExhibit({ file, size, center, at, surfaceCrc }) {
      const heights = new Int16Array(size * size);
      await readFully(folder, surfaces, heights, at);
      if (crc32(new Uint8Array(heights.buffer)) !== surfaceCrc)
        throw damaged(folder, `heights of ${file} that are not those written`);
      const grid = emptyGrid(size, finePitch);
      for (let n = 0; n < heights.length; n++) {
        if (heights[n] === notMeasured) continue;
        grid.values[n] = heights[n]! / partsOfSigma;
        grid.measured[n] = 1;
      }
      return exhibitOf(grid, center);
    },
    async close() {
      await Promise.all([rings.close(), surfaces.close()]);
    },
  };
}

export interface ScanIndexWriter {
  /** Classes of the scans that are there, by the SHA-256 of their files. */
  readonly known: ReadonlyMap<string, IndexedScan['class']>;
  /** Says anew of what class a scan is that is there. */
  reclassify(sha256: string, classOf: Readonly<Record<string, string>>): Promise<void>;
  add(scan: ScanExhibit, name: string, classOf: Readonly<Record<string, string>>): Promise<void>;
  /** What was added counts from here on. */
  commit(): Promise<number>;
  close(): Promise<void>;
}

/** Opens an index for adding to, made where there is none; one writer at a time. */
export async function openScanIndexWriter(folder: string): Promise<ScanIndexWriter> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
  const attempt = await takeDataDirectoryLock({
    dataDir: folder,
    command: 'ballistics index',
    serverAnswers: () => Promise.resolve(false),
  });
  if (attempt.kind === 'held')
    throw new Failure(
      'scan.index',
      `${folder}: expected an index nobody writes to; process ${attempt.holder.pid} does: wait for it.`,
      { detail: { path: folder, holder: attempt.holder.pid } },
    );
  try {
    let head = (await isScanIndex(folder)) ? await readHead(folder) : empty;
    const scans = head.exhibits > 0 ? await readList(folder, head) : [];
    const known = new Map(scans.map((scan) => [scan.sha256, scan.class]));
    const parts = await Promise.all(
      (['exhibits.jsonl', 'rings.bin', 'surfaces.bin'] as const).map((name) => open(join(folder, name), 'a+')),
    );
    const [list, rings, surfaces] = parts as [FileHandle, FileHandle, FileHandle];
    await list.truncate(head.listBytes);
    await rings.truncate(head.exhibits * ringBytes);
    await surfaces.truncate(head.surfaceBytes);
    const append = async (line: Buffer) => {
      await list.appendFile(line);
      head = { ...head, listBytes: head.listBytes + line.length, listCrc: crc32(line, head.listCrc) };
    };
    return {
      known,
      async reclassify(sha256, classOf) {
        await append(Buffer.from(`${JSON.stringify({ sha256, class: classOf })}\n`));
        known.set(sha256, classOf);
      },
      async add({ sha256, exhibit }, name, classOf) {
        const { fine, center } = exhibit;
        const heights = storedHeights(exhibit);
        const rows = packRings(exhibit.coarse);
        const surface = new Uint8Array(heights.buffer);
        const scan: IndexedScan = {
          file: name,
          sha256,
          class: classOf,
          size: fine.size,
          center,
          at: head.surfaceBytes,
          ringsCrc: crc32(rows),
          surfaceCrc: crc32(surface),
        };
        await append(Buffer.from(`${JSON.stringify(scan)}\n`));
        await rings.appendFile(rows);
        await surfaces.appendFile(surface);
        known.set(sha256, classOf);
        head = { ...head, exhibits: head.exhibits + 1, surfaceBytes: head.surfaceBytes + heights.byteLength };
      },
      async commit() {
        await Promise.all(parts.map((part) => part.datasync()));
        await writeWhole(join(folder, headFile), `${JSON.stringify(head)}\n`);
        return head.exhibits;
      },
      async close() {
        await Promise.all(parts.map((part) => part.close()));
        attempt.lock.release();
      },
    };
  } catch (error) {
    attempt.lock.release();
    throw error;
  }
}

async function readHead(folder: string): Promise<Head> {
  const path = join(folder, headFile);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  let head: unknown;
  try {
    head = JSON.parse(text);
  } catch (cause) {
    throw damaged(folder, 'an index.json that is no JSON', cause);
  }
  if (!Value.Check(headSchema, head)) throw damaged(folder, 'another index.json');
  if (head.method !== fastMethod || head.rings !== ringMethod)
    throw new Failure(
      'scan.index',
      `${folder}: expected an index of ${fastMethod} and ${ringMethod}, got one of ${head.method} and ${head.rings}: make it anew from its scans.`,
      { detail: { path: folder } },
    );
  return head;
}

async function readList(folder: string, { exhibits, listBytes, listCrc }: Head): Promise<IndexedScan[]> {
  if (exhibits === 0) return [];
  const scans: IndexedScan[] = [];
  const places = new Map<string, number>();
  let read = 0;
  let crc = 0;
  const bytes = createReadStream(join(folder, 'exhibits.jsonl'), { end: listBytes - 1 });
  bytes.on('data', (chunk) => (crc = crc32(chunk, crc)));
  const lines = createInterface({ input: bytes });
  try {
    for await (const line of lines) {
      const scan: unknown = JSON.parse(line);
      read++;
      if (Value.Check(indexedSchema, scan)) {
        places.set(scan.sha256, scans.length);
        scans.push(scan);
        continue;
      }
      const at = Value.Check(reclassifiedSchema, scan) ? places.get(scan.sha256) : undefined;
      if (at === undefined) throw damaged(folder, `another line ${read} in exhibits.jsonl`);
      scans[at] = { ...scans[at]!, class: (scan as Static<typeof reclassifiedSchema>).class };
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw damaged(folder, `an exhibits.jsonl that cannot be read at line ${read + 1}`, cause);
  }
  if (crc !== listCrc) throw damaged(folder, 'an exhibits.jsonl that is not as it was written');
  if (scans.length !== exhibits)
    throw damaged(folder, `${scans.length} scans in exhibits.jsonl for ${exhibits} exhibits`);
  return scans;
}

async function openPart(folder: string, name: string): Promise<FileHandle> {
  return open(join(folder, name), 'r').catch((cause: unknown) => {
    throw damaged(folder, `no ${name}`, cause);
  });
}

async function readFully(folder: string, part: FileHandle, into: Int8Array | Int16Array, at: number): Promise<void> {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await part.read(bytes, done, bytes.length - done, at + done);
    if (bytesRead === 0) throw damaged(folder, `a part that ends ${bytes.length - done} bytes early`);
    done += bytesRead;
  }
}

function damaged(folder: string, got: string, cause?: unknown): Failure {
  return new Failure(
    'scan.index',
    `${folder}: expected an index as flashlight ballistics index writes it; got ${got}. Make it anew from its scans.`,
    {
      detail: { path: folder },
      cause,
    },
  );
}
