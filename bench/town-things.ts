/**
 * How well are the firearms, dealers and vehicles of a town told apart, whose truth is known: by exact keys alone, and by a model learnt of
 * their rows as `flashlight identity dedupe` learns it? And is what it learnt sane?
 * Run: node bench/town-things.ts [seed] [scale]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kindPlans } from '../src/identity/compared-fields.ts';
import { dedupeTable } from '../src/identity/dedupe-table.ts';
import { FieldEncoder } from '../src/identity/encoded-table.ts';
import { evaluateClusters } from '../src/identity/evaluate-clusters.ts';
import { identityKeys, type ObservationValues } from '../src/identity/identity-keys.ts';
import { openComparisons } from '../src/identity/open-comparisons.ts';
import { cleanLicenceNumber } from '../src/model/values/licence-number.ts';
import { Random } from '../src/stats/random.ts';
import { openDatabase } from '../src/store/database.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const seed = Number(process.argv[2] ?? 1);
const scale = Number(process.argv[3] ?? 0.2);
const kinds = ['firearm', 'dealer', 'vehicle'] as const;
type Kind = (typeof kinds)[number];
type Row = ObservationValues & { readonly feed: string; readonly natural_key: string; readonly part: string };

const folder = await mkdtemp(join(tmpdir(), 'bench-town-things-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  const out = join(folder, 'town');
  await importTown(database, { agency: await openBenchAgency(database), folder, out, seed, scale });
  for (const kind of kinds) await measure(kind, out);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

async function measure(kind: Kind, out: string): Promise<void> {
  const truthOfRow = await readTruth(kind, out);
  const { rows } = await database.pool('read').query<Row>(
    `select x.*, s.feed, r.natural_key,
            case when s.layout = 'entries' then case when x.role = 'test-fired' then 'test-fire' else 'scene' end
                 when '${kind}' = 'firearm' then 'firearm' else x.role end as part,
            s.feed || '/' || s.layout || '/' || r.natural_key as of_record
       from flashlight.${kind}_observation x join flashlight.record r using (agency_id, record_id)
       join flashlight.source s using (agency_id, source_id) order by x.record_id, x.ordinal`,
  );
  const known = rows.flatMap((row) => {
    const is = truthOfRow(row);
    return is === undefined ? [] : [{ row, is }];
  });
  const numbers = new Map<string, number>();
  const truthOf = Int32Array.from(known, ({ is }) => {
    if (!numbers.has(is)) numbers.set(is, numbers.size);
    return numbers.get(is)!;
  });
  const plan = kindPlans[kind];
  const encoders = plan.fields.map((field) => new FieldEncoder(field));
  for (const { row } of known) plan.cells(row).forEach((cell, field) => encoders[field]!.add(cell));
  const table = {
    records: known.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(known.length),
    linkOnly: false,
  };
  const random = new Random('identity/1');
  const { clusterOf, model, warnings } = dedupeTable(table, { random: () => random.next(), blocking: 'auto' });
  const said = (of: Int32Array) => {
    const { precision, recall, f1 } = evaluateClusters(of, truthOf);
    return `P ${precision.toFixed(4)}  R ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}`;
  };
  console.log(
    `town of seed ${seed}, scale ${scale}, ${kind}: ${known.length} of ${rows.length} rows have a truth, ${numbers.size} things`,
  );
  console.log(
    `  by exact keys, what contradicts not held apart  ${said(
      byKeys(
        kind,
        known.map(({ row }) => row),
      ),
    )}`,
  );
  console.log(`  by a model learnt of these rows alone           ${said(clusterOf)}`);
  for (const [field, { levels }] of openComparisons(table).fields.entries()) {
    const { name, filled } = table.fields[field]!;
    const bits = levels.map(
      (level, at) => `${level.name} ${Math.log2(model.m[field]![at]! / model.u[field]![at]!).toFixed(1)}`,
    );
    console.log(`  ${name} (said by ${((100 * filled) / table.records).toFixed(0)} of 100): ${bits.join(', ')}`);
  }
  for (const warning of warnings) console.log(`  ${warning}`);
}

/** Rows that share an exact key are one. */
function byKeys(kind: Kind, rows: readonly Row[]): Int32Array {
  const first = Int32Array.from(rows.keys());
  const find = (row: number): number => {
    let at = row;
    while (first[at] !== at) at = first[at]!;
    return at;
  };
  const firstWith = new Map<string, number>();
  rows.forEach((row, at) => {
    for (const { key } of identityKeys(kind, row)) {
      const other = firstWith.get(key);
      if (other === undefined) firstWith.set(key, at);
      else {
        const [x, y] = [find(at), find(other)];
        first[Math.max(x, y)] = Math.min(x, y);
      }
    }
  });
  return first.map((_, at) => find(at));
}

/** What a row is truly of; undefined where the town does not say. */
async function readTruth(kind: Kind, out: string): Promise<(row: Row) => string | undefined> {
  // Numbers of cases are written with and without signs between their parts; suspects who were arrested are so called in their records.
  const bare = (key: string) => key.replace(/[^A-Za-z0-9/]/g, '').replace(/\/arrestee$/, '/suspect');
  const cells = async (name: string) =>
    (await readFile(join(out, `truth/${name}.csv`), 'utf8'))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
  if (kind === 'dealer') {
    const ofTrace = new Map((await cells('traces')).map((of) => [of[0]!, of.at(-1)!]));
    // Lists of licensees and reports of inspections print the number as it is.
    return ({ feed, natural_key, licence_number }) =>
      feed === 'trace-results'
        ? ofTrace.get(natural_key) || undefined
        : (cleanLicenceNumber(String(licence_number ?? ''))?.key ?? undefined);
  }
  const of = new Map((await cells(`${kind}s`)).map(([feed, key, is]) => [bare(`${feed}/${key}`), is!]));
  return (row) => of.get(bare(`${String(row['of_record'])}/${row.part}`));
}
