/**
 * How well do index, leads and dealer ranks tell what truly was trafficked in towns nothing was set on?
 * Run: node bench/trafficking.ts SCALE SEED... [--draws N]; with one seed, --keep FOLDER keeps the town and its store there,
 * and measures them the next time.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { byCity } from '../src/jobs/index-traces.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { bringLeadsUpToDate } from '../src/jobs/bring-leads-up-to-date.ts';
import { listLeads } from '../src/jobs/load-lead-queue.ts';
import { loadFacts } from '../src/jobs/load-trace-facts.ts';
import type { TraceFacts } from '../src/model/trace-facts.ts';
import { areaUnderCurve, precisionInTop } from '../src/stats/discrimination.ts';
import { Random } from '../src/stats/random.ts';
import type { Agency } from '../src/store/agencies.ts';
import { inTransaction, openDatabase, type Database } from '../src/store/database.ts';
import { advocatesScore } from '../src/trafficking/advocates-score.ts';
import { dealerRanks } from '../src/trafficking/dealer-ranks.ts';
import { declaredWeights } from '../src/trafficking/declared-weights.ts';
import { fitCityWeights } from '../src/trafficking/fit-city-weights.ts';
import { referenceIndex } from '../src/trafficking/reference-index.ts';
import { cityIndex } from '../src/trafficking/city-index.ts';
import { tracesProper } from '../src/trafficking/trace-measures.ts';
import { tracesAsKnown } from '../src/trafficking/traces-as-known.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' }, draws: { type: 'string', default: '500' } },
});
const [scale, ...seeds] = positionals.map(Number);
if (scale === undefined || seeds.length === 0 || (values.keep && seeds.length > 1))
  throw new Error('Expected SCALE SEED... [--draws N], or SCALE SEED --keep FOLDER.');
const homeState = 'MD';
const home = { state: homeState, counties: [] };
const draws = Number(values.draws);
const names = ['city', 'inTime', 'reference', 'timeAlone', 'advocates', 'count'] as const;

for (const seed of seeds) {
  const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'bench-trafficking-')));
  const dataDir = join(folder, 'data');
  const isKept = existsSync(dataDir);
  const database = await openDatabase({ dataDir, command: 'bench' });
  try {
    const agency = await openBenchAgency(database);
    const out = join(folder, 'town');
    if (!isKept) {
      await importTown(database, { agency, folder, out, seed, scale });
      await linkRecords(database);
    }
    await measure(database, agency, { out, seed });
  } finally {
    await database.close();
    if (!values.keep) await rm(folder, { recursive: true, force: true });
  }
}

type Row = Readonly<Record<string, string>>;

async function readTruth(out: string, name: string): Promise<Row[]> {
  const [head, ...lines] = (await readFile(join(out, 'truth', name), 'utf8')).trim().split(/\r?\n/);
  const columns = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell])));
}

async function measure(database: Database, { agencyId }: Agency, { out, seed }: { out: string; seed: number }) {
  await bringLeadsUpToDate(database, agencyId);
  const [{ traces, firearms }, leads] = await inTransaction(database.pool('read'), async (client) => [
    await loadFacts(client, agencyId, home),
    (await listLeads(client, agencyId, Infinity)).leads.map(({ kind, also, evidence }) => ({
      kinds: [kind, ...also.map((each) => each.kind)],
      traces: evidence.numbers,
      persons: evidence.persons,
    })),
  ]);
  const facts = tracesProper(traces);
  const asKnown = tracesAsKnown(facts, firearms);
  const truths = new Map((await readTruth(out, 'traces.csv')).map((row) => [row['trace_number']!, row]));
  const isTrafficked = (traceNumber: string) => truths.get(traceNumber)?.['trafficked'] === '1';
  const scores = new Map(byCity(facts, declaredWeights).map(({ traceNumber, score }) => [traceNumber, score ?? -1]));
  const inTime = new Map(
    asKnown.map(({ trace, context }) => [trace.traceNumber, cityIndex(trace, context, declaredWeights).score]),
  );
  const ofDealer = Map.groupBy(
    facts.filter(({ dealer }) => dealer !== null),
    ({ dealer }) => dealer!.id,
  );
  const advocates = new Map([...ofDealer].map(([id, of]) => [id, advocatesScore(of)]));
  const judged = facts
    .filter(({ traceNumber }) => truths.has(traceNumber))
    .map((trace) => {
      const reference = referenceIndex(trace, homeState);
      const days = trace.timeToCrime.kind === 'computed' ? trace.timeToCrime.days : null;
      return {
        isTrue: isTrafficked(trace.traceNumber),
        timed: days !== null,
        city: scores.get(trace.traceNumber)!,
        inTime: inTime.get(trace.traceNumber) ?? -1,
        reference: reference.kind === 'scored' ? reference.score : -1,
        timeAlone: days === null || days < 0 ? -Infinity : -days,
        advocates: trace.dealer ? advocates.get(trace.dealer.id)! : -1,
        count: trace.dealer ? ofDealer.get(trace.dealer.id)!.length : -1,
      };
    });
  const count = (rows: readonly { isTrue: boolean }[]) => rows.filter(({ isTrue }) => isTrue).length;
  console.log(`seed ${seed}, scale ${scale}: ${judged.length} traces, ${count(judged)} trafficked`);
  for (const [name, rows] of [
    ['with a known time to crime', judged.filter(({ timed }) => timed)],
    ['all', judged],
  ] as const)
    console.log(`  area, ${name} (${count(rows)} of ${rows.length} trafficked): ${areas(rows)}`);
  const cityRows = judged.map(({ isTrue, city }) => ({ isTrue, score: city }));
  console.log(
    `  in the top 50 by the city's index: ${Math.round(50 * precisionInTop(cityRows, 50)!)} of 50 trafficked`,
  );
  await measureLeads(facts, leads, out, isTrafficked);
  await measureDealers(facts, out);
  const fit = fitCityWeights({
    known: asKnown.flatMap((each) =>
      truths.has(each.trace.traceNumber) ? [{ ...each, outcome: isTrafficked(each.trace.traceNumber) }] : [],
    ),
    declared: declaredWeights,
    homeState,
    version: 'bench',
    random: new Random(`bench ${seed}`),
  });
  if (fit.kind === 'undetermined') console.log(`  fitted: none, ${fit.why}`);
  else {
    const { area, gain, calibration, brier, reported, wins } = fit.report;
    console.log(
      `  fitted, on the latest fifth (${reported.outcomes} of ${reported.traces}): area ${area.city.toFixed(3)}, reference ${area.reference.toFixed(3)}, time ${area.timeAlone.toFixed(3)}, gain ${gain.low.toFixed(3)} to ${gain.high.toFixed(3)}${wins ? '' : ' (does not win)'}, slope ${calibration?.slope.toFixed(2) ?? 'none'}, Brier ${brier.toFixed(3)}`,
    );
  }
}

interface Scored {
  readonly isTrue: boolean;
  /** Of all traces there are now. */
  readonly city: number;
  /** Of what was known when the trace could first be scored. */
  readonly inTime: number;
  readonly reference: number;
  readonly timeAlone: number;
  /** What advocates add up of the dealer. */
  readonly advocates: number;
  /** How many traced firearms the dealer sold. */
  readonly count: number;
}

