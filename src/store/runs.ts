import type pg from 'pg';
import type { ImportRun } from '../model/import-answers.ts';
import type { EntityKind } from '../model/tables.ts';

type Client = pg.ClientBase;

const runColumns = `run_id as run, feed, file_name as file, file_bytes as bytes, state, read, accepted, rejected, duplicates,
  mapping_name as mapping, started_by as "startedBy", started_at as "startedAt", finished_at as "finishedAt",
  derived_at as "linkedAt", case when failure is not null then json_build_object('code', failure ->> 'code', 'message', failure ->> 'message') end as failure`;

/** Imports, newest first, from before the run given. */
export async function findRuns(
  client: Client,
  agencyId: number,
  page: { before?: number | undefined; limit: number },
): Promise<ImportRun[]> {
  const { rows } = await client.query<ImportRun>({
    name: 'find-runs',
    text: `select ${runColumns} from flashlight.import_run
            where agency_id = $1 and run_id < $2 order by run_id desc limit $3`,
    values: [agencyId, page.before ?? Number.MAX_SAFE_INTEGER, page.limit],
  });
  return rows;
}

export interface RunSection {
  readonly section: number;
  readonly sheet: string | null;
  readonly layout: string;
  readonly columns: readonly string[];
  readonly mapping: { readonly columns?: Readonly<Record<string, string>> };
}

export interface RunWithSections extends ImportRun {
  readonly sections: readonly RunSection[];
  readonly skipped: readonly { line: number; why: string }[];
  /** What makes the file as a whole doubtful, and how many rows carry each warning. */
  readonly warnings: readonly { code: string; message: string; column?: string; rows?: number }[];
}

export async function findRun(client: Client, agencyId: number, run: number): Promise<RunWithSections | null> {
  const { rows } = await client.query<Omit<RunWithSections, 'sections'>>({
    name: 'find-run',
    text: `select ${runColumns}, skipped, warnings from flashlight.import_run where agency_id = $1 and run_id = $2`,
    values: [agencyId, run],
  });
  const [found] = rows;
  if (!found) return null;
  const { rows: sections } = await client.query<RunSection>({
    name: 'find-run-sections',
    text: `select h.section, h.sheet, s.layout, h.columns, h.mapping from flashlight.import_section h
             join flashlight.source s on s.agency_id = h.agency_id and s.source_id = h.source_id
            where h.agency_id = $1 and h.run_id = $2 order by h.section`,
    values: [agencyId, run],
  });
  return { ...found, sections };
}

export interface SavedReject {
  /** Number among the rejects of the run, from 1 in the order of the file. */
  readonly reject: number;
  readonly section: number;
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
  readonly cells: readonly string[];
}

/** Rejected rows of a run in the order of the file, from after the number given. */
export async function findRejects(
  client: Client,
  agencyId: number,
  run: number,
  page: { after?: number | undefined; limit: number },
): Promise<SavedReject[]> {
  const { rows } = await client.query<SavedReject>({
    name: 'find-rejects',
    text: `select reject, section, line, code, field, expected, got, cells from flashlight.import_reject
            where agency_id = $1 and run_id = $2 and reject > $3 order by reject limit $4`,
    values: [agencyId, run, page.after ?? 0, page.limit],
  });
  return rows;
}

export interface RunEntityRow {
  readonly entity: number;
  readonly kind: EntityKind;
  readonly label: string;
  /** The first observation of it in the import. */
  readonly record: number;
  readonly ordinal: number;
  readonly line: number;
  readonly fresh: boolean;
}

/**
 * Entities the records of a run speak of, each once, in the order of the file by the first row that speaks of it; from
 * after the observation given. Null where there is no such run.
 */
export async function findRunEntities(
  client: Client,
  agencyId: number,
  run: number,
  page: {
    after?: { record: number; ordinal: number } | undefined;
    kind?: EntityKind | undefined;
    limit: number;
  },
): Promise<RunEntityRow[] | null> {
  const { rows: ranges } = await client.query<{ first: number | null; last: number | null }>({
    name: 'find-run-range',
    text: 'select first_record as first, last_record as last from flashlight.import_run where agency_id = $1 and run_id = $2',
    values: [agencyId, run],
  });
  const [range] = ranges;
  if (!range) return null;
  if (range.first === null || range.last === null) return [];
  // Numbers are given out in blocks: between the first and the last of a run may lie those of another read meanwhile.
  const { rows } = await client.query<RunEntityRow>({
    name: 'find-run-entities',
    text: `select e.entity_id as entity, e.kind, e.label, o.record_id as record, o.ordinal, r.line, e.entity_id = o.record_id * 64 + o.ordinal as fresh
             from flashlight.observation_of o
             join flashlight.record r on r.agency_id = $1 and r.record_id = o.record_id and r.run_id = $2
             join flashlight.entity e on e.agency_id = $1 and e.entity_id = o.entity_id
            where o.agency_id = $1 and o.record_id between $3 and $4 and (o.record_id, o.ordinal) > ($5, $6)
              and ($7::text is null or o.kind = $7)
              and not exists (
                select 1 from flashlight.observation_of p join flashlight.record pr on pr.agency_id = $1 and pr.record_id = p.record_id and pr.run_id = $2
                 where p.agency_id = $1 and p.entity_id = o.entity_id and p.record_id between $9 and o.record_id
                   and (p.record_id, p.ordinal) < (o.record_id, o.ordinal))
            order by o.record_id, o.ordinal limit $8`,
    values: [
      agencyId,
      run,
      Math.max(range.first, page.after?.record ?? 0),
      range.last,
      page.after?.record ?? 0,
      page.after?.ordinal ?? 0,
      page.kind ?? null,
      page.limit,
      range.first,
    ],
  });
  return rows;
}
