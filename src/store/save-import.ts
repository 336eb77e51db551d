import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TableName } from '../model/tables.ts';
import { arrayText, copyStatement, copyText } from './copy-encoding.ts';
import { SeenKeys } from './seen-keys.ts';

/** One batch as the saver takes it; see `PreparedBatch` in jobs for how it is made. */
export interface BatchToSave {
  readonly section: { readonly section: number };
  readonly firstRecordId: number;
  readonly lines: Float64Array;
  readonly keys: readonly string[];
  readonly hashes: Uint8Array;
  readonly payloads: readonly string[];
  readonly tables: readonly { table: TableName; bytes: Uint8Array; rowOf: Int32Array; ends: Int32Array }[];
}

export interface RejectToSave {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
  readonly cells: readonly string[];
}

const recordCopy =
  'copy flashlight.record (agency_id, record_id, source_id, natural_key, version, run_id, section, line, content_sha256, payload, handling, received_at) from stdin';
const rejectCopy =
  'copy flashlight.import_reject (agency_id, run_id, section, line, code, field, expected, got, cells) from stdin';

/**
 * Saves the batches of one import inside the caller's transaction. A row whose natural key is known with the same
 * content is a duplicate and leaves nothing; with other content it becomes the record's next version.
 */
export class ImportSaver {
  private readonly client: pg.Client;
  private readonly ids: { readonly agencyId: number; readonly runId: number };
  private readonly receivedAt: string;
  private readonly sources = new Map<number, { sourceId: number; empty: boolean; seen: SeenKeys; handling: string }>();

  constructor(client: pg.Client, ids: { agencyId: number; runId: number }, receivedAt: string) {
    this.client = client;
    this.ids = ids;
    this.receivedAt = receivedAt;
  }

  /** Names the source of a section; made on first sight. */
  async openSource(section: number, feed: string, layout: string, handling: readonly string[]): Promise<number> {
    const { agencyId } = this.ids;
    await this.client.query(
      `insert into flashlight.source (agency_id, feed, layout, handling) values ($1, $2, $3, $4) on conflict (agency_id, feed, layout) do nothing`,
      [agencyId, feed, layout, handling],
    );
    const { rows } = await this.client.query<{ source_id: number; empty: boolean }>(
      `select source_id, not exists (select 1 from flashlight.record r where r.agency_id = s.agency_id and r.source_id = s.source_id) as empty
         from flashlight.source s where agency_id = $1 and feed = $2 and layout = $3`,
      [agencyId, feed, layout],
    );
    const { source_id: sourceId, empty } = rows[0]!;
    const shared = [...this.sources.values()].find((source) => source.sourceId === sourceId);
    this.sources.set(section, shared ?? { sourceId, empty, seen: new SeenKeys(), handling: arrayText(handling) });
    return sourceId;
  }

  /** Saves a batch and says how many rows were new or changed. */
  async saveBatch(batch: BatchToSave): Promise<{ accepted: number; duplicates: number }> {
    const { agencyId, runId } = this.ids;
    const source = this.sources.get(batch.section.section)!;
    const versions = await this.versionsOf(source, batch);
    const accepted = versions.reduce((sum, version) => sum + (version > 0 ? 1 : 0), 0);
    if (accepted > 0) {
      const records: string[] = [];
      versions.forEach((version, at) => {
        if (version === 0) return;
        const hash = Buffer.from(batch.hashes.buffer, batch.hashes.byteOffset + at * 32, 32).toString('hex');
        records.push(
          `${agencyId}\t${batch.firstRecordId + at}\t${source.sourceId}\t${copyText(batch.keys[at]!)}\t${version}\t${runId}\t${batch.section.section}\t${batch.lines[at]}\t\\\\x${hash}\t${batch.payloads[at]!}\t${source.handling}\t${this.receivedAt}\n`,
        );
      });
      await this.copy(recordCopy, [Buffer.from(records.join(''), 'utf8')]);
      for (const table of batch.tables) {
        const parts = keptBytes(table, versions);
        if (parts.length > 0) await this.copy(copyStatement(table.table), parts);
      }
    }
    return { accepted, duplicates: versions.length - accepted };
  }

  async saveRejects(section: number, rejects: readonly RejectToSave[]): Promise<void> {
    if (rejects.length === 0) return;
    const { agencyId, runId } = this.ids;
    const lines = rejects.map(
      (each) =>
        `${agencyId}\t${runId}\t${section}\t${each.line}\t${copyText(each.code)}\t${each.field === null ? '\\N' : copyText(each.field)}\t${copyText(each.expected)}\t${copyText(each.got)}\t${copyText(JSON.stringify(each.cells.map(shortCell)))}\n`,
    );
    await this.copy(rejectCopy, [Buffer.from(lines.join(''), 'utf8')]);
  }

  /** For each row: the version it becomes, or 0 where it is a duplicate. */
  private async versionsOf(
    source: { sourceId: number; empty: boolean; seen: SeenKeys },
    batch: BatchToSave,
  ): Promise<number[]> {
    const unsure = batch.keys.filter((key) => source.seen.addAndTest(key) || !source.empty);
    const current = new Map<string, { version: number; hash: Buffer }>();
    if (unsure.length > 0) {
      const { rows } = await this.client.query<{ natural_key: string; version: number; content_sha256: Buffer }>({
        name: 'current-versions',
        text: `select distinct on (natural_key) natural_key, version, content_sha256 from flashlight.record
               where agency_id = $1 and source_id = $2 and natural_key = any($3) order by natural_key, version desc`,
        values: [this.ids.agencyId, source.sourceId, unsure],
      });
      for (const row of rows) current.set(row.natural_key, { version: row.version, hash: row.content_sha256 });
    }
    return batch.keys.map((key, at) => {
      const hash = Buffer.from(batch.hashes.buffer, batch.hashes.byteOffset + at * 32, 32);
      const known = current.get(key);
      if (known?.hash.equals(hash)) return 0;
      const version = (known?.version ?? 0) + 1;
      current.set(key, { version, hash });
      return version;
    });
  }

  private async copy(statement: string, parts: readonly Uint8Array[]): Promise<void> {
    const stream = this.client.query(copyFrom(statement));
    const finished = once(stream, 'finish');
    for (const part of parts) {
      if (!stream.write(part)) await Promise.race([once(stream, 'drain'), finished]);
    }
    stream.end();
    await finished;
  }
}

/** The lines of a table whose record was kept, as few slices as possible. */
function keptBytes(table: BatchToSave['tables'][number], versions: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  let start = -1;
  for (let line = 0; line < table.ends.length; line++) {
    const kept = versions[table.rowOf[line]!]! > 0;
    if (kept && start < 0) start = from;
    if (!kept && start >= 0) {
      parts.push(table.bytes.subarray(start, from));
      start = -1;
    }
    from = table.ends[line]!;
  }
  if (start >= 0) parts.push(table.bytes.subarray(start, from));
  return parts;
}

const rejectCellCharactersMax = 10_000;
const shortCell = (cell: string) =>
  (cell.length > rejectCellCharactersMax ? `${cell.slice(0, rejectCellCharactersMax)}…` : cell).replaceAll(
    '\u0000',
    '',
  );
