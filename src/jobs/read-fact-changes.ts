import type pg from 'pg';
import { ballisticPredicates } from '../links/ballistic-predicates.ts';
import { chainMax } from '../links/ballistic-ties.ts';
import { entityId, type EntityId } from '../model/ids.ts';
import { findFactChanges, type ChangePositions } from '../store/fact-changes.ts';
import { findTouchedFirearms, linksAreListed } from '../store/touched-firearms.ts';
import type { Home } from '../trace/trace-facts.ts';
import { factsInTurn, type FactsOfFirearm } from './load-trace-facts.ts';

export interface ReadChanges {
  /** Facts now of every firearm that may be another; null where nothing is known of it any more. */
  readonly firearms: Map<EntityId, FactsOfFirearm | null>;
  /** Records that changed. */
  readonly records: readonly number[];
}

/** What changed of firearms between two positions; null where the changes are no longer all listed, or `to` lies before `at`. */
export async function readFactChanges(
  client: pg.ClientBase,
  agencyId: number,
  home: Home,
  { at, to }: { readonly at: ChangePositions; readonly to: ChangePositions },
): Promise<ReadChanges | null> {
  const links = { after: at.linkSeq, to: to.linkSeq };
  const changes = await findFactChanges(client, agencyId, { after: at.seq, to: to.seq });
  if (changes === null || to.seq < at.seq || !(await linksAreListed(client, agencyId, links))) return null;
  const { records, left } = changes;
  const touched = await findTouchedFirearms(client, agencyId, {
    records,
    links,
    ballistic: ballisticPredicates,
    chainMost: chainMax,
  });
  const firearms = new Map<EntityId, FactsOfFirearm | null>(left.map((number) => [entityId('firearm', number), null]));
  // A firearm that one row left may be spoken of by others all the same.
  const again = [...new Set([...touched, ...left])].sort((a, b) => a - b);
  for await (const each of factsInTurn(client, agencyId, home, again)) firearms.set(each.id, each);
  return { firearms, records };
}
