import { keyColumn, keysAmong, type GroupedBy, type KeyColumn } from './block-groups.ts';
import type { EncodedTable } from './encoded-table.ts';

/** Records drawn evenly to try blocks on, and by how much pairs among them are fewer than among all. */
export interface RecordSample {
  /** The keys of these records. */
  readonly columnOf: (key: GroupedBy['keys'][number]) => KeyColumn;
  readonly share: number;
  /** Pairs among all for each pair among these. */
  readonly pairScale: number;
}

export function drawSample(table: EncodedTable, most: number, random: () => number): RecordSample {
  const { records } = table;
  if (records <= most) return { columnOf: (key) => keyColumn(table, key), share: 1, pairScale: 1 };
  const share = most / records;
  const drawn: number[] = [];
  for (let record = 0; record < records; record++) if (random() < share) drawn.push(record);
  const among = Int32Array.from(drawn);
  return {
    columnOf: (key) => keysAmong(keyColumn(table, key), among),
    share,
    pairScale: (records / Math.max(1, among.length)) ** 2,
  };
}
