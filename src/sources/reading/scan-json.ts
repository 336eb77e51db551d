import { Failure } from '../../model/errors.ts';
import type { CellRepair } from './decode-text.ts';
import { parseFlatObject } from './parse-flat-object.ts';
import { rowCellsMax, type RawProblem, type RawRow, type RowEvent } from './raw-row.ts';

/** Takes decoded text piece by piece, cut anywhere, and gives the rows that are complete. */
export interface JsonScanner {
  push(text: string, suspect: boolean): RowEvent;
  end(): RowEvent;
}

/** `lines`: one object a line (NDJSON). `values`: an array of objects, or objects one after the other over many lines. */
export type JsonLayout = 'lines' | 'values';

/** Longest object, in characters: all its cells and what it nests. */
const objectCharactersMax = 4 * 1024 * 1024;
/** So many objects are looked at before the header is fixed, unless their text grows past the limit of one row. */
const headerObjects = 100;
/** After so many objects in a row that never end, the file is no list of objects; each costs a look at all that follows. */
const unfinishedMax = 20;

/**
 * Says how JSON text is laid out, or null where it is no JSON: `{` and a key, or `[` and a value.
 */
export function detectJsonLayout(sample: string): JsonLayout | null {
  if (/^\s*\[\s*(?:[[{"\]]|-?\d+\s*,)/.test(sample)) return 'values';
  if (!/^\s*\{\s*["}]/.test(sample)) return null;
  const lines = sample.split('\n').slice(0, 21);
  if (lines.length > 1) lines.pop();
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  const whole = filled.filter((line) => line.startsWith('{') && /\},?$/.test(line)).length;
  return whole * 2 > filled.length ? 'lines' : 'values';
}

/**
 * Reads JSON objects as rows under a header. The header is a row of its own with line 0: the keys of the first objects,
 * in the order in which they appear. A key that appears later gets a column at the end, announced by `addedColumns`.
 * An object that is broken or too long is one problem; the reader goes on at the next line that starts one.
 */
export function scanJson(layout: JsonLayout, repair: CellRepair): JsonScanner {
  const columns = new Map<string, number>();
  let waiting: { line: number; keys: string[]; values: string[] }[] = [];
  let waitingCharacters = 0;
  let headerGiven = false;
  let line = 1;
  let tail = '';
  let dirty = false;
  let skippingFrom = 0; // line of the value being passed over, 0 when none is
  let progress = { at: 0, depth: 0, quoted: 'no' as 'no' | 'yes' };
  let insideArray = false;
  let unfinished = 0; // objects without an end since the last whole one

  let rows: RawRow[] = [];
  let problems: RawProblem[] = [];
  let added: string[] = [];

  function lose(at: number, code: RawProblem['code'], expected: string, got: string): void {
    problems.push({ line: at, code, expected, got, row: 'lost' });
  }

  function addObject(text: string, at: number): void {
    const parsed = parseFlatObject(text);
    if (parsed.kind === 'broken') {
      lose(at, 'json.broken', 'a JSON object', 'text that is not valid JSON');
      return;
    }
    if (parsed.kind === 'not-object') {
      lose(at, 'json.not-object', 'a JSON object', parsed.got);
      return;
    }
    unfinished = 0;
    const { keys, values, repeatedKeys } = parsed.object;
    const unknown = keys.reduce((count, key) => count + (columns.has(key) ? 0 : 1), 0);
    if (columns.size + unknown > rowCellsMax) {
      lose(at, 'json.too-many-keys', `at most ${rowCellsMax} different keys in a file`, 'more keys');
      return;
    }
    if (repeatedKeys > 0) {
      problems.push({
        line: at,
        code: 'json.repeated-key',
        expected: 'every key once',
        got: `${repeatedKeys} repeated; the last value is used`,
        row: 'kept',
      });
    }
    if (unknown > 0) addColumns(keys, at);
    if (dirty || text.includes('\\u')) problems.push(...repair(values, at));
    if (headerGiven) {
      addRow(at, keys, values);
      return;
    }
    waiting.push({ line: at, keys, values });
    waitingCharacters += text.length;
    if (waiting.length >= headerObjects || waitingCharacters > objectCharactersMax) giveHeader();
  }

  function addColumns(keys: string[], at: number): void {
    const before = columns.size;
    for (const key of keys) if (!columns.has(key)) columns.set(key, columns.size);
    if (!headerGiven) return;
    added.push(...[...columns.keys()].slice(before));
    problems.push({
      line: at,
      code: 'json.new-key',
      expected: 'the keys of the first objects',
      got: `${columns.size - before} more; columns were added at the end`,
      row: 'kept',
    });
  }

  function addRow(at: number, keys: string[], values: string[]): void {
    const cells = Array.from({ length: columns.size }, () => '');
    for (let i = 0; i < keys.length; i++) cells[columns.get(keys[i]!)!] = values[i]!;
    rows.push({ line: at, cells });
  }

  function giveHeader(): void {
    headerGiven = true;
    if (waiting.length === 0) return;
    const names = [...columns.keys()];
    repair(names, 0);
    rows.push({ line: 0, cells: names });
    for (const each of waiting) addRow(each.line, each.keys, each.values);
    waiting = [];
  }

  function tooLong(at: number): void {
    lose(at, 'json.too-long', `at most ${objectCharactersMax} characters in an object`, 'a longer one');
  }

  /** One object a line; returns the place up to which the text is done with. */
  function scanLines(text: string, final: boolean): number {
    let i = 0;
    while (i < text.length) {
      const end = text.indexOf('\n', i);
      if (end < 0 && !final) {
        if (text.length - i <= objectCharactersMax) return i;
        if (skippingFrom === 0) tooLong(line);
        skippingFrom = line;
        return text.length;
      }
      const stop = end < 0 ? text.length : end;
      if (skippingFrom !== 0) skippingFrom = 0;
      else if (stop - i > objectCharactersMax) tooLong(line);
      else {
        const content = text.slice(i, stop).trim();
        if (content !== '') addObject(content.endsWith(',') ? content.slice(0, -1) : content, line);
      }
      line++;
      i = stop + 1;
    }
    return text.length;
  }

  /** Values one after the other, in an array or not; returns the place up to which the text is done with. */
  function scanValues(text: string, final: boolean): number {
    let i = 0;
    while (i < text.length) {
      if (skippingFrom !== 0) {
        const next = resume(text, i, final);
        if (next < 0) return keepLineStart(text, i);
        i = next;
      }
      const char = text[i]!;
      if (char === '\n') line++;
      if (char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === ',') {
        i++;
      } else if (char === '[' && !insideArray) {
        insideArray = true;
        i++;
      } else if (char === ']') {
        insideArray = false;
        i++;
      } else {
        const end = valueEnd(text, i, final);
        if (end === 'unfinished' && !final && text.length - i <= objectCharactersMax) return i;
        progress = { at: 0, depth: 0, quoted: 'no' };
        if (end === 'broken' || end === 'unfinished' || end - i > objectCharactersMax) {
          if (end === 'broken' || final) lose(line, 'json.broken', 'a JSON object', 'text that is not valid JSON');
          else tooLong(line);
          skippingFrom = line;
          if (end === 'unfinished' && ++unfinished > unfinishedMax) {
            throw new Failure(
              'file.damaged',
              'Expected a list of JSON objects, got one after the other that does not end.',
            );
          }
          continue;
        }
        const value = text.slice(i, end);
        addObject(value, line);
        line += countLines(value);
        i = end;
      }
    }
    return i;
  }

  /** Place after the value at `from`. Remembers how far it came, so that a value in many pieces is looked at once. */
  function valueEnd(text: string, from: number, final: boolean): number | 'unfinished' | 'broken' {
    let { depth, quoted } = progress;
    let i = from + progress.at;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (quoted === 'yes') {
        if (code === 92) {
          if (i + 1 >= text.length) break;
          i++;
        } else if (code === 34) {
          quoted = 'no';
          if (depth === 0) return i + 1;
        } else if (code === 10) return 'broken'; // no JSON text spans lines, so its quote was never closed
      } else if (code === 34) quoted = 'yes';
      else if (code === 123 || code === 91) depth++;
      else if (code === 125 || code === 93) {
        if (depth === 0) return i === from ? 'broken' : i;
        if (--depth === 0) return i + 1;
      } else if (depth === 0 && (code === 44 || code === 10 || code === 13)) return i;
    }
    progress = { at: i - from, depth, quoted };
    return final && depth === 0 && quoted === 'no' ? text.length : 'unfinished';
  }

  /** After a broken value: the next line that starts an object. */
  function resume(text: string, from: number, final: boolean): number {
    const starts = /[\r\n][ \t]*(?=\{)/g;
    starts.lastIndex = from;
    const found = starts.exec(text);
    if (found === null) {
      if (final) line += countLines(text.slice(from));
      return final ? text.length : -1;
    }
    line += countLines(text.slice(from, starts.lastIndex));
    skippingFrom = 0;
    return starts.lastIndex;
  }

  function keepLineStart(text: string, from: number): number {
    const lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    const keep = lastLine >= from && text.slice(lastLine).trim() === '' ? lastLine : text.length;
    line += countLines(text.slice(from, keep));
    return keep;
  }

  function countLines(text: string): number {
    let count = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
    return count;
  }

  function run(text: string, suspect: boolean, final: boolean): RowEvent {
    rows = [];
    problems = [];
    added = [];
    dirty = suspect || (dirty && tail !== '');
    const whole = tail + text;
    const done = layout === 'lines' ? scanLines(whole, final) : scanValues(whole, final);
    tail = whole.slice(done);
    if (final) giveHeader();
    return added.length > 0 ? { rows, problems, addedColumns: added } : { rows, problems };
  }

  return {
    push: (text, suspect) => run(text, suspect, false),
    end: () => run('', false, true),
  };
}
