import type pg from 'pg';
import { kindPlans } from '../identity/compared-fields.ts';
import { identityKeys } from '../identity/identity-keys.ts';
import { weakestTie } from '../identity/weakest-tie.ts';
import { Failure } from '../model/errors.ts';
import { entityId, observationNumber, type EntityId } from '../model/ids.ts';
import { comparedKinds, type Cluster, type ComparedKind } from '../model/identity.ts';
import type { EntityKind } from '../model/tables.ts';
import { alikeRowsOfEntity, entityEvents, findJudgementsOn, type AlikeRows } from '../store/identity-review.ts';
import { contentsOfObservations } from '../store/identity-contents.ts';
import { tiesAmong } from '../store/identity-ties.ts';
import { findSources, findTypedRows } from '../store/records.ts';
import { findEntity, followMerges } from '../store/search.ts';
import { valuesByRow } from './record-observations.ts';
import { withoutEntities } from './review-queue.ts';
import { withContrary } from './review-sides.ts';

const rowsShown = 200;
const othersShown = 50;
/** Of rows that no model compared so many are read, to be put together where they say the same; those beyond stand each alone. */
const rowsRead = 2_000;
/** What a person or an exact key ties is stronger than any bits. */
const keyStrength = 1_000;
const judgedStrength = 10_000;

