import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TableName } from '../model/tables.ts';
import { copyStatement, copyText, firstVersion, recordColumns, recordCopyStatement } from './copy-encoding.ts';
import { SeenKeys } from './seen-keys.ts';

/** Lines of COPY text, and where each ends. */
interface LinesToSave {
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
}

/** One batch as the saver takes it; see `PreparedBatch` in jobs for how it is made. */
export interface BatchToSave {
  readonly section: number;
  readonly keys: readonly string[];
  readonly hashes: Uint8Array;
  /** Day of the last decision each row tells of, `YYYY-MM-DD`. */
  readonly statesOn: readonly (string | null)[];
  /** A line for each key, of version 1. */
  readonly records: LinesToSave;
  readonly tables: readonly (LinesToSave & { readonly table: TableName; readonly rowOf: Int32Array })[];
}

export interface RejectToSave {
  readonly line: number;
  readonly code: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string;
  readonly cells: readonly string[];
}

const rejectCopy =
  'copy flashlight.import_reject (agency_id, run_id, reject, section, line, code, field, expected, got, cells) from stdin';

/**
 * What makes a row a duplicate.
 * `new-content-counts`: its natural key is known with the same content. With other content it becomes the next version.
 * `known-keys-stay`: its natural key is known. For a file imported before: another file may have said otherwise since,
 * and the same file again changes nothing.
 */
export type DuplicateRule = 'new-content-counts' | 'known-keys-stay';

/** Rows of one file that say otherwise of a number an earlier row bears: how many, and the first. */
export interface SaidOtherwise {
  readonly rows: number;
  readonly line: number;
  readonly key: string;
}

/** What the store knows of a natural key. */
interface KnownKey {
  /** The import that brought it. */
  readonly run: number;
  readonly version: number;
  /** Its import said several things of it, and none after another: a row that says the last alone settles it. */
  readonly contested: boolean;
  /** Contents that make a row a duplicate: the newest, and what the import that brought it said beside it. */
  readonly contents: readonly Uint8Array[];
  /** Day of the last decision the newest version tells of. */
  readonly stateOn: string | null;
}

/** A row of a state older than the one held. */
interface Outdated {
  readonly row: number;
  readonly expected: string;
  readonly got: string;
}

/** Saves the batches of one import inside the caller's transaction. */
export class ImportSaver {
  private readonly client: pg.Client;
  private readonly ids: { readonly agencyId: number; readonly runId: number };
  private readonly rule: DuplicateRule;
  private rejects = 0;
  /** Null where no row contradicts another of the same import. */
  saidOtherwise: SaidOtherwise | null = null;
  /** Keys of which an earlier import said several things, and this one some. */
  private readonly saidAgain = new Set<string>();
  private readonly sources = new Map<number, { sourceId: number; empty: boolean; seen: SeenKeys }>();

  constructor(client: pg.Client, ids: { agencyId: number; runId: number }, rule: DuplicateRule) {
    this.client = client;
    this.ids = ids;
    this.rule = rule;
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
    this.sources.set(section, shared ?? { sourceId, empty, seen: new SeenKeys() });
    return sourceId;
  }

  /** Saves a batch and says how many rows were new or changed, and which tell of a state older than the one held. */
  async saveBatch(
    batch: BatchToSave,
  ): Promise<{ accepted: number; duplicates: number; outdated: readonly RejectToSave[] }> {
    const source = this.sources.get(batch.section)!;
    const { versions, outdated } = await this.versionsOf(source, batch);
    const accepted = versions.reduce((sum, version) => sum + (version > 0 ? 1 : 0), 0);
    if (accepted > 0) {
      await this.copy(recordCopyStatement, recordBytes(batch.records, versions));
      for (const table of batch.tables) {
        const parts = keptBytes(table, (line) => versions[table.rowOf[line]!]! > 0);
        if (parts.length > 0) await this.copy(copyStatement(table.table), parts);
      }
    }
    return {
      accepted,
      duplicates: versions.length - accepted - outdated.length,
      outdated: outdated.map(({ row, expected, got }) => ({
        ...rowOfRecordLine(batch.records, row),
        code: 'row.outdated',
        field: null,
        expected,
        got,
      })),
    };
  }

  async saveRejects(section: number, rejects: readonly RejectToSave[]): Promise<void> {
    if (rejects.length === 0) return;
    const { agencyId, runId } = this.ids;
    const lines = rejects.map(
      (each) =>
        `${agencyId}\t${runId}\t${++this.rejects}\t${section}\t${each.line}\t${copyText(each.code)}\t${each.field === null ? '\\N' : copyText(each.field)}\t${copyText(each.expected)}\t${copyText(each.got)}\t${copyText(JSON.stringify(each.cells.map(shortCell)))}\n`,
    );
    await this.copy(rejectCopy, [Buffer.from(lines.join(''), 'utf8')]);
  }

