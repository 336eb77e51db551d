/**
 * The sections of a report of a year, each counted from facts of traces.
 *
 * **Source.** ATF, Firearms Trace Data, state reports (types, calibres, source states, time to crime, ages, crimes, cities); ATF, Crime Gun
 * Trace Reports 1999, national report, its seven sections. **Input.** Facts of the traced firearms of a year, each firearm once.
 * **Output.** Rows with shares: how many, of how many of which it is known, and of how many it is not.
 * **Limits.** As of `trace-measures.ts` and `time-to-crime-bins.ts`. What is not known is never spread over what is.
 */
import { shareOf, type Share } from '../model/share.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';
import { ageBands, type SectionId, type YearRow, type YearSection } from '../model/trace-year.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { cleanCrimeCode } from '../model/values/crime-code.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { nationalMeanYears } from './national-mean.ts';
import { ageBandOf, possessorAge } from './possessor-age.ts';
import { purchaserIsPossessor } from '../model/purchaser-is-possessor.ts';
import { timeToCrimeBins } from './time-to-crime-bins.ts';
import { isOutOfCity, isOutOfState, soldAtRetail, tellsOfCity } from './trace-measures.ts';

export interface YearFirearms {
  readonly year: number;
  /** One trace of each firearm recovered and traced in the year. */
  readonly traces: readonly TraceFacts[];
  /** How many of the firearms recorded as recovered in the year were traced. */
  readonly tracedOfRecovered: Share;
}

type Made = Pick<YearSection, 'rows' | 'drawn' | 'mean'>;

const daysOfYear = 365.25;

export function yearSection(id: SectionId, of: YearFirearms): YearSection {
  return { id, folded: null, withheld: false, ...sections[id](of) };
}

const sections: Readonly<Record<SectionId, (of: YearFirearms) => Made>> = {
  coverage: ({ traces, tracedOfRecovered }) =>
    rowsOnly([
      ['traced', tracedOfRecovered],
      ['dealer-known', shareOf(traces, ({ dealer }) => dealer !== null)],
      ['source-known', shareOf(soldAtRetail(traces), ({ dealer }) => dealer?.state != null)],
      ['purchaser-known', shareOf(traces, ({ purchaser }) => purchaser !== null)],
      ['time-known', shareOf(traces, (trace) => daysOf(trace) !== null)],
      ['possessor-known', shareOf(traces, ({ possessor }) => possessor !== null)],
      ...[1, 5, 10].map((days): [string, Share] => [
        `asked-in-${days}`,
        shareOf(traces, ({ recoveredOn, requestedOn }) => {
          const waited = knownDays(recoveredOn, requestedOn);
          return waited === null || waited < 0 ? null : waited <= days;
        }),
      ]),
    ]),
  types: ({ traces }) => mostFirst(traces, typeOf, null),
  calibres: ({ traces }) => mostFirst(traces, ({ calibre }) => calibre, 10),
  sources: ({ traces }) => mostFirst(soldAtRetail(traces), ({ dealer }) => dealer?.state ?? null, 15),
  reach: ({ traces }) => {
    const sold = soldAtRetail(traces);
    return rowsOnly([
      ['out-of-state', shareOf(sold, isOutOfState)],
      ...(tellsOfCity(sold) ? [['out-of-city', shareOf(sold, isOutOfCity)] as const] : []),
    ]);
  },
  'time-to-crime': ({ traces, year }) => {
    const days = traces.flatMap((trace) => daysOf(trace) ?? []);
    const national = nationalMeanYears(year);
    return {
      ...inOrder(
        traces,
        (trace) => {
          const known = daysOf(trace);
          return known === null ? null : timeToCrimeBins.find(({ daysBelow }) => known < daysBelow)!.id;
        },
        timeToCrimeBins.map(({ id }) => id),
      ),
      mean: {
        ...meanOf(days.map((each) => each / daysOfYear)),
        unknown: traces.length - days.length,
        national: national === null ? null : { value: national, year },
      },
    };
  },
  'possessor-ages': ({ traces }) => {
    const ages = traces.flatMap((trace) => possessorAge(trace) ?? []);
    return {
      ...inOrder(
        traces,
        bandOf,
        ageBands.map(({ id }) => id),
      ),
      mean: { ...meanOf(ages), unknown: traces.length - ages.length, national: null },
    };
  },
  crimes: ({ traces }) =>
    mostFirst(
      traces,
      ({ crimeCode }) => (crimeCode === null ? null : (cleanCrimeCode(crimeCode, 'ncic')?.family ?? null)),
      10,
    ),
  'recovery-cities': ({ traces }) =>
    mostFirst(
      traces,
      ({ recovery }) =>
        recovery.city === null ? null : [recovery.city.toUpperCase(), recovery.state].filter(Boolean).join(', '),
      10,
    ),
  makes: ({ traces }) => mostFirst(traces, ({ make }) => make, 10),
  models: ({ traces }) =>
    mostFirst(traces, ({ make, model }) => (make === null || model === null ? null : `${make} ${model}`), 10),
  'purchaser-possessor': ({ traces }) => {
    const short = traces.filter((trace) => isShort(trace) === true);
    const same = (of: readonly TraceFacts[], rule: 'strict' | 'loose') =>
      shareOf(of, ({ purchaser, possessor }) => purchaserIsPossessor(purchaser, possessor, rule));
    return rowsOnly([
      ['same-strict', same(traces, 'strict')],
      ['same-loose', same(traces, 'loose')],
      ['short-same-strict', same(short, 'strict')],
      ['short-same-loose', same(short, 'loose')],
    ]);
  },
  'age-type-speed': ({ traces }) => ({
    rows: typesOf(traces).flatMap((type) =>
      ageBands.flatMap(({ id }): YearRow[] => {
        const of = traces.filter((trace) => bandOf(trace) === id && typeOf(trace) === type);
        return of.length === 0 ? [] : [{ key: id, of: type, share: shareOf(of, isShort) }];
      }),
    ),
    drawn: null,
    mean: null,
  }),
  obliterated: ({ traces }) => ofAllAndTypes(traces, ({ obliterated }) => obliterated),
  'multiple-sales': ({ traces }) => {
    const sold = soldAtRetail(traces);
    const together = sold.filter(({ multipleSale }) => multipleSale === true);
    const alone = sold.filter(({ multipleSale }) => multipleSale === false);
    const all = ofAllAndTypes(sold, ({ multipleSale }) => multipleSale);
    return {
      ...all,
      rows: [
        ...all.rows,
        { key: 'short-of-multiple', of: null, share: shareOf(together, isShort) },
        { key: 'short-of-single', of: null, share: shareOf(alone, isShort) },
      ],
    };
  },
};

