/**
 * How well are the people of towns told apart, whose truth is known: overall, by name group, and how far probabilities can be believed?
 * Of pairs said to be of one person with .90 to .95 so many were, over all towns: with Wilson's interval of the pairs, and with a wider one that
 * takes the pairs of the same two people for one observation (the variance of a ratio of sums over them), for they are not independent.
 * Run: node bench/town-people.ts [seed,seed,…] [scale] [accept]
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dedupeTable } from '../src/identity/dedupe-table.ts';
import { agreement, evaluateClusters } from '../src/identity/evaluate-clusters.ts';
import { readIdentityConfig } from '../src/jobs/read-identity-config.ts';
import { readIdentityFiles } from '../src/jobs/read-identity-files.ts';
import { Random } from '../src/stats/random.ts';
import { wilsonInterval } from '../src/stats/share-interval.ts';
import { openDatabase } from '../src/store/database.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const seeds = (process.argv[2] ?? '1').split(',').map(Number);
const scale = Number(process.argv[3] ?? 0.5);
const withoutPeople = ['calls', 'gunshot-alerts', 'licensees', 'inspections', 'nibin'];
const config = {
  uniqueId: 'id',
  accept: Number(process.argv[4] ?? 0.5),
  fields: [
    { column: 'given_name', type: 'given-name' },
    { column: 'middle_name', type: 'given-name' },
    { column: 'family_name', type: 'family-name' },
    { column: 'suffix', type: 'category' },
    { column: 'born_on', type: 'date' },
    { column: 'sex', type: 'category' },
    { column: 'address', type: 'address' },
    { column: 'city', type: 'place' },
    { column: 'zip', type: 'postcode' },
    { column: 'phone', type: 'phone' },
    { column: 'sid', type: 'identifier', authoritative: true },
    { column: 'dl', type: 'identifier' },
  ],
};
const columns = config.fields.map(({ column }) => column);

/** Pairs said to be of one person with a probability in the band, by whose they are: the two people in truth. */
interface Band {
  pairs: number;
  said: number;
  so: number;
  readonly ofPeople: Map<string, { pairs: number; so: number }>;
}
const [bandFrom, bandTo] = [0.9, 0.95];
const bands = new Map<string, Band>();
for (const seed of seeds) await measureTown(seed);
console.log(
  `\nof pairs said to be of one person with ${bandFrom} to ${bandTo}, town${seeds.length > 1 ? 's' : ''} ${seeds.join(', ')}`,
);
for (const [group, band] of bands) console.log(`  ${group.padEnd(17)} ${lineOfBand(band)}`);

