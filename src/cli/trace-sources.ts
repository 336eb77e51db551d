import type { PublishedSources } from '../model/published-sources.ts';
import type { SourceFlows } from '../model/source-flows.ts';
import { shareWords } from './describe-traces.ts';

/** The value of so many rows, their lines, and how many rows there are. */
export type Picture = readonly [value: (limit: number) => unknown, lines: (limit: number) => string[], rows: number];

const wide = 9;
const cells = (row: readonly (string | number)[]) => row.map((cell) => String(cell).padStart(wide)).join('');
/** What a column holds beside what its neighbours are apart by: a name that is too long is cut. */
const head = (key: string) => (key.length < wide ? key : `${key.slice(0, wide - 2)}…`);

/** The matrix of sources with time or place, and what the first corridors have. */
export function flowsPicture(flows: SourceFlows): Picture {
  const { columns, rows, sourceKnown, governments, several, corridors } = flows;
  return [
    (limit) => ({ ...flows, rows: rows.slice(0, limit) }),
    (limit) => [
      `Source known: ${shareWords(sourceKnown)} firearms sold at retail; left out, of governments and police: ${governments}.`,
      ...(several > 0 ? [`In more than one column, and in each of them: ${several} firearms.`] : []),
      '',
      `state   ${cells([...columns.map(({ key }) => head(key)), 'all'])}`,
      ...rows
        .slice(0, limit)
        .map(({ state, counts, share }) => `${state.padEnd(8)}${cells([...counts, share.numerator])}`),
      `unknown ${cells([...columns.map(({ unknown }) => unknown), sourceKnown.denominator - sourceKnown.numerator])}`,
      '',
      ...corridors.flatMap(({ top, states, ofOthers, ofAll, columns: over }) => [
        `First ${top} (${states.join(', ')}): ${shareWords(ofOthers)} firearms from other states; ${shareWords(ofAll)} of any known source.`,
        ...over
          .filter(({ share }) => share.denominator > 0)
          .map(
            ({ key, share, low, high, told, direction }) =>
              `  ${key}: ${shareWords(share)}, by chance alone ${low} to ${high}${told ? `; ${direction} than that` : ''}`,
          ),
      ]),
    ],
    rows.length,
  ];
}

/** Own sources of a year beside ATF's. */
export function publishedPicture(answer: PublishedSources): Picture {
  const { state, published, own, year, comparison } = answer;
  return [
    (limit) => ({ ...answer, comparison: comparison && { ...comparison, rows: comparison.rows.slice(0, limit) } }),
    (limit) =>
      state === null
        ? ['The state of the agency is not known: set it on the page City.']
        : comparison === null
          ? [
              `No year to compare. ATF's tables for ${state}: ${published.join(', ') || "none, import one with 'flashlight import trace-flows FILE'"}. Own firearms with a known source: ${own.join(', ') || 'none'}.`,
            ]
          : [
              `${state}, ${year}: own firearms beside ATF's table of the state.`,
              `Left out of the own: ${comparison.governments} of governments and police, ${comparison.elsewhere} recovered in another state.`,
              ...(comparison.drawnFrom === 'both'
                ? ["Some own counts are larger than ATF's: the own are not all among ATF's."]
                : []),
              '',
              ...comparison.rows.slice(0, limit).map(({ source, own: ours, published: theirs, ...row }) => {
                const said = row.told ? `${row.direction} than the state` : 'no difference told';
                return `${source.padEnd(4)} own ${shareWords(ours)}; ATF ${theirs.numerator} of ${theirs.denominator}, unknown not said; by chance alone ${row.low} to ${row.high}: ${said}`;
              }),
            ],
    comparison?.rows.length ?? 0,
  ];
}
