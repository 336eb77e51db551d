/**
 * How long ballistic exhibits take from one stage to the next, and which are late.
 *
 * **Source.** National Crime Gun Intelligence Governing Board: to the site within 24 hours of collection, a lead within 24 to 48; ATF's minimum
 * required operating standards: entry within two business days of receipt, a correlation within two of entry. What holds is what the
 * city signed. **Input.** When each exhibit came to each stage, as far as it is known, and the moment they are looked at. **Output.** Of each
 * stage: median and ninetieth percentile of those that went through, how many within the target, what waits and how old it is.
 * **Limits.** What waits and still has time is in no share; what waits and is over its target counts as not within it. An exhibit of which
 * one of the two moments is not known is counted as unknown. Percentiles are nearest ranks. What stands aside waits for nothing.
 */
import { stageNames } from '../model/exhibit-board.ts';
import type { StateCalendar } from '../model/values/business-days.ts';
import type { Share } from '../model/share.ts';
import { businessDaysElapsed } from './business-days-elapsed.ts';

export type ExhibitStage = (typeof stageNames)[number];

/** When an exhibit came where; null where it did not, or nobody knows when. */
export interface ExhibitTimes {
  readonly collectedAt: string | null;
  readonly receivedAt: string | null;
  readonly enteredAt: string | null;
  readonly correlatedAt: string | null;
  readonly leadAt: string | null;
  /** Not eligible, deferred, or looked through without a lead: nothing more is waited for. */
  readonly ended: boolean;
  /** It came to a stage although nobody knows when. */
  readonly passed?: Partial<Record<'receivedAt' | 'enteredAt' | 'correlatedAt' | 'leadAt', boolean>>;
}

export type StageTarget =
  { readonly kind: 'hours'; readonly hours: number } | { readonly kind: 'business-days'; readonly days: number };

export interface ClockRules {
  readonly targets: Readonly<Partial<Record<ExhibitStage, StageTarget>>>;
  readonly timeZone: string;
  readonly calendar: StateCalendar;
  readonly now: string;
}

const ends: Readonly<Record<ExhibitStage, readonly [keyof StageTimes, Exclude<keyof StageTimes, 'collectedAt'>]>> = {
  'collect-lab': ['collectedAt', 'receivedAt'],
  'lab-entry': ['receivedAt', 'enteredAt'],
  'collect-entry': ['collectedAt', 'enteredAt'],
  'entry-correlation': ['enteredAt', 'correlatedAt'],
  'correlation-lead': ['correlatedAt', 'leadAt'],
  'collect-lead': ['collectedAt', 'leadAt'],
};
type StageTimes = Pick<ExhibitTimes, 'collectedAt' | 'receivedAt' | 'enteredAt' | 'correlatedAt' | 'leadAt'>;

/** One stage of one exhibit. */
export type StageClock =
  | {
      readonly kind: 'done';
      readonly from: string;
      readonly to: string;
      readonly hours: number;
      readonly late: boolean | null;
    }
  | { readonly kind: 'waiting'; readonly from: string; readonly hours: number; readonly late: boolean | null }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' };

const hourMilliseconds = 3_600_000;
const hoursBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / hourMilliseconds;

/** How long an exhibit took for a stage, or has waited in it. `late`: null where the stage has no target. */
export function stageClock(times: ExhibitTimes, stage: ExhibitStage, rules: ClockRules): StageClock {
  const [first, last] = ends[stage];
  const [from, to] = [times[first], times[last]];
  if (from !== null && to !== null) {
    // Written down the wrong way round, as test fires of a firearm entered under an older case are.
    if (Date.parse(to) < Date.parse(from)) return { kind: 'unknown' };
    return { kind: 'done', from, to, hours: hoursBetween(from, to), late: isLate(from, to, rules, stage) };
  }
  if (to !== null || times.passed?.[last] === true) return { kind: 'unknown' };
  if (from === null || times.ended) return { kind: 'none' };
  // Most exhibits have no lead, and are not late for it.
  const waits = last !== 'leadAt' || times.correlatedAt !== null;
  return waits
    ? { kind: 'waiting', from, hours: hoursBetween(from, rules.now), late: isLate(from, rules.now, rules, stage) }
    : { kind: 'none' };
}

function isLate(
  from: string,
  to: string,
  { targets, timeZone, calendar }: ClockRules,
  stage: ExhibitStage,
): boolean | null {
  const target = targets[stage];
  if (target === undefined) return null;
  if (target.kind === 'hours') return hoursBetween(from, to) > target.hours;
  return businessDaysElapsed(from, to, { timeZone, calendar, most: target.days + 1 }) > target.days;
}

export interface StageFigures {
  readonly stage: ExhibitStage;
  readonly target: StageTarget | null;
  /** Null where nothing went through. */
  readonly medianHours: number | null;
  readonly ninetiethHours: number | null;
  readonly done: number;
  /** Null without a target. */
  readonly within: Share | null;
  readonly waiting: number;
  readonly waitingLate: number;
  readonly oldestHours: number | null;
}

/** Figures of every stage over some exhibits. */
export function stageFigures(all: readonly ExhibitTimes[], rules: ClockRules): StageFigures[] {
  return stageNames.map((stage) => {
    const clocks = all.map((times) => stageClock(times, stage, rules));
    const done = clocks.flatMap((clock) => (clock.kind === 'done' ? [clock] : []));
    const waiting = clocks.flatMap((clock) => (clock.kind === 'waiting' ? [clock] : []));
    const waitingLate = waiting.filter(({ late }) => late === true).length;
    const inTime = done.filter(({ late }) => late === false).length;
    const hours = done.map((clock) => clock.hours).toSorted((a, b) => a - b);
    const target = rules.targets[stage] ?? null;
    return {
      stage,
      target,
      medianHours: nearestRank(hours, 0.5),
      ninetiethHours: nearestRank(hours, 0.9),
      done: done.length,
      within:
        target === null
          ? null
          : {
              numerator: inTime,
              denominator: done.length + waitingLate,
              unknown: clocks.filter(({ kind }) => kind === 'unknown').length,
            },
      waiting: waiting.length,
      waitingLate,
      oldestHours: waiting.length === 0 ? null : Math.max(...waiting.map((clock) => clock.hours)),
    };
  });
}

function nearestRank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
