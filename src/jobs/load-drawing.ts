import type pg from 'pg';
import { describeEntity, describeLink } from '../links/expand-hops.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { boardLinksMax, type Drawing } from '../model/boards.ts';
import { parseEntityId } from '../model/ids.ts';
import { findEntityHandling } from '../store/entity-handling.ts';
import { seenLinkSource } from './find-links.ts';
import { resolveItems, type Seer } from './resolve-items.ts';

export interface DrawingOrder {
  /** Numbers of entities as they are today. */
  readonly entities: readonly number[];
  /** Whether links that were withdrawn or replaced are drawn too. */
  readonly history: boolean;
}

/** Some entities with everything that ties them and how they may be handled: what a board draws, saved or not. */
export async function loadDrawing(
  client: pg.ClientBase,
  { agencyId, hidden }: Seer,
  { entities: numbers, history }: DrawingOrder,
): Promise<Drawing> {
  const source = weighedLinks(seenLinkSource(client, agencyId, hidden));
  const entities = await source.describe(numbers);
  const links = await source.among(numbers, { history });
  const handling = await findEntityHandling(client, agencyId, numbers, hidden);
  return {
    entities: entities.map((entity) => ({ ...describeEntity(entity, 0), handling: handling.get(entity.id) ?? [] })),
    links: links.slice(0, boardLinksMax).map(describeLink),
    linksTotal: links.length,
  };
}

/** The same of ids as they were given; one that was joined with another since stands as that, one of nothing not at all. */
export async function loadDrawingOf(
  client: pg.ClientBase,
  reader: Seer,
  { ids, history }: { readonly ids: readonly string[]; readonly history: boolean },
): Promise<Drawing> {
  const today = await resolveItems(client, reader, ids);
  const entities = [...new Set(today.values())].map((id) => parseEntityId(id)!.number);
  return loadDrawing(client, reader, { entities, history });
}
