import type pg from 'pg';
import type { BoardNote } from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId } from '../model/ids.ts';
import type { Reader } from '../store/audit.ts';
import { endNote, findNotes, restoreNote, saveNote, type StoredNote } from '../store/board-notes.ts';
import { boardFor } from './board-right.ts';
import { shownNotes } from './load-board.ts';
import { resolveItems } from './resolve-items.ts';

const notesMax = 1000;

/** The number of the thing a note or picture is put on; null for the board. */
export async function thingNumber(client: pg.ClientBase, agencyId: number, on: string | null): Promise<number | null> {
  if (on === null) return null;
  const id = (await resolveItems(client, agencyId, [on])).get(on);
  if (id === undefined)
    throw new Failure('api.not-found', 'There is nothing here that you may see to put it on. Nothing was kept.', {
      detail: { what: 'entity' },
    });
  return parseEntityId(id)!.number;
}

const shown = async (client: pg.ClientBase, reader: Reader, note: StoredNote) =>
  (await shownNotes(client, reader.agencyId, [note]))[0]!;

/** Puts a note on a board or on a thing of it. */
export async function writeBoardNote(
  client: pg.ClientBase,
  reader: Reader,
  { board, on, text }: { board: number; on: string | null; text: string },
): Promise<BoardNote> {
  await boardFor(client, reader, board, 'edit');
  if ((await findNotes(client, reader.agencyId, { board, at: null })).length >= notesMax)
    throw new Failure('api.invalid-request', `Expected at most ${notesMax} notes on a board. Nothing was kept.`, {
      detail: { what: 'note' },
    });
  const entity = await thingNumber(client, reader.agencyId, on);
  return shown(client, reader, await saveNote(client, reader, { board, entity, text, thread: null }));
}

interface NoteOf {
  readonly board: number;
  readonly note: number;
}

/** Says a note anew: the one before ends, and stays to be read. */
export async function editBoardNote(
  client: pg.ClientBase,
  reader: Reader,
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

export async function deleteBoardNote(client: pg.ClientBase, reader: Reader, { board, note }: NoteOf): Promise<void> {
  await boardFor(client, reader, board, 'edit');
  if ((await endNote(client, reader, { board, note })) === null) throw noNote();
}

export async function restoreBoardNote(
  client: pg.ClientBase,
  reader: Reader,
  { board, note }: NoteOf,
): Promise<BoardNote> {
  await boardFor(client, reader, board, 'edit');
  const restored = await restoreNote(client, reader, { board, note });
  if (restored === null) throw noNote();
  return shown(client, reader, restored);
}