function rowsOnly(rows: readonly (readonly [key: string, share: Share])[]): Made {
  return { rows: rows.map(([key, share]) => ({ key, of: null, share })), drawn: null, mean: null };
}

/** Each group with its share of those of which the group is known. */
function counted(traces: readonly TraceFacts[], groupOf: (trace: TraceFacts) => string | null) {
  const counts = new Map<string, number>();
  let denominator = 0;
  for (const trace of traces) {
    const group = groupOf(trace);
    if (group === null) continue;
    denominator++;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const unknown = traces.length - denominator;
  return { counts, share: (key: string): Share => ({ numerator: counts.get(key) ?? 0, denominator, unknown }) };
}

function mostFirst(
  traces: readonly TraceFacts[],
  groupOf: (trace: TraceFacts) => string | null,
  drawn: number | null,
): Made {
  const { counts, share } = counted(traces, groupOf);
  const keys = [...counts].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1)).map(([key]) => key);
  return { ...rowsOnly(keys.map((key) => [key, share(key)])), drawn };
}

function inOrder(
  traces: readonly TraceFacts[],
  groupOf: (trace: TraceFacts) => string | null,
  keys: readonly string[],
): Made {
  const { share } = counted(traces, groupOf);
  return rowsOnly(keys.map((key) => [key, share(key)]));
}

/** All, and each type by itself. */
function ofAllAndTypes(traces: readonly TraceFacts[], is: (trace: TraceFacts) => boolean | null): Made {
  return {
    rows: [
      { key: 'all', of: null, share: shareOf(traces, is) },
      ...typesOf(traces).map((type) => ({
        key: 'all',
        of: type,
        share: shareOf(
          traces.filter((trace) => typeOf(trace) === type),
          is,
        ),
      })),
    ],
    drawn: null,
    mean: null,
  };
}

function typesOf(traces: readonly TraceFacts[]): string[] {
  return mostFirst(traces, typeOf, null).rows.map(({ key }) => key);
}

function typeOf({ type }: TraceFacts): string | null {
  return type === null ? null : (cleanFirearmType(type)?.family ?? null);
}

function bandOf(trace: TraceFacts): string | null {
  const age = possessorAge(trace);
  return age === null ? null : ageBandOf(age);
}

function daysOf({ timeToCrime }: TraceFacts): number | null {
  return timeToCrime.kind === 'computed' && timeToCrime.days >= 0 ? timeToCrime.days : null;
}

function knownDays(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : daysBetween(from, to);
}

function meanOf(values: readonly number[]) {
  const value = values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
  return { value, unit: 'years' as const, counted: values.length };
}
