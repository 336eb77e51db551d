import type pg from 'pg';
import type { FiringTrap, TestFire } from '../model/exhibits.ts';

type Client = pg.ClientBase;

export async function insertTestFire(
  client: Client,
  agencyId: number,
  fire: {
    readonly firearm: number;
    readonly firedAt: string;
    readonly technician: string;
    readonly rounds: number;
    readonly ammunition: string | null;
    readonly trap: FiringTrap | null;
    readonly refused: string | null;
    readonly by: string;
  },
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into flashlight.test_fire (agency_id, firearm_exhibit_id, fired_at, technician, rounds_fired, ammunition, trap, refused_reason, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning test_fire_id as id`,
    [
      agencyId,
      fire.firearm,
      fire.firedAt,
      fire.technician,
      fire.rounds,
      fire.ammunition,
      fire.trap,
      fire.refused,
      fire.by,
    ],
  );
  return rows[0]!.id;
}

/** Test fires that stand: of a firearm's exhibit, or one by its number; each with the exhibits that come of it. */
export async function findTestFires(
  client: Client,
  agencyId: number,
  { firearm = null, id = null }: { readonly firearm?: number | null; readonly id?: number | null },
): Promise<(TestFire & { readonly firearm: number })[]> {
  const { rows } = await client.query<TestFire & { firearm: number }>(
    `select test_fire_id as id, firearm_exhibit_id as firearm, fired_at as "firedAt", technician, rounds_fired as rounds, ammunition, trap,
            refused_reason as refused,
            to_jsonb(array(select x.exhibit_id from flashlight.exhibit x where x.agency_id = t.agency_id and x.test_fire_id = t.test_fire_id order by 1)) as exhibits
       from flashlight.test_fire t
      where agency_id = $1 and withdrawn_at is null and (firearm_exhibit_id = $2 or test_fire_id = $3) order by test_fire_id`,
    [agencyId, firearm, id],
  );
  return rows;
}

/** Takes a test fire back; false where an exhibit comes of it. */
export async function withdrawTestFire(client: Client, agencyId: number, id: number, at: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.test_fire t set withdrawn_at = $3 where agency_id = $1 and test_fire_id = $2
        and not exists (select from flashlight.exhibit x where x.agency_id = t.agency_id and x.test_fire_id = t.test_fire_id)`,
    [agencyId, id, at],
  );
  return rowCount === 1;
}
