import type pg from 'pg';
import { describeEntity, describeLink } from '../links/expand-hops.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import {
  boardLinksMax,
  type BoardNote,
  type BoardPage,
  type BoardPicture,
  type BoardVersion,
} from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId, type EntityId } from '../model/ids.ts';
import { findNotes, type StoredNote } from '../store/board-notes.ts';
import { findPictures, type StoredPicture } from '../store/board-pictures.ts';
import type { Reader } from '../store/audit.ts';
import { findVersion, findVersions, type StoredVersion } from '../store/boards.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { boardFor } from './board-right.ts';
import { contentOfToday, idsOf, resolveItems, resolveNumbers } from './resolve-items.ts';

export interface BoardOrder {
  readonly board: number;
  /** Without one, the newest. */
  readonly version?: number | undefined;
  /** Whether links that were withdrawn are drawn, where that is not as it was saved. */
  readonly history?: boolean | undefined;
}

/** A board as it was saved, drawn anew: what stands on it and what ties it is what the store says now. */
export async function loadBoard(client: pg.ClientBase, reader: Reader, order: BoardOrder): Promise<BoardPage> {
  const { agencyId } = reader;
  const board = await boardFor(client, reader, order.board, 'read');
  const version = order.version ?? board.version;
  const saved = await findVersion(client, agencyId, { board: board.board, version });
  if (saved === null)
    throw new Failure('api.not-found', `This board has no version ${version}. Open one of its list of versions.`, {
      detail: { what: 'version' },
    });
  const today = await resolveItems(client, agencyId, idsOf(saved.content));
  const content = contentOfToday(saved.content, today);
  const numbers = content.items.map(({ id }) => parseEntityId(id)!.number);
  const source = weighedLinks(postgresLinkSource(client, agencyId));
  const entities = await source.describe(numbers);
  const links = await source.among(numbers, { history: order.history ?? content.history });
  const at = version === board.version ? null : saved.savedAt;
  const notes = await findNotes(client, agencyId, { board: board.board, at });
  const pictures = await findPictures(client, agencyId, { board: board.board, at });
  return {
    board,
    opened: countChange(saved, await visibleOf(client, agencyId, [saved])),
    content,
    merged: saved.content.items.flatMap(({ id }) => {
      const is = today.get(id);
      return is === undefined || is === id ? [] : [{ was: id, is }];
    }),
    entities: entities.map((entity) => describeEntity(entity, 0)),
    links: links.slice(0, boardLinksMax).map(describeLink),
    linksTotal: links.length,
    notes: await shownNotes(client, agencyId, notes),
    pictures: await shownPictures(client, agencyId, pictures),
  };
}

/** The versions of a board, newest first, each with what it changed of what the reader may see. */
export async function loadVersions(client: pg.ClientBase, reader: Reader, board: number): Promise<BoardVersion[]> {
  await boardFor(client, reader, board, 'read');
  const versions = await findVersions(client, reader.agencyId, board);
  const visible = await visibleOf(client, reader.agencyId, versions);
  return versions.map((version) => countChange(version, visible));
}

async function visibleOf(client: pg.ClientBase, agencyId: number, versions: readonly StoredVersion[]) {
  const ids = versions.flatMap(({ change: { added = [], removed = [], moved = [], marked = [] } }) => [
    ...added,
    ...removed,
    ...moved,
    ...marked,
  ]);
  return resolveItems(client, agencyId, ids);
}

function countChange(
  { version, savedBy, savedAt, restoredFrom, change }: StoredVersion,
  visible: ReadonlyMap<string, EntityId>,
): BoardVersion {
  const count = (ids: readonly string[] = []) => ids.filter((id) => visible.has(id)).length;
  return {
    version,
    savedBy,
    savedAt,
    restoredFrom,
    change: {
      added: count(change.added),
      removed: count(change.removed),
      moved: count(change.moved),
      marked: count(change.marked),
      filters: change.filters ?? false,
    },
  };
}

/** What things notes or pictures are on, in the ids of today; of one the reader may not see there is nothing. */
async function thingsOf(
  client: pg.ClientBase,
  agencyId: number,
  on: readonly { readonly entity: number | null }[],
): Promise<(entity: number | null) => EntityId | null | undefined> {
  const ids = await resolveNumbers(
    client,
    agencyId,
    on.flatMap(({ entity }) => entity ?? []),
  );
  return (entity) => (entity === null ? null : ids.get(entity));
}

export async function shownNotes(
  client: pg.ClientBase,
  agencyId: number,
  notes: readonly StoredNote[],
): Promise<BoardNote[]> {
  const thing = await thingsOf(client, agencyId, notes);
  return notes.flatMap(({ entity, ...note }) => {
    const on = thing(entity);
    return on === undefined ? [] : [{ ...note, on }];
  });
}

export async function shownPictures(
  client: pg.ClientBase,
  agencyId: number,
  pictures: readonly StoredPicture[],
): Promise<BoardPicture[]> {
  const thing = await thingsOf(client, agencyId, pictures);
  return pictures.flatMap(({ entity, ...picture }) => {
    const on = thing(entity);
    return on === undefined ? [] : [{ ...picture, on }];
  });
}
