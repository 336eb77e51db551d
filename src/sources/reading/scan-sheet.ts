import { Failure } from '../../model/errors.ts';
import type { CellRepair } from './decode-text.ts';
import { formatSheetNumber, type NumberLook } from './format-sheet-number.ts';
import { cellCharactersMax, rowCellsMax, type RawProblem, type RawProblemCode, type RowEvent } from './raw-row.ts';
import { unescapeSheetText } from './read-workbook-parts.ts';
import { scanXml, xmlAttribute } from './scan-xml.ts';

/** What a sheet needs to know of its workbook. */
export interface SheetSurroundings {
  strings: readonly string[];
  looks: readonly NumberLook[];
  dateSystem: '1900' | '1904';
  repair: CellRepair;
}

export interface SheetScanner {
  push(text: string, suspect: boolean): RowEvent;
  end(): RowEvent;
}

/** The widest sheet has 16,384 columns, named A to XFD. */
const sheetColumns = 16_384;

/** 0-based column of a cell's reference such as AB12; -1 where it is none. */
function columnOf(reference: string): number {
  let column = 0;
  let i = 0;
  for (; i < reference.length && i < 4; i++) {
    const code = reference.charCodeAt(i) & 0xdf; // upper case
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column >= 1 && column <= sheetColumns ? column - 1 : -1;
}

/**
 * Reads the cells of one worksheet part (ECMA-376 part 1, 18.3.1) as rows of text. Formulas give the value that was
 * last computed; of merged cells only the first holds a value; rows without any value are no rows.
 */
export function scanSheet(around: SheetSurroundings): SheetScanner {
  let event: RowEvent = { rows: [], problems: [] };
  let dirty = false;
  let inData = false;
  let row = 0;
  let cells: string[] = [];
  let nextColumn = 0;
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let inline = '';
  let wanted: 'nothing' | 'value' | 'inline' = 'nothing';
  let inInline = false;
  let phonetic = 0;
  let lost: RawProblem | null = null;
  let errors = 0;
  let broken = 0;

  function lose(code: RawProblemCode, expected: string, got: string): void {
    lost ??= { line: row, code, expected, got, row: 'lost' };
    cells = [];
  }

  function keep(code: RawProblemCode, expected: string, got: string): void {
    event.problems.push({ line: row, code, expected, got, row: 'kept' });
  }

  function openCell(attributes: string): void {
    const reference = xmlAttribute(attributes, 'r');
    column = reference === null ? nextColumn : columnOf(reference);
    nextColumn = Math.max(nextColumn, column + 1);
    type = xmlAttribute(attributes, 't') ?? 'n';
    style = Number(xmlAttribute(attributes, 's') ?? '0');
    value = '';
    inline = '';
  }

  function closeCell(): void {
    const text = cellText();
    if (text === '' || lost !== null) return;
    if (column < 0) broken++;
    else if (column >= rowCellsMax) lose('xlsx.too-many-cells', `at most ${rowCellsMax} cells in a row`, 'more cells');
    else if (text.length > cellCharactersMax) {
      lose('xlsx.cell-too-long', `at most ${cellCharactersMax} characters in a cell`, 'a longer cell');
    } else {
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
  }

  function cellText(): string {
    switch (type) {
      case 's': {
        if (value === '') return '';
        const text = around.strings[Number(value)];
        if (text === undefined) broken++;
        return text ?? '';
      }
      case 'inlineStr':
        return unescapeSheetText(inline);
      case 'str':
        return unescapeSheetText(value);
      case 'b':
        return value === '' ? '' : value === '1' || value.toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        errors++;
        return '';
      case 'd':
        return value;
      default:
        return value === ''
          ? ''
          : formatSheetNumber(value, around.looks[style] ?? { kind: 'plain' }, around.dateSystem);
    }
  }

  function closeRow(): void {
    if (lost !== null) event.problems.push(lost);
    else {
      if (errors > 0) keep('xlsx.error-value', 'values', `${errors} error values such as #N/A; left empty`);
      if (broken > 0) keep('xlsx.broken-cell', 'cells with a place and a text', `${broken} without; left empty`);
      if (cells.length > 0 || errors > 0 || broken > 0) {
        if (dirty || cells.some((cell) => cell.includes('\0') || !cell.isWellFormed())) {
          event.problems.push(...around.repair(cells, row));
        }
        event.rows.push({ line: row, cells });
      }
    }
    cells = [];
    lost = null;
    errors = 0;
    broken = 0;
  }

  const scanner = scanXml({
    open(name, attributes) {
      if (name === 'sheetData') inData = true;
      else if (!inData) return;
      else if (name === 'row') {
        const given = Number(xmlAttribute(attributes, 'r') ?? Number.NaN);
        row = Number.isSafeInteger(given) && given > 0 ? given : row + 1;
        nextColumn = 0;
      } else if (name === 'c') openCell(attributes);
      else if (name === 'v') wanted = 'value';
      else if (name === 'is') inInline = true;
      else if (name === 'rPh') phonetic++;
      else if (name === 't' && inInline && phonetic === 0) wanted = 'inline';
    },
    text(text) {
      // Past the limit only the length matters: closeCell refuses the cell.
      if (wanted === 'value' && value.length <= cellCharactersMax) value += text;
      else if (wanted === 'inline' && inline.length <= cellCharactersMax) inline += text;
    },
    close(name) {
      if (name === 'v' || name === 't') wanted = 'nothing';
      else if (name === 'is') inInline = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'sheetData') inData = false;
      else if (name === 'c' && inData) closeCell();
      else if (name === 'row' && inData) closeRow();
    },
  });

  function run(text: string, suspect: boolean, final: boolean): RowEvent {
    event = { rows: [], problems: [] };
    dirty = dirty || suspect;
    if (!final) scanner.push(text);
    else {
      scanner.end();
      if (inData) {
        throw new Failure('file.damaged', 'Expected a whole sheet, got one that breaks off: save the file again.');
      }
    }
    return event;
  }

  return {
    push: (text, suspect) => run(text, suspect, false),
    end: () => run('', false, true),
  };
}
