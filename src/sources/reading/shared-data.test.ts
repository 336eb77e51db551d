import { createReadStream, readFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../test/shared-data.ts';
import { findHeader, isFooter } from './find-header.ts';
import { openTable } from './open-table.ts';
import type { RawProblem, RawRow } from './raw-row.ts';

async function read(
  path: string,
): Promise<{ rows: (RawRow & { sheet?: string })[]; problems: RawProblem[]; format: string }> {
  const reader = await openTable(createReadStream(path));
  const rows: (RawRow & { sheet?: string })[] = [];
  const problems: RawProblem[] = [];
  for await (const batch of reader.batches()) {
    for (const row of batch.rows) rows.push(batch.sheet === undefined ? row : { ...row, sheet: batch.sheet });
    problems.push(...batch.problems);
  }
  return { rows, problems, format: reader.format };
}

/** A test of a real public file that may not be beside the checkout. */
function itWith(file: string, name: string, test: (path: string) => Promise<void>): void {
  const path = sharedData(file);
  if (path === null) console.log(`Skipped: ${file} is not there.`);
  it.skipIf(path === null)(`${file} ${name}`, async () => test(path!));
}

const delimited: [string, number][] = [
  ['atf/ffl-list-2013-05.txt', 20_090],
  ['atf/ffl-district-to-state.csv', 64],
  ['gunshot-alerts/washington-dc-2006-2013.csv', 39_067],
  ['gunshot-alerts/fresno-2015.csv', 1945],
  ['shootings/philadelphia-victims-2015-2023.csv', 14_862],
  ['shootings/baltimore-2026-homicide.csv', 8],
  ['shootings/baltimore-2026-shooting.csv', 38],
  ['shootings/baltimore-2026-robbery.csv', 232],
  ['shootings/baltimore-2026-aggravated-assault.csv', 410],
  ['nics/nics-firearm-background-checks.csv', 16_446],
  ['record-linkage/dataset1.csv', 1001],
  ['record-linkage/dataset4a.csv', 5001],
  ['record-linkage/dataset4b.csv', 5001],
  ['record-linkage/fake_1000.csv', 1001],
  ['record-linkage/fake_1000_labels.csv', 3177],
  ['cjis-5.9.5-controls.csv', 1380],
  ['ballistic-reference/aperture_shear.csv', 19_901],
  ['ballistic-reference/nist-cmc-fadul-780-pairs.csv', 781],
  ['ballistic-reference/firing_pin_impression-cmc-km_logp.csv', 3],
];

describe('a real delimited file', () => {
  for (const [file, count] of delimited) {
    itWith(file, `gives ${count} rows, the same cells as another reader, and no problem`, async (path) => {
      const got = await read(path);
      expect(got.rows.length).toBe(count);
      expect(got.problems).toEqual([]);
      const { data } = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true });
      expect(got.rows.map((row) => row.cells)).toEqual(data);
    });
  }
});

describe('a real workbook', () => {
  for (let year = 2010; year <= 2017; year++) {
    itWith(
      `atf/final_source_recovery_by_state-cy_${year}.xlsx`,
      'gives the same cells as another reader',
      async (path) => {
        const got = await read(path);
        expect(got.problems).toEqual([]);
        const book = await readXlsx(readFileSync(path));
        const expected = book.sheets.flatMap((sheet) =>
          sheet.rows.flatMap((cells, i) => {
            const texts = cells.map((cell) => (cell === null ? '' : String(cell)));
            while (texts.at(-1) === '') texts.pop();
            return texts.length > 0 ? [{ line: i + 1, cells: texts, sheet: sheet.name }] : [];
          }),
        );
        expect(got.rows).toEqual(expected);
      },
    );

    itWith(
      `atf/final_source_recovery_by_state-cy_${year}.xlsx`,
      'has a header of states and a footer that is told from data',
      async (path) => {
        const { rows } = await read(path);
        const place = findHeader(rows, (cells) =>
          cells.includes('ALABAMA') && cells.includes('ALASKA') ? cells.length : 0,
        );
        expect(place).toMatchObject({ kind: 'found', index: 1, dataIndex: 2 });
        const body = rows.slice(2);
        const data = body.filter((row) => !isFooter(row.cells, 57));
        // 54 source states and territories, or the transposed layout's recovery states; never a total or a note.
        for (const row of data) expect(row.cells.length).toBeGreaterThanOrEqual(57);
        const names = data.map((row) => row.cells[1]);
        expect(names.slice(0, 2)).toEqual(['ALABAMA', 'ALASKA']);
        expect(names.at(-1)).toBe('WYOMING');
        expect(names.some((name) => /total/i.test(name ?? ''))).toBe(false);
      },
    );
  }
});

itWith('atf/ffl-list-2013-05.txt', 'has a line under its header that is passed over', async (path) => {
  const { rows } = await read(path);
  const place = findHeader(rows, (cells) => (cells.includes('Lic Seqn') ? 1 : 0));
  expect(place).toEqual({ kind: 'found', index: 0, dataIndex: 2 });
});

itWith('atf/dealer-inspections-2014-2018.ndjson', 'gives 1,925 rows under 24 keys', async (path) => {
  const { rows, problems, format } = await read(path);
  expect(format).toBe('ndjson');
  expect(rows.length).toBe(1926);
  expect(problems).toEqual([]);
  const first = JSON.parse(readFileSync(path, 'utf8').split('\n', 1)[0]!) as Record<string, unknown>;
  for (const [key, value] of Object.entries(first)) {
    const cell = rows[1]!.cells[rows[0]!.cells.indexOf(key)];
    expect(cell).toBe(value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
});
