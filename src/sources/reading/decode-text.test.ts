import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding, repairCells } from './decode-text.ts';
import { openTable } from './open-table.ts';
import type { RawProblem, RawRow } from './raw-row.ts';

async function read(...pieces: Uint8Array[]): Promise<{ rows: RawRow[]; problems: RawProblem[]; encoding: string }> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* pieces;
  }
  const reader = await openTable(source());
  const rows: RawRow[] = [];
  const problems: RawProblem[] = [];
  for await (const batch of reader.batches()) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { rows, problems, encoding: reader.encoding };
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const utf8 = new TextEncoder();

describe('windows-1252', () => {
  it('is recognised and read with its own characters from 0x80 to 0x9F', async () => {
    const got = await read(latin1('name,price\nJos\xe9,\x80 5 \x93ok\x94\n'));
    expect(got.encoding).toBe('windows-1252');
    expect(got.rows[1]!.cells).toEqual(['José', '€ 5 “ok”']);
    expect(got.problems).toEqual([]);
  });

  it('gives every byte a character of its own, so that nothing is lost', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const { text } = decodeText('windows-1252').decode(bytes);
    expect(new Set(text).size).toBe(256);
    expect(text.charCodeAt(0x41)).toBe(0x41);
    expect(text.charCodeAt(0xe9)).toBe(0xe9);
    expect(text.charCodeAt(0x80)).toBe(0x20ac);
    expect(text.charCodeAt(0x9f)).toBe(0x178);
    expect(text.charCodeAt(0x81)).toBe(0x81);
  });
});

describe('bytes that do not belong', () => {
  it('are read as windows-1252 in a UTF-8 file, in their row alone, and told', async () => {
    const rows = ['name,n\n', ...Array.from({ length: 50 }, (_, n) => `Zoë,${n}\n`)].map((row) => utf8.encode(row));
    const got = await read(...rows, latin1('Jos\xe9,50\n'), utf8.encode('Zoë,51\n'));
    expect(got.encoding).toBe('utf-8');
    expect(got.rows[51]!.cells).toEqual(['José', '50']);
    expect(got.rows[52]!.cells).toEqual(['Zoë', '51']);
    expect(got.problems).toEqual([expect.objectContaining({ line: 52, code: 'text.mixed-encoding', row: 'kept' })]);
  });

  it('are told also where they come long after the encoding was decided', async () => {
    const ascii = utf8.encode('plain,row\n'.repeat(30_000));
    const got = await read(ascii, latin1('Jos\xe9,x\n'), ascii);
    expect(got.encoding).toBe('utf-8');
    expect(got.rows.length).toBe(60_001);
    expect(got.rows[30_000]!.cells).toEqual(['José', 'x']);
    expect(got.problems.map((each) => [each.code, each.line])).toEqual([['text.mixed-encoding', 30_001]]);
  });

  it('are told where a UTF-8 file is cut inside its last character', async () => {
    const got = await read(utf8.encode('a,b\nZoë,é\nx,é').slice(0, -1));
    expect(got.rows[2]!.cells).toEqual(['x', 'Ã']);
    expect(got.problems.map((each) => each.line)).toEqual([3]);
  });

  it('are told where a UTF-16 file holds half a character', async () => {
    const text = '\ufeffa,b\nx\ud800,y\nz,w\n';
    const bytes = new Uint8Array(new Uint16Array([...text].flatMap((c) => [...c].map((u) => u.charCodeAt(0)))).buffer);
    const got = await read(bytes);
    expect(got.rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['x\ufffd', 'y'],
      ['z', 'w'],
    ]);
    expect(got.problems).toEqual([expect.objectContaining({ line: 2, code: 'text.broken-utf16' })]);
  });
});

describe('UTF-16 without a byte order mark', () => {
  it.each(['utf-16le', 'utf-16be'] as const)('is recognised: %s', async (encoding) => {
    const text = 'serial,make\nA123,Ruger\n';
    const bytes = new Uint8Array(text.length * 2);
    [...text].forEach((char, i) =>
      new DataView(bytes.buffer).setUint16(2 * i, char.charCodeAt(0), encoding === 'utf-16le'),
    );
    const got = await read(bytes);
    expect(got.encoding).toBe(encoding);
    expect(got.rows[1]!.cells).toEqual(['A123', 'Ruger']);
  });
});

it('decodes UTF-8 as the platform does, however it is cut, and gives back any other bytes as windows-1252', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 4 }).map((s) => utf8.encode(s)),
          fc.uint8Array({ maxLength: 3 }),
        ),
        {
          maxLength: 12,
        },
      ),
      fc.array(fc.nat(40), { maxLength: 6 }),
      (parts, cuts) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        const decoder = decodeText('utf-8');
        let text = '';
        let at = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
          const to = Math.min(bytes.length, Math.max(at, cut));
          text += decoder.decode(bytes.subarray(at, to)).text;
          at = to;
        }
        text += decoder.end().text;
        let valid: string | null = null;
        try {
          valid = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          // not valid: every byte must still be there
        }
        if (valid !== null) expect(text).toBe(valid);
        else {
          const back: number[] = [];
          for (const char of text) {
            const unit = char.charCodeAt(0);
            if (char.length === 1 && unit >= 0xdc80 && unit <= 0xdcff) back.push(unit - 0xdc00);
            else back.push(...utf8.encode(char));
          }
          expect(back).toEqual([...bytes]);
        }
        const cells = [text];
        repairCells('utf-8')(cells, 1);
        expect(cells[0]!.isWellFormed()).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

it('takes text that is mostly valid UTF-8 for UTF-8 and mostly invalid for windows-1252', () => {
  expect(detectEncoding(utf8.encode('plain')).encoding).toBe('utf-8');
  expect(detectEncoding(Uint8Array.of(...utf8.encode('éèê'), 0xe9)).encoding).toBe('utf-8');
  expect(detectEncoding(latin1('caf\xe9 no\xebl')).encoding).toBe('windows-1252');
  expect(detectEncoding(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toEqual({ encoding: 'utf-8', markLength: 3 });
});
