import type { Matrix } from './find-matrix.ts';

export type Orientation =
  | { readonly kind: 'rows-are-sources' }
  | { readonly kind: 'rows-are-recoveries' }
  | { readonly kind: 'undetermined'; readonly expected: string; readonly got: string };

/**
 * Jurisdictions where in each of ATF's matrices of 2010–2017 more traced firearms were recovered than were first sold:
 * California, the District of Columbia, Illinois, Maryland, Massachusetts, New Jersey, New York. Together 1.5 to 1.7
 * recoveries a sale in every one of the years.
 */
const netReceivers = ['CA', 'DC', 'IL', 'MD', 'MA', 'NJ', 'NY'];

/**
 * Tells whether the rows of a matrix are source states or recovery states. ATF's years differ in this (2012 and 2013
 * are transposed against their neighbours) and neither file name nor year says so.
 *
 * The titles in the sheet decide: a title above the state names belongs to the columns, one beside them to the rows.
 * Where they are missing, the traffic does: the totals of the states that always receive. A sheet of most states whose
 * titles and traffic contradict each other has been turned by hand, and is not read.
 */
export function orientMatrix(matrix: Matrix): Orientation {
  const titled = byTitles(matrix);
  const flowing = byTraffic(matrix);
  if (titled && flowing && titled !== flowing && matrix.body.length >= 40) {
    return {
      kind: 'undetermined',
      expected: 'titles that agree with the traffic: NY, NJ, IL, MD, MA, CA and DC receive more than they sell',
      got: titled === 'rows-are-sources' ? 'rows titled as sources' : 'rows titled as recoveries',
    };
  }
  const kind = titled ?? flowing;
  return kind
    ? { kind }
    : { kind: 'undetermined', expected: 'titles "Source State" and "Recovery State"', got: 'neither' };
}

function byTitles({ titlesOfColumns, titlesOfRows }: Matrix): 'rows-are-sources' | 'rows-are-recoveries' | null {
  const columns = meaning(titlesOfColumns);
  const rows = meaning(titlesOfRows);
  if (columns && rows && columns === rows) return null;
  if (rows) return rows === 'source' ? 'rows-are-sources' : 'rows-are-recoveries';
  if (columns) return columns === 'source' ? 'rows-are-recoveries' : 'rows-are-sources';
  return null;
}

/** A title is short; a note that mentions the recovery date is none. */
function meaning(texts: readonly string[]): 'source' | 'recovery' | null {
  const titles = texts.filter((text) => text.trim().length <= 40);
  const source = titles.some((text) => /\bsource\b/i.test(text) && !/recover/i.test(text));
  const recovery = titles.some((text) => /\brecover(y|ed)\b/i.test(text) && !/source/i.test(text));
  return source === recovery ? null : source ? 'source' : 'recovery';
}

function byTraffic(matrix: Matrix): 'rows-are-sources' | 'rows-are-recoveries' | null {
  let asRows = 0;
  let asColumns = 0;
  let known = 0;
  for (const state of netReceivers) {
    const own = matrix.body.find((body) => body.state === state);
    const column = matrix.columns.find((each) => each.state === state);
    if (!own || !column) continue;
    known++;
    for (const { at } of matrix.columns) asRows += count(own.row.cells[at]);
    for (const { row } of matrix.body) asColumns += count(row.cells[column.at]);
  }
  // A tenth apart, so that a few cells cannot turn the answer.
  if (known < 4 || Math.max(asRows, asColumns) < 1.1 * Math.min(asRows, asColumns) || asRows === asColumns) return null;
  return asRows > asColumns ? 'rows-are-recoveries' : 'rows-are-sources';
}

function count(cell: string | undefined): number {
  const value = Number((cell ?? '').replace(/,/g, ''));
  return Number.isFinite(value) ? value : 0;
}
