import type pg from 'pg';
import type { Reader } from './audit.ts';

/** A note as kept: on an entity or a link by its number, or on the board. */
export interface StoredNote {
  readonly note: number;
  readonly entity: number | null;
  readonly link: number | null;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenAt: string;
  readonly edited: boolean;
}

const columns = `note_id as note, entity_id as entity, link_id as link, body as text, written_by as "writtenBy", written_at as "writtenAt",
  coalesce(thread, note_id) <> note_id as edited`;
/** In force at the moment $3; without one, now. */
export const inForceAt = (begun: string) =>
  `(case when $3::timestamptz is null then ended_at is null else ${begun} <= $3 and (ended_at is null or ended_at > $3) end)`;

/** Notes of a board that are in force, oldest first; with `at`, those that were then. */
export async function findNotes(
  client: pg.ClientBase,
  agencyId: number,
  { board, at }: { board: number; at: string | null },
): Promise<StoredNote[]> {
  const { rows } = await client.query<StoredNote>({
    name: 'find-board-notes',
    text: `select ${columns} from flashlight.note where agency_id = $1 and board_id = $2 and ${inForceAt('written_at')}
            order by written_at, note_id limit 2000`,
    values: [agencyId, board, at],
  });
  return rows;
}

export interface NoteToSave {
  readonly board: number;
  readonly entity: number | null;
  readonly link: number | null;
  readonly text: string;
  /** The first note of the thread, where this is an edit. */
  readonly thread: number | null;
}

export async function saveNote(client: pg.ClientBase, reader: Reader, note: NoteToSave): Promise<StoredNote> {
  const { rows } = await client.query<StoredNote>(
    `insert into flashlight.note (agency_id, board_id, entity_id, link_id, body, written_by, thread) values ($1, $2, $3, $4, $5, $6, $7)
     returning ${columns}`,
    [reader.agencyId, note.board, note.entity, note.link, note.text, reader.actor, note.thread],
  );
  return rows[0]!;
}

/** Ends a note in force and gives its place and thread; null where there is none such. */
export async function endNote(
  client: pg.ClientBase,
  reader: Reader,
  { board, note }: { board: number; note: number },
): Promise<{ entity: number | null; link: number | null; thread: number } | null> {
  const { rows } = await client.query<{ entity: number | null; link: number | null; thread: number }>(
    `update flashlight.note set ended_at = now(), ended_by = $4
      where agency_id = $1 and board_id = $2 and note_id = $3 and ended_at is null
      returning entity_id as entity, link_id as link, coalesce(thread, note_id) as thread`,
    [reader.agencyId, board, note, reader.actor],
  );
  return rows[0] ?? null;
}

/** Puts a deleted note back, as it was; not one that was edited, whose thread goes on. */
export async function restoreNote(
  client: pg.ClientBase,
  reader: Reader,
  { board, note }: { board: number; note: number },
): Promise<StoredNote | null> {
  const { rows } = await client.query<StoredNote>(
    `update flashlight.note n set ended_at = null, ended_by = null
      where agency_id = $1 and board_id = $2 and note_id = $3 and ended_at is not null and not exists (
        select from flashlight.note later where later.agency_id = n.agency_id and later.board_id = n.board_id
           and later.note_id > n.note_id and later.thread = coalesce(n.thread, n.note_id))
      returning ${columns}`,
    [reader.agencyId, board, note],
  );
  return rows[0] ?? null;
}
