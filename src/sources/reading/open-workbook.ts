import { Failure } from '../../model/errors.ts';
import { decodeText, detectEncoding, repairCells, type DecodedText } from './decode-text.ts';
import type { RowEvent, TableReader } from './raw-row.ts';
import {
  readRelations,
  readSharedStrings,
  readStyles,
  readWorkbookPart,
  type PartText,
} from './read-workbook-parts.ts';
import { readZipDirectory, readZipEntry, type InflateBudget, type ZipEntry, type ZipKind } from './read-zip.ts';
import { scanSheet } from './scan-sheet.ts';

/** A zip archive can only be read from its end, so the packed file is held in memory. */
export const workbookBytesMax = 256 * 1024 * 1024;
/** All parts of a workbook together, unpacked. The sheets stream, so this bounds time rather than memory. */
const inflatedBytesMax = 4 * 1024 * 1024 * 1024;
/** Cells given, empty ones between filled ones included: a million rows of a hundred columns. */
const cellsMax = 100_000_000;
const workbookKind: ZipKind = {
  name: '.xlsx file',
  bomb: 'Expected a workbook of ordinary size, got one that unpacks beyond the limit: if it is a real export, save its sheets as CSV.',
};
/** Text scanned at once; rows of many empty cells grow a thousandfold from their text. */
const scannedCharacters = 64 * 1024;

/**
 * Opens an .xlsx file and reads its sheets one after the other, a piece at a time. Our own reading of the parts, because
 * the libraries at hand give no number formats in their streams (a ZIP code 02134 stored as 2134 under the format 00000
 * would lose its zero, a time of day would become a day in 1899) and do not wait for a slow caller.
 */
export function openWorkbook(bytes: Uint8Array, options: { sheet?: string }): TableReader {
  const entries = readZipDirectory(bytes, workbookKind);
  const budget: InflateBudget = { bytesLeft: inflatedBytesMax };

  function* decoded(entry: ZipEntry): Generator<DecodedText> {
    let decoder: ReturnType<typeof decodeText> | null = null;
    for (const output of readZipEntry(bytes, entry, budget, workbookKind)) {
      let piece = output;
      if (decoder === null) {
        const { encoding, markLength } = detectEncoding(piece.subarray(0, 4));
        decoder = decodeText(encoding === 'windows-1252' ? 'utf-8' : encoding);
        piece = piece.subarray(markLength);
      }
      for (let at = 0; at < piece.length; at += scannedCharacters) {
        yield decoder.decode(piece.subarray(at, at + scannedCharacters));
      }
    }
    if (decoder !== null) yield decoder.end();
  }

  function* part(path: string): Generator<string> {
    const entry = entries.get(path);
    if (entry === undefined) return;
    for (const { text } of decoded(entry)) yield text;
  }

  const workbookPath = findWorkbook(entries, (path) => part(path));
  const folder = workbookPath.includes('/') ? workbookPath.slice(0, workbookPath.lastIndexOf('/')) : '';
  const file = workbookPath.slice(workbookPath.lastIndexOf('/') + 1);
  const { sheets, dateSystem } = readWorkbookPart(part(workbookPath));
  const relations = readRelations(part(`${folder === '' ? '' : `${folder}/`}_rels/${file}.rels`), folder);
  const places = sheets.flatMap(({ name, relation }) => {
    const found = relations.get(relation);
    if (found === undefined || found.kind !== 'worksheet') return []; // a sheet that holds only a chart
    const entry = entries.get(found.target);
    if (entry === undefined) {
      throw new Failure(
        'file.damaged',
        'Expected a whole .xlsx file, got one without one of its sheets: save it again.',
      );
    }
    return [{ name, entry }];
  });
  if (places.length === 0) throw new Failure('file.damaged', 'Expected a workbook with at least one sheet, got none.');
  const wanted = options.sheet === undefined ? places : places.filter((place) => place.name === options.sheet);
  if (wanted.length === 0) {
    throw new Failure(
      'file.no-such-sheet',
      `Expected a sheet of the name given, got a workbook with: ${places.map((place) => place.name).join(', ')}.`,
      { detail: { sheet: options.sheet, sheets: places.map((place) => place.name) } },
    );
  }
  const partOf = (kind: string): PartText => {
    for (const relation of relations.values()) {
      if (relation.kind !== kind) continue;
      if (entries.has(relation.target)) return part(relation.target);
      // Without its styles a workbook's dates would be numbers, and nobody would know.
      throw new Failure('file.damaged', `Expected a whole .xlsx file, got one without its ${kind}: save it again.`);
    }
    return [];
  };

  return {
    encoding: 'utf-8',
    format: 'xlsx',
    // Asynchronous as every reader's batches are; the work itself waits for nothing.
    // oxlint-disable-next-line require-yield
    batches: async function* (): AsyncGenerator<RowEvent> {
      const around = {
        looks: readStyles(partOf('styles')),
        strings: readSharedStrings(partOf('sharedStrings')),
        dateSystem,
        repair: repairCells('utf-8'),
      };
      let cells = 0;
      for (const { name, entry } of wanted) {
        const scanner = scanSheet(around);
        let gathered: RowEvent = { rows: [], problems: [], sheet: name };
        let gatheredCells = 0;
        for (const { text, suspect } of decoded(entry)) {
          const { rows, problems } = scanner.push(text, suspect);
          for (const row of rows) {
            gathered.rows.push(row);
            gatheredCells += row.cells.length;
          }
          for (const problem of problems) gathered.problems.push(problem);
          if (gatheredCells < 50_000 && gathered.rows.length < 1000) continue;
          cells += gatheredCells;
          if (cells > cellsMax) {
            throw new Failure(
              'file.too-large',
              `Expected a workbook of at most ${cellsMax} cells, got more: save its sheets as CSV.`,
            );
          }
          yield gathered;
          gathered = { rows: [], problems: [], sheet: name };
          gatheredCells = 0;
        }
        scanner.end();
        cells += gatheredCells;
        if (gathered.rows.length > 0 || gathered.problems.length > 0) yield gathered;
      }
    },
  };
}

/** Finds the workbook of an .xlsx file, or says what the archive is instead. */
function findWorkbook(entries: Map<string, ZipEntry>, part: (path: string) => PartText): string {
  for (const relation of readRelations(part('_rels/.rels'), '').values()) {
    if (relation.kind === 'officeDocument' && entries.has(relation.target)) {
      if (relation.target.endsWith('.bin')) break;
      if (/^xl\/|workbook/i.test(relation.target)) return relation.target;
      break;
    }
  }
  const names = [...entries.keys()];
  const [looksLike, advice] = names.includes('xl/workbook.bin')
    ? ['a binary workbook (.xlsb)', 'save it as .xlsx or CSV']
    : names.includes('mimetype') && names.includes('content.xml')
      ? ['an OpenDocument file (.ods, .odt)', 'save it as .xlsx or CSV']
      : names.some((name) => name.startsWith('word/'))
        ? ['a Word document', 'give the table as .xlsx or CSV']
        : names.some((name) => name.startsWith('ppt/'))
          ? ['a presentation', 'give the table as .xlsx or CSV']
          : ['a zip archive that is no .xlsx workbook', 'unpack it and give the files it holds'];
  throw new Failure('file.binary', `Expected a table, got ${looksLike}: ${advice}.`, { detail: { looksLike, advice } });
}
