/**
 * How long do a page of the list of NIBIN leads, one lead, and a page of the candidate queue take over HTTP, as leads and candidates grow?
 * The store is made: firearms with five exhibits each, cases and shootings of their own, four leads that tie them, one in five recovered and
 * test fired; every exhibit was searched for, and of the pairs found all but the newest in ten are settled.
 * Run: node bench/nibin-pages.ts [leads, default 5000] [requests of each, default 200]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { startServer } from '../src/api/server.ts';
import { portalDir } from '../src/jobs/build-portal.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { createSignInLink } from '../src/jobs/sign-in.ts';
import { cleanCaseNumber } from '../src/model/values/case-number.ts';
import { keepPairs } from '../src/store/candidate-pairs.ts';
import { openDatabase } from '../src/store/database.ts';
import { importForBench, openBenchAgency } from './import-town.ts';

const leads = Number(process.argv[2] ?? 5000);
const requests = Number(process.argv[3] ?? 200);
const candidatesEach = 20;
const exhibitsEach = 5;
const firearms = Math.ceil(leads / (exhibitsEach - 1));
const exhibits = firearms * exhibitsEach;
const caseOf = (at: number) => `26-${100_000 + at}`;

const folder = await mkdtemp(join(tmpdir(), 'bench-nibin-pages-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  const agency = await openBenchAgency(database);
  const { agencyId } = agency;
  await importFeeds();
  const owner = await database.connect('migrate');
  await makeExhibits(owner);
  await owner.end();
  const server = await startServer({
    database,
    agency,
    dataDir: folder,
    webDir: portalDir,
    version: 'bench',
    port: 0,
    linksFrom: 'store',
  });
  try {
    const origin = `http://127.0.0.1:${new URL(server.url).port}`;
    const token = await createSignInLink(database, { agencyId, actor: 'bench', role: 'technician', madeBy: 'bench' });
    const signedIn = await fetch(`${origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token }),
    });
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    const { rows } = await database.pool('read').query<Record<string, number>>(
      `select (select count(*)::int from flashlight.nibin_lead) as leads, (select count(*)::int from flashlight.candidate_pair) as pairs,
              (select count(*)::int from flashlight.candidate_pair where not settled) as open`,
    );
    console.log(
      `${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; ${JSON.stringify(rows[0])}`,
    );
    const questions: Record<string, (at: number) => string> = {
      'leads, a page of 100': () => '/nibin-leads?limit=100',
      'leads, 500': () => '/nibin-leads?limit=500',
      'leads of one state': () => '/nibin-leads?state=DISSEMINATED&limit=100',
      'one lead': (at) => `/nibin-leads/${1 + ((at * 37) % leads)}`,
      'candidates to look at': () => '/candidate-reviews?limit=100',
      'candidates that are settled': () => '/candidate-reviews?state=settled&limit=100',
      'figures of a year': () => '/nibin-leads/statistics?from=2026-01-01',
    };
    for (const [what, path] of Object.entries(questions)) {
      const times: number[] = [];
      for (let at = 0; at < requests; at++) {
        const began = performance.now();
        const answer = await fetch(`${origin}/api/v1${path(at)}`, { headers: { cookie } });
        await answer.arrayBuffer();
        if (answer.status !== 200) throw new Error(`${path(at)} answered ${answer.status}`);
        if (at >= Math.min(10, requests / 10)) times.push(performance.now() - began);
      }
      times.sort((x, y) => x - y);
      const of = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(0);
      console.log(`${what}: p50 ${of(0.5)} ms, p99 ${of(0.99)} ms`);
    }
  } finally {
    await server.close();
  }

  async function importFeeds(): Promise<void> {
    const classes = ['FATAL SHOOTING', 'NON-FATAL SHOOTING', 'SHOTS FIRED'];
    const day = (at: number) => new Date(Date.UTC(2026, 0, 1) - (at % 900) * 86_400_000).toISOString().slice(0, 10);
    const cases = Array.from({ length: exhibits }, (_, at) => caseOf(at));
    const incidents = cases.map(
      (number, at) =>
        `${number},${day(at)} 22:10,${at} HARBOR ST,HARBOR CITY,MD,${39.2 + (at % 97) / 1000},${-76.6 - (at % 89) / 1000},${['Central', 'Southern', 'Eastern'][at % 3]},${classes[at % 3]}`,
    );
    const links = cases.flatMap((number, at) =>
      at % 3 === 0 && at + 1 < exhibits
        ? [`NET-${at},LEAD,DISSEMINATED,${day(at)},${number},I-${at},${cases[at + 1]!},I-${at + 1}`]
        : [],
    );
    const recoveries = cases.flatMap((number, at) =>
      at % 25 === 0 ? [`P${at},${number},${day(at)} 10:00,SN${10_000 + at},GLOCK,17,9MM,P`] : [],
    );
    const feeds = [
      [
        'incidents',
        'Incident Number,Occurred From,Address,City,State,Latitude,Longitude,District,Narrative Class',
        incidents,
      ],
      ['nibin', 'Lead Number,Kind,Status,Issued,Case A,Item A,Case B,Item B', links],
      [
        'recoveries',
        'Property Number,Case Number,Recovery Date,Serial Number,Manufacturer,Model,Caliber,Type',
        recoveries,
      ],
    ] as const;
    for (const [feed, header, rows] of feeds) {
      const path = join(folder, `${feed}.csv`);
      await writeFile(path, `${[header, ...rows].join('\n')}\n`);
      await importForBench(database, { agency, folder, feed, path });
    }
    await linkRecords(database);
  }

  /** Exhibits, searches, what people said, and leads, as rows: what made them is not what is measured. */
  async function makeExhibits(owner: pg.Client): Promise<void> {
    const run = (sql: string, ...more: unknown[]) => owner.query(sql, [agencyId, ...more]);
    await run(
      `insert into flashlight.exhibit (agency_id, agency_item_no, item_key, case_no, case_key, kind, origin, calibre_code, state, state_at, state_by, enrolled_by,
         recovery_source, recovery_key)
       select $1, 'I-' || n, 'I' || n, k.case_no, k.case_key, 'CASING', case when r.natural_key is null then 'SCENE' else 'TEST_FIRE' end, '9LUGER', 'CORRELATED',
              now() - n * interval '1 hour', 'bench', 'bench', r.source_id, r.natural_key
         from unnest($2::int[], $3::text[], $4::text[]) k(n, case_no, case_key)
         left join lateral (select r.source_id, r.natural_key from flashlight.recovery v join flashlight.record r using (agency_id, record_id)
                             join flashlight.firearm_observation f using (agency_id, record_id) where f.serial_raw = 'SN' || (10000 + n)) r on n % 25 = 0
        order by n`,
      Array.from({ length: exhibits }, (_, at) => at),
      Array.from({ length: exhibits }, (_, at) => caseOf(at)),
      Array.from({ length: exhibits }, (_, at) => cleanCaseNumber(caseOf(at))!.key),
    );
    await run(
      `insert into flashlight.correlation_request (agency_id, exhibit_id, scan_id, asked_of, requested_by, state, finished_at)
       select $1, n, n, 'LOCAL', 'bench', 'DONE', timestamptz '2026-01-01' + n * interval '1 minute' from generate_series(1, $2::int) n order by n`,
      exhibits,
    );
    await run(
      `insert into flashlight.correlation_candidate (agency_id, request_id, rank, exhibit_id, scan_id, score, congruent_cells, congruent_cells_reverse, cells_compared,
         cells_compared_reverse, whole_scan_correlation, undetermined)
       select $1, n, c, 1 + (n - 1 + c * 7) % $2::int, 1 + (n - 1 + c * 7) % $2::int, 1.0 / c, 21 - c, 21 - c, 40, 40, .3, 'no-calibration-set'
         from generate_series(1, $2::int) n, generate_series(1, $3::int) c`,
      exhibits,
      candidatesEach,
    );
    for (let exhibit = 1; exhibit <= exhibits; exhibit++) await keepPairs(owner, agencyId, exhibit);
    await run(
      `insert into flashlight.candidate_review (agency_id, exhibit_a, exhibit_b, turn, conclusion, reviewer, reviewed_at)
       select $1, exhibit_a, exhibit_b, 1, 'NO_LEAD', 'reviewer ' || exhibit_a % 7, found_at from flashlight.candidate_pair where exhibit_a % 10 <> 9`,
    );
    await run(
      `insert into flashlight.candidate_settlement (agency_id, exhibit_a, exhibit_b, conclusion, basis, settled_at)
       select $1, exhibit_a, exhibit_b, 'NO_LEAD', 'one-of-one', found_at from flashlight.candidate_pair where exhibit_a % 10 < 9`,
    );
    await run(
      `insert into flashlight.nibin_lead (agency_id, exhibit_a, exhibit_b, state, standing, revision, written_revision, issued_by, reviewer, generated_at, disseminated_at,
         state_at, state_by)
       select $1, f * $3::int + e, f * $3::int + e + 1, case when f % 4 = 0 then 'INVESTIGATED' else 'DISSEMINATED' end, 'LEAD', 2, 2, 'ann', 'bo', t.at, t.at, t.at, 'ann'
         from generate_series(0, $2::int - 1) f, generate_series(1, $3::int - 1) e cross join lateral (
           select timestamptz '2026-01-01' + (f * 131 + e) % 9000 * interval '1 hour' as at) t order by e, f`,
      firearms,
      exhibitsEach,
    );
    await owner.query('analyze');
  }
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
