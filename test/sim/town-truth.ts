import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadLife } from '../../src/jobs/load-life.ts';
import type { Life } from '../../src/model/life.ts';
import { caseKey } from '../../src/sources/case-key.ts';
import type { TestStore } from '../open-test-store.ts';
import { readRows, type CsvRow } from './csv-rows.ts';
import { ballisticGraph, shootingsOf, type Shooting } from './town-leads.ts';

/** What is true of a town's recovered firearms, what its files say of them, and what the store tells. */
export interface TownTruth {
  readonly truth: { firearm: string; clean: boolean; cause: string }[];
  /** What happened to each firearm, recorded or not. */
  readonly happened: Map<string, { at: string; what: string; person: string }[]>;
  /** True firearm of each record that speaks of one, and the entity it was joined to. */
  readonly rows: { feed: string; key: string; firearm: string; record: number; entity: number }[];
  /** Rows of the truth for which no record was found. */
  readonly lost: string[];
  /** Rows of the files that speak of each firearm, by feed and layout; of a row given out anew, the last. */
  readonly written: Map<string, Map<string, CsvRow[]>>;
  readonly lives: Map<string, Life>;
  readonly leads: Map<string, Map<string, Shooting>>;
  /** Licences and true persons the observations of an entity name, and cases an incident is known by. */
  readonly licencesOf: Map<string, Set<string>>;
  readonly personsOf: Map<string, Set<string>>;
  readonly casesOf: Map<string, Set<string>>;
  /** Licence of the dealer that truly sold each traced firearm. */
  readonly sellers: Map<string, string>;
  /** Cases whose report gives no day of the calendar. */
  readonly undatedCases: Set<string>;
}

export const bare = (key: string) => key.toUpperCase().replace(/[^A-Z0-9]/g, '');
const keyColumns: Readonly<Record<string, string>> = {
  'etrace/results': 'Trace Number',
  'etrace/requests': 'Request Number',
  'recoveries/recoveries': 'Property Number',
  'thefts/thefts': 'Report Number',
};

export const isoDay = (cell: string | undefined) => {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(cell ?? '') ?? [];
  const iso = `${year}-${month}-${day}`;
  return year !== undefined && !Number.isNaN(Date.parse(iso)) && new Date(iso).toISOString().startsWith(iso)
    ? iso
    : null;
};
export const caseOfCell = (number: string) => bare(caseKey(number) ?? number);

