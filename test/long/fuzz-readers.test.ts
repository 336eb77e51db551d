import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openTable } from '../../src/sources/reading/open-table.ts';
import { readDamagedTables } from '../damaged-tables.ts';

it('reads 20,000 damaged tables without a crash, a hang over two seconds, or a row that no store can hold', async () => {
  const outcomes = await readDamagedTables(1_000_000, 20_000);
  const slowest = outcomes.reduce((a, b) => (a.milliseconds > b.milliseconds ? a : b));
  const kinds = new Map<string, number>();
  for (const each of outcomes) {
    const label = `${each.kind}: ${each.failure ?? (each.problems > 0 ? 'rows and problems' : 'rows')}`;
    kinds.set(label, (kinds.get(label) ?? 0) + 1);
  }
  console.log(Object.fromEntries([...kinds].sort()), 'slowest', slowest);
  expect(slowest.milliseconds).toBeLessThan(2000);
}, 900_000);

describe('memory stays bounded', () => {
  const megabytes = 200;
  const program = fileURLToPath(new URL('./read-long-stream.ts', import.meta.url));

  const wide = (values: (n: number) => string): string => Array.from({ length: 60 }, (_, n) => values(n)).join(',');

  it.each<[string, string, string]>([
    ['rows of sixty cells', wide((n) => `h${n}`) + '\n', wide((n) => `value ${n}`) + '\n'],
    ['quoted cells with line ends', 'a,b\n', '"x\ny, z","said ""no"""\n'],
    ['a quote on every line that is never closed', 'a,b,c\n', '1,"open,3\n'],
    ['a quote that is never closed', 'a,b,c\n1,"open,3\n', '1,plain,3\n'],
    ['one line without an end', 'a,b,c\n', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['one row without an end', 'a,b,c\n', 'xxxxxxxxx,yyyyyyyyyyyyyyy,'],
    ['empty lines', 'a,b,c\n', '\n'],
    ['objects one a line', '', '{"a":1,"b":"text","c":[1,2]}\n'],
    ['one object without an end', '{"a":[\n', '1,\n'],
  ])(
    `over ${megabytes} MB of %s`,
    async (name, header, block) => {
      const started = performance.now();
      // The caps keep the engine from letting garbage lie: what remains is what the reader holds.
      const caps = ['--max-old-space-size=96', '--max-semi-space-size=8'];
      const { stdout } = await promisify(execFile)(process.execPath, [
        ...caps,
        program,
        String(megabytes),
        header,
        block,
      ]);
      const got = JSON.parse(stdout) as { rows: number; problems: number; growthMegabytes: number };
      console.log(name, got, `${Math.round((performance.now() - started) / 1000)} s`);
      expect(got.rows + got.problems).toBeGreaterThan(0);
      expect(got.growthMegabytes).toBeLessThan(80);
    },
    300_000,
  );
});

describe('a workbook made to fill the memory', () => {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

  function workbook(parts: { strings?: Uint8Array; sheet: Uint8Array }): Uint8Array {
    return zipSync(
      {
        '_rels/.rels': strToU8(
          `<r><Relationship Id="a" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></r>`,
        ),
        'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="S" r:id="a"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': strToU8(
          `<r><Relationship Id="a" Type="${relations}/worksheet" Target="s.xml"/><Relationship Id="b" Type="${relations}/sharedStrings" Target="t.xml"/></r>`,
        ),
        'xl/s.xml': parts.sheet,
        'xl/t.xml': parts.strings ?? strToU8('<sst/>'),
      },
      { level: 1 },
    );
  }

  async function read(bytes: Uint8Array): Promise<{ code: string; growth: number }> {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    const before = process.memoryUsage().rss;
    let most = before;
    try {
      const reader = await openTable(source());
      for await (const _ of reader.batches()) most = Math.max(most, process.memoryUsage().rss);
      return { code: 'read', growth: most - before };
    } catch (error) {
      return { code: (error as { code: string }).code, growth: Math.max(most, process.memoryUsage().rss) - before };
    }
  }

  it.each<[string, () => Uint8Array, string]>([
    [
      'with texts of 140 MB',
      () =>
        workbook({
          strings: strToU8(`<sst><si><t>${'x'.repeat(140 * 1024 * 1024)}</t></si></sst>`),
          sheet: strToU8('<worksheet/>'),
        }),
      'file.too-large',
    ],
    [
      'with a tag that never ends',
      () => workbook({ sheet: strToU8(`<worksheet ${'x'.repeat(50 * 1024 * 1024)}`) }),
      'file.damaged',
    ],
    [
      'with rows that are nearly all empty',
      () =>
        workbook({
          sheet: strToU8(
            `<worksheet><sheetData>${'<row><c r="FAN1"><v>1</v></c></row>'.repeat(40_000)}</sheetData></worksheet>`,
          ),
        }),
      'file.too-large',
    ],
    [
      'with a cell that never ends',
      () =>
        workbook({
          sheet: strToU8(
            `<worksheet><sheetData><row><c><v>${'1'.repeat(100 * 1024 * 1024)}</v></c></row></sheetData></worksheet>`,
          ),
        }),
      'read',
    ],
  ])(
    'is refused or read in bounds: %s',
    async (name, make, code) => {
      const got = await read(make());
      console.log(name, got.code, `${Math.round(got.growth / 1e6)} MB`);
      expect(got.code).toBe(code);
      expect(got.growth).toBeLessThan(600 * 1024 * 1024);
    },
    300_000,
  );
});
