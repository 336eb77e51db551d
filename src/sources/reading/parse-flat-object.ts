/** The members of one JSON object, values as text: strings as they are, numbers as written, null as '', nested as JSON. */
export interface FlatObject {
  keys: string[];
  values: string[];
  repeatedKeys: number;
}

export type FlatObjectResult =
  | { kind: 'object'; object: FlatObject }
  | { kind: 'broken' }
  | { kind: 'not-object'; got: 'an array' | 'a text' | 'a number' | 'true, false or null' };

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function afterSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9;) {
    code = text.charCodeAt(++at);
  }
  return at;
}

/** Place after the string that starts with the quote at `at`; -1 where it does not end. */
export function stringEnd(text: string, at: number): number {
  let k = at + 1;
  for (;;) {
    const quote = text.indexOf('"', k);
    if (quote < 0) return -1;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92 && quote - backslashes > at + 1) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    k = quote + 1;
  }
}

/** Place after the object or array that starts at `at`; -1 where it does not end. Does not check what is inside. */
export function nestedEnd(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i = stringEnd(text, i) - 1;
      if (i < 0) return -1;
    } else if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return i + 1;
  }
  return -1;
}

function stringValue(text: string, from: number, to: number): string | null {
  const inner = text.slice(from + 1, to - 1);
  if (!inner.includes('\\')) return inner;
  return parseOrNull(`"${inner.replaceAll('\t', '\\t')}"`);
}

function parseOrNull(text: string): string | null {
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}

function isValid(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses the text of one JSON object into its members. `JSON.parse` alone would round long numbers (a serial number
 * written as 12345678901234567890), drop the zeros of 1.10, and lose the first of two equal keys without a word.
 */
export function parseFlatObject(text: string): FlatObjectResult {
  let at = afterSpace(text, 0);
  const first = text[at];
  if (first !== '{') {
    if (!isValid(text)) return { kind: 'broken' };
    if (first === '[') return { kind: 'not-object', got: 'an array' };
    if (first === '"') return { kind: 'not-object', got: 'a text' };
    return { kind: 'not-object', got: /[-\d]/.test(first ?? '') ? 'a number' : 'true, false or null' };
  }
  const members = new Map<string, string>();
  let repeatedKeys = 0;
  at = afterSpace(text, at + 1);
  if (text[at] === '}') at++;
  else {
    for (;;) {
      if (text[at] !== '"') return { kind: 'broken' };
      const keyEnd = stringEnd(text, at);
      if (keyEnd < 0) return { kind: 'broken' };
      const key = stringValue(text, at, keyEnd);
      at = afterSpace(text, keyEnd);
      if (key === null || text[at] !== ':') return { kind: 'broken' };
      at = afterSpace(text, at + 1);
      const member = valueAt(text, at);
      if (member === null) return { kind: 'broken' };
      if (members.has(key)) repeatedKeys++;
      members.set(key, member.value);
      at = afterSpace(text, member.end);
      if (text[at] === '}') {
        at++;
        break;
      }
      if (text[at] !== ',') return { kind: 'broken' };
      at = afterSpace(text, at + 1);
    }
  }
  if (afterSpace(text, at) !== text.length) return { kind: 'broken' };
  return { kind: 'object', object: { keys: [...members.keys()], values: [...members.values()], repeatedKeys } };
}

function valueAt(text: string, at: number): { value: string; end: number } | null {
  const first = text[at];
  if (first === '"') {
    const end = stringEnd(text, at);
    const value = end < 0 ? null : stringValue(text, at, end);
    return value === null ? null : { value, end };
  }
  if (first === '{' || first === '[') {
    const end = nestedEnd(text, at);
    if (end < 0) return null;
    const value = text.slice(at, end);
    return isValid(value) ? { value, end } : null;
  }
  scalar.lastIndex = at;
  const found = scalar.exec(text);
  if (found === null) return null;
  return { value: found[0] === 'null' ? '' : found[0], end: scalar.lastIndex };
}
