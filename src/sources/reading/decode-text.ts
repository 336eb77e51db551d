import type { RawProblem, TextEncodingName } from './raw-row.ts';

/**
 * The one object of the platform used here, declared by hand because rooms are compiled without any: a pure function
 * from bytes to text, 25 times faster than `String.fromCharCode` over the same bytes (measured, `bench/read-csv.ts`).
 */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

/** Decoded text; `suspect` where it holds characters that a `CellRepair` must look at. */
export interface DecodedText {
  text: string;
  suspect: boolean;
}

/** Decodes one file piece by piece; pieces may be cut anywhere, also inside a character. */
export interface TextStreamDecoder {
  decode(bytes: Uint8Array): DecodedText;
  end(): DecodedText;
}

/** Mends the cells of one row in place and says what was mended. */
export type CellRepair = (cells: string[], line: number) => RawProblem[];

export interface DetectedEncoding {
  encoding: TextEncodingName;
  /** Bytes of the byte order mark. */
  markLength: 0 | 2 | 3;
}

/**
 * windows-1252 from 0x80 to 0x9F, https://encoding.spec.whatwg.org/index-windows-1252.txt. The five bytes that it
 * leaves undefined stay the control characters they are in Latin-1, as every browser reads them.
 */
const windows1252High = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
  0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
  0x017e, 0x0178,
];

function windows1252(byte: number): number {
  return byte >= 0x80 && byte <= 0x9f ? windows1252High[byte - 0x80]! : byte;
}

/** A byte that is no UTF-8 travels as this lone surrogate until the row it belongs to is known (as in Python, PEP 383). */
const escapeBase = 0xdc00;

/**
 * Length of the valid UTF-8 sequence at `at`, 0 where there is none, -1 where the bytes end before it does.
 * Table 3-7 of The Unicode Standard: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let k = 1; k < length; k++) {
    const byte = bytes[at + k];
    if (byte === undefined) return -1;
    let low = 0x80;
    let high = 0xbf;
    if (k === 1) {
      if (lead === 0xe0) low = 0xa0;
      else if (lead === 0xed) high = 0x9f;
      else if (lead === 0xf0) low = 0x90;
      else if (lead === 0xf4) high = 0x8f;
    }
    if (byte < low || byte > high) return 0;
  }
  return length;
}

/**
 * Says how a file's text is encoded from its first bytes. A byte order mark decides; then NUL bytes at every second
 * place (UTF-16 without a mark); then whether what is not ASCII is mostly valid UTF-8. Plain ASCII is UTF-8.
 */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return { encoding: 'utf-8', markLength: 3 };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', markLength: 2 };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', markLength: 2 };
  let evenNuls = 0;
  let oddNuls = 0;
  let valid = 0;
  let invalid = 0;
  for (let i = 0; i < sample.length;) {
    const byte = sample[i]!;
    if (byte < 0x80) {
      if (byte === 0) {
        if (i % 2 === 0) evenNuls++;
        else oddNuls++;
      }
      i++;
      continue;
    }
    const length = sequenceLength(sample, i);
    if (length > 0) {
      valid++;
      i += length;
    } else {
      if (length === 0) invalid++;
      i++;
    }
  }
  // Western text in UTF-16 has a NUL in nearly every character, always on the same side.
  const pairs = sample.length / 2;
  if (oddNuls > pairs * 0.5 && evenNuls < pairs * 0.05) return { encoding: 'utf-16le', markLength: 0 };
  if (evenNuls > pairs * 0.5 && oddNuls < pairs * 0.05) return { encoding: 'utf-16be', markLength: 0 };
  return { encoding: invalid > valid ? 'windows-1252' : 'utf-8', markLength: 0 };
}

/** String.fromCharCode takes its characters as arguments; more than this overflows the stack on small machines. */
const unitsAtOnce = 8192;

function textOf(units: Uint16Array, count: number): string {
  let text = '';
  for (let at = 0; at < count; at += unitsAtOnce) {
    text += String.fromCharCode.apply(
      null,
      units.subarray(at, Math.min(at + unitsAtOnce, count)) as unknown as number[],
    );
  }
  return text;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const nothing = new Uint8Array(0);

/** Starts decoding a file in the given encoding; the byte order mark must have been taken off. */
export function decodeText(encoding: TextEncodingName): TextStreamDecoder {
  if (encoding === 'utf-8') return decodeUtf8();
  if (encoding === 'windows-1252') return decodeWindows1252();
  return decodeUtf16(encoding === 'utf-16le' ? 0 : 1);
}

function decodeUtf8(): TextStreamDecoder {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let carried: Uint8Array = nothing;

  function decode(piece: Uint8Array): DecodedText {
    const bytes = joined(carried, piece);
    let cut = bytes.length;
    for (let back = 1; back <= 3 && back <= bytes.length; back++) {
      const at = bytes.length - back;
      if (bytes[at]! >= 0xc0) {
        if (sequenceLength(bytes, at) < 0) cut = at;
        break;
      }
    }
    carried = cut < bytes.length ? bytes.slice(cut) : nothing;
    return decodeWhole(bytes.subarray(0, cut));
  }

  function decodeWhole(bytes: Uint8Array): DecodedText {
    try {
      const text = strict.decode(bytes);
      return { text, suspect: text.includes('\0') };
    } catch {
      return { text: escapeInvalid(bytes), suspect: true };
    }
  }

  return {
    decode,
    end: () => (carried.length > 0 ? { text: escapeInvalid(carried), suspect: true } : { text: '', suspect: false }),
  };
}

/** Decodes bytes that are not all UTF-8, each byte that is none as a lone surrogate. */
function escapeInvalid(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!;
    const length = sequenceLength(bytes, i);
    if (length <= 0) units[count++] = escapeBase + lead;
    else if (length === 1) units[count++] = lead;
    else if (length === 2) units[count++] = ((lead & 0x1f) << 6) | (bytes[i + 1]! & 0x3f);
    else if (length === 3) {
      units[count++] = ((lead & 0x0f) << 12) | ((bytes[i + 1]! & 0x3f) << 6) | (bytes[i + 2]! & 0x3f);
    } else {
      const point =
        (((lead & 0x07) << 18) |
          ((bytes[i + 1]! & 0x3f) << 12) |
          ((bytes[i + 2]! & 0x3f) << 6) |
          (bytes[i + 3]! & 0x3f)) -
        0x10000;
      units[count++] = 0xd800 + (point >> 10);
      units[count++] = 0xdc00 + (point & 0x3ff);
    }
    i += Math.max(1, length);
  }
  return textOf(units, count);
}

