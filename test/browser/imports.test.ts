import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityFaults,
  atRest,
  faultsLightAndDark,
  openPortal,
  type Portal,
  type WatchedPage,
} from './open-portal.ts';
import { unknownColumns, unknownHeadersCsv } from './unknown-headers.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
}, 240_000);
afterAll(() => portal.close());

async function handIn(page: WatchedPage, name: string, content: string): Promise<void> {
  await page.goto('/imports/new');
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await page.getByLabel('Read as').waitFor();
}

const chooser = (page: WatchedPage, column: string) => page.getByLabel(`What “${column}” holds`);

const countsOf = async (page: WatchedPage) =>
  (await page.locator('.counts-bar-numbers').innerText()).replaceAll(/\s+/g, ' ');

/** Says what the file is and what each of its columns holds, whatever was proposed. */
async function describeColumns(page: WatchedPage): Promise<void> {
  await page.getByLabel('Read as').selectOption('recoveries/recoveries');
  await page.getByRole('button', { name: 'Begin without the proposal' }).click();
  for (const [column, field] of unknownColumns) await chooser(page, column).selectOption(field);
  await chooser(page, 'Bemerkung').selectOption('');
  await page.getByText('7 of 8 columns read · The first 4 rows: 2 of 4 accepted, 2 rejected').waitFor();
  // The proposal had the same counts: what is shown may still be of it. Only what has been read can be imported.
  await page.locator('.import-buttons .button.first:enabled').waitFor();
}

