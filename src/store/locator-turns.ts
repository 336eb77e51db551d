import type pg from 'pg';

/** Takes the next turn of locating an agency's shots: who had the one before saves nothing more. */
export async function saveLocatorTurn(client: pg.ClientBase, agencyId: number): Promise<number> {
  const { rows } = await client.query<{ turn: number }>(
    `insert into flashlight.locator_turn as t (agency_id, turn) values ($1, 1)
     on conflict (agency_id) do update set turn = t.turn + 1 returning turn`,
    [agencyId],
  );
  return rows[0]!.turn;
}

/** Whether this is still the turn, which it then is until the transaction ends. */
export async function holdLocatorTurn(client: pg.ClientBase, agencyId: number, turn: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'hold-locator-turn',
    text: 'select from flashlight.locator_turn where agency_id = $1 and turn = $2 for share',
    values: [agencyId, turn],
  });
  return rowCount === 1;
}

/** Whether nobody else locates, of those who ask on a connection of their own: whoever has it, has it until that connection ends. */
export async function lockLocator(client: pg.ClientBase, agencyId: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(hashtext('flashlight.locator'), $1) as taken`,
    [agencyId],
  );
  return rows[0]!.taken;
}
