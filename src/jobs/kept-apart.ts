import type pg from 'pg';
import { kindPlans } from '../identity/compared-fields.ts';
import { differ, marksOf, markSetsOf, contradict, type MarkName, type Marks } from '../identity/contradictions.ts';
import { partsExclude, partsOf, type IncidentPart } from '../identity/incident-part.ts';
import { observationNumber } from '../model/ids.ts';
import type { ComparedKind } from '../model/identity.ts';
import { observationTables } from '../model/tables.ts';
import { findJudgedApart } from '../store/judged-apart.ts';
import { observationsOfEntities } from '../store/judgements.ts';
import { findTypedRows } from '../store/records.ts';
import { findKeysBetween } from '../store/search.ts';

interface SaidRow {
  readonly row: string;
  readonly marks: Marks;
  readonly part: IncidentPart | undefined;
}

/** What keeps two entities apart: the kind of thing it is, and the same in a sentence that names the rows. */
export interface KeptApart {
  readonly by: 'judgement' | 'register' | 'incident' | 'mean';
  readonly because: string;
}

interface EntityPair {
  readonly a: number;
  readonly b: number;
}

/**
 * What keeps the two entities of each pair apart: the first that holds, in the order in which joining asks (`join-observations.ts`). A
 * judgement, numbers of one register, parts in one incident; else their rows on the mean.
 */
export async function findKeptApart(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
  pairs: readonly EntityPair[],
): Promise<KeptApart[]> {
  const entities = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const judged = await findJudgedApart(client, agencyId, entities);
  const said = await rowsSaid(client, agencyId, kind, entities);
  const keyBetween = await findKeysBetween(client, agencyId, entities);
  return pairs.map(({ a, b }) => {
    if (judged.get(a)?.some((other) => other === `${kind}:${b}`))
      return { by: 'judgement', because: 'A person judged rows of the two different.' };
    const held = heldApart(kind, said.get(a) ?? [], said.get(b) ?? []);
    if (held) return held;
    const key = keyBetween(a, b);
    return {
      by: 'mean',
      because:
        key === undefined
          ? 'The two rows agree, but on the mean of all rows of the two sides too little speaks for it.'
          : `They share what joins by itself (${key}), but rows of theirs contradict each other in what that asks besides: names, a date, sex, a number, type or calibre.`,
    };
  });
}

/** What is said of a pair: that its rows mean too little only where the two rows shown would be joined. */
export function shownApart(
  apart: KeptApart | null,
  wouldJoin: boolean,
): { keptApart: string | null; keptApartBy: KeptApart['by'] | null } {
  return apart === null || (apart.by === 'mean' && !wouldJoin)
    ? { keptApart: null, keptApartBy: null }
    : { keptApart: apart.because, keptApartBy: apart.by };
}

/** Which pairs of a kind a register or an incident holds apart, whatever their fields say and anybody judged. */
export async function findHeldApart(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
  pairs: readonly EntityPair[],
): Promise<boolean[]> {
  // Nothing is held apart of what has neither numbers of a register nor a part in an incident.
  if (kindPlans[kind].marks.length === 0 && kind !== 'person') return pairs.map(() => false);
  const said = await rowsSaid(client, agencyId, kind, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
  return pairs.map(({ a, b }) => heldApart(kind, said.get(a) ?? [], said.get(b) ?? []) !== null);
}

function heldApart(kind: ComparedKind, ours: readonly SaidRow[], theirs: readonly SaidRow[]): KeptApart | null {
  const { marks } = kindPlans[kind];
  const [x, y] = [ours, theirs].map((rows) => markSetsOf(rows.map((each) => each.marks))) as [MarkSets, MarkSets];
  for (const name of marks) {
    if (!contradict(x, y, [name])) continue;
    for (const one of ours)
      for (const other of theirs)
        if (disagree(name, one, other, [x, y]))
          return {
            by: 'register',
            because: `They bear two numbers of one register: ${spaced(one.marks[name]!)} in row ${one.row}, ${spaced(other.marks[name]!)} in row ${other.row}.`,
          };
  }
  for (const one of ours)
    for (const other of theirs)
      if (one.part && other.part && partsExclude(one.part, other.part))
        return {
          by: 'incident',
          because: `They are two parts in one incident: rows ${one.row} and ${other.row} name a victim and a suspect, two victims, or two people in one row.`,
        };
  return null;
}

type MarkSets = ReturnType<typeof markSetsOf>;

/** Two numbers that one side bears both of hold nothing apart. */
const disagree = (name: MarkName, one: SaidRow, other: SaidRow, sides: readonly MarkSets[]) => {
  const [p, q] = [one.marks[name], other.marks[name]];
  if (p === undefined || q === undefined || !differ[name](p, q)) return false;
  return !sides.some((side) => side.get(name)!.has(p) && side.get(name)!.has(q));
};

/** A number as a person writes it: kind, state and figures. */
const spaced = (mark: string) => mark.replaceAll(':', ' ');

async function rowsSaid(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
  entities: readonly number[],
): Promise<Map<number, SaidRow[]>> {
  const inForce = (await observationsOfEntities(client, agencyId, entities)).filter((each) => !each.superseded);
  const records = inForce.map((each) => each.record);
  const found = await findTypedRows(client, agencyId, records, [observationTables[kind], observationTables.incident]);
  if (kind === 'person') found.push(...(await findTypedRows(client, agencyId, records, ['victim'])));
  const typed = new Map(
    found
      .filter(({ table }) => table === observationTables[kind])
      .map((row) => [observationNumber(row.record, row.ordinal), row.values]),
  );
  const parts = new Map(
    [...Map.groupBy(found, ({ record }) => record)].map(([record, of]) => [record, partsOf(record, of)]),
  );
  const rows = inForce.map(({ entity, number, record, ordinal }) => {
    const marks = marksOf(kind, typed.get(number) ?? {});
    return { entity, row: { row: `${record}-${ordinal}`, marks, part: parts.get(record)?.get(ordinal) } };
  });
  return new Map(
    [...Map.groupBy(rows, ({ entity }) => entity)].map(([entity, of]) => [entity, of.map(({ row }) => row)]),
  );
}