/** The rows held for one entity, and what holds them together; null where there is none of that kind and number. */
export async function loadCluster(
  client: pg.ClientBase,
  agencyId: number,
  wanted: { readonly kind: EntityKind; readonly number: number },
): Promise<Cluster | null> {
  const [now] = await followMerges(client, agencyId, [wanted.number]);
  const entity = await findEntity(client, agencyId, { kind: wanted.kind, number: now! });
  if (!entity) return null;
  const kind = entity.kind as ComparedKind;
  if (!comparedKinds.includes(kind))
    throw new Failure(
      'identity.no-model',
      `Expected one of the kinds ${comparedKinds.join(', ')}; got ${entity.kind}.`,
    );
  const { groups, total } = await alikeRows(client, agencyId, entity.entityId);
  const values = valuesByRow(await findTypedRows(client, agencyId, [...new Set(groups.map((row) => row.record))]));
  const { fields, cells } = kindPlans[kind];
  const idOf = ({ record, ordinal }: AlikeRows) => `${record}-${ordinal}`;
  const cellsOf = (row: AlikeRows) => cells(values.get(idOf(row)) ?? {});
  // What no model compared yet has no content: such rows are told to say the same here. Rows of which nothing is compared (a flat, a crossing)
  // stand each alone, else they could not be parted.
  const saidBy = (row: AlikeRows) => {
    const said = cellsOf(row);
    return row.content ?? (said.some((cell) => cell !== '') ? JSON.stringify(said) : idOf(row));
  };
  const alike = [...Map.groupBy(groups, saidBy)]
    .map(([, of]) => of)
    .map(([first, ...others]) => ({
      ...first!,
      rows: others.reduce((sum, each) => sum + each.rows, first!.rows),
      members: [first!, ...others].flatMap((each) => each.members),
    }));
  const shown = alike.slice(0, rowsShown);
  const sources = await findSources(
    client,
    agencyId,
    shown.map((row) => row.record),
  );
  const judgements = await withContrary(client, agencyId, await findJudgementsOn(client, agencyId, [entity.entityId]));
  const ties = await tiesBetween();
  const weakest = weakestTie(
    shown.length,
    ties.map(({ a, b, bits, key, judged }) => ({
      a,
      b,
      strength: judged === 'same' ? judgedStrength : key !== null ? keyStrength : (bits ?? -Infinity),
    })),
  );
  const firsts = shown.map(idOf);
  return {
    id: entityId(entity.kind, entity.entityId),
    kind: entity.kind,
    label: entity.label,
    rows: shown.map((row) => {
      const { handling: _, ...source } = sources.get(row.record)!;
      const said = cellsOf(row);
      const of = values.get(idOf(row)) ?? {};
      return {
        row: idOf(row),
        rows: row.rows,
        others: row.members.slice(1, 1 + othersShown),
        role: textOf(of['role']) ?? '',
        seenOn: textOf(of['seen_on']),
        values: Object.fromEntries(fields.flatMap(({ name }, at) => (said[at] ? [[name, said[at]]] : []))),
        joinedBy: row.joinedBy,
        source,
      };
    }),
    rowsTotal: alike.length + total - groups.length,
    ties: ties.map(({ a, b, bits, key, judged }) => ({ a: firsts[a]!, b: firsts[b]!, bits, key, judged })),
    weakest: weakest && {
      left: weakest.left.map((at) => firsts[at]!),
      right: weakest.right.map((at) => firsts[at]!),
      bits: bitsAcross(weakest.left, weakest.right),
      by: heldBy(weakest.tie),
    },
    events: (await entityEvents(client, agencyId, entity.entityId)).map(({ other, ...event }) => ({
      ...event,
      other: entityId(entity.kind, other) as EntityId,
    })),
    judgements: judgements.map(withoutEntities),
  };

  async function tiesBetween() {
    const contents = shown.map((row) => row.content);
    const known = contents.filter((content) => content !== null);
    const bits = new Map<string, number>();
    for (const { a, b, bits: of } of (await tiesAmong(client, agencyId, known)).pairs) bits.set(`${a} ${b}`, of);
    const keys = shown.map(
      (row) => new Map(identityKeys(kind, values.get(idOf(row)) ?? {}).map((each) => [each.key, each.reason])),
    );
    const placeOf = new Map(shown.flatMap(({ members }, at) => members.map((row) => [row, at] as const)));
    // A row that was judged may be one of hundreds that say the same.
    const placeOfContent = new Map(
      contents.flatMap((content, at) => (content === null ? [] : [[content, at] as const])),
    );
    const contentOf = await contentsOfObservations(client, agencyId, [
      ...new Set(judgements.flatMap(({ a, b }) => [a, b].map((row) => rowOf(row).record))),
    ]);
    const placeOfRow = (row: string) => {
      const { record, ordinal } = rowOf(row);
      return placeOf.get(row) ?? placeOfContent.get(contentOf.get(observationNumber(record, ordinal)) ?? -1);
    };
    const judged = new Map<string, string>();
    for (const { a, b, verdict, state } of judgements) {
      const [x, y] = [placeOfRow(a), placeOfRow(b)];
      if (state === 'IN_FORCE' && verdict !== 'unsure' && x !== undefined && y !== undefined)
        judged.set(`${Math.min(x, y)} ${Math.max(x, y)}`, verdict);
    }
    const found: { a: number; b: number; bits: number | null; key: string | null; judged: string | null }[] = [];
    for (let a = 0; a < shown.length; a++) {
      for (let b = a + 1; b < shown.length; b++) {
        const [x, y] = [contents[a], contents[b]];
        const said = x == null || y == null ? undefined : bits.get(`${Math.min(x, y)} ${Math.max(x, y)}`);
        const shared = [...keys[a]!].find(([key]) => keys[b]!.has(key))?.[1];
        const verdict = judged.get(`${a} ${b}`);
        if (said !== undefined || shared !== undefined || verdict !== undefined)
          found.push({ a, b, bits: said ?? null, key: shared ?? null, judged: verdict ?? null });
      }
    }
    return found;
  }

  function bitsAcross(left: readonly number[], right: readonly number[]): number | null {
    const sides = [new Set(left), new Set(right)] as const;
    const across = ties.filter(
      ({ a, b, bits }) =>
        bits !== null && ((sides[0].has(a) && sides[1].has(b)) || (sides[0].has(b) && sides[1].has(a))),
    );
    return across.length === 0 ? null : across.reduce((sum, { bits }) => sum + bits!, 0) / across.length;
  }

  function heldBy(tie: { readonly a: number; readonly b: number } | null): string {
    const held = tie && ties.find(({ a, b }) => a === tie.a && b === tie.b);
    if (!held) return 'no tie of their own: rows that are not shown, or older versions, hold them together';
    if (held.judged === 'same') return 'a person judged them the same';
    return held.key ?? 'a model holds them for one';
  }
}

async function alikeRows(client: pg.ClientBase, agencyId: number, entity: number) {
  const ask = (groups: number) => alikeRowsOfEntity(client, agencyId, entity, { groups, members: 1 + othersShown });
  const found = await ask(rowsShown);
  return found.total > rowsShown && found.groups.some(({ content }) => content === null) ? ask(rowsRead) : found;
}

function rowOf(text: string) {
  const [record, ordinal] = text.split('-').map(Number) as [number, number];
  return { record, ordinal };
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
