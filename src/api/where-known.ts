import type pg from 'pg';
import { describeUnknownIds, unknownIds, type UnknownId } from '../jobs/find-links.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId } from '../model/ids.ts';

/** An answer, or which of the ids asked for name nothing. */
export type Answer<T> = { readonly answer: T | null } | { readonly unknown: readonly UnknownId[] };

export interface KnownOrder {
  readonly agencyId: number;
  readonly ids: readonly string[];
  /** Handling tags the reader may not see: what only such records speak of names nothing. */
  readonly hidden?: readonly string[];
}

/** Does some work where every id names what there is. */
export async function whereKnown<T>(
  client: pg.ClientBase,
  { agencyId, ids, hidden = [] }: KnownOrder,
  work: () => Promise<T | null>,
): Promise<Answer<T>> {
  const unknown = await unknownIds(
    client,
    agencyId,
    ids.map((id) => parseEntityId(id)!),
    hidden,
  );
  return unknown.length > 0 ? { unknown } : { answer: await work() };
}

/** What was found; null where there is nothing. */
export function foundIn<T>(given: Answer<T>): T | null {
  return 'answer' in given ? given.answer : null;
}

/** What was found, or the refusal that says which id names nothing. It is thrown outside of the read, which stays on record. */
export function found<T>(given: Answer<T>): T {
  const answer = foundIn(given);
  if (answer !== null) return answer;
  const unknown = 'unknown' in given ? describeUnknownIds(given.unknown) : 'There is nothing here that you may see.';
  throw new Failure('api.not-found', `${unknown} Check the address, or search again.`, { detail: { what: 'entity' } });
}
