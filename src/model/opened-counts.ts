/**
 * What opens behind each count of the trafficking pictures: the question whose list holds just what the count holds.
 *
 * A picture and its lists are filtered alike; what a count is of beside that is written as part of an address. Counts of firearms open to each
 * firearm once, by the trace it was counted by.
 */
import type { FlowColumn, MeasureName } from './trace-filter.ts';

/** No filter of the picture is used: what is left empty is not asked. */
const anyPeriod = 'from=&to=';
const whole = `${anyPeriod}&class=&source=&district=&incidentDistrict=`;

export const openedCounts = {
  all: 'all',
  measure: (name: MeasureName, answer: 'yes' | 'no' | 'unknown') => `measure=${name}&answer=${answer}`,
  /** Days from sale to recovery, the last open above where null. */
  days: (from: number, below: number | null) => `days=${from}-${below ?? ''}`,
  noTime: 'days=none',
  score: (from: number, to: number) => `score=${from}-${to}`,
  noScore: 'score=none',
  flag: (code: string) => `flag=${code}`,
  /** Sold in a year, first recovered within so many days, whatever the period. */
  soldIn: (year: number, daysBelow: number) => `sold=${year}&days=0-${daysBelow}&each=recovery&${anyPeriod}`,
  /** Firearms of a source; `source` as the filter of sources has it, several with commas. */
  source: (source: string) => `ofSource=${source}&each=firearm`,
  /** These in one column of flows. */
  cell: (source: string, by: FlowColumn, column: string) =>
    `ofSource=${source}&each=firearm&by=${by}&column=${encodeURIComponent(column)}`,
  /** Recovered from one quarter to another. */
  quarters: (source: string, first: string, last: string) =>
    `ofSource=${source}&each=firearm&recovered=${monthOf(first, 1)}_${monthOf(last, 3)}`,
  /** Of one source in some months, by the kind of firearm and the districts chosen alone. */
  corridor: (state: string, first: string, last: string) =>
    `ofSource=${state}&each=firearm&recovered=${first}_${last}&source=&${anyPeriod}`,
  /** From these states, where they are other ones than that of the recovery. */
  others: (states: readonly string[]) => `${openedCounts.source(states.join(','))}&${outOfState}`,
  othersIn: (states: readonly string[], by: FlowColumn, column: string) =>
    `${openedCounts.cell(states.join(','), by, column)}&${outOfState}`,
  dealerTraces: (dealer: string) => `dealer=${dealer}&ofSource=retail`,
  dealerFirearms: (dealer: string) => `dealer=${dealer}&ofSource=retail&each=firearm`,
  /** As ATF counts a year of a state. */
  ofYear: (source: string, year: number, state: string) =>
    `ofSource=${source}&each=firearm&year=${year}&recoveredIn=${state}&${whole}`,
} as const;

const outOfState = 'measure=outOfState&answer=yes';

/** First or last month of `2024-Q3`. */
function monthOf(quarter: string, nth: 1 | 3): string {
  return `${quarter.slice(0, 4)}-${String((Number(quarter.slice(6)) - 1) * 3 + nth).padStart(2, '0')}`;
}
