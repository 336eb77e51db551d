import type pg from 'pg';
import type { BoardContent } from '../model/boards.ts';
import { entityId, parseEntityId, type EntityId } from '../model/ids.ts';
import type { EntityKind } from '../model/tables.ts';
import { findEntities, followMerges } from '../store/search.ts';
import { kindsSeen } from '../store/seen-entities.ts';

/** Whose eyes something is resolved for: what only records with a hidden tag speak of is not there. */
export interface Seer {
  readonly agencyId: number;
  readonly hidden: readonly string[];
}

async function kindsFor(
  client: pg.ClientBase,
  { agencyId, hidden }: Seer,
  numbers: readonly number[],
): Promise<Map<number, EntityKind>> {
  if (hidden.length > 0) return kindsSeen(client, agencyId, numbers, hidden);
  return new Map([...(await findEntities(client, agencyId, numbers))].map(([number, { kind }]) => [number, kind]));
}

/** Ids as they were saved, each with what it belongs to today; those of nothing the reader may see are left out. */
export async function resolveItems(
  client: pg.ClientBase,
  reader: Seer,
  ids: readonly string[],
): Promise<Map<string, EntityId>> {
  const asked = [...new Set(ids)].flatMap((id) => {
    const parsed = parseEntityId(id);
    return parsed === null ? [] : [{ id, ...parsed }];
  });
  const now = await followMerges(
    client,
    reader.agencyId,
    asked.map(({ number }) => number),
  );
  const kinds = await kindsFor(client, reader, now);
  return new Map(
    asked.flatMap(({ id, kind }, at) =>
      kinds.get(now[at]!) === kind ? [[id, entityId(kind, now[at]!)] as const] : [],
    ),
  );
}

/** Every id a board names. */
export function idsOf(content: BoardContent): string[] {
  const { items, roots, hidden, pinned, folded, colours } = content;
  return [...items, ...colours].map(({ id }) => id).concat(roots, hidden, pinned, folded);
}

/** A board in the ids of today: of things that became one the first stands where it stood. */
export function contentOfToday(content: BoardContent, today: ReadonlyMap<string, EntityId>): BoardContent {
  const list = (ids: readonly string[]) => [...new Set(ids.flatMap((id) => today.get(id) ?? []))];
  const things = <Thing extends { id: string }>(all: readonly Thing[]): Thing[] => {
    const found = new Map<string, Thing>();
    for (const each of all) {
      const id = today.get(each.id);
      if (id !== undefined && !found.has(id)) found.set(id, { ...each, id });
    }
    return [...found.values()];
  };
  return {
    ...content,
    items: things(content.items),
    roots: list(content.roots),
    hidden: list(content.hidden),
    pinned: list(content.pinned),
    folded: list(content.folded),
    colours: things(content.colours),
  };
}

/** Numbers of entities, each with the id of what it belongs to today; those of nothing the reader may see are left out. */
export async function resolveNumbers(
  client: pg.ClientBase,
  reader: Seer,
  numbers: readonly number[],
): Promise<Map<number, EntityId>> {
  const asked = [...new Set(numbers)];
  const now = await followMerges(client, reader.agencyId, asked);
  const kinds = await kindsFor(client, reader, now);
  return new Map(
    asked.flatMap((number, at) => {
      const kind = kinds.get(now[at]!);
      return kind === undefined ? [] : [[number, entityId(kind, now[at]!)] as const];
    }),
  );
}