/** Reads a town's truth and files in `out` beside the store they were imported into, and the life of every clean firearm. */
export async function readTownTruth(out: string, { database, agency }: TestStore): Promise<TownTruth> {
  const read = (name: string) => readRows(join(out, name));
  const truth: TownTruth['truth'] = (await read('truth/recovered-firearms.csv')).map((row) => ({
    firearm: row['firearm']!,
    clean: row['clean'] === '1',
    cause: row['cause']!,
  }));
  const happened: TownTruth['happened'] = Map.groupBy(
    (await read('truth/lives.csv')).map((row) => ({
      ...row,
      at: row['at']!,
      what: row['what']!,
      person: row['person']!,
    })),
    (event) => (event as unknown as CsvRow)['firearm']!,
  );
  const sellers: TownTruth['sellers'] = new Map(
    (await read('truth/traces.csv'))
      .filter((row) => row['dealer'])
      .map((row) => [row['firearm']!, bare(row['dealer']!)]),
  );
  const pool = database.pool('read');
  const { rows: stored } = await pool.query<{
    feed: string;
    natural_key: string;
    report_number: string | null;
    record_id: number;
    entity_id: number;
  }>(
    `select s.feed || '/' || s.layout as feed, r.natural_key, t.report_number, r.record_id, o.entity_id
       from flashlight.observation_of o join flashlight.record r using (agency_id, record_id) join flashlight.source s using (agency_id, source_id)
       left join flashlight.theft_report t using (agency_id, record_id) where o.kind = 'firearm' and o.status = 'ACTIVE'`,
  );
  const byKey = new Map(stored.map((row) => [`${row.feed} ${bare(row.report_number ?? row.natural_key)}`, row]));
  const named = (await read('truth/firearms.csv')).map((row) => {
    const [key, role] = row['row_key']!.split('/');
    return { feed: row['feed']!, key: key!, role: role!, firearm: row['truth_id']! };
  });
  const files = (await readdir(join(out, 'feeds/nibin'))).filter((file) => file.startsWith('leads')).sort();
  const leadRows = (await Promise.all(files.map((file) => read(`feeds/nibin/${file}`)))).flat();
  const leadOf = new Map(leadRows.map((row) => [row['Lead Number']!, row]));
  const lost: TownTruth['lost'] = [];
  const rows: TownTruth['rows'] = named.flatMap(({ feed, key, role, firearm }) => {
    // A cartridge case from a scene carries no serial: it is tied by ballistics, not by identity.
    if (role === 'scene') return [];
    const lead = feed === 'nibin/leads' ? leadOf.get(key)! : null;
    // What a lead writes of a firearm is of its test fire, whichever side that is; some leave it to the entry.
    if (lead && !lead[`Item ${role.toUpperCase()}`]!.startsWith('TF')) return [];
    const row = byKey.get(`${feed} ${bare(key)}`);
    if (!row && (!lead || lead['Firearm Make'] || lead['Firearm Serial'])) lost.push(`${feed} ${key}`);
    return row ? [{ feed, key, firearm, record: row.record_id, entity: row.entity_id }] : [];
  });
  const written: TownTruth['written'] = new Map();
  for (const [layout, column] of Object.entries(keyColumns)) {
    const [feed, name] = layout.split('/');
    const files = (await readdir(join(out, 'feeds', feed!))).filter((file) => file.startsWith(name!)).sort();
    const cells = new Map<string, CsvRow>();
    for (const file of files)
      for (const row of await read(`feeds/${feed}/${file}`)) if (row[column]) cells.set(row[column], row);
    const of = Map.groupBy(
      named.filter((each) => each.feed === layout),
      (each) => each.firearm,
    );
    written.set(
      layout,
      new Map(
        [...of].map(([firearm, keys]) => [
          firearm,
          keys.map((each) => cells.get(each.key)).filter((row) => row !== undefined),
        ]),
      ),
    );
  }
  const graph = ballisticGraph(leadRows);
  const reports = (await readdir(join(out, 'feeds/incidents'))).filter((file) => file.startsWith('incidents')).sort();
  const undatedCases: TownTruth['undatedCases'] = new Set(
    (await Promise.all(reports.map((file) => read(`feeds/incidents/${file}`))))
      .flat()
      .filter((row) => isoDay(row['Occurred From']) === null)
      .map((row) => caseOfCell(row['Incident Number']!)),
  );
  const testFires = new Map(
    named.filter((each) => each.role === 'test-fire').map((each) => [each.key, each.firearm] as const),
  );
  const leads: TownTruth['leads'] = new Map(
    [...testFires].map(([ibis, firearm]) => [firearm, shootingsOf(graph, ibis, new Set(testFires.keys()))]),
  );
  const names = async (sql: string) => {
    const found = (await pool.query<{ id: string; name: string }>(sql)).rows;
    return new Map(
      [...Map.groupBy(found, (row) => row.id)].map(([id, of]) => [id, new Set(of.map((row) => bare(row.name)))]),
    );
  };
  const observed = (kind: string, table: string, name: string) =>
    names(`select o.kind || ':' || o.entity_id as id, ${name} as name from flashlight.observation_of o
      join flashlight.${table} x using (agency_id, record_id, ordinal) where o.kind = '${kind}' and o.status = 'ACTIVE' and ${name} is not null`);
  const licencesOf: TownTruth['licencesOf'] = await observed('dealer', 'dealer_observation', 'x.licence_key');
  const casesOf: TownTruth['casesOf'] = await observed('incident', 'incident_observation', 'x.case_key');
  const persons = new Map(
    (await read('truth/persons.csv')).map((row) => [`${row['feed']} ${row['row_key']}`, row['truth_id']!]),
  );
  const { rows: people } = await pool.query<{ id: string; key: string }>(
    `select 'person:' || o.entity_id as id, s.feed || '/' || s.layout || ' ' || r.natural_key || '/' || x.role as key
       from flashlight.observation_of o join flashlight.person_observation x using (agency_id, record_id, ordinal)
       join flashlight.record r using (agency_id, record_id) join flashlight.source s using (agency_id, source_id) where o.status = 'ACTIVE'`,
  );
  const personsOf: TownTruth['personsOf'] = new Map(
    [...Map.groupBy(people, (row) => row.id)].map(([id, of]) => [
      id,
      new Set(of.flatMap((row) => persons.get(row.key) ?? [])),
    ]),
  );
  const entityOf = new Map(rows.map((row) => [row.firearm, row.entity]));
  const lives: TownTruth['lives'] = new Map();
  const client = await pool.connect();
  try {
    for (const { firearm, clean } of truth)
      if (clean && entityOf.has(firearm))
        lives.set(firearm, (await loadLife(client, agency.agencyId, entityOf.get(firearm)!))!);
  } finally {
    client.release();
  }
  return { truth, happened, rows, lost, written, lives, leads, licencesOf, personsOf, casesOf, sellers, undatedCases };
}
