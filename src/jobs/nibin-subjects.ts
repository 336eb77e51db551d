import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { Pair } from '../store/candidate-pairs.ts';
import { findExhibits } from '../store/exhibits.ts';
import { findLeadsAbout } from '../store/nibin-facts.ts';

/** What events of the audit are about, where the tie of a pair left by itself: the report of the comparison, whichever was named first, the lead, and reports of cases that told of it. */
export const pairSubjects = ({ a, b, lead }: Pair & { readonly lead: number }): Record<string, unknown>[] => [
  { nibinLead: lead },
  { compared: [a, b] },
  { caseLeads: [lead] },
];

/** What events of the audit are about, where a page or package that left may show the tie that records tell of: either end, both on one board, leads that rest on it. */
export async function nibinSubjects(
  client: pg.ClientBase,
  agencyId: number,
  { a, b }: Pair,
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
    ...[...ofA, ...ofB].map((entity) => ({ entity })),
    ...ofA.flatMap((x) => ofB.map((y) => ({ entities: [x, y] }))),
    ...about.map((each) => ({ lead: each })),
  ];
}
