import type pg from 'pg';
import type { PictureType } from '../model/boards.ts';
import type { Reader } from './audit.ts';
import { inForceAt } from './board-notes.ts';

/** A picture as kept, without its bytes. */
export interface StoredPicture {
  readonly picture: number;
  readonly entity: number | null;
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly caption: string;
  readonly addedBy: string;
  readonly addedAt: string;
}

const columns = `picture_id as picture, entity_id as entity, media_type as type, width, height, caption,
  added_by as "addedBy", added_at as "addedAt"`;

/** Pictures of a board that are in force, oldest first; with `at`, those that were then. */
export async function findPictures(
  client: pg.ClientBase,
  agencyId: number,
  { board, at }: { board: number; at: string | null },
): Promise<StoredPicture[]> {
  const { rows } = await client.query<StoredPicture>({
    name: 'find-board-pictures',
    text: `select ${columns} from flashlight.board_picture where agency_id = $1 and board_id = $2 and ${inForceAt('added_at')}
            order by added_at, picture_id`,
    values: [agencyId, board, at],
  });
  return rows;
}

export interface PictureToSave {
  readonly board: number;
  readonly entity: number | null;
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly caption: string;
  readonly content: Buffer;
  readonly sha256: Buffer;
}

export async function savePicture(
  client: pg.ClientBase,
  reader: Reader,
  picture: PictureToSave,
): Promise<StoredPicture> {
  const { rows } = await client.query<StoredPicture>(
    `insert into flashlight.board_picture (agency_id, board_id, entity_id, media_type, width, height, caption, content, sha256, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${columns}`,
    [
      reader.agencyId,
      picture.board,
      picture.entity,
      picture.type,
      picture.width,
      picture.height,
      picture.caption,
      picture.content,
      picture.sha256,
      reader.actor,
    ],
  );
  return rows[0]!;
}

type PictureOf = { readonly board: number; readonly picture: number };

/** The bytes of a picture, also of one that was taken away: earlier versions of the board show it. */
export async function findPictureBytes(
  client: pg.ClientBase,
  agencyId: number,
  { board, picture }: PictureOf,
): Promise<{ type: PictureType; entity: number | null; content: Buffer } | null> {
  const { rows } = await client.query<{ type: PictureType; entity: number | null; content: Buffer }>({
    name: 'find-board-picture',
    text: `select media_type as type, entity_id as entity, content from flashlight.board_picture
            where agency_id = $1 and board_id = $2 and picture_id = $3`,
    values: [agencyId, board, picture],
  });
  return rows[0] ?? null;
}

/** Takes a picture away, or puts it back; null where there is none to do that with. */
export async function endPicture(
  client: pg.ClientBase,
  reader: Reader,
  { board, picture, to }: PictureOf & { to: 'bin' | 'board' },
): Promise<StoredPicture | null> {
  const { rows } = await client.query<StoredPicture>(
    `update flashlight.board_picture set ended_at = case $4 when 'bin' then now() end, ended_by = case $4 when 'bin' then $5 end
      where agency_id = $1 and board_id = $2 and picture_id = $3 and (ended_at is null) = ($4 = 'bin') returning ${columns}`,
    [reader.agencyId, board, picture, to, reader.actor],
  );
  return rows[0] ?? null;
}
