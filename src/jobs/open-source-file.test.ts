import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../model/errors.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { openSourceFile, type OpenSourceFileOptions } from './open-source-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-files-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function readAll(
  path: string,
  options?: OpenSourceFileOptions,
): Promise<{ text: string; sha256: string; compressed: boolean }> {
  const source = await openSourceFile(path, options);
  const parts: Uint8Array[] = [];
  for await (const part of source.bytes) parts.push(part);
  return { text: Buffer.concat(parts).toString('utf8'), sha256: source.sha256(), compressed: source.compressed };
}

async function failure(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

const csv = 'serial,make\nA1,Ruger\n';

describe('a file that can be read', () => {
  it('gives its bytes, and its SHA-256 afterwards', async () => {
    const path = await file('plain.csv', csv);
    const got = await readAll(path);
    expect(got.text).toBe(csv);
    expect(got.compressed).toBe(false);
    expect(got.sha256).toBe(createHash('sha256').update(csv).digest('hex'));
    const source = await openSourceFile(path);
    expect(source.name).toBe('plain.csv');
    expect(source.sizeBytes).toBe(csv.length);
    expect(() => source.sha256()).toThrow('once its bytes have been read');
    for await (const _ of source.bytes);
  });

  it('is unpacked where it is gzip, whatever its name, and hashed as stored', async () => {
    const packed = gzipSync(csv);
    const got = await readAll(await file('packed.csv', packed));
    expect(got).toEqual({ text: csv, compressed: true, sha256: createHash('sha256').update(packed).digest('hex') });
  });

  it('is unpacked to its end where several gzip members follow each other', async () => {
    const packed = Buffer.concat([gzipSync(csv), gzipSync('B2,Colt\n'), gzipSync('')]);
    expect((await readAll(await file('members.csv.gz', packed))).text).toBe(`${csv}B2,Colt\n`);
  });

  it('is read, and hashed to its end, where padding follows the gzip content', async () => {
    const packed = Buffer.concat([gzipSync(csv), Buffer.alloc(700_000)]);
    const got = await readAll(await file('padded.csv.gz', packed));
    expect(got.text).toBe(csv);
    expect(got.sha256).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  it('is closed where the caller stops early', async () => {
    const path = await file('early.csv.gz', gzipSync(csv.repeat(200_000)));
    for (let n = 0; n < 50; n++) {
      const source = await openSourceFile(path);
      for await (const _ of source.bytes) break;
    }
  });
});

describe('a file that cannot be read', () => {
  it('says that it is missing', async () => {
    const got = await failure(openSourceFile(join(folder, 'none.csv')));
    expect(got.code).toBe('file.missing');
    expect(got.detail['path']).toBe(join(folder, 'none.csv'));
    expect((await failure(openSourceFile(join(await file('x.csv', csv), 'below.csv')))).code).toBe('file.missing');
  });

  it('says that it is a folder, a device or a pipe', async () => {
    await mkdir(join(folder, 'inner.csv'));
    expect((await failure(openSourceFile(join(folder, 'inner.csv')))).code).toBe('file.directory');
    expect((await failure(openSourceFile('/dev/null'))).code).toBe('file.directory');
    const pipe = join(folder, 'pipe.csv');
    execFileSync('mkfifo', [pipe]);
    expect((await failure(openSourceFile(pipe))).code).toBe('file.directory');
  });

  it('says why where the system refuses to open it', async () => {
    await symlink(join(folder, 'loop.csv'), join(folder, 'loop.csv'));
    const got = await failure(openSourceFile(join(folder, 'loop.csv')));
    expect([got.code, got.detail['code']]).toEqual(['file.unreadable', 'ELOOP']);
  });

  it('says that it is empty', async () => {
    expect((await failure(openSourceFile(await file('empty.csv', '')))).code).toBe('file.empty');
    const packedNothing = await openSourceFile(await file('empty.csv.gz', gzipSync('')));
    expect((await failure(openTable(packedNothing.bytes))).code).toBe('file.empty');
  });

  it.each([
    ['old.xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'save it as .xlsx or CSV'],
    ['report.pdf', [...Buffer.from('%PDF-1.7\n')], 'PDF'],
    ['tool', [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], 'program'],
    ['photo.jpg', [0xff, 0xd8, 0xff, 0xe0], 'JPEG'],
    ['noise.csv', Array.from({ length: 4000 }, (_, i) => (i % 3 === 0 ? 0 : (i * 37) % 256)), 'binary'],
  ])('says what it is instead of a table: %s', async (name, bytes, words) => {
    const got = await failure(openSourceFile(await file(name, Uint8Array.from(bytes))));
    expect(got.code).toBe('file.binary');
    expect(got.message).toContain(words);
  });

  it('says that a gzip file ends too early, wherever it is cut', async () => {
    const packed = gzipSync(csv.repeat(1000));
    for (const cut of [20, 50, packed.length - 9, packed.length - 1]) {
      const got = await failure(readAll(await file('cut.csv.gz', packed.subarray(0, cut))));
      expect(got.code).toBe('file.truncated');
    }
  });

  it('says that a gzip file is damaged', async () => {
    const packed = gzipSync(csv.repeat(1000));
    packed[packed.length - 6]! ^= 0xff;
    expect((await failure(readAll(await file('bad.csv.gz', packed)))).code).toBe('file.damaged');
  });

  it('says that something follows the gzip content, behind padding too', async () => {
    for (const between of [0, 10, 700_000]) {
      const packed = Buffer.concat([gzipSync(csv), Buffer.alloc(between), Buffer.from('B2,Colt\n')]);
      expect((await failure(readAll(await file('more.csv.gz', packed)))).code).toBe('file.damaged');
    }
  });

  it('refuses to unpack without end, by ratio and by size', async () => {
    const zeros = gzipSync(Buffer.alloc(80 * 1024 * 1024), { level: 9 });
    expect((await failure(readAll(await file('bomb.csv.gz', zeros)))).code).toBe('file.bomb');
    const text = await file('long.csv.gz', gzipSync(csv.repeat(1000)));
    expect((await failure(readAll(text, { inflatedBytesMax: 5000 }))).code).toBe('file.bomb');
  });
});
