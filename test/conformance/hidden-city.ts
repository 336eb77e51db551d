import { judgeObservations } from '../../src/jobs/judge-observations.ts';
import { makeExcerpt } from '../../src/jobs/make-excerpt.ts';
import { bringLeadsUpToDate } from '../../src/jobs/bring-leads-up-to-date.ts';
import { createSignInLink } from '../../src/jobs/sign-in.ts';
import type { FeedName } from '../../src/model/feeds.ts';
import { ballisticLinksCsv } from '../browser/ballistic-links.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from '../contract/small-city.ts';
import { cityTracesCsv } from '../contract/trace-city.ts';

/** What stands in every row that is to be hidden. */
export const concealed = 'ZZH';

/** The other number of a thing of the city, in a row that is hidden. */
const conceal = (csv: string, pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((text, [from, to]) => text.replaceAll(from, to), csv);

/** Of the same firearms and people as what everybody sees: they join, contradict and count. */
const hiddenFiles: Readonly<Record<'recoveries' | 'traces' | 'alerts' | 'ballistics', readonly [FeedName, string]>> = {
  recoveries: [
    'recoveries',
    conceal(recoveriesCsv, [
      ['P2400000', `P24${concealed}0`],
      ['24-0000202', '24-0000909'],
    ]),
  ],
  traces: [
    'etrace',
    conceal(cityTracesCsv, [
      ['T2024', 'T2034'],
      ['24-0000', `24-${concealed}`],
      ['EF3001', 'XY9001'],
    ]),
  ],
  alerts: [
    'gunshot-alerts',
    'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Linked Case\n24-7,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122,24-0000101\n',
  ],
  ballistics: [
    'nibin',
    conceal(ballisticLinksCsv, [
      ['LD24-0000', `LD24-${concealed}`],
      ['24-0000101', '24-0000707'],
      ['HC-24-000001', 'HC-24-000009'],
    ]),
  ],
};

type Step = { readonly hidden?: true; do(city: City): Promise<unknown> };

const files = (...some: (readonly [FeedName, string])[]): Step => ({
  do: ({ server }) => importSmallCity(server, some),
});
const hiddenOnes = (...some: (readonly [FeedName, string])[]): Step => ({ hidden: true, ...files(...some) });
const bringLeads: Step = {
  do: ({ server, reads }) => bringLeadsUpToDate(server.store.database, reads),
};

export interface City {
  readonly server: TestServer;
  /** The excerpt the reader reads. */
  reads: number;
  /** Signed in without a right to more than that. */
  outside: string;
  readonly url: string;
}

/** Of the persons, by the order of their rows, two judged to be another: both shown, or one of them hidden. */
const judge = (a: number, b: number, other: 'shown' | 'hidden'): Step => ({
  ...(other === 'hidden' ? { hidden: true } : {}),
  do: async ({ server }) => {
    const { database, agency } = server.store;
    const { rows } = await database.pool('read').query<{ number: number; hidden: boolean }>(
      `select o.record_id * 64 + o.ordinal as number, r.payload::text like $1 as hidden from flashlight.observation_of o
         join flashlight.record r using (agency_id, record_id) where agency_id = $2 and o.kind = 'person' order by 1`,
      [`%${concealed}%`, agency.agencyId],
    );
    const shown = rows.filter(({ hidden }) => !hidden);
    await judgeObservations(database, agency.agencyId, {
      a: shown[a]!.number,
      b: (other === 'shown' ? shown : rows.filter(({ hidden }) => hidden))[b]!.number,
      verdict: 'different',
      reason: 'what the vendor wrote',
      judgedBy: 'test.analyst',
    });
  },
});

const steps: readonly Step[] = [
  files(['incidents', incidentsCsv], ['recoveries', recoveriesCsv]),
  hiddenOnes(hiddenFiles.recoveries),
  files(['nibin', ballisticLinksCsv]),
  bringLeads,
  hiddenOnes(hiddenFiles.traces, hiddenFiles.alerts),
  files(['etrace', cityTracesCsv]),
  judge(0, 3, 'shown'),
  judge(0, 1, 'hidden'),
  judge(1, 4, 'shown'),
  bringLeads,
  hiddenOnes(hiddenFiles.ballistics),
  files(['etrace', tracesCsv]),
  bringLeads,
];

async function openCity(): Promise<City> {
  const server = await openTestServer({ linksFrom: 'store' });
  await server.store.database.pool('migrate').query(
    `create function flashlight.mark_hidden() returns trigger language plpgsql as $$ begin
       if new.payload::text like '%${concealed}%' then new.handling := '{VENDOR-CONF}'; end if; return new; end $$;
     create trigger mark_hidden before insert on flashlight.record for each row execute function flashlight.mark_hidden();`,
  );
  const url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  return { server, url, reads: server.store.agency.agencyId, outside: '' };
}

/** A city that never had the hidden rows, and one whose reader may not see them: numbers are given as if nothing lay between. */
export async function openHiddenCities(): Promise<{ plain: City; whole: City }> {
  const [plain, whole] = [await openCity(), await openCity()];
  for (const [at, step] of steps.entries()) {
    for (const city of step.hidden ? [whole] : [plain, whole]) {
      await pin(city, at + 1);
      await step.do(city);
    }
    if (at > 0) continue;
    for (const city of [plain, whole]) {
      const { database, agency } = city.server.store;
      city.reads = (await makeExcerpt(database, agency, { name: 'outside', hidden: ['VENDOR-CONF'] })).agencyId;
    }
  }
  for (const city of [plain, whole]) {
    city.outside = await signIn(city, city.reads, 'o.utside');
    await pin(city, steps.length + 1);
    await stopClocks(city);
  }
  return { plain, whole };
}

export async function signIn({ server }: City, agencyId: number, actor: string): Promise<string> {
  const token = await createSignInLink(server.store.database, {
    agencyId,
    actor,
    role: 'analyst',
    madeBy: 'tests',
    now: server.clock.now(),
  });
  const answer = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
  return String(answer.headers['set-cookie']).split(';', 1)[0]!;
}

/** What the count of records, imports, judgements, boards and their sources begins with: that they go on is said in SECURITY.md. */
async function pin({ server }: City, step: number): Promise<void> {
  await server.store.database.pool('migrate').query(
    `select setval('flashlight.record_id_seq', $1), setval('flashlight.run_id_seq', $1),
            setval(pg_get_serial_sequence('flashlight.judgement', 'judgement_id'), $1),
            setval(pg_get_serial_sequence('flashlight.source', 'source_id'), $1),
            setval(pg_get_serial_sequence('flashlight.board', 'board_id'), $1)`,
    [step * 1000],
  );
}

/** The two cities were not made at the same moment: when a lead was found, and two were parted, is one. */
async function stopClocks({ server }: City): Promise<void> {
  const owner = server.store.database.pool('migrate');
  const { rows } = await owner.query<{ of: string; sets: string }>(
    `select table_name as of, string_agg(format('%I = case when %I is not null then timestamptz ''2026-11-20'' end', column_name, column_name), ', ') as sets
       from information_schema.columns where table_schema = 'flashlight' and (table_name like 'lead%' or table_name = 'entity_event') and data_type like 'timestamp%' group by 1`,
  );
  for (const { of, sets } of rows) await owner.query(`update flashlight.${of} set ${sets}`);
}

/** More of what is hidden, as it lands while somebody reads. */
export const landHidden = ({ server }: City, at: number) => {
  const file = (csv: string) => csv.replaceAll('T2034', `T20${40 + at}`).replaceAll('24-7,', `24-7${at},`);
  return importSmallCity(server, [
    ['etrace', file(hiddenFiles.traces[1])],
    ['gunshot-alerts', file(hiddenFiles.alerts[1])],
  ]);
};