/** Areas with the 2.5th and 97.5th percentile over draws of traces, and of the city's area in time less the reference's. */
function areas(rows: readonly Scored[]): string {
  const random = new Random('areas');
  const areaOf = (of: readonly Scored[], by: (typeof names)[number]) =>
    areaUnderCurve(of.map((row) => ({ score: row[by], isTrue: row.isTrue }))) ?? NaN;
  const drawn = Array.from({ length: draws }, () => {
    const sample = rows.map(() => random.pick(rows));
    const of = Object.fromEntries(names.map((name) => [name, areaOf(sample, name)])) as Record<
      (typeof names)[number],
      number
    >;
    return { ...of, gain: of.inTime - of.reference };
  });
  const interval = (values: number[]) => {
    values.sort((a, b) => a - b);
    return `${values[Math.floor(0.025 * draws)]!.toFixed(3)} to ${values[Math.ceil(0.975 * draws) - 1]!.toFixed(3)}`;
  };
  return [
    ...names.map((name) => `${name} ${areaOf(rows, name).toFixed(3)} (${interval(drawn.map((each) => each[name]))})`),
    `in time over the reference ${(areaOf(rows, 'inTime') - areaOf(rows, 'reference')).toFixed(3)} (${interval(drawn.map(({ gain }) => gain))})`,
  ].join(', ');
}

