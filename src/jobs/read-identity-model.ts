import { readFile } from 'node:fs/promises';
import type { EncodedTable } from '../identity/encoded-table.ts';
import type { Model } from '../identity/learn-model.ts';
import type { SqlKey } from '../identity/model-sql.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { modelOfSettings } from '../identity/splink-settings.ts';
import { Failure } from '../model/errors.ts';

/** Of comparisons the levels alone are asked here: no records need to be laid out for them. */
export const noRows = new Int32Array(0);

export interface IdentityModel {
  readonly model: Model;
  readonly blocks: readonly (readonly SqlKey[])[];
}

/** Reads a model learnt before, for the fields of a table; null where there is no file. */
export async function readIdentityModel(path: string, table: EncodedTable): Promise<IdentityModel | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Failure('file.unreadable', `Expected a model at ${path}; it cannot be read.`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Failure('identity.model', `Expected JSON in the model ${path}; ${(cause as Error).message}.`, { cause });
  }
  const read = modelOfSettings(value, table.fields, openComparisons(table, noRows).fields);
  if ('model' in read) return read;
  throw new Failure(
    'identity.model',
    `Expected ${read.expected} in ${path}; got ${read.got}. Give another file, or learn one anew.`,
    { detail: { path } },
  );
}

/** The same where there must be one. */
export async function requireIdentityModel(path: string, table: EncodedTable): Promise<IdentityModel> {
  const read = await readIdentityModel(path, table);
  if (read) return read;
  throw new Failure(
    'file.missing',
    `Expected a model at ${path}; there is no file. \`flashlight identity dedupe --model\` writes one.`,
  );
}