/** Makes a town, tells its people apart, prints how well, and adds its pairs to the bands. */
async function measureTown(seed: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-town-people-'));
  try {
    const people = await readPeople(folder, seed);
    const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    await writeFile(
      join(folder, 'people.csv'),
      [`id,${columns.join(',')}`, ...people.map(({ id, cells }) => [id, ...cells].map(cell).join(','))].join('\n'),
    );
    const read = await readIdentityConfig(join(folder, 'config.json'));
    const { table } = await readIdentityFiles(read, [join(folder, 'people.csv')]);
    const random = new Random('identity/1');
    const { clusterOf, links } = dedupeTable(table, {
      random: () => random.next(),
      blocking: 'auto',
      accept: read.accept,
    });
    const numbers = new Map<string, number>();
    const truthOf = Int32Array.from(people, ({ truth }) => {
      if (!numbers.has(truth)) numbers.set(truth, numbers.size);
      return numbers.get(truth)!;
    });
    const share = (of: number) => of.toFixed(4);
    const line = (of: { precision: number; recall: number; f1: number }) =>
      `P ${share(of.precision)}  R ${share(of.recall)}  F1 ${share(of.f1)}`;
    const all = evaluateClusters(clusterOf, truthOf);
    console.log(`town of seed ${seed}, scale ${scale}: ${people.length} records of ${numbers.size} people`);
    console.log(`pairs after grouping  ${line(all)}   B-cubed ${line(all.bCubed)}`);
    for (const [group, records] of Map.groupBy(people.keys(), (record) => people[record]!.group))
      console.log(
        `  ${group.padEnd(17)} ${String(records.length).padStart(6)} records  ${line(ofGroup(records, clusterOf, truthOf))}`,
      );
    const edges = [-8, -4, -2, 0, 2, 3.17, 4.25, 6.63, 9.97, Infinity];
    for (const [at, from] of edges.slice(0, -1).entries()) {
      let [pairs, said, so] = [0, 0, 0];
      for (let pair = 0; pair < links.bits.length; pair++) {
        const bits = links.bits[pair]!;
        if (bits < from || bits >= edges[at + 1]!) continue;
        pairs++;
        said += 1 / (1 + 2 ** -bits);
        if (truthOf[links.a[pair]!] === truthOf[links.b[pair]!]) so++;
      }
      console.log(
        `  pairs said to be of one person with ${(said / pairs).toFixed(3)}: ${(so / pairs).toFixed(3)} of ${pairs} were`,
      );
    }
    for (let pair = 0; pair < links.bits.length; pair++) {
      const said = 1 / (1 + 2 ** -links.bits[pair]!);
      if (said < bandFrom || said >= bandTo) continue;
      const [a, b] = [people[links.a[pair]!]!, people[links.b[pair]!]!];
      const both = `${seed} ${[a.truth, b.truth].sort().join(' ')}`;
      for (const group of new Set(['all', a.group, b.group])) addToBand(group, both, said, a.truth === b.truth);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function addToBand(group: string, both: string, said: number, isSo: boolean): void {
  const band = bands.get(group) ?? { pairs: 0, said: 0, so: 0, ofPeople: new Map() };
  bands.set(group, band);
  const of = band.ofPeople.get(both) ?? { pairs: 0, so: 0 };
  band.ofPeople.set(both, of);
  band.pairs++;
  band.said += said;
  of.pairs++;
  if (!isSo) return;
  band.so++;
  of.so++;
}

function lineOfBand({ pairs, said, so, ofPeople }: Band): string {
  const share = so / pairs;
  const spread = ofPeople.values().reduce((sum, of) => sum + (of.so - share * of.pairs) ** 2, 0) / pairs ** 2;
  // As many independent pairs as would spread so; never more than there are.
  const independent = spread === 0 ? pairs : Math.min(pairs, (share * (1 - share)) / spread);
  const shown = ({ low, high }: { low: number; high: number }) => `${low.toFixed(3)} to ${high.toFixed(3)}`;
  return `said ${(said / pairs).toFixed(3)}  were so ${share.toFixed(3)} of ${pairs} pairs (${shown(wilsonInterval(so, pairs))}; by the ${ofPeople.size} people and pairs of people ${shown(wilsonInterval(share * independent, independent))})`;
}

/** Pairs of which one record at least is of a person of the group. */
function ofGroup(records: readonly number[], clusterOf: Int32Array, truthOf: Int32Array) {
  const within = new Set(records);
  const clusters = new Set(records.map((record) => clusterOf[record]!));
  const members = Map.groupBy(
    clusterOf.keys().filter((record) => clusters.has(clusterOf[record]!)),
    (record) => clusterOf[record]!,
  );
  let [found, right] = [0, 0];
  for (const of of members.values())
    for (const [at, a] of of.entries())
      for (const b of of.slice(at + 1)) {
        if (!within.has(a) && !within.has(b)) continue;
        found++;
        if (truthOf[a] === truthOf[b]) right++;
      }
  let truths = 0;
  for (const of of Map.groupBy(records, (record) => truthOf[record]!).values())
    truths += (of.length * (of.length - 1)) / 2;
  return agreement(found, truths, right);
}

interface TownPerson {
  readonly id: string;
  readonly cells: readonly string[];
  readonly truth: string;
  readonly group: string;
}

/** Makes a town, and gives every observation of a person in its files, as an import reads it, with who it truly is. */
async function readPeople(folder: string, seed: number): Promise<TownPerson[]> {
  const out = join(folder, 'town');
  // Numbers of cases are written with and without signs between their parts; suspects who were arrested are so called in their records.
  const bare = (key: string) => key.replace(/[^A-Za-z0-9/]/g, '').replace(/\/arrestee$/, '/suspect');
  const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
  try {
    const agency = await openBenchAgency(database);
    await importTown(database, { agency, folder, out, seed, scale, without: withoutPeople });
    const [, ...lines] = (await readFile(join(out, 'truth/persons.csv'), 'utf8')).trim().split('\n');
    const truths = new Map(
      lines.map((text) => {
        const parts = text.trim().split(',');
        const [truth, group] = parts.slice(-2) as [string, string];
        return [bare(`${parts[0]!}/${parts.slice(1, -2).join('')}`), { truth, group }] as const;
      }),
    );
    const client = await database.connect('read');
    try {
      const { rows } = await client.query<Record<string, string | null>>(
        `select x.record_id || '/' || x.ordinal as id, s.feed || '/' || s.layout || '/' || r.natural_key || '/' || x.role as key,
                x.given_name, x.middle_name, x.family_name, x.suffix, x.born_on::text, x.sex, x.address, x.city, x.zip, x.phone,
                case when x.id_type = 'SID' then x.id_number end as sid, case when x.id_type = 'DL' then x.id_state || x.id_number end as dl
           from flashlight.person_observation x join flashlight.record r using (agency_id, record_id)
           join flashlight.source s using (agency_id, source_id) order by x.record_id, x.ordinal`,
      );
      return rows.flatMap((row) => {
        const truth = truths.get(bare(row['key']!));
        return truth ? [{ id: row['id']!, cells: columns.map((column) => row[column] ?? ''), ...truth }] : [];
      });
    } finally {
      await client.end();
    }
  } finally {
    await database.close();
  }
}
