import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeWav, type MadeWav } from '../../../test/made-wav.ts';
import { Failure } from '../../model/errors.ts';
import { openWav, type WavEnd } from './open-wav.ts';

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(bytes: Uint8Array, pieceBytes = 1000) {
  const wav = await openWav(inPieces(bytes, pieceBytes));
  const channels: number[][] = Array.from({ length: wav.channels }, () => []);
  const blocks = wav.blocks();
  for (;;) {
    const next = await blocks.next();
    if (next.done === true) return { wav, channels, end: next.value };
    next.value.channels.forEach((samples, i) => channels[i]!.push(...samples.subarray(0, next.value.frames)));
  }
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).message).toMatch(/^Expected .*got .*: /);
    return (error as Failure).code;
  }
  return 'read';
}

const values = [0, 0.5, -0.5, 0.999, -1, 0.25, 0.125];
const kinds: (MadeWav & { step: number })[] = [
  { bits: 8, step: 2 ** -7 },
  { bits: 16, step: 2 ** -15 },
  { bits: 24, step: 2 ** -23 },
  { bits: 32, step: 2 ** -23 },
  { bits: 32, float: true, step: 2 ** -23 },
  { bits: 64, float: true, step: 2 ** -23 },
];

describe('a recording', () => {
  test.each(kinds.flatMap((kind) => [kind, { ...kind, extensible: true }, { ...kind, rf64: true }]))(
    'holds what was written: %o',
    async ({ step, ...made }) => {
      const reversed = values.toReversed();
      const { wav, channels, end } = await read(madeWav({ ...made, channels: [values, reversed] }), 7);
      expect([wav.channels, wav.sampleRateHz, wav.bitsPerSample]).toEqual([2, 12_000, made.bits]);
      expect(end).toEqual({ frames: values.length, framesMissing: 0, samplesNotNumbers: 0 } satisfies WavEnd);
      values.forEach((value, i) => expect(Math.abs(channels[0]![i]! - value)).toBeLessThanOrEqual(step));
      reversed.forEach((value, i) => expect(Math.abs(channels[1]![i]! - value)).toBeLessThanOrEqual(step));
    },
  );

  test('of eight channels gives each its own', async () => {
    const made = Array.from({ length: 8 }, (_, channel) => [channel / 8, (channel - 4) / 8]);
    expect((await read(madeWav({ channels: made }))).channels).toEqual(made);
  });

  test('of one sample, or none, is read', async () => {
    expect((await read(madeWav({ channels: [[0.5]] }))).channels).toEqual([[0.5]]);
    expect((await read(madeWav({ channels: [[]] }))).end.frames).toBe(0);
  });

  test('may have other chunks before its sound, of odd length too', async () => {
    const before = [
      ['LIST', new Uint8Array(7)],
      ['bext', new Uint8Array(70_000)],
    ] as const;
    expect((await read(madeWav({ channels: [values], before }))).end.frames).toBe(values.length);
  });

  test('whose writer did not know its length is read to the end of the file', async () => {
    for (const dataBytesSaid of [0, 0xffffffff]) {
      const { wav, end } = await read(madeWav({ channels: [values], dataBytesSaid, wholeBytesSaid: dataBytesSaid }));
      expect([wav.framesPromised, end.frames, end.framesMissing]).toEqual([null, values.length, 0]);
    }
  });

  test('that ends early is read as far as it goes, and says how much is missing', async () => {
    const whole = madeWav({ channels: [values, values] });
    const { end } = await read(whole.subarray(0, whole.length - 5));
    expect([end.frames, end.framesMissing]).toEqual([values.length - 2, 2]);
  });

  test('says how many of its samples are no numbers, and reads them as silence', async () => {
    const { channels, end } = await read(
      madeWav({ channels: [[0.5, NaN, Infinity, -0.5, 1e300]], bits: 64, float: true }),
    );
    expect([channels[0], end.samplesNotNumbers]).toEqual([[0.5, 0, 0, -0.5, 0], 3]);
  });

  test('of ten hours is read in the memory of a block', async () => {
    const head = madeWav({ channels: [[]], sampleRateHz: 8000, bits: 8, dataBytesSaid: 288_000_000 });
    const piece = new Uint8Array(1 << 18).fill(128);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield head;
      for (let left = 288_000_000; left > 0; left -= piece.length)
        yield piece.subarray(0, Math.min(left, piece.length));
    }
    const wav = await openWav(bytes());
    const blocks = wav.blocks();
    const arrays = new Set<unknown>();
    for (;;) {
      const next = await blocks.next();
      if (next.done === true) {
        expect(next.value).toMatchObject({ frames: 288_000_000, framesMissing: 0 });
        break;
      }
      arrays.add(next.value.channels[0]);
    }
    expect(arrays.size).toBe(1);
  });
});

describe('what is no recording, or lies', () => {
  const patched = (at: number, ...bytes: number[]) => {
    const wav = madeWav({ channels: [values] });
    wav.set(bytes, at);
    return wav;
  };

  test.each([
    ['nothing', new Uint8Array(0), 'sound.not-wav'],
    ['text', new TextEncoder().encode('day,shots\n2024-01-01,3\n'), 'sound.not-wav'],
    ['a header without sound', madeWav({}).subarray(0, 36), 'file.truncated'],
    ['half a header', madeWav({}).subarray(0, 24), 'file.truncated'],
    ['packed sound', patched(20, 0x11, 0), 'sound.encoding'],
    ['12 bits of floating point', patched(20, 3, 0), 'sound.encoding'],
    ['no channels', patched(22, 0, 0), 'sound.header'],
    ['65,535 channels', patched(22, 255, 255), 'sound.header'],
    ['no rate', patched(24, 0, 0, 0, 0), 'sound.header'],
    ['frames of another length', patched(32, 3, 0), 'sound.header'],
    ['no bits', patched(34, 0, 0), 'sound.encoding'],
    ['a format of gigabytes', patched(16, 255, 255, 255, 127), 'sound.header'],
    ['sound before its format', patched(12, 0x6a, 0x75, 0x6e, 0x6b), 'sound.header'],
  ])('%s is refused', async (_what, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  test('is answered or refused, whatever bytes are turned over', async () => {
    const whole = madeWav({ channels: [values, values], before: [['LIST', new Uint8Array(5)]] });
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(whole.length), async (changes, cut) => {
        const bytes = whole.slice(0, cut);
        for (const [at, value] of changes) if (at < cut) bytes[at] = value;
        expect(await codeOf(bytes)).toMatch(/^(read|sound\.(not-wav|encoding|header)|file\.truncated)$/);
      }),
      { numRuns: 300 },
    );
  });
});
