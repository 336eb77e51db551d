import { readFile } from 'node:fs/promises';
import { acceptUsual } from '../identity/dedupe-table.ts';
import { fieldTypes, type FieldType } from '../identity/comparison.ts';
import { fieldsMax } from '../identity/estimate-weights.ts';
import { namesRace } from '../identity/names-race.ts';
import { Failure } from '../model/errors.ts';

/** What is compared in files of records, as its author wrote it down: docs/methods/identity.md has an example. */
export interface IdentityConfig {
  readonly uniqueId: string;
  readonly fields: readonly IdentityField[];
  /** Lists of columns that must agree, or blocks chosen from the data. */
  readonly blocking: 'auto' | readonly (readonly string[])[];
  /** Two files or more, without duplicates in any. */
  readonly linkOnly: boolean;
  /** Mean probability from which two groups of records are joined. */
  readonly accept: number;
}

export interface IdentityField {
  /** Columns read as one text, parted by a space. */
  readonly columns: readonly string[];
  readonly type: FieldType;
  readonly format: string | undefined;
  /** A thing has one number of this kind: records with two that differ by more than slips are never joined. */
  readonly authoritative: boolean;
}

const keysKnown = ['uniqueId', 'fields', 'blocking', 'linkOnly', 'accept'];

/** Reads and checks a configuration; says of every fault what was expected and what was there. */
export async function readIdentityConfig(path: string): Promise<IdentityConfig> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure(
      missing ? 'file.missing' : 'file.unreadable',
      `Expected a configuration at ${path}; ${missing ? 'there is no file' : 'it cannot be read'}.`,
      { detail: { path }, cause },
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(path, `Expected JSON; ${(cause as Error).message}.`);
  }
  return checkConfig(path, value);
}

export function checkConfig(path: string, value: unknown): IdentityConfig {
  const at = (what: string, got: unknown) => invalid(path, `Expected ${what}; got ${shown(got)}.`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw at('an object', value);
  const config = value as Record<string, unknown>;
  for (const key of Object.keys(config)) if (!keysKnown.includes(key)) throw at(`only ${keysKnown.join(', ')}`, key);
  const { uniqueId, fields, blocking = 'auto', linkOnly = false, accept = acceptUsual } = config;
  if (typeof uniqueId !== 'string' || uniqueId.trim() === '') throw at('uniqueId: the name of a column', uniqueId);
  if (!Array.isArray(fields) || fields.length === 0) throw at('fields: a list with a field at least', fields);
  if (fields.length > fieldsMax) throw at(`at most ${fieldsMax} fields`, fields.length);
  if (typeof accept !== 'number' || !(accept > 0 && accept < 1))
    throw at('accept: a probability between 0 and 1', accept);
  if (typeof linkOnly !== 'boolean') throw at('linkOnly: true or false', linkOnly);
  const read = fields.map((each, place) => checkField(path, place, each));
  if (blocking !== 'auto' && !isListOfLists(blocking))
    throw at('blocking: "auto" or a list of lists of columns', blocking);
  const names = read.map(fieldName);
  // Twice the same would be counted as evidence twice, also where it is a part of what another field reads as one text.
  const columns = read.flatMap((field) => field.columns);
  const twice = columns.find((name, place) => columns.indexOf(name) < place);
  if (twice !== undefined) throw at('every column among the fields once', twice);
  if (blocking !== 'auto')
    for (const name of blocking.flat())
      if (!names.includes(name)) throw at(`blocking by columns that are compared (${names.join('; ')})`, name);
  return { uniqueId: uniqueId.trim(), fields: read, blocking, linkOnly, accept };
}

/** How a field is named in answers: its columns. */
export const fieldName = ({ columns }: IdentityField) => columns.join(' ');

function checkField(path: string, place: number, value: unknown): IdentityField {
  const at = (what: string, got: unknown) =>
    invalid(path, `Expected field ${place + 1} to have ${what}; got ${shown(got)}.`);
  if (typeof value !== 'object' || value === null) throw at('a column and a type', value);
  const { column, columns, type, format, authoritative = false, ...more } = value as Record<string, unknown>;
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) throw at('column or columns, type, format and authoritative alone', unknown);
  const list = columns ?? (column === undefined ? undefined : [column]);
  if (
    !Array.isArray(list) ||
    list.length === 0 ||
    !list.every((each) => typeof each === 'string' && each.trim() !== '')
  )
    throw at('a column, or a list of columns', list);
  if (column !== undefined && columns !== undefined) throw at('either column or columns', 'both');
  if (typeof type !== 'string' || !(fieldTypes as readonly string[]).includes(type))
    throw at(`one of the types ${fieldTypes.join(', ')}`, type);
  if (format !== undefined && (typeof format !== 'string' || type !== 'date' || !/y/.test(format) || !/M/.test(format)))
    throw at('a format of a date, such as yyyy-MM-dd, or none', format);
  if (
    typeof authoritative !== 'boolean' ||
    (authoritative && !['identifier', 'firearm-serial', 'licence'].includes(type))
  )
    throw at('authoritative, true or false, with an identifier, firearm-serial or licence alone', authoritative);
  const names = (list as string[]).map((each) => each.trim());
  const race = names.find(namesRace);
  if (race !== undefined)
    throw new Failure(
      'identity.never-compared',
      `Expected no column of race, or of what stands for it, among those compared; got ${race}. Leave it out.`,
      {
        detail: { path, column: race },
      },
    );
  return { columns: names, type: type as FieldType, format, authoritative };
}

const isListOfLists = (value: unknown): value is string[][] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => Array.isArray(each) && each.length > 0 && each.every((name) => typeof name === 'string'));

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

const invalid = (path: string, message: string) =>
  new Failure('identity.config', `${message} In the configuration ${path}.`, { detail: { path } });