describe('the wizard', () => {
  test('takes a file with headers no importer knows from upload to what search finds', async () => {
    const page = await portal.openPage();
    await handIn(page, 'fundliste.csv', unknownHeadersCsv);
    await describeColumns(page);
    await page.locator('.sureness', { hasText: 'kept with the record, read by nothing' }).waitFor();
    // The reason stands in the row and, where a cell is at fault, in the cell.
    await page.getByRole('cell', { name: /13\/45\/2024.*A date is no day of the calendar/ }).waitFor();

    await page.getByRole('button', { name: 'Try all rows' }).click();
    await page.getByText('Trial of the whole file: nothing was kept').waitFor();
    const find = (query: string) =>
      page.evaluate(
        async (q) => ((await (await fetch(`/api/v1/search?q=${q}`)).json()) as { results: unknown[] }).results.length,
        query,
      );
    expect(await find('ZQWX70011')).toBe(0);

    await page.getByLabel('Save this mapping as').fill('Fundliste');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Read and joined. What came in is found by search.').waitFor({ timeout: 40_000 });
    await expect.poll(() => countsOf(page)).toBe('Rows read 4 Accepted = 2 Rejected + 2 Already there + 0');
    await page.getByText('2 of 2 rejected rows').waitFor();
    const rejected = page.getByRole('row', { name: /A date is no day of the calendar.*13\/45\/2024/ });
    await rejected.locator('summary').click();
    const cells = rejected.locator('.fact');
    await expect
      .poll(async () => (await cells.locator('dt').allInnerTexts()).join())
      .toBe('Beleg,Waffennummer,Hersteller,Laufmass,Waffenart,Funddatum,Fundort,Bemerkung');
    await expect.poll(() => rejected.locator('.fault').innerText()).toContain('13/45/2024');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);
    const mend = await readFile((await file.path())!, 'utf8');
    expect(mend).toContain('Q-1004,ZQWX70044,RUGER,38,REVOLVER,13/45/2024');
    expect(mend.trim().split('\n')).toHaveLength(3);

    await page.getByRole('link', { name: 'ZQWX70011', exact: true }).click();
    await page
      .getByRole('link', { name: /Glock.*ZQWX70011/i })
      .first()
      .waitFor();
    expect(await find('ZQWX70022')).toBe(1);
    expect(page.outside).toEqual([]);
    expect(page.complaints).toEqual([]);
  }, 120_000);

  test('reads the next file of the kind with the mapping saved by name, and keeps no row twice', async () => {
    const page = await portal.openPage();
    await page.goto('/imports');
    await page.getByRole('link', { name: 'Import a file with it' }).click();
    await page.getByText('It will be read with the saved mapping “Fundliste”.').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'fundliste-2.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${unknownHeadersCsv}Q-1005,ZQWX70055,GLOCK,9MM,PISTOL,05/05/2024,5 WHARF RD,\r\n`),
    });
    await page.getByText('7 of 8 columns read · The first 5 rows: 3 of 5 accepted, 2 rejected').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Read and joined. What came in is found by search.').waitFor({ timeout: 40_000 });
    await expect.poll(() => countsOf(page)).toBe('Rows read 5 Accepted = 1 Rejected + 2 Already there + 2');
    await atRest(page);
    expect(await page.getByText('Fundliste', { exact: true }).count()).toBe(1);
  }, 120_000);

  test('undoes and redoes what was said of the columns, and keeps it over a reload', async () => {
    const page = await portal.openPage();
    await handIn(page, 'undo.csv', unknownHeadersCsv);
    await describeColumns(page);
    await chooser(page, 'Bemerkung').selectOption('serial_number');
    await page.getByText('Taken from “Waffennummer”: a field is read from one column.').waitFor();
    await expect.poll(() => chooser(page, 'Waffennummer').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => chooser(page, 'Waffennummer').inputValue()).toBe('serial_number');
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => chooser(page, 'Bemerkung').inputValue()).toBe('serial_number');
    await page.reload();
    await page.getByLabel('Read as').waitFor();
    await expect.poll(() => chooser(page, 'Bemerkung').inputValue()).toBe('serial_number');
  });

  test('shows the rows of a file it does not know before anybody says what it is', async () => {
    const page = await portal.openPage();
    await handIn(page, 'samples.csv', 'sample,run,area\n1,2,0.81\n2,2,0.71\n3,2,0.61\n');
    await page.getByText('Nothing known fits the headers of this file').waitFor();
    await page.getByRole('heading', { name: 'The first 3 rows' }).waitFor();
    await page.getByRole('cell', { name: '0.71' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await page.getByRole('cell', { name: '0.71' }).waitFor();
    await page.getByLabel('Read as').selectOption('recoveries/recoveries');
    await chooser(page, 'area').waitFor();
  });

  test('does not import while no row is accepted, and says what is needed', async () => {
    const page = await portal.openPage();
    await handIn(page, 'needed.csv', unknownHeadersCsv);
    await describeColumns(page);
    for (const [column] of unknownColumns) await chooser(page, column).selectOption('');
    await page.getByText('Not said yet which column holds: property number').waitFor();
    await page.getByText('Import is possible once a row is accepted.').waitFor();
    await atRest(page);
    expect(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
  });

  test('speaks Spanish of fields, of why columns are read so, and of what a row lacks', async () => {
    const page = await portal.openPage({ locale: 'es-US' });
    await page.goto('/imports/new');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'fundliste.csv', mimeType: 'text/csv', buffer: Buffer.from(unknownHeadersCsv) });
    await page.getByLabel('Leer como').selectOption('recoveries/recoveries');
    await expect
      .poll(() => page.getByLabel('Leer como').locator('option:checked').innerText())
      .toBe('Armas ingresadas en el depósito, una fila por arma');
    await page.getByRole('button', { name: /Empezar sin la propuesta/ }).click();
    for (const [column, field] of unknownColumns)
      await page.getByLabel(new RegExp(`“${column}”|«${column}»`)).selectOption(field);
    await expect
      .poll(async () => (await page.locator('select.chooser option:checked').allInnerTexts()).slice(0, 2))
      .toEqual(['número de propiedad', 'número de serie']);
    await page
      .getByText(/se esperaba .*el número de propiedad|el número de propiedad, o un número de caso/)
      .first()
      .waitFor();
    await atRest(page);
    const table = await page.locator('.table.preview, table').first().innerText();
    expect(table).not.toMatch(/\b(property number|a day of the calendar|nothing|blank)\b/);
  }, 120_000);

  test('says before the import why most rows would be rejected', async () => {
    const page = await portal.openPage();
    const header = 'Fecha hallazgo;No. Serie;Fabricante;Cal.;Tipo arma;Calle;Notas';
    const rows = Array.from({ length: 30 }, (_, at) => {
      const day = String((at % 28) + 1).padStart(2, '0');
      return `${day}/03/2024;ODD${7000 + at}X;${at % 3 ? 'GLOCK' : 'TAURUS'};9MM;PISTOLA;${at + 1} MAIN ST;estante ${at}`;
    });
    await handIn(page, 'hallazgos.csv', [header, ...rows, ''].join('\r\n'));
    await page.getByText('Before you import').waitFor();
    await page.getByText(/Most rows would be rejected: no column holds property number/).waitFor();
  }, 120_000);

  test('is not offered to a role that does not import', async () => {
    const page = await portal.openPage({ role: 'detective' });
    await page.goto('/imports');
    await page.getByRole('heading', { name: 'Imports', exact: true }).waitFor();
    await atRest(page);
    expect(await page.getByRole('link', { name: 'Import a file' }).count()).toBe(0);
    await page.goto('/imports/new');
    await page.getByText('Your role does not import files').waitFor();
    await atRest(page);
    expect(await page.locator('input[type=file]').count()).toBe(0);
  });
});

describe('accessibility of the imports', () => {
  test.each([1440, 390])(
    'list, run and wizard have no fault at %i pixels, light or dark, and none is wider than the screen',
    async (width) => {
      const page = await portal.openPage({ width });
      const check = async () => {
        expect(await faultsLightAndDark(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      };
      await page.goto('/imports');
      await page.getByRole('heading', { name: 'Files imported' }).waitFor();
      await check();
      await page.getByRole('link', { name: 'recoveries-1.csv' }).click();
      await page.getByRole('heading', { name: 'How its columns were read' }).waitFor();
      await check();
      await page.goto('/imports/new');
      await page.getByText('Drop a file here, or choose one').waitFor();
      await check();
      await handIn(page, 'axe.csv', unknownHeadersCsv);
      await describeColumns(page);
      await check();
      await page.getByRole('button', { name: width === 390 ? 'Rows' : 'Columns', exact: true }).click();
      await check();
    },
    240_000,
  );
});
