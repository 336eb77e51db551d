/**
 * A report as it may leave the agency: without counts small enough to tell whose they are.
 *
 * **Source.** Primary and complementary suppression (Federal Committee on Statistical Methodology, Statistical Policy Working Paper 22, 2005,
 * chapter II); threshold of five. **Input.** All sections of the reports of one year there are. **Output.** The sections with small groups counted together, small
 * cells held back, and others with them so that no sum or difference within a report or across both gives one: of the parts of a section and their whole, of
 * rows counted within one another (asked for in a day, in five, in ten; other states, outside the city; strict, loose; short, all), and of
 * sections nested in others (models in makes, types in all, firearms of multiple sales in sales, sales of the state in sources).
 * **Limits.** Guarded are the sums and differences named here and written out in its test, not every way numbers may be put together. It
 * guards the reports of one year against one another, not those of several years or places, nor against somebody who knows some of the
 * firearms. How many are not known is shown as it is, and so is how many had no retail sale.
 */
import { smallCount, type SectionId, type YearRow, type YearSection } from '../model/trace-year.ts';

/** Cells of a table of two ways can be computed from one another in more ways than are guarded: it does not leave the agency. */
export const withinOnly: ReadonlySet<SectionId> = new Set(['age-type-speed']);

/** Sections whose rows keep their order and their places. */
const ordered: ReadonlySet<SectionId> = new Set(['time-to-crime', 'possessor-ages']);
/** Sections that count all, and each type by itself. */
const byType: ReadonlySet<SectionId> = new Set(['obliterated', 'multiple-sales']);
/** Rows of coverage each of which is within the one before. */
const asked = ['asked-in-10', 'asked-in-5', 'asked-in-1'];
/** Rows of coverage that ask what is known: those of which it is not are shown as unknown elsewhere, and tell of nobody. */
const ofKnowledge: ReadonlySet<string> = new Set([
  'dealer-known',
  'source-known',
  'purchaser-known',
  'time-known',
  'possessor-known',
]);

/** `state`: of the agency. */
export function withoutSmallCounts(sections: readonly YearSection[], state: string | null): YearSection[] {
  const given = new Map(sections.map((section) => [section.id, section]));
  const folded = new Map(sections.map((section) => [section.id, foldSmall(section, given.get('models')?.rows ?? [])]));
  return sections.map((section): YearSection => {
    const { id, rows } = section;
    if (id === 'time-to-crime') return holdBackTimes(section);
    if (ordered.has(id)) return holdBackParts(section);
    if (id === 'coverage') return holdBackNested(section, asked);
    if (id === 'purchaser-possessor') return holdBackPeople(section, longOf(given));
    if (id === 'reach') {
      // The sales of the own state are a row of the sources: what is folded there would follow from the share of other states.
      const sources = folded.get('sources');
      const homeHeld = sources !== undefined && isHeld(sources, state) && given.get('sources')!.rows.length > 0;
      // What is outside the state follows from the row of the state: it is outside the city that is held back.
      const [beyondState, beyondCity] = rows;
      const stateHeld = homeHeld || (beyondState !== undefined && isTelling(beyondState));
      const cityHeld = stateHeld || (beyondCity !== undefined && !isClear(beyondCity, beyondState!));
      return holdBack(section, (row) => isTelling(row) || (row === beyondCity ? cityHeld : stateHeld));
    }
    if (byType.has(id)) {
      const short = id === 'multiple-sales' && isRestSmall(section, given);
      const held = holdBackTypes(section, given.get('types'), folded.get('types'));
      return short || held.rows.some((row) => isOfShort(row) && row.share === null) ? holdBack(held, isOfShort) : held;
    }
    if (id === 'models') return foldModels(section, given.get('makes')?.rows ?? [], folded.get('makes')?.rows ?? []);
    return rows.length === 0 ? section : folded.get(id)!;
  });
}

const isSmall = (count: number) => count > 0 && count < smallCount;

function isTelling({ key, of, share }: YearRow): boolean {
  if (share === null) return false;
  const { numerator, denominator, unknown } = share;
  return (
    isSmall(numerator) ||
    isSmall(denominator + unknown) ||
    (isSmall(denominator - numerator) && !(of === null && ofKnowledge.has(key)))
  );
}

const isHeld = ({ rows }: YearSection, key: string | null) => !rows.some((row) => row.key === key);

