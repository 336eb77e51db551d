import { Failure } from '../../model/errors.ts';
import { builtInNumberLook, parseNumberLook, type NumberLook } from './format-sheet-number.ts';
import { scanXml, xmlAttribute } from './scan-xml.ts';

/** Pieces of the text of one XML part. */
export type PartText = Iterable<string>;

export interface SheetPlace {
  name: string;
  relation: string;
}

/** Sheets in the order of the workbook, hidden ones too, and the day that dates are counted from. */
export interface WorkbookPart {
  sheets: SheetPlace[];
  dateSystem: '1900' | '1904';
}

const sheetsMax = 1000;
/** Texts of a workbook are held in memory together; beyond this the file should come as CSV. */
const sharedCharactersMax = 128 * 1024 * 1024;
const sharedStringsMax = 20_000_000;
const stylesMax = 100_000;

function scanPart(part: PartText, listener: { open?: Opened; close?: Closed; text?: Closed }): void {
  const ignore = (): void => {};
  const scanner = scanXml({
    open: listener.open ?? ignore,
    close: listener.close ?? ignore,
    text: listener.text ?? ignore,
  });
  for (const text of part) scanner.push(text);
  scanner.end();
}
type Opened = (name: string, attributes: string) => void;
type Closed = (text: string) => void;

/** xl/workbook.xml: ECMA-376 part 1, 18.2.27 (date1904 in 18.2.28). */
export function readWorkbookPart(part: PartText): WorkbookPart {
  const sheets: SheetPlace[] = [];
  let dateSystem: '1900' | '1904' = '1900';
  scanPart(part, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(?:1|true)$/.test(xmlAttribute(attributes, 'date1904') ?? '')) dateSystem = '1904';
      if (name !== 'sheet') return;
      const relation = xmlAttribute(attributes, 'id');
      const title = xmlAttribute(attributes, 'name');
      if (relation !== null && title !== null) sheets.push({ name: title, relation });
      if (sheets.length > sheetsMax)
        throw new Failure('file.too-large', `Expected at most ${sheetsMax} sheets, got more.`);
    },
  });
  return { sheets, dateSystem };
}

/** A part's relationships: kind (the last word of its type, so that both dialects of the standard fit) and target by id. */
export function readRelations(part: PartText, folder: string): Map<string, { kind: string; target: string }> {
  const relations = new Map<string, { kind: string; target: string }>();
  scanPart(part, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const id = xmlAttribute(attributes, 'Id');
      const target = xmlAttribute(attributes, 'Target');
      const type = xmlAttribute(attributes, 'Type') ?? '';
      if (id === null || target === null || xmlAttribute(attributes, 'TargetMode') === 'External') return;
      relations.set(id, { kind: type.slice(type.lastIndexOf('/') + 1), target: resolvedPath(folder, target) });
    },
  });
  return relations;
}

function resolvedPath(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = folder === '' ? [] : folder.split('/');
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}

/** Excel writes characters that XML cannot hold as _x000D_ (ECMA-376 part 1, 22.9.2.19). */
export function unescapeSheetText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** xl/sharedStrings.xml, 18.4.9: every text once; phonetic hints (18.4.6) are not part of the text. */
export function readSharedStrings(part: PartText): string[] {
  const strings: string[] = [];
  let characters = 0;
  let current = '';
  let wanted = false;
  let phonetic = 0;
  scanPart(part, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') wanted = phonetic === 0;
    },
    text(text) {
      if (!wanted) return;
      current += text;
      characters += text.length;
      if (characters > sharedCharactersMax) {
        throw new Failure(
          'file.too-large',
          `Expected at most ${sharedCharactersMax} characters of text in a workbook, got more: save its sheets as CSV.`,
        );
      }
    },
    close(name) {
      if (name === 't') wanted = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') {
        strings.push(unescapeSheetText(current));
        if (strings.length > sharedStringsMax) {
          throw new Failure(
            'file.too-large',
            `Expected at most ${sharedStringsMax} texts in a workbook, got more: save its sheets as CSV.`,
          );
        }
      }
    },
  });
  return strings;
}

/** xl/styles.xml, 18.8: how the numbers of each cell style look. */
export function readStyles(part: PartText): NumberLook[] {
  const own = new Map<number, NumberLook>();
  const looks: NumberLook[] = [];
  let inside = false;
  scanPart(part, {
    open(name, attributes) {
      if (name === 'numFmt') {
        const id = Number(xmlAttribute(attributes, 'numFmtId'));
        own.set(id, parseNumberLook((xmlAttribute(attributes, 'formatCode') ?? '').slice(0, 1000)));
      } else if (name === 'cellXfs') inside = true;
      else if (name === 'xf' && inside) {
        const id = Number(xmlAttribute(attributes, 'numFmtId') ?? '0');
        looks.push(own.get(id) ?? builtInNumberLook(id));
        if (looks.length > stylesMax)
          throw new Failure('file.too-large', `Expected at most ${stylesMax} cell styles, got more.`);
      }
    },
    close(name) {
      if (name === 'cellXfs') inside = false;
    },
  });
  return looks;
}
