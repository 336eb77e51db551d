import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FieldEncoder, type EncodedTable } from '../../src/identity/encoded-table.ts';
import type { TestStore } from '../open-test-store.ts';

const plans = [
  { name: 'given_name', type: 'given-name' },
  { name: 'middle_name', type: 'given-name' },
  { name: 'family_name', type: 'family-name' },
  { name: 'suffix', type: 'category' },
  { name: 'born_on', type: 'date' },
  { name: 'sex', type: 'category' },
  { name: 'address', type: 'address' },
  { name: 'city', type: 'place' },
  { name: 'zip', type: 'postcode' },
  { name: 'phone', type: 'phone' },
  { name: 'sid', type: 'identifier', authoritative: true },
  { name: 'dl', type: 'identifier' },
] as const;

/** Cases are written with and without signs between their parts; suspects who were arrested are so called in their records. */
const bare = (key: string) => key.replace(/[^A-Za-z0-9/]/g, '').replace(/\/arrestee$/, '/suspect');

/** Every observation of a person of a town that was imported, as the engine compares them, and who each truly is. */
export async function readTownPeople(
  out: string,
  { database }: TestStore,
): Promise<{ table: EncodedTable; truthOf: Int32Array; people: number }> {
  const [, ...lines] = (await readFile(join(out, 'truth/persons.csv'), 'utf8')).trim().split('\n');
  const truths = new Map(
    lines.map((line) => {
      const parts = line.trim().split(',');
      return [bare(`${parts[0]!}/${parts.slice(1, -2).join('')}`), parts.at(-2)!] as const;
    }),
  );
  const { rows } = await database.pool('read').query<Record<string, string | null>>(
    `select s.feed || '/' || s.layout || '/' || r.natural_key || '/' || x.role as key, x.given_name, x.middle_name, x.family_name, x.suffix,
            x.born_on::text, x.sex, x.address, x.city, x.zip, x.phone, case when x.id_type = 'SID' then x.id_number end as sid,
            case when x.id_type = 'DL' then x.id_state || x.id_number end as dl
       from flashlight.person_observation x join flashlight.record r using (agency_id, record_id)
       join flashlight.source s using (agency_id, source_id) order by x.record_id, x.ordinal`,
  );
  const known = rows.flatMap((row) => {
    const truth = truths.get(bare(row['key']!));
    return truth === undefined ? [] : [{ row, truth }];
  });
  const encoders = plans.map((plan) => new FieldEncoder(plan));
  for (const { row } of known) plans.forEach(({ name }, at) => encoders[at]!.add(row[name] ?? ''));
  const numbers = new Map<string, number>();
  const truthOf = Int32Array.from(known, ({ truth }) => {
    if (!numbers.has(truth)) numbers.set(truth, numbers.size);
    return numbers.get(truth)!;
  });
  const table = {
    records: known.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(known.length),
    linkOnly: false,
  };
  return { table, truthOf, people: numbers.size };
}
