/**
 * Of firearms whose serial number is worn in some places, for how many do the blocks of firearms bring the one it is, how many others agree where
 * both can be read, and what do the keys of worn numbers cost?
 * Run: node bench/worn-serials.ts [seed] [firearms of one maker] [worn among them, as a share]
 */
import { blockingKeys } from '../src/identity/blocking-keys.ts';
import { readMin, whereRead } from '../src/identity/compare-codes.ts';
import { kindPlans } from '../src/identity/compared-fields.ts';
import { FieldEncoder, type EncodedTable } from '../src/identity/encoded-table.ts';
import { startOfM } from '../src/identity/estimate-weights.ts';
import { openComparisons } from '../src/identity/open-comparisons.ts';
import { RecordIndex } from '../src/identity/record-index.ts';
import { Random } from '../src/stats/random.ts';

const seed = process.argv[2] ?? '1';
const firearms = Number(process.argv[3] ?? 20_000);
const wornShare = Number(process.argv[4] ?? 0.02);
const asked = 2_000;
const random = new Random(`worn-${seed}`);
const below = (most: number) => Math.floor(random.next() * most);
const letters = (many: number) => Array.from({ length: many }, () => String.fromCharCode(65 + below(26))).join('');
const figures = (many: number) => Array.from({ length: many }, () => String(below(10))).join('');

/** Serial numbers as makers give them: letters first and figures after, of one maker in one length; or one series whose beginning many share. */
const forms: Readonly<Record<string, () => string>> = {
  'three letters, three figures': () => letters(3) + figures(3),
  'three letters, five figures': () => letters(3) + figures(5),
  'eight figures': () => figures(8),
  'eight figures, of which three are the same': () => `380${figures(5)}`,
  'one letter, nine figures': () => letters(1) + figures(9),
};

/** Two numbers of one length that agree wherever both can be read, in places enough. */
function agreeWhereBothRead(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const { read, alike } = whereRead(a, b);
  return alike && read >= readMin;
}

const plan = kindPlans.firearm;
const cellsOf = (serial: string) => [serial, 'GLOCK', '19', '9MM', 'P', ''];

/** An index of some numbers by some of the blocks of firearms; its weights say nothing, for what blocks bring does not hang on them. */
function indexOf(serials: readonly string[], blocking: readonly (readonly string[])[]) {
  const before = process.memoryUsage();
  const started = performance.now();
  const encoders = plan.fields.map((field) => new FieldEncoder(field));
  for (const serial of serials) cellsOf(serial).forEach((cell, field) => encoders[field]!.add(cell));
  const table: EncodedTable = {
    records: serials.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(serials.length),
    linkOnly: false,
  };
  const shares = openComparisons(table).fields.map(({ levels }) => startOfM(levels.length));
  const model = {
    m: shares,
    u: shares,
    prior: 0.5,
    explained: shares.map(() => new Float64Array(shares.length)),
    twins: null,
    names: null,
    least: Float64Array.from(shares, () => 1),
  };
  const keys = table.fields.flatMap(blockingKeys);
  const blocks = blocking.map((names) => ({
    name: names.join(', '),
    keys: names.map((name) => keys.find((key) => key.name === name)!),
  }));
  const index = new RecordIndex(table, encoders, blocks, model);
  const after = process.memoryUsage();
  const entries = blocks.reduce(
    (sum, { keys: of }) => sum + serials.reduce((many, serial) => many + (of[0]!.derive(serial) === '' ? 0 : 1), 0),
    0,
  );
  return {
    index,
    entries,
    seconds: (performance.now() - started) / 1000,
    megabytes: (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6,
  };
}

/** Wears places away: together, as a file or a punch does, or anywhere. */
function wear(serial: string, places: number, together: boolean): string {
  const chosen = new Set<number>();
  const first = below(serial.length - places + 1);
  while (chosen.size < places) chosen.add(together ? first + chosen.size : below(serial.length));
  return [...serial].map((character, at) => (chosen.has(at) ? '?' : character)).join('');
}

const milliseconds = (times: number[], share: number) =>
  times.sort((x, y) => x - y)[Math.floor(times.length * share)]!.toFixed(3);

/** Of some numbers how long each is looked for. */
function timeOf(index: RecordIndex, questions: readonly string[]): string {
  const times = questions.map((serial) => {
    const started = performance.now();
    index.find(cellsOf(serial), -Infinity);
    return performance.now() - started;
  });
  return `p50 ${milliseconds(times, 0.5)} ms, p99 ${milliseconds(times, 0.99)} ms`;
}

for (const [form, make] of Object.entries(forms)) {
  const serials = [...new Set(Array.from({ length: firearms }, make))];
  const stored = serials.map((serial) => (random.chance(wornShare) ? wear(serial, 1 + below(2), false) : serial));
  const halves = indexOf(stored, plan.blocking!.slice(0, 3));
  const all = indexOf(stored, plan.blocking!);
  console.log(`${form}: ${stored.length} numbers`);
  for (const [name, { entries, seconds, megabytes }] of Object.entries({
    'halves alone': halves,
    'with keys of worn numbers': all,
  }))
    console.log(`  ${name}: ${entries} entries, built in ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`);
  const wholeAsked = Array.from({ length: asked }, make);
  const wornAsked = Array.from({ length: asked }, () => wear(make(), 2, false));
  for (const [name, { index }] of Object.entries({ 'halves alone': halves, 'with keys of worn numbers': all }))
    console.log(`  one looked for, ${name}: whole ${timeOf(index, wholeAsked)}; worn ${timeOf(index, wornAsked)}`);
  const length = serials[0]!.length;
  for (const together of [true, false])
    for (let places = 1; places <= length - readMin; places++) {
      let [foundByHalves, found, brought, agreeing] = [0, 0, 0, 0];
      for (let question = 0; question < asked; question++) {
        const at = below(serials.length);
        const worn = wear(serials[at]!, places, together);
        // What the row of the firearm says may be worn as well: then four places must be read in both.
        if (!agreeWhereBothRead(worn, stored[at]!)) {
          question--;
          continue;
        }
        const has = (index: RecordIndex) => index.find(cellsOf(worn), -Infinity).records;
        const records = has(all.index);
        if (records.some(({ record }) => record === at)) found++;
        if (has(halves.index).some(({ record }) => record === at)) foundByHalves++;
        brought += records.length;
        if (question < asked / 10) for (const each of stored) if (agreeWhereBothRead(worn, each)) agreeing++;
      }
      console.log(
        `  ${places} worn ${together ? 'beside each other' : 'anywhere'}: found ${found} of ${asked}, by halves alone ${foundByHalves}; ${(brought / asked).toFixed(0)} compared each, of all ${(agreeing / (asked / 10)).toFixed(2)} agree`,
      );
    }
}
