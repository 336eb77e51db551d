/**
 * How long does it take to find the records of one thing for one new record among a million?
 * Run: node bench/find-record.ts [people] [questions]
 */
import { dedupeTable } from '../src/identity/dedupe-table.ts';
import { countedByRows } from '../src/identity/distinct-rows.ts';
import { FieldEncoder } from '../src/identity/encoded-table.ts';
import { RecordIndex } from '../src/identity/record-index.ts';
import { Random } from '../src/stats/random.ts';
import { personRecords, recordProfiles, type PersonRecord } from '../src/town/person-records.ts';

const people = Number(process.argv[2] ?? 333_000);
const questions = Number(process.argv[3] ?? 20_000);
const plans = [
  { name: 'givenName', type: 'given-name' },
  { name: 'familyName', type: 'family-name' },
  { name: 'born', type: 'date' },
  { name: 'street', type: 'address' },
  { name: 'city', type: 'place' },
  { name: 'postcode', type: 'postcode' },
  { name: 'phone', type: 'phone' },
  { name: 'idNumber', type: 'identifier' },
] as const;
const cells = (record: PersonRecord) => plans.map(({ name }) => record[name]);

// One record in fifty is held back, to come as a new one.
const encoders = plans.map((plan) => new FieldEncoder(plan));
const held: { cells: string[]; person: number }[] = [];
const personOf: number[] = [];
for (const record of personRecords('bench-find', people, recordProfiles.city)) {
  if (Number(record.id) % 50 === 0 && held.length < questions) {
    held.push({ cells: cells(record), person: record.person });
    continue;
  }
  cells(record).forEach((cell, at) => encoders[at]!.add(cell));
  personOf.push(record.person);
}
const table = {
  records: personOf.length,
  fields: encoders.map((encoder) => encoder.encode()),
  sourceOf: new Uint8Array(personOf.length),
  linkOnly: false,
};
const random = new Random('bench-find');
const { model, blocksUsed } = dedupeTable(table, { random: () => random.next(), blocking: 'auto' });
let start = performance.now();
const index = new RecordIndex(countedByRows(table), encoders, blocksUsed, model);
console.log(
  `${index.size} records, ${blocksUsed.length} blocks: index built in ${((performance.now() - start) / 1000).toFixed(1)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);
const things = new Set(personOf);
const times: number[] = [];
let compared = 0;
let [right, wrong, missed] = [0, 0, 0];
for (const { cells: asked, person } of held) {
  start = performance.now();
  const found = index.find(asked, 0);
  times.push(performance.now() - start);
  compared += found.compared;
  const [best] = found.records;
  if (best && personOf[best.record] === person) right++;
  else if (best) wrong++;
  else if (things.has(person)) missed++;
}
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(3);
console.log(
  `${held.length} new records: p50 ${at(0.5)} ms, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}; ${(compared / held.length).toFixed(1)} compared each; best found is of the same person for ${right}, of another for ${wrong}, none for ${missed} that have one`,
);