/** By way of UTF-8, because the platform turns that into text ten times faster than characters one by one. */
function decodeWindows1252(): TextStreamDecoder {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let utf8: Uint8Array = nothing;
  return {
    decode(bytes) {
      if (utf8.length < bytes.length * 3) utf8 = new Uint8Array(bytes.length * 3);
      let count = 0;
      for (let i = 0; i < bytes.length; i++) {
        const start = i;
        while (i < bytes.length && bytes[i]! < 0x80) i++;
        utf8.set(start === 0 && i === bytes.length ? bytes : bytes.subarray(start, i), count);
        count += i - start;
        if (i === bytes.length) break;
        const point = windows1252(bytes[i]!);
        if (point < 0x800) {
          utf8[count++] = 0xc0 | (point >> 6);
        } else {
          utf8[count++] = 0xe0 | (point >> 12);
          utf8[count++] = 0x80 | ((point >> 6) & 0x3f);
        }
        utf8[count++] = 0x80 | (point & 0x3f);
      }
      return { text: strict.decode(utf8.subarray(0, count)), suspect: bytes.includes(0) };
    },
    end: () => ({ text: '', suspect: false }),
  };
}

function decodeUtf16(highByteFirst: 0 | 1): TextStreamDecoder {
  let carried: Uint8Array = nothing;
  return {
    decode(piece) {
      const bytes = joined(carried, piece);
      const count = bytes.length >> 1;
      const units = new Uint16Array(count);
      for (let i = 0; i < count; i++) {
        const first = bytes[2 * i]!;
        const second = bytes[2 * i + 1]!;
        units[i] = highByteFirst === 1 ? (first << 8) | second : (second << 8) | first;
      }
      carried = bytes.length % 2 === 1 ? bytes.slice(-1) : nothing;
      const text = textOf(units, count);
      return { text, suspect: !text.isWellFormed() || text.includes('\0') };
    },
    // Half a character at the end of the file: a lone surrogate, which the repair replaces and tells.
    end: () => (carried.length > 0 ? { text: '\udc00', suspect: true } : { text: '', suspect: false }),
  };
}

const loneSurrogates = /[\ud800-\udfff]/gu;

/**
 * Gives the repair that belongs to an encoding. Bytes that are not UTF-8 in a UTF-8 file are read as windows-1252,
 * which is what they nearly always are where two exports were joined; halves of UTF-16 characters become U+FFFD; NUL
 * characters, which no database text can hold, are taken out. Each is told, none in silence.
 */
export function repairCells(encoding: TextEncodingName): CellRepair {
  return (cells, line) => {
    let nuls = 0;
    let broken = 0;
    for (let i = 0; i < cells.length; i++) {
      let cell = cells[i]!;
      if (cell.includes('\0')) {
        const without = cell.replaceAll('\0', '');
        nuls += cell.length - without.length;
        cell = without;
      }
      if (!cell.isWellFormed()) {
        cell = cell.replace(loneSurrogates, (half) => {
          broken++;
          const byte = half.charCodeAt(0) - escapeBase;
          return encoding === 'utf-8' && byte >= 0x80 && byte <= 0xff
            ? String.fromCharCode(windows1252(byte))
            : '\ufffd';
        });
      }
      cells[i] = cell;
    }
    const problems: RawProblem[] = [];
    if (nuls > 0) {
      problems.push({ line, code: 'text.nul-removed', expected: 'text', got: `${nuls} NUL characters`, row: 'kept' });
    }
    if (broken > 0) {
      problems.push(
        encoding === 'utf-8'
          ? {
              line,
              code: 'text.mixed-encoding',
              expected: 'UTF-8, as in the rest of the file',
              got: `${broken} bytes that are not; read as windows-1252`,
              row: 'kept',
            }
          : {
              line,
              code: 'text.broken-utf16',
              expected: 'whole UTF-16 characters',
              got: `${broken} halves; replaced by U+FFFD`,
              row: 'kept',
            },
      );
    }
    return problems;
  };
}
