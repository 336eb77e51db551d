import { unzlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { PrintedBlock, PrintedDocument } from '../model/printed-document.ts';
import { renderPdf } from './render-pdf.ts';

const of = (blocks: readonly PrintedBlock[], over: Partial<PrintedDocument> = {}): PrintedDocument => ({
  language: 'en',
  title: 'Firearms recovered and traced',
  subtitle: 'Everytown, 2025',
  handling: ['CITY-RMS', 'FTS-TIAHRT'],
  purpose: 'Annual report',
  madeBy: 'analyst one',
  agency: 'Everytown',
  madeAt: '2026-01-02T03:04:05Z',
  timeZone: 'America/New_York',
  caution: 'The sale of a traced firearm is no evidence of wrongdoing.',
  blocks,
  sources: ['etrace traces-2025.csv, line 2'],
  ...over,
});

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Streams of the file, inflated: what is drawn, and which letter each glyph stands for. */
function streams(bytes: Uint8Array): string[] {
  const text = latin(bytes);
  return [...text.matchAll(/<<([^]*?)>>\s*stream\r?\n/g)].flatMap((found) => {
    const from = found.index + found[0].length;
    const piece = bytes.subarray(from, text.indexOf('endstream', from));
    return found[1]!.includes('FlateDecode') ? [latin(unzlibSync(piece))] : [];
  });
}

/** All that is written, in the order it is drawn: glyphs of the two fonts turned back into letters by the tables a reader copies by. */
function writtenOn(bytes: Uint8Array): string {
  const text = latin(bytes);
  const all = streams(bytes);
  const letters = all
    .filter((each) => each.includes('beginbfrange'))
    .map((each) =>
      [...each.matchAll(/\[([^\]]*)\]/g)]
        .flatMap((found) => [...found[1]!.matchAll(/<([0-9a-f ]*)>/g)].map((hex) => hex[1]!.replaceAll(' ', '')))
        .map((hex) => Buffer.from(hex, 'hex').swap16().toString('utf16le')),
    );
  // The fonts are written at the end in the order they were first used: F1 plain or bold, by its name.
  const names = [...text.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((found) => found[1]!);
  const order = [...new Set(names)].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  return all
    .filter((each) => each.includes(' Tf') || each.includes('TJ'))
    .map((page) => {
      let font = order[0]!;
      let written = '';
      for (const found of page.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>|ET/g))
        if (found[1] !== undefined) font = found[1];
        else if (found[2] === undefined) written += '\n';
        else
          for (const glyph of found[2].match(/.{4}/g)!)
            written += letters[order.indexOf(font)]?.[Number.parseInt(glyph, 16)] ?? '�';
      return written;
    })
    .join('\f');
}

const pagesOf = (bytes: Uint8Array) => latin(bytes).match(/\/Type \/Page\n/g)?.length ?? 0;

const rows = (count: number) => Array.from({ length: count }, (_, at) => [`T${at + 1}`, `row ${at + 1}`]);
const table = (count: number, of: string[][] = rows(count)): PrintedBlock => ({
  kind: 'table',
  caption: 'Traces',
  columns: [{ title: 'Trace' }, { title: 'What it says', width: 3 }],
  rows: of,
  empty: 'No trace.',
});