function holdBack(section: YearSection, holds: (row: YearRow) => boolean): YearSection {
  return { ...section, rows: section.rows.map((row) => (holds(row) ? { ...row, share: null } : row)) };
}

const noOf = ({ share }: YearRow) => share!.denominator - share!.numerator;

/** Whether of two rows, one counted within the other, no difference is small. */
function isClear(a: YearRow, b: YearRow): boolean {
  return !isSmall(Math.abs(countOf(a) - countOf(b))) && !isSmall(Math.abs(noOf(a) - noOf(b)));
}

/** Rows each within the one before: of one that is told of by an outer one shown, the inner is held back. */
function holdBackNested(section: YearSection, keys: readonly string[]): YearSection {
  const shown: YearRow[] = [];
  for (const key of keys) {
    const row = section.rows.find((each) => each.key === key);
    if (row !== undefined && !isTelling(row) && shown.every((outer) => isClear(outer, row))) shown.push(row);
  }
  return holdBack(section, (row) => isTelling(row) || (keys.includes(row.key) && !shown.includes(row)));
}

/**
 * Purchaser and possessor the same: strictly within loosely, and of short times within all. All four together give also who is loosely and
 * not strictly the same and was not short. `long`: how many were not short, which a row of the short ones tells.
 */
function holdBackPeople(section: YearSection, long: number): YearSection {
  const [strict, loose, shortStrict, shortLoose] = section.rows as [YearRow, YearRow, YearRow, YearRow];
  const shown = new Set<YearRow>();
  const isWithin = (a: YearRow, b: YearRow) => !(a === strict && b === shortLoose);
  for (const row of [loose, strict, shortLoose, shortStrict]) {
    if (isTelling(row) || [...shown].some((outer) => isWithin(outer, row) && !isClear(outer, row))) continue;
    if (row !== loose && row !== strict && isSmall(long)) continue;
    const rest = (count: (of: YearRow) => number) =>
      Math.abs(count(loose) - count(strict) - count(shortLoose) + count(shortStrict));
    if (row === shortStrict && shown.size === 3 && (isSmall(rest(countOf)) || isSmall(rest(noOf)))) continue;
    shown.add(row);
  }
  return holdBack(section, (row) => !shown.has(row));
}

type Given = ReadonlyMap<SectionId, YearSection>;

/** How many firearms had a short time to crime, as the rows of short ones tell; null where there are none. */
const shortOf = (given: Given) => {
  const share = given.get('purchaser-possessor')?.rows.find(({ key }) => key === 'short-same-strict')?.share;
  return share ? share.denominator + share.unknown : null;
};

/** How many had a time that is known and not short. */
function longOf(given: Given): number {
  const known = given.get('coverage')?.rows.find(({ key }) => key === 'time-known');
  return known === undefined ? 0 : countOf(known) - (shortOf(given) ?? 0);
}

/** Rows of how many of the firearms of multiple sales, and of single ones, were short: either tells of the other. */
const isOfShort = ({ key }: YearRow) => key === 'short-of-multiple' || key === 'short-of-single';

/** Whether few are short, or known not to be, beside those of multiple and of single sales. */
function isRestSmall({ rows }: YearSection, given: Given): boolean {
  const of = rows.filter(isOfShort);
  const short = shortOf(given);
  if (short === null) return false;
  return isSmall(short - sum(of.map(countOf))) || isSmall(longOf(given) - sum(of.map(noOf)));
}

/** Several counts of which only the sum is known, and that they are so many at the least: enough that each may be that, or five and more. */
const isCovered = (counts: readonly number[], least = counts.length) =>
  counts.length > 1 && sum(counts) >= least + smallCount - 1;

/** Small parts of a whole, and the next smallest until they are covered; null where all together are not. */
function smallAndCover(rows: readonly YearRow[], leastOf = (_: YearRow) => 1): YearRow[] | null {
  const covered = () => isCovered(held.map(countOf), sum(held.map(leastOf)));
  const held = rows.filter((row) => isSmall(countOf(row)));
  if (held.length === 0) return held;
  const others = rows.filter((row) => !held.includes(row) && countOf(row) > 0).sort((a, b) => countOf(a) - countOf(b));
  while (others.length > 0 && !covered()) held.push(others.shift()!);
  return covered() ? held : null;
}

/** Of so few firearms that nothing can be said of them, not even how many are not known. */
const isFew = ([first]: readonly YearRow[]) =>
  first?.share != null && isSmall(first.share.denominator + first.share.unknown);

