import { confirmJudgement, judgeObservations } from '../../src/jobs/judge-observations.ts';
import { learnIdentity } from '../../src/jobs/learn-identity.ts';
import { makeExcerpt } from '../../src/jobs/make-excerpt.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { FeedName } from '../../src/model/feeds.ts';
import { Random } from '../../src/stats/random.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { incidentsCsv } from '../contract/small-city.ts';
import { receiveRows } from '../receive-rows.ts';
import { header, people, property, row } from '../sim/made-people.ts';

const traceHeader =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer Street,Dealer City,Dealer State,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';

export const judgedBecause = 'asked the clerk';

/** A store with a server, and what is done to it; numbers are given as if nothing had been done in between. */
export class World {
  readonly server: TestServer;

  private constructor(server: TestServer) {
    this.server = server;
  }

  static async open(): Promise<World> {
    const server = await openTestServer({ linksFrom: 'store' });
    // The importers mark whole feeds; single rows are marked here, so that hidden rows stand among others of their feed.
    await server.store.database.pool('migrate').query(
      `create function flashlight.mark_hidden() returns trigger language plpgsql as $$ begin
         if new.natural_key like 'H%' then new.handling := '{VENDOR-CONF}'; end if; return new; end $$;
       create trigger mark_hidden before insert on flashlight.record for each row execute function flashlight.mark_hidden();`,
    );
    return new World(server);
  }

  get database() {
    return this.server.store.database;
  }

  get agencyId() {
    return this.server.store.agency.agencyId;
  }

  async query<T extends Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.database.pool('migrate').query<T>(sql, values)).rows;
  }

  /** Numbers of the next step, whether or not what came before was done here. */
  async pin(step: number) {
    await this.query(
      `select setval('flashlight.record_id_seq', $1), setval('flashlight.run_id_seq', $1),
              setval(pg_get_serial_sequence('flashlight.judgement', 'judgement_id'), $1)`,
      [step * 1000],
    );
  }

  receive(feed: FeedName, lines: readonly string[]) {
    return receiveRows(this.server.store, feed, lines);
  }

  /** The number of the row of a property number that observes a person or firearm. */
  async numberOf(key: string, kind: 'person' | 'firearm'): Promise<number> {
    const [found] = await this.query<{ number: number }>(
      `select o.record_id * 64 + o.ordinal as number from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
        where agency_id = $1 and natural_key = $2 and o.kind = $3 order by 1 limit 1`,
      [this.agencyId, key, kind],
    );
    return found!.number;
  }
}

export type Step = { readonly hidden?: boolean; do(world: World): Promise<unknown> };

/** The rows of a file; those of people that are to be hidden are marked by their property number. */
const rowsOf = (some: typeof people, hidden: boolean, trace = '') =>
  some.map((person) => `${hidden ? row(person).replace(/^P/, 'H') : row(person)},${trace}`);

const judged = (a: string, b: string, verdict: 'same' | 'different', kind: 'person' | 'firearm' = 'person') => ({
  do: async (world: World) => {
    const judgement = await judgeObservations(world.database, world.agencyId, {
      a: await world.numberOf(a, kind),
      b: await world.numberOf(b, kind),
      verdict,
      reason: judgedBecause,
      judgedBy: 'analyst',
    });
    if (verdict === 'same' && kind === 'person')
      await confirmJudgement(world.database, world.agencyId, judgement, 'detective');
    return judgement;
  },
});