describe('a printed document', () => {
  test('is the same bytes for the same input and time, and others at another time', async () => {
    const once = await renderPdf(of([table(3)]));
    expect(await renderPdf(of([table(3)]))).toEqual(once);
    expect(await renderPdf(of([table(3)], { madeAt: '2026-01-02T03:04:06Z' }))).not.toEqual(once);
  });

  test('says on every sheet how it may be handled, who made it, and which sheet of how many it is', async () => {
    const bytes = await renderPdf(of([table(200)]));
    const pages = writtenOn(bytes).split('\f');
    expect(pages.length).toBe(pagesOf(bytes));
    expect(pages.length).toBeGreaterThan(3);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain('Handling: CITY-RMS, FTS-TIAHRT');
      expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
      expect(page).toContain('analyst one, Everytown, January 1, 2026');
    }
    expect(pages[0]).toContain('The sale of a traced firearm is no evidence of wrongdoing.');
    expect(pages.at(-1)).toContain('etrace traces-2025.csv, line 2');
  });

  test('breaks a table over pages without losing a row, its titles on each', async () => {
    const pages = writtenOn(await renderPdf(of([table(200)]))).split('\f');
    const all = pages.join('\n');
    expect(rows(200).filter(([, said]) => !new RegExp(`${said}\\n`).test(all))).toEqual([]);
    expect(pages.filter((page) => /row \d/.test(page) && !page.includes('What it says'))).toEqual([]);
  });

  test('cuts nothing of a cell that is higher than a page', async () => {
    const words = Array.from({ length: 3000 }, (_, at) => `word${at}`);
    const bytes = await renderPdf(of([table(0, [['T1', words.join(' ')]])]));
    const all = writtenOn(bytes);
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(all))).toEqual([]);
  });

  test('has the letters of Vietnamese, Spanish, Polish, Turkish, Greek, Russian and Yoruba names', async () => {
    const names = [
      'Nguyễn Thị Hồng Ước',
      'Peñalver Núñez',
      'Łukasz Żądło',
      'Gülşah Iğdır',
      'Ελένη',
      'Щербакова',
      'Adébáyọ̀',
    ];
    const decomposed = names.map((name) => name.normalize('NFD'));
    const all = writtenOn(await renderPdf(of([{ kind: 'list', items: decomposed }])));
    expect(names.map((name) => name.normalize('NFC')).filter((name) => !all.includes(name))).toEqual([]);
    expect(all).not.toContain('�');
  });

  test('is in Spanish where it is asked for, and tells readers of the screen its language and structure', async () => {
    const bytes = await renderPdf(of([{ kind: 'heading', level: 2, text: 'Origen' }, table(1)], { language: 'es' }));
    expect(writtenOn(bytes)).toContain('Página 1 de 1');
    expect(writtenOn(bytes)).toContain('1 de enero de 2026');
    const text = latin(bytes);
    expect(text).toContain('/Lang (es-US)');
    expect(text).toContain('/Marked true');
    for (const part of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'L', 'LBody'])
      expect(text, part).toContain(`/S /${part}\n`);
  });

  test('draws bars, lines and a map as lines of ink, with the words that stand for them', async () => {
    const bytes = await renderPdf(
      of([
        {
          kind: 'bars',
          caption: 'Time to crime',
          bars: [
            { label: 'Under 3 months', value: 18, text: '18 of 61, 7 unknown' },
            { label: 'Not known', value: 7, text: '7', tone: 'unknown' },
          ],
        },
        {
          kind: 'lines',
          caption: 'Mean',
          steps: ['2023', '2024', '2025'],
          lines: [{ name: 'City', values: [3, null, 5] }],
          unit: 'years',
        },
        {
          kind: 'map',
          caption: 'States',
          shapes: [
            {
              rings: [
                [
                  [0, 0],
                  [10, 0],
                  [10, 10],
                  [0, 10],
                ],
              ],
              shade: 1,
              label: 'MD',
            },
            {
              rings: [
                [
                  [10, 0],
                  [20, 0],
                  [20, 10],
                  [10, 10],
                ],
              ],
              shade: null,
              label: 'VA',
            },
          ],
          points: [{ at: [5, 5], label: 'Everytown', tone: 'recovery' }],
          legend: 'Traces',
        },
      ]),
    );
    const all = writtenOn(bytes);
    for (const said of ['18 of 61, 7 unknown', 'Under 3 months', 'years', 'Everytown', 'MD', 'VA'])
      expect(all).toContain(said);
    expect(latin(bytes)).toContain('/S /Figure');
    expect(latin(bytes)).not.toContain('/Subtype /Image');
  });

  test('writes nothing that steers a reader: controls and marks of direction are left out', async () => {
    const all = writtenOn(await renderPdf(of([{ kind: 'paragraph', text: 'a\u202Eb\u0007c\u200Bd' }])));
    expect(all).toContain('abcd');
  });
});