/** A lead is true where most of its traces are trafficked; a ring is found where two of its purchasers are in one lead, of whatever kind; told too is how many by a lead about a ring. */
async function measureLeads(
  facts: readonly TraceFacts[],
  leads: readonly {
    readonly kinds: readonly string[];
    readonly traces: readonly string[];
    readonly persons: readonly string[];
  }[],
  out: string,
  isTrafficked: (traceNumber: string) => boolean,
): Promise<void> {
  const isTrue = ({ traces }: (typeof leads)[number]) => 2 * traces.filter(isTrafficked).length > traces.length;
  const top = leads.slice(0, 100);
  const right = top.filter(isTrue).length;
  const without = top.filter(({ traces }) => traces.length === 0).length;
  console.log(
    `  leads: ${leads.length}; of the first ${top.length} true ${right}, false ${top.length - right} (${without} without a trace), ${right === 0 ? 'no true one' : `${((top.length - right) / right).toFixed(2)} false for each true`}; of the first 50 true ${leads.slice(0, 50).filter(isTrue).length}`,
  );
  const purchaserOf = new Map(facts.map(({ traceNumber, purchaser }) => [traceNumber, purchaser?.id ?? null]));
  const entities = new Map<string, Set<string>>();
  for (const row of await readTruth(out, 'persons.csv')) {
    const [traceNumber, role] = row['row_key']!.split('/');
    const entity = row['feed'] === 'etrace/results' && role === 'purchaser' ? purchaserOf.get(traceNumber!) : null;
    if (entity == null) continue;
    const held = entities.get(row['truth_id']!);
    if (held) held.add(entity);
    else entities.set(row['truth_id']!, new Set([entity]));
  }
  const rings = Map.groupBy(
    (await readTruth(out, 'rings.csv')).filter(({ part }) => part === 'purchaser'),
    ({ ring }) => ring!,
  );
  let [named, found, asRing] = [0, 0, 0];
  for (const members of rings.values()) {
    const known = members.flatMap(({ person }) => entities.get(person!) ?? []);
    if (known.length < 2) continue;
    named++;
    const isIn = (persons: ReadonlySet<string>) => known.filter((of) => [...of].some((id) => persons.has(id))).length;
    const holding = leads.filter(({ persons }) => isIn(new Set(persons)) >= 2);
    if (holding.length > 0) found++;
    if (holding.some(({ kinds }) => kinds.includes('purchaser-ring'))) asRing++;
  }
  console.log(
    `  rings of whom two members are purchasers in traces: ${named}, found ${found}, by a lead about a ring ${asRing}`,
  );
}

/** Whom the ranks put first, against what each dealer truly is. */
async function measureDealers(facts: readonly TraceFacts[], out: string): Promise<void> {
  const roles = new Map((await readTruth(out, 'dealers.csv')).map((row) => [row['licence_key']!, row['role']!]));
  const keys = new Map(facts.flatMap(({ dealer }) => (dealer ? [[dealer.id, dealer.licenceKey] as const] : [])));
  const ranks = dealerRanks(facts, { top: 10, draws: 2000, random: new Random('ranks') });
  if (ranks === null) return console.log('  dealers: no ranks');
  const roleOf = (id: (typeof ranks)[number]['dealer']) => roles.get(keys.get(id) ?? '') ?? 'unknown';
  const countOf = (of: readonly string[]) =>
    [...Map.groupBy(of, (role) => role)].map(([role, those]) => `${role} ${those.length}`).join(', ');
  const tell = (first: number) => countOf(ranks.slice(0, first).map(({ dealer }) => roleOf(dealer)));
  const others = Map.groupBy(
    facts.filter(({ dealer }) => dealer !== null),
    ({ dealer }) => dealer!.id,
  );
  for (const [by, of] of [
    ['counts', (rows: readonly TraceFacts[]) => rows.length],
    ['what advocates add up', advocatesScore],
  ] as const) {
    const first = [...others].map(([id, rows]) => ({ id, score: of(rows) })).toSorted((a, b) => b.score - a.score);
    console.log(`  dealers by ${by}, first 10: ${countOf(first.slice(0, 10).map(({ id }) => roleOf(id)))}`);
  }
  console.log(`  dealers: ${ranks.length} with traces; first 10: ${tell(10)}; first 50: ${tell(50)}`);
}