  /** For each row: the version it becomes, or 0 where it is a duplicate or outdated. */
  private async versionsOf(
    source: { sourceId: number; empty: boolean; seen: SeenKeys },
    batch: BatchToSave,
  ): Promise<{ versions: number[]; outdated: Outdated[] }> {
    const unsure = batch.keys.filter((key) => source.seen.addAndTest(key) || !source.empty);
    const known = await this.knownKeys(source.sourceId, unsure);
    const outdated: Outdated[] = [];
    const versions = batch.keys.map((key, row) => {
      const hash = Buffer.from(batch.hashes.buffer, batch.hashes.byteOffset + row * 32, 32);
      const stateOn = batch.statesOn[row] ?? null;
      const before = known.get(key);
      if (before && this.rule === 'known-keys-stay') return 0;
      if (before?.contents.some((content) => hash.equals(content))) {
        // Both things said again settle nothing.
        const [last, ...others] = before.contents;
        const once = hash.equals(last!) && !others.some((content) => hash.equals(content));
        const settles = before.contested && once && !this.saidAgain.has(key);
        if (before.contested) this.saidAgain.add(key);
        if (!settles) return 0;
      }
      if (before && before.stateOn !== null && (stateOn ?? '') < before.stateOn) {
        outdated.push({
          row,
          expected: `a state of ${key.slice(0, 80)} not older than the one held, decided by ${before.stateOn}`,
          got: stateOn === null ? 'a row without a decision' : `a row decided on ${stateOn}`,
        });
        return 0;
      }
      const version = (before?.version ?? 0) + 1;
      if (before?.run === this.ids.runId && before.stateOn === stateOn) this.noteOtherwise(key, batch.records, row);
      known.set(key, { run: this.ids.runId, version, contested: false, contents: [hash], stateOn });
      return version;
    });
    return { versions, outdated };
  }

  /**
   * A file may say two things of one key. Given again, it says nothing new: what one import said of a key counts as one
   * statement, of which the last is in force. A file that says the last alone says which of them holds. Within this import
   * each row is weighed against the one before it.
   */
  private async knownKeys(sourceId: number, keys: readonly string[]): Promise<Map<string, KnownKey>> {
    const known = new Map<string, KnownKey & { contents: Uint8Array[]; contested: boolean }>();
    if (keys.length === 0) return known;
    const { rows } = await this.client.query<{
      natural_key: string;
      version: number;
      run_id: number;
      content_sha256: Buffer;
      state_on: string | null;
    }>({
      name: 'known-keys',
      text: `select natural_key, version, run_id, content_sha256, state_on from flashlight.record
             where agency_id = $1 and source_id = $2 and natural_key = any($3) order by natural_key, version desc`,
      values: [this.ids.agencyId, sourceId, keys],
    });
    for (const { natural_key: key, version, run_id: run, content_sha256: content, state_on: stateOn } of rows) {
      const newest = known.get(key);
      if (!newest) known.set(key, { version, run, contested: false, contents: [content], stateOn });
      else if (newest.run === run && run !== this.ids.runId) {
        newest.contents.push(content);
        newest.contested ||= newest.stateOn === stateOn;
      }
    }
    return known;
  }

  private noteOtherwise(key: string, records: LinesToSave, row: number): void {
    const { rows, ...first } = this.saidOtherwise ?? { rows: 0, line: rowOfRecordLine(records, row).line, key };
    this.saidOtherwise = { ...first, rows: rows + 1 };
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

/** The lines that are kept, as few slices as possible. */
function keptBytes({ bytes, ends }: LinesToSave, isKept: (line: number) => boolean): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  let start = -1;
  for (let line = 0; line < ends.length; line++) {
    const kept = isKept(line);
    if (kept && start < 0) start = from;
    if (!kept && start >= 0) {
      parts.push(bytes.subarray(start, from));
      start = -1;
    }
    from = ends[line]!;
  }
  if (start >= 0) parts.push(bytes.subarray(start, from));
  return parts;
}

/** The lines of records that are kept, with their versions: nearly all are the first of their key, as the lines say. */
function recordBytes(records: LinesToSave, versions: readonly number[]): Uint8Array[] {
  if (versions.every((version) => version < 2)) return keptBytes(records, (line) => versions[line] === 1);
  return versions.flatMap((version, line) => {
    if (version === 0) return [];
    const whole = records.bytes.subarray(records.ends[line - 1] ?? 0, records.ends[line]);
    return version === 1 ? [whole] : [Buffer.from(String(version)), whole.subarray(firstVersion.length)];
  });
}

/** Line and cells of a row, read back from its line of COPY text (`recordLines`). */
function rowOfRecordLine({ bytes, ends }: LinesToSave, row: number): { line: number; cells: string[] } {
  const columns = Buffer.from(bytes.subarray(ends[row - 1] ?? 0, ends[row]))
    .toString('utf8')
    .split('\t');
  const payload = columns[recordColumns.indexOf('payload')]!.replace(
    /\\(.)/g,
    (_, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? letter,
  );
  return { line: Number(columns[recordColumns.indexOf('line')]), cells: JSON.parse(payload) as string[] };
}

const rejectCellCharactersMax = 10_000;
const shortCell = (cell: string) =>
  (cell.length > rejectCellCharactersMax ? `${cell.slice(0, rejectCellCharactersMax)}…` : cell)
    .replaceAll('\u0000', '')
    .toWellFormed();
