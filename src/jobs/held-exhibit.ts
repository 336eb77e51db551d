import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { findExhibits, type StoredExhibit } from '../store/exhibits.ts';

/** Who does something with exhibits, and when. */
export interface ExhibitTurn {
  readonly agencyId: number;
  readonly actor: string;
  readonly now: string;
  /** They may say what a correlation elsewhere came to; nobody but those who conclude on candidates. */
  readonly mayConclude?: boolean;
}

/** An exhibit nobody else changes until the transaction ends, at the version that was looked at. */
export async function heldExhibit(
  client: pg.ClientBase,
  agencyId: number,
  exhibit: number,
  version: number | null,
): Promise<StoredExhibit> {
  const [found] = await findExhibits(client, agencyId, [exhibit], 'change');
  if (found === undefined)
    throw new Failure('exhibit.unknown', `Expected the number of an exhibit; there is none of number ${exhibit}.`);
  if (version !== null && found.version !== version)
    throw new Failure(
      'exhibit.changed',
      `Expected version ${found.version} of exhibit ${exhibit}; what was worked on is ${version}. Somebody, or the program, changed it in between. Nothing was changed. Look at it again.`,
      { detail: { expected: found.version, got: version } },
    );
  return found;
}
