import type pg from 'pg';
import type { BoardShare } from '../model/boards.ts';
import type { Reader } from './audit.ts';

/** With whom a board is shared now. */
export async function findShares(client: pg.ClientBase, agencyId: number, board: number): Promise<BoardShare[]> {
  const { rows } = await client.query<BoardShare>({
    name: 'find-board-shares',
    text: `select with_kind as kind, with_name as name, may, shared_by as "sharedBy", shared_at as "sharedAt"
             from flashlight.board_share where agency_id = $1 and board_id = $2 and revoked_at is null
            order by with_kind desc, with_name`,
    values: [agencyId, board],
  });
  return rows;
}

type ShareWith = Pick<BoardShare, 'kind' | 'name'> & { readonly board: number };

export async function saveShare(
  client: pg.ClientBase,
  reader: Reader,
  share: ShareWith & Pick<BoardShare, 'may'>,
): Promise<void> {
  await client.query(
    `insert into flashlight.board_share (agency_id, board_id, with_kind, with_name, may, shared_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, board_id, with_kind, with_name) do update
       set may = excluded.may, shared_by = excluded.shared_by, shared_at = now(), revoked_at = null, revoked_by = null`,
    [reader.agencyId, share.board, share.kind, share.name, share.may, reader.actor],
  );
}

/** Ends a share; false where there was none. */
export async function revokeShare(client: pg.ClientBase, reader: Reader, share: ShareWith): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.board_share set revoked_at = now(), revoked_by = $5
      where agency_id = $1 and board_id = $2 and with_kind = $3 and with_name = $4 and revoked_at is null`,
    [reader.agencyId, share.board, share.kind, share.name, reader.actor],
  );
  return rowCount === 1;
}

/** People of the agency who were given one of some roles, with those: a board can be shared with them. */
export async function findColleagues(
  client: pg.ClientBase,
  agencyId: number,
  roles: readonly string[],
): Promise<{ name: string; roles: string[] }[]> {
  const { rows } = await client.query<{ name: string; roles: string[] }>({
    name: 'find-colleagues',
    text: `select actor as name, array_agg(distinct role order by role) as roles from flashlight.sign_in_link
            where agency_id = $1 and role = any($2) group by actor order by actor limit 1000`,
    values: [agencyId, roles],
  });
  return rows;
}
