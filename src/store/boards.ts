import type pg from 'pg';
import type { BoardContent, BoardRight, BoardSummary } from '../model/boards.ts';
import type { Reader } from './audit.ts';

/** A board in a list with what its row says beside. */
export type StoredBoard = BoardSummary;

/** What a version changed, by ids: which of them may be counted is for the reader to be decided. */
export interface StoredChange {
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
  readonly moved?: readonly string[];
  readonly marked?: readonly string[];
  readonly filters?: boolean;
}

export interface StoredVersion {
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: string;
  readonly restoredFrom: number | null;
  readonly change: StoredChange;
}

/** What the reader $2, in the role $3, may do with the board `b`; null for nothing. */
const right = `case when b.owner = $2 then 'own' else (
  select case when bool_or(s.may = 'edit') then 'edit' else min(s.may) end from flashlight.board_share s
   where s.agency_id = b.agency_id and s.board_id = b.board_id and s.revoked_at is null and b.binned_at is null
     and ((s.with_kind = 'person' and s.with_name = $2) or (s.with_kind = 'role' and s.with_name = $3))) end`;
const summary = `b.board_id as board, b.name, b.owner, ${right} as may, b.version, v.saved_by as "savedBy", v.saved_at as "savedAt",
  exists (select from flashlight.board_share s where s.agency_id = b.agency_id and s.board_id = b.board_id and s.revoked_at is null) as shared,
  b.binned_at as "binnedAt"`;
const withNewest = `flashlight.board b join flashlight.board_version v
  on v.agency_id = b.agency_id and v.board_id = b.board_id and v.version = b.version`;

/** Boards of a person and those shared with them, newest save first; with `binned`, those of their bin. */
export async function findBoards(client: pg.ClientBase, reader: Reader): Promise<StoredBoard[]> {
  const { rows } = await client.query<StoredBoard>({
    name: 'find-boards',
    text: `select ${summary} from ${withNewest}
            where b.agency_id = $1 and (b.owner = $2 or (b.binned_at is null and exists (
              select from flashlight.board_share s where s.agency_id = b.agency_id and s.board_id = b.board_id and s.revoked_at is null
                 and ((s.with_kind = 'person' and s.with_name = $2) or (s.with_kind = 'role' and s.with_name = $3)))))
            order by v.saved_at desc, b.board_id desc limit 1000`,
    values: [reader.agencyId, reader.actor, reader.role],
  });
  return rows;
}

/** A board with what the reader may do with it; null where that is nothing. `change`: nobody else changes it meanwhile. */
export async function findBoard(
  client: pg.ClientBase,
  reader: Reader,
  board: number,
  reason: 'read' | 'change' = 'read',
): Promise<StoredBoard | null> {
  if (reason === 'change')
    await client.query('select 1 from flashlight.board where agency_id = $1 and board_id = $2 for update', [
      reader.agencyId,
      board,
    ]);
  const { rows } = await client.query<Omit<StoredBoard, 'may'> & { may: BoardRight | null }>({
    name: 'find-board',
    text: `select ${summary} from ${withNewest} where b.agency_id = $1 and b.board_id = $4`,
    values: [reader.agencyId, reader.actor, reader.role, board],
  });
  const [found] = rows;
  return found === undefined || found.may === null ? null : { ...found, may: found.may };
}

export async function saveBoard(
  client: pg.ClientBase,
  reader: Reader,
  { name, content, change }: { name: string; content: BoardContent; change: StoredChange },
): Promise<number> {
  const { rows } = await client.query<{ board: number }>(
    'insert into flashlight.board (agency_id, name, owner) values ($1, $2, $3) returning board_id as board',
    [reader.agencyId, name, reader.actor],
  );
  const { board } = rows[0]!;
  await insertVersion(client, reader, { board, version: 1, content, change, restoredFrom: null });
  return board;
}

interface VersionToSave {
  readonly board: number;
  readonly version: number;
  readonly content: BoardContent;
  readonly change: StoredChange;
  readonly restoredFrom: number | null;
}

async function insertVersion(client: pg.ClientBase, reader: Reader, version: VersionToSave): Promise<void> {
  await client.query(
    `insert into flashlight.board_version (agency_id, board_id, version, content, change, restored_from, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      reader.agencyId,
      version.board,
      version.version,
      JSON.stringify(version.content),
      JSON.stringify(version.change),
      version.restoredFrom,
      reader.actor,
    ],
  );
}

/** Saves the next version of a board that is held for change. */
export async function saveVersion(client: pg.ClientBase, reader: Reader, version: VersionToSave): Promise<void> {
  await insertVersion(client, reader, version);
  await client.query('update flashlight.board set version = $3 where agency_id = $1 and board_id = $2', [
    reader.agencyId,
    version.board,
    version.version,
  ]);
}

export async function renameBoard(
  client: pg.ClientBase,
  reader: Reader,
  { board, name }: { board: number; name: string },
): Promise<void> {
  await client.query('update flashlight.board set name = $3 where agency_id = $1 and board_id = $2', [
    reader.agencyId,
    board,
    name,
  ]);
}

/** Puts a board into the bin, or takes it out again. */
export async function binBoard(
  client: pg.ClientBase,
  reader: Reader,
  { board, to }: { board: number; to: 'bin' | 'list' },
): Promise<void> {
  await client.query(
    `update flashlight.board set binned_at = case $3 when 'bin' then now() end, binned_by = case $3 when 'bin' then $4 end
      where agency_id = $1 and board_id = $2`,
    [reader.agencyId, board, to, reader.actor],
  );
}

const versionColumns = `version, saved_by as "savedBy", saved_at as "savedAt", restored_from as "restoredFrom", change`;

/** The versions of a board, newest first. */
export async function findVersions(client: pg.ClientBase, agencyId: number, board: number): Promise<StoredVersion[]> {
  const { rows } = await client.query<StoredVersion>({
    name: 'find-board-versions',
    text: `select ${versionColumns} from flashlight.board_version where agency_id = $1 and board_id = $2
            order by version desc limit 500`,
    values: [agencyId, board],
  });
  return rows;
}

/** One version of a board with what it holds. */
export async function findVersion(
  client: pg.ClientBase,
  agencyId: number,
  { board, version }: { board: number; version: number },
): Promise<(StoredVersion & { content: BoardContent }) | null> {
  const { rows } = await client.query<StoredVersion & { content: BoardContent }>({
    name: 'find-board-version',
    text: `select ${versionColumns}, content from flashlight.board_version
            where agency_id = $1 and board_id = $2 and version = $3`,
    values: [agencyId, board, version],
  });
  return rows[0] ?? null;
}

/** What was parted from some entities after a moment, oldest first. */
export async function findSplitsSince(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
  since: string,
): Promise<{ from: number; other: number }[]> {
  const { rows } = await client.query<{ from: number; other: number }>({
    name: 'find-splits-since',
    text: `select distinct entity_id as from, other_id as other from flashlight.entity_event
            where agency_id = $1 and kind = 'SPLIT' and entity_id = any($2::bigint[]) and happened_at > $3 order by 1, 2 limit 500`,
    values: [agencyId, entities, since],
  });
  return rows;
}