/** What is done in both, and what in one of them: rows and judgements on them, in an order of chance. */
export function stepsOf(seed: string): Step[] {
  const random = new Random(seed);
  const shown: (typeof people)[] = [[], []];
  const kept: (typeof people)[] = [[], []];
  for (const person of people.slice(0, 120)) {
    const at = random.chance(0.6) ? 0 : 1;
    (random.chance(0.6) ? shown : kept)[at]!.push(person);
  }
  const files = (at: number): Step[] => [
    { do: (world) => world.receive('recoveries', [`${header},Trace Number`, ...rowsOf(shown[at]!, false)]) },
    {
      hidden: true,
      do: (world) => world.receive('recoveries', [`${header},Trace Number`, ...rowsOf(kept[at]!, true)]),
    },
  ];
  const possessor = (name: string, id: string) => `${name},ROSA,1980-01-02,,,,,,${id}`;
  const [first, second] = [shown[0]![0]!, shown[0]![1]!];
  const [concealed, other] = [kept[0]![0]!, kept[0]![1]!];
  return [
    ...(random.chance(0.5) ? files(0) : files(0).reverse()),
    {
      do: (world) =>
        world.receive('recoveries', [
          `${header},Trace Number`,
          `P90001,24-900001,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,SPCL4711,${possessor('OLDNAME', ',,')},`,
          `P90002,24-900002,02/05/2024 10:00,PISTOL,GLOCK,19,9MM,,${possessor('NEWNAME', 'DL,MD,R5550001')},T20249999001`,
        ]),
    },
    {
      hidden: true,
      do: (world) =>
        world.receive('etrace', [
          traceHeader,
          'T20249999001,03/01/2024,03/20/2024,COMPLETED,PURCHASER IDENTIFIED,24-900001,SPCL4711,GLOCK,19,9MM,PISTOL,8-52-005-01-5K-12345,TIDEWATER GUNS,12 FERRY RD,HARBOR CITY,MD,11/11/2023,OLDNAME,ROSA,01/02/1980,NEWNAME,ROSA,01/02/1980,02/05/2024',
        ]),
    },
    {
      hidden: true,
      do: (world) =>
        world.receive('recoveries', [
          `${header},Trace Number`,
          `H90003,24-900003,03/05/2024 10:00,PISTOL,GLOCK,17,9MM,HZZ90017,${possessor('OLDNAME', 'DL,MD,R5550001')},`,
        ]),
    },
    { hidden: true, ...judged(property(first), property(concealed).replace('P', 'H'), 'same') },
    { hidden: true, ...judged(property(second), property(concealed).replace('P', 'H'), 'same') },
    { hidden: true, ...judged(property(first), property(other).replace('P', 'H'), 'different') },
    { do: (world) => world.receive('incidents', incidentsCsv.trim().split('\r\n').slice(0, 3)) },
    {
      hidden: true,
      do: (world) =>
        world.receive('gunshot-alerts', [
          'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Linked Case',
          '24-7,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122,24-0000101',
        ]),
    },
    judged(property(shown[0]![2]!), property(shown[0]![3]!), 'same'),
    judged(property(shown[0]![4]!), property(shown[0]![5]!), 'different'),
    { hidden: true, ...judged('P90001', property(concealed).replace('P', 'H'), 'same', 'firearm') },
    ...files(1),
  ];
}

/** Does the steps in both stores, those that are hidden in one; excerpts are made of that one after some of them. */
export async function play(
  steps: readonly Step[],
  { plain, whole }: Worlds,
  made: readonly MadeExcerpt[],
): Promise<number[]> {
  const excerpts: number[] = [];
  for (const [at, step] of steps.entries()) {
    for (const { after, ...order } of made)
      if (at === after) excerpts.push((await makeExcerpt(whole.database, whole.server.store.agency, order)).agencyId);
    if (at === signedAfter) await signTheSame(plain, whole);
    for (const world of step.hidden ? [whole] : [plain, whole]) {
      await world.pin(at + 10);
      await step.do(world);
    }
  }
  return excerpts;
}

interface MadeExcerpt {
  readonly name: string;
  readonly hidden: readonly string[];
  readonly after: number;
}

export interface Worlds {
  readonly plain: World;
  readonly whole: World;
}

const signedAfter = 8;

/** One model for both: it is learnt over all records, and signed where each store holds what it holds. */
async function signTheSame(plain: World, whole: World): Promise<void> {
  const learnt = { kind: 'person', learntBy: 'analyst', acceptBits: 0 } as const;
  const model = await learnIdentity(whole.database, whole.agencyId, learnt);
  const [row] = await whole.query<{ of: object }>('select to_jsonb(m) as of from flashlight.identity_model m');
  await plain.query(
    `insert into flashlight.identity_model (agency_id, model_id, kind, state, settings, blocks, diagnosis, as_of_record, accept_bits, review_bits, learnt_by, learnt_at)
       overriding system value
     select agency_id, model_id, kind, state, settings, blocks, diagnosis, as_of_record, accept_bits, review_bits, learnt_by, learnt_at
       from jsonb_populate_record(null::flashlight.identity_model, $1::jsonb)`,
    [JSON.stringify(row!.of)],
  );
  for (const world of [plain, whole])
    await signIdentityModel(world.database, world.agencyId, { model, signedBy: 'detective' });
}
