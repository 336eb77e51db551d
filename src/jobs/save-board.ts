import type pg from 'pg';
import { boardItemsMax, type BoardContent } from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import { findVersion, saveBoard, saveVersion, type StoredBoard, type StoredChange } from '../store/boards.ts';
import { boardFor, type BoardReader } from './board-right.ts';
import { contentOfToday, idsOf, resolveItems } from './resolve-items.ts';

export const emptyContent: BoardContent = {
  items: [],
  roots: [],
  hidden: [],
  pinned: [],
  folded: [],
  colours: [],
  from: null,
  to: null,
  history: false,
};

/** Places closer than this are the same: what a layout rounds is no move. */
const movedMin = 0.05;

/** What one board has that another has not, by ids. */
export function changeOf(before: BoardContent, after: BoardContent): StoredChange {
  const was = new Map(before.items.map((item) => [item.id, item]));
  const is = new Map(after.items.map((item) => [item.id, item]));
  const marks = (content: BoardContent) => {
    const found = new Map<string, string>();
    for (const name of ['hidden', 'pinned', 'folded'] as const)
      for (const id of content[name]) found.set(id, `${found.get(id) ?? ''} ${name}`);
    for (const { id, colour } of content.colours) found.set(id, `${found.get(id) ?? ''} ${colour}`);
    return found;
  };
  const [marksBefore, marksAfter] = [marks(before), marks(after)];
  return {
    added: after.items.flatMap(({ id }) => (was.has(id) ? [] : [id])),
    removed: before.items.flatMap(({ id }) => (is.has(id) ? [] : [id])),
    moved: after.items.flatMap(({ id, x, y }) => {
      const from = was.get(id);
      return from !== undefined && Math.hypot(from.x - x, from.y - y) > movedMin ? [id] : [];
    }),
    marked: [...was.keys()].filter((id) => is.has(id) && marksBefore.get(id) !== marksAfter.get(id)),
    filters:
      before.from !== after.from ||
      before.to !== after.to ||
      (['history', 'groups', 'between', 'dated'] as const).some(
        (name) => (before[name] ?? false) !== (after[name] ?? false),
      ),
  };
}

/** Saves a first version under a name; gives the number of the board. */
export async function saveNewBoard(
  client: pg.ClientBase,
  reader: BoardReader,
  { name, content }: { name: string; content: BoardContent },
): Promise<number> {
  const today = await resolveItems(client, reader, idsOf(content));
  const kept = contentOfToday(content, today);
  return saveBoard(client, reader, { name, content: kept, change: changeOf(emptyContent, kept) });
}

function refuseStale(board: StoredBoard, base: number): void {
  if (board.version === base) return;
  throw new Failure(
    'board.changed',
    `Expected version ${base} of the board to be the newest; version ${board.version} was saved in between. Nothing was lost and nothing was saved. Save yours as a board of its own, or open the newest version.`,
    { detail: { what: 'version', expected: String(base), got: String(board.version) } },
  );
}

export interface VersionOrder {
  readonly board: number;
  /** The version that was worked on: another that came in between is not written over. */
  readonly base: number;
}

/** Saves the next version of a board; gives its number. */
export async function saveNextVersion(
  client: pg.ClientBase,
  reader: BoardReader,
  { board: number, base, content }: VersionOrder & { content: BoardContent },
): Promise<number> {
  const board = await boardFor(client, reader, number, 'edit');
  refuseStale(board, base);
  const before = (await findVersion(client, reader.agencyId, { board: number, version: base }))!.content;
  const today = await resolveItems(client, reader, [...idsOf(before), ...idsOf(content)]);
  const seen = contentOfToday(before, today);
  const kept = contentOfToday(content, today);
  const change = changeOf(seen, kept);
  const version = board.version + 1;
  // What the person saving may not see is not theirs to remove, nor what is marked of it.
  const unseen = ({ id }: { readonly id: string }) => !today.has(id);
  const marked = (name: 'roots' | 'hidden' | 'pinned' | 'folded') => [
    ...kept[name],
    ...before[name].filter((id) => unseen({ id })),
  ];
  const items = [...kept.items, ...before.items.filter(unseen)];
  if (items.length > boardItemsMax) throw tooMany();
  await saveVersion(client, reader, {
    board: number,
    version,
    content: {
      ...kept,
      items,
      roots: marked('roots'),
      hidden: marked('hidden'),
      pinned: marked('pinned'),
      folded: marked('folded'),
      colours: [...kept.colours, ...before.colours.filter(unseen)],
    },
    change,
    restoredFrom: null,
  });
  return version;
}

const tooMany = () =>
  new Failure(
    'api.invalid-request',
    `Expected a board of at most ${boardItemsMax} things. Nothing was saved. Hide some and save again, or begin another board.`,
    { detail: { what: 'items' } },
  );

/** Takes up an earlier version again, as the newest; gives its number. */
export async function restoreVersion(
  client: pg.ClientBase,
  reader: BoardReader,
  { board: number, base, version }: VersionOrder & { version: number },
): Promise<number> {
  const board = await boardFor(client, reader, number, 'edit');
  refuseStale(board, base);
  const saved = await findVersion(client, reader.agencyId, { board: number, version });
  if (saved === null)
    throw new Failure('api.not-found', `This board has no version ${version}. Nothing was changed.`, {
      detail: { what: 'version' },
    });
  const now = (await findVersion(client, reader.agencyId, { board: number, version: board.version }))!;
  await saveVersion(client, reader, {
    board: number,
    version: board.version + 1,
    content: saved.content,
    change: changeOf(now.content, saved.content),
    restoredFrom: version,
  });
  return board.version + 1;
}
