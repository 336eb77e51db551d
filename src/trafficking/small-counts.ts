/**
 * A report as it may leave the agency: without counts small enough to tell whose they are.
 *
 * **Source.** Primary and complementary suppression (Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22, 2005,
 * chapter II); threshold of five. **Input.** A section. **Output.** The section with small groups counted together, small cells held back, and
 * so many others with them that none can be computed from the rest.
 * **Limits.** It guards one report against itself, not reports of several years or places against one another. How many are not known is
 * shown as it is: nobody is told of by it.
 */
import type { Share } from '../model/share.ts';
import { smallCount, type SectionId, type YearRow, type YearSection } from '../model/trace-year.ts';

/** Cells of a table of two ways can be computed from one another in more ways than are guarded: it does not leave the agency. */
export const withinOnly: ReadonlySet<SectionId> = new Set(['age-type-speed']);

/** Sections in which each row stands for itself: the rows are no parts of one whole. */
const apart: ReadonlySet<SectionId> = new Set([
  'coverage',
  'reach',
  'purchaser-possessor',
  'obliterated',
  'multiple-sales',
]);
/** Sections whose rows keep their order and their places. */
const ordered: ReadonlySet<SectionId> = new Set(['time-to-crime', 'possessor-ages']);

export function withoutSmallCounts(section: YearSection): YearSection {
  const mean = section.mean && {
    ...section.mean,
    value: section.mean.counted < smallCount ? null : section.mean.value,
  };
  if (apart.has(section.id)) return { ...section, mean, rows: holdBackApart(section.rows) };
  if (ordered.has(section.id)) return { ...section, mean, rows: holdBackParts(section.rows) };
  return { ...section, mean, ...foldSmall(section.rows) };
}

const isSmall = (count: number) => count > 0 && count < smallCount;

/** Yes and no of one question: the one gives the other away. */
function holdBackApart(rows: readonly YearRow[]): YearRow[] {
  const isTelling = ({ share }: YearRow) =>
    share !== null && (isSmall(share.numerator) || isSmall(share.denominator - share.numerator));
  // All less the types that are shown is what is not shown: together they are no small count either.
  const groups = [...new Set(rows.map(({ key }) => key))].flatMap((key) => {
    const parts = rows.filter((row) => row.key === key && row.of !== null);
    const telling = parts.filter(isTelling);
    const others = parts
      .filter((row) => !isTelling(row) && row.share !== null && row.share.denominator > 0)
      .sort((a, b) => a.share!.denominator - b.share!.denominator);
    const no = (of: readonly YearRow[]) => of.reduce((sum, { share }) => sum + share!.denominator, 0) - sumOf(of);
    if (telling.length > 0)
      while (others.length > 0 && (telling.length < 2 || isSmall(sumOf(telling)) || isSmall(no(telling))))
        telling.push(others.shift()!);
    return telling;
  });
  return rows.map((row) => (groups.includes(row) || isTelling(row) ? { ...row, share: null } : row));
}

/** Parts of one whole in their order: small ones, and the next smallest until what is held back is no small count itself. */
function holdBackParts(rows: readonly YearRow[]): YearRow[] {
  const held = rows.filter(({ share }) => share !== null && isSmall(share.numerator));
  if (held.length > 0) {
    const others = rows
      .filter((row) => !held.includes(row) && row.share !== null && row.share.numerator > 0)
      .sort((a, b) => a.share!.numerator - b.share!.numerator);
    while (others.length > 0 && (held.length < 2 || sumOf(held) < smallCount)) held.push(others.shift()!);
  }
  return rows.map((row) => (held.includes(row) ? { ...row, share: null } : row));
}

/** Small groups as one, with the smallest of the others until it is no small count itself. */
function foldSmall(rows: readonly YearRow[]): Pick<YearSection, 'rows' | 'folded'> {
  const small = rows.filter(({ share }) => share !== null && isSmall(share.numerator));
  if (small.length === 0) return { rows: [...rows], folded: null };
  const others = rows.filter((row) => !small.includes(row)).sort((a, b) => a.share!.numerator - b.share!.numerator);
  while (others.length > 0 && (small.length < 2 || sumOf(small) < smallCount)) small.push(others.shift()!);
  const kept = rows.filter((row) => !small.includes(row));
  const { denominator, unknown } = small[0]!.share!;
  const share: Share | null = sumOf(small) < smallCount ? null : { numerator: sumOf(small), denominator, unknown };
  // Fewer than five in all: nothing of them can be said.
  return share === null ? { rows: [], folded: null } : { rows: kept, folded: { groups: small.length, share } };
}

function sumOf(rows: readonly YearRow[]): number {
  return rows.reduce((sum, { share }) => sum + (share?.numerator ?? 0), 0);
}
