import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { Pair } from '../store/candidate-reviews.ts';
import { findExhibits } from '../store/exhibits.ts';
import { findLeadsAbout } from '../store/nibin-facts.ts';

/** What events of the audit are about, where a page or package that left may show the tie of a pair: either end, both on one board, the lead. */
export async function nibinSubjects(
  client: pg.ClientBase,
  agencyId: number,
  { a, b, lead }: Pair & { readonly lead: number },
): Promise<Record<string, unknown>[]> {
  const ends = await findExhibits(client, agencyId, [a, b]);
  const [ofA, ofB] = [a, b].map((each) => {
    const end = ends.find(({ exhibit }) => exhibit === each);
    return [
      ...(end?.incident == null ? [] : [entityId('incident', end.incident)]),
      ...(end?.firearm == null ? [] : [entityId('firearm', end.firearm)]),
    ];
  }) as [string[], string[]];
  const numbers = ends.flatMap(({ incident, firearm }) => [incident, firearm]).filter((each) => each !== null);
  const about = await findLeadsAbout(client, agencyId, numbers);
  return [
    { nibinLead: lead },
    ...[...ofA, ...ofB].map((entity) => ({ entity })),
    // The report of their comparison, whichever of both was named first.
    { compared: [a, b] },
    ...ofA.flatMap((x) => ofB.map((y) => ({ entities: [x, y] }))),
    ...about.map((each) => ({ lead: each })),
  ];
}
