import type { Cluster } from '../../../src/model/identity.ts';

/** What parting some rows from the others would cut. */
export interface SplitEffect {
  /** Rows in force on each side, alike ones counted one by one. */
  readonly rowsOut: number;
  readonly rowsStay: number;
  /** Exact keys shared across, each once. */
  readonly keys: readonly string[];
  readonly modelTies: number;
  /** Judgements "same" across: "different" holds over them. */
  readonly judgedSame: number;
}

type Shown = {
  readonly rows: readonly { readonly row: string; readonly rows: number }[];
  readonly ties: Cluster['ties'];
};

export function splitEffect({ rows, ties }: Shown, apart: ReadonlySet<string>): SplitEffect {
  const count = (out: boolean) =>
    rows.filter(({ row }) => apart.has(row) === out).reduce((sum, each) => sum + each.rows, 0);
  const across = ties.filter(({ a, b }) => apart.has(a) !== apart.has(b));
  return {
    rowsOut: count(true),
    rowsStay: count(false),
    keys: [...new Set(across.flatMap(({ key }) => key ?? []))],
    modelTies: across.filter(({ key, bits }) => key === null && bits !== null).length,
    judgedSame: across.filter(({ judged }) => judged === 'same').length,
  };
}
