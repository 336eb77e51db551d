import type pg from 'pg';
import { linkThing, type BoardNote, type BoardPage, type BoardPicture, type BoardVersion } from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId, type EntityId } from '../model/ids.ts';
import { findNotes, type StoredNote } from '../store/board-notes.ts';
import { findPictures, type StoredPicture } from '../store/board-pictures.ts';
import { findSplitsSince, findVersion, findVersions, type StoredVersion } from '../store/boards.ts';
import { boardFor, type BoardReader } from './board-right.ts';
import { seenLinkSource } from './find-links.ts';
import { loadDrawing } from './load-drawing.ts';
import { loadHubPolicy } from './load-hub-policy.ts';
import { contentOfToday, idsOf, resolveItems, resolveNumbers, type Seer } from './resolve-items.ts';

export interface BoardOrder {
  readonly board: number;
  /** Without one, the newest. */
  readonly version?: number | undefined;
  /** Whether links that were withdrawn are drawn, where that is not as it was saved. */
  readonly history?: boolean | undefined;
}

/** A board as it was saved, drawn anew: what stands on it and what ties it is what the store says now. */
export async function loadBoard(client: pg.ClientBase, reader: BoardReader, order: BoardOrder): Promise<BoardPage> {
  const { agencyId } = reader;
  const board = await boardFor(client, reader, order.board, 'read');
  const version = order.version ?? board.version;
  const saved = await findVersion(client, agencyId, { board: board.board, version });
  if (saved === null)
    throw new Failure('api.not-found', `This board has no version ${version}. Open one of its list of versions.`, {
      detail: { what: 'version' },
    });
  const today = await resolveItems(client, reader, idsOf(saved.content));
  const content = contentOfToday(saved.content, today);
  const numbers = content.items.map(({ id }) => parseEntityId(id)!.number);
  const drawing = await loadDrawing(client, reader, { entities: numbers, history: order.history ?? content.history });
  const at = version === board.version ? null : saved.savedAt;
  const notes = await findNotes(client, agencyId, { board: board.board, at });
  const pictures = await findPictures(client, agencyId, { board: board.board, at });
  return {
    board,
    opened: countChange(saved, await visibleOf(client, reader, [saved])),
    content,
    merged: saved.content.items.flatMap(({ id }) => {
      const is = today.get(id);
      return is === undefined || is === id ? [] : [{ was: id, is }];
    }),
    split: await splitSince(client, reader, numbers, saved.savedAt),
    ...drawing,
    ...(await loadHubPolicy(client, agencyId)),
    notes: await shownNotes(client, reader, notes),
    pictures: await shownPictures(client, reader, pictures),
  };
}

/** What was parted since from what stands on the board, and does not stand on it itself. */
async function splitSince(client: pg.ClientBase, reader: Seer, on: readonly number[], since: string) {
  const parted = await findSplitsSince(client, reader.agencyId, on, since);
  const ids = await resolveNumbers(
    client,
    reader,
    parted.flatMap(({ from, other }) => [from, other]),
  );
  const there = new Set(on.map((number) => ids.get(number)));
  return parted.flatMap(({ from, other }) => {
    const [was, is] = [ids.get(from), ids.get(other)];
    return was === undefined || is === undefined || was === is || there.has(is) ? [] : [{ from: was, other: is }];
  });
}

/** The versions of a board, newest first, each with what it changed of what the reader may see. */
export async function loadVersions(client: pg.ClientBase, reader: BoardReader, board: number): Promise<BoardVersion[]> {
  await boardFor(client, reader, board, 'read');
  const versions = await findVersions(client, reader.agencyId, board);
  const visible = await visibleOf(client, reader, versions);
  return versions.map((version) => countChange(version, visible));
}

async function visibleOf(client: pg.ClientBase, reader: BoardReader, versions: readonly StoredVersion[]) {
  const ids = versions.flatMap(({ change: { added = [], removed = [], moved = [], marked = [] } }) => [
    ...added,
    ...removed,
    ...moved,
    ...marked,
  ]);
  return resolveItems(client, reader, ids);
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
  reader: Seer,
  on: readonly { readonly entity: number | null }[],
): Promise<(entity: number | null) => EntityId | null | undefined> {
  const ids = await resolveNumbers(
    client,
    reader,
    on.flatMap(({ entity }) => entity ?? []),
  );
  return (entity) => (entity === null ? null : ids.get(entity));
}

/** Notes the reader may see: one on a link with whoever may see the link. */
export async function shownNotes(
  client: pg.ClientBase,
  reader: Seer,
  notes: readonly StoredNote[],
): Promise<BoardNote[]> {
  const thing = await thingsOf(client, reader, notes);
  const onLinks = notes.flatMap(({ link }) => link ?? []);
  const links = new Set(await linksSeen(client, reader, onLinks));
  return notes.flatMap(({ entity, link, ...note }): BoardNote[] => {
    if (link !== null) return links.has(link) ? [{ ...note, on: linkThing(link) }] : [];
    const on = thing(entity);
    return on === undefined ? [] : [{ ...note, on }];
  });
}

/** Those of some links that the reader may see, with both ends. */
export async function linksSeen(client: pg.ClientBase, reader: Seer, links: readonly number[]): Promise<number[]> {
  if (links.length === 0) return [];
  const found = await seenLinkSource(client, reader.agencyId, reader.hidden).links([...new Set(links)]);
  return found.map(({ id }) => id);
}

export async function shownPictures(
  client: pg.ClientBase,
  reader: Seer,
  pictures: readonly StoredPicture[],
): Promise<BoardPicture[]> {
  const thing = await thingsOf(client, reader, pictures);
  return pictures.flatMap(({ entity, ...picture }) => {
    const on = thing(entity);
    return on === undefined ? [] : [{ ...picture, on }];
  });
}
