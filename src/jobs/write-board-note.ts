import type pg from 'pg';
import type { BoardNote } from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId } from '../model/ids.ts';
import { endNote, findNotes, restoreNote, saveNote, type StoredNote } from '../store/board-notes.ts';
import { boardFor, type BoardReader } from './board-right.ts';
import { linksSeen, shownNotes } from './load-board.ts';
import { resolveItems, type Seer } from './resolve-items.ts';

const notesMax = 1000;

/** The number of the thing a note or picture is put on; null for the board. */
export async function thingNumber(client: pg.ClientBase, reader: Seer, on: string | null): Promise<number | null> {
  if (on === null) return null;
  const id = (await resolveItems(client, reader, [on])).get(on);
  if (id === undefined) throw nothingThere();
  return parseEntityId(id)!.number;
}

const nothingThere = () =>
  new Failure('api.not-found', 'There is nothing here that you may see to put it on. Nothing was kept.', {
    detail: { what: 'entity' },
  });

/** The number of the link a note is put on; null where it is on something else. */
async function linkNumber(client: pg.ClientBase, reader: Seer, on: string | null): Promise<number | null> {
  const [, link] = /^link:(\d+)$/.exec(on ?? '') ?? [];
  if (link === undefined) return null;
  if ((await linksSeen(client, reader, [Number(link)])).length === 0) throw nothingThere();
  return Number(link);
}

const shown = async (client: pg.ClientBase, reader: BoardReader, note: StoredNote) =>
  (await shownNotes(client, reader, [note]))[0]!;

/** Puts a note on a board, on a thing of it or on a link. */
export async function writeBoardNote(
  client: pg.ClientBase,
  reader: BoardReader,
  { board, on, text }: { board: number; on: string | null; text: string },
): Promise<BoardNote> {
  await boardFor(client, reader, board, 'edit');
  if ((await findNotes(client, reader.agencyId, { board, at: null })).length >= notesMax)
    throw new Failure('api.invalid-request', `Expected at most ${notesMax} notes on a board. Nothing was kept.`, {
      detail: { what: 'note' },
    });
  const link = await linkNumber(client, reader, on);
  const entity = link === null ? await thingNumber(client, reader, on) : null;
  return shown(client, reader, await saveNote(client, reader, { board, entity, link, text, thread: null }));
}

interface NoteOf {
  readonly board: number;
  readonly note: number;
}

/** Says a note anew: the one before ends, and stays to be read. */
export async function editBoardNote(
  client: pg.ClientBase,
  reader: BoardReader,
  { board, note, text }: NoteOf & { text: string },
): Promise<BoardNote> {
  await boardFor(client, reader, board, 'edit');
  const before = await endNote(client, reader, { board, note });
  if (before === null)
    throw new Failure(
      'board.changed',
      'This note was edited or deleted in between. Nothing was saved; your words are kept in this tab. Open the board anew and put them where they belong.',
      { detail: { what: 'note' } },
    );
  return shown(client, reader, await saveNote(client, reader, { board, ...before, text }));
}

const noNote = () =>
  new Failure('api.not-found', 'There is no such note on this board, or it was edited since. Nothing was changed.', {
    detail: { what: 'note' },
  });

export async function deleteBoardNote(
  client: pg.ClientBase,
  reader: BoardReader,
  { board, note }: NoteOf,
): Promise<void> {
  await boardFor(client, reader, board, 'edit');
  if ((await endNote(client, reader, { board, note })) === null) throw noNote();
}

export async function restoreBoardNote(
  client: pg.ClientBase,
  reader: BoardReader,
  { board, note }: NoteOf,
): Promise<BoardNote> {
  await boardFor(client, reader, board, 'edit');
  const restored = await restoreNote(client, reader, { board, note });
  if (restored === null) throw noNote();
  return shown(client, reader, restored);
}