/** Parts of one whole in their order. Where they cannot be covered none is shown, and no mean, which says how many they are. */
function holdBackParts(section: YearSection): YearSection {
  const held = smallAndCover(section.rows);
  const { mean, rows } = section;
  if (held === null || isFew(rows)) {
    const tells = mean === null || isFew(rows) || isSmall(sum(rows.map(countOf)));
    return { ...holdBack(section, () => true), mean: tells ? null : { ...mean, value: null } };
  }
  return holdBack(section, (row) => held.includes(row));
}

/** Short times are a whole of their own: how many they are stands under purchaser and possessor, and how many are not follows from it. */
function holdBackTimes(section: YearSection): YearSection {
  const [long, ...short] = section.rows.toReversed() as [YearRow, ...YearRow[]];
  const held = isSmall(countOf(long)) || isFew(section.rows) ? null : smallAndCover(short.toReversed());
  return held === null ? holdBackParts(section) : holdBack(section, (row) => held.includes(row));
}

/** Small groups as one, with the smallest of the others until they are covered. Where they cannot be, nothing is said of any. */
function foldSmall(section: YearSection, models: readonly YearRow[]): YearSection {
  // Whoever knows the models of a make knows that there is one of each.
  const leastOf = ({ key }: YearRow) =>
    Math.max(1, section.id === 'makes' ? models.filter((model) => model.key.startsWith(`${key} `)).length : 0);
  const held = smallAndCover(section.rows, leastOf);
  return held === null || isFew(section.rows) ? nothingOf(section) : fold(section, held);
}

const nothingOf = (section: YearSection): YearSection => ({ ...section, rows: [], folded: null, withheld: true });

function fold(section: YearSection, held: readonly YearRow[]): YearSection {
  if (held.length === 0) return section;
  const { denominator, unknown } = held[0]!.share!;
  const share = { numerator: sum(held.map(countOf)), denominator, unknown };
  return {
    ...section,
    rows: section.rows.filter((row) => !held.includes(row)),
    folded: { groups: held.length, share },
  };
}

/**
 * Models lie within makes: those of a make that is not shown are folded, and of one that is shown so many that its count less the models
 * shown is no small count either.
 */
function foldModels(section: YearSection, makes: readonly YearRow[], makesShown: readonly YearRow[]): YearSection {
  // The longest name of a make a model begins with: COLT DEFENSE before COLT.
  const names = makes.map(({ key }) => key).sort((a, b) => b.length - a.length);
  const ofMake = Map.groupBy(section.rows, ({ key }) => names.find((name) => key.startsWith(`${name} `)) ?? '');
  const held = [...ofMake].flatMap(([make, rows]) => {
    const shown = makesShown.some(({ key }) => key === make);
    return (shown ? smallAndCover(rows) : null) ?? rows;
  });
  if (held.length === 0) return section;
  const whole = [...ofMake.values()]
    .map((rows) => rows.filter((row) => !held.includes(row)))
    .filter((rows) => rows.length > 0)
    .sort((a, b) => sum(a.map(countOf)) - sum(b.map(countOf)));
  while (whole.length > 0 && !isCovered(held.map(countOf))) held.push(...whole.shift()!);
  return isCovered(held.map(countOf)) ? fold(section, held) : nothingOf(section);
}

/**
 * All, and types within it. A type that is counted with others among the types has no row of its own here, nor has any where one is small:
 * all less the others would be it. What all is held back for, shares within it would tell.
 */
function holdBackTypes(
  section: YearSection,
  types: YearSection | undefined,
  shown: YearSection | undefined,
): YearSection {
  const { rows } = section;
  const all = rows.find(({ key, of }) => key === 'all' && of === null)!;
  if (isTelling(all)) return holdBack(section, () => true);
  const typed = rows.filter(({ of }) => of !== null);
  const rest = (count: (row: YearRow) => number) => count(all) - sum(typed.map(count));
  const typesHeld =
    types === undefined ||
    shown!.rows.length < types.rows.length ||
    typed.some(isTelling) ||
    isSmall(rest(countOf)) ||
    isSmall(rest((row) => row.share!.denominator - countOf(row)));
  return holdBack(section, (row) => isTelling(row) || (row.of !== null && typesHeld));
}

const countOf = ({ share }: YearRow) => share?.numerator ?? 0;
const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
