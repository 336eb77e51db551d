import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../src/jobs/import-file.ts';
import { listFeedFiles } from '../src/jobs/import-folder.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { loadTraceFacts } from '../src/jobs/load-trace-facts.ts';
import { makeTownFiles } from '../src/jobs/make-town.ts';
import { bringLeadsUpToDate } from '../src/jobs/bring-leads-up-to-date.ts';
import { listLeads } from '../src/jobs/load-lead-queue.ts';
import { byCity } from '../src/jobs/index-traces.ts';
import { declaredWeights } from '../src/trafficking/declared-weights.ts';
import { saveAgency } from '../src/store/agencies.ts';
import { inTransaction, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { tracesProper } from '../src/trafficking/trace-measures.ts';
const [scale, seed, dir] = process.argv.slice(2);
const folder = dir ?? (await mkdtemp(join(tmpdir(), 'rings-')));
const out = join(folder, 'town');
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'rings' });
await migrate(database);
const agency = await saveAgency(database, { code: 'harbor-city', name: 'H', city: 'Harbor City', state: 'MD', timeZone: 'America/New_York' });
const { existsSync } = await import('node:fs');
if (!existsSync(out)) {
  makeTownFiles({ seed: Number(seed), scale: Number(scale), out, onProgress: () => undefined });
  for (const file of await listFeedFiles(out)) await importFile(database, { agency, ...file, rejectsDir: join(folder, 'r'), startedBy: 'b', receivedAt: new Date().toISOString() });
  await linkRecords(database);
}
await bringLeadsUpToDate(database, agency.agencyId, { renew: true });
const [facts, leads] = await inTransaction(database.pool('read'), async (client) => [tracesProper(await loadTraceFacts(client, agency.agencyId, { state: 'MD', counties: [] })), (await listLeads(client, agency.agencyId, Infinity)).leads]);
const read = async (name: string) => { const [head, ...lines] = (await readFile(join(out, 'truth', name), 'utf8')).trim().split(/\r?\n/); const c = head!.split(','); return lines.map((l) => Object.fromEntries(l.split(',').map((x, i) => [c[i]!, x]))); };
const truth = new Map((await read('traces.csv')).map((r) => [r['trace_number']!, r]));
const scores = new Map(byCity(facts, declaredWeights).map((x) => [x.traceNumber, x.score]));
const rings = Map.groupBy(facts.filter((t) => truth.get(t.traceNumber)?.['ring'] && t.purchaser), (t) => truth.get(t.traceNumber)!['ring']!);
let found = 0, named = 0;
for (const [ring, traces] of rings) {
  const persons = new Set(traces.map((t) => t.purchaser!.id));
  if (persons.size < 2) continue;
  named++;
  const lead = leads.find((l) => l.evidence.persons.filter((p) => persons.has(p)).length >= 2);
  if (lead) { found++; continue; }
  console.log(`-- ${ring}: ${persons.size} purchasers`);
  for (const t of traces) console.log(`   ${t.traceNumber} ${t.purchaser!.id} ${t.purchaser!.givenName} ${t.purchaser!.familyName} | ${t.purchaser!.address} ${t.purchaser!.zip} | ${t.purchaser!.phone} | ${t.dealer?.name} ${t.dealer?.id} ${t.dealer?.state} | sold ${t.soldOn} ${t.timeToCrime.kind === 'computed' ? t.timeToCrime.days : '?'} score ${scores.get(t.traceNumber)?.toFixed(0)}`);
}
const top = leads.slice(0, 100);
const isTrue = (l: (typeof leads)[number]) => 2 * l.evidence.numbers.filter((n) => truth.get(n)?.['trafficked'] === '1').length > l.evidence.numbers.length;
const byKind = new Map<string, [number, number]>();
for (const l of top) { const h = byKind.get(l.kind) ?? [0, 0]; h[isTrue(l) ? 0 : 1]++; byKind.set(l.kind, h); }
console.log({ named, found, top: top.length, true: top.filter(isTrue).length, byKind: Object.fromEntries(byKind), leads: leads.length });
await database.close();
