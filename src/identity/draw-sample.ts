/** Records drawn evenly to try something on, and by how much pairs among them are fewer than among all. */
export interface RecordSample {
  /** Undefined where all are taken. */
  readonly among: Int32Array | undefined;
  readonly share: number;
  /** Pairs among all for each pair among these. */
  readonly pairScale: number;
}

export function drawSample(records: number, most: number, random: () => number): RecordSample {
  if (records <= most) return { among: undefined, share: 1, pairScale: 1 };
  const share = most / records;
  const among: number[] = [];
  for (let record = 0; record < records; record++) if (random() < share) among.push(record);
  return { among: Int32Array.from(among), share, pairScale: (records / Math.max(1, among.length)) ** 2 };
}
