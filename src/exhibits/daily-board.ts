/**
 * What is late, and why, of the firearms and cartridge cases of some hours.
 *
 * **Source.** The four practices of crime-gun intelligence: everything is collected and entered, and soon. **Input.** What the records and the
 * exhibits say of each, and the moment it is looked at. **Output.** For each step from recovery to trace: done, still in time, late, not known
 * or not asked for; with the reason where it is late. **Limits.** What a file does not tell is unknown, never missing: whether a correlation
 * was run on an entry of another system is known by its lead alone.
 */
import type { BoardCell, BoardColumn } from '../model/exhibit-board.ts';

export interface BoardFacts {
  readonly kind: 'firearm' | 'cartridge-cases';
  readonly recoveredAt: string | null;
  readonly propertyNumber: string | null;
  /** Whether the property room's records tell of it at all. */
  readonly inPropertyRecords: boolean;
  readonly testFiredAt: string | null;
  readonly testFired: boolean | null;
  readonly enteredAt: string | null;
  readonly entered: boolean;
  readonly ownEntry: boolean;
  readonly correlatedAt: string | null;
  /** A lead or a hit names an entry of it. */
  readonly hasLead: boolean;
  readonly tracedAt: string | null;
  readonly traced: boolean;
  /** Its own exhibits, where each has to be entered: the cartridge cases of an event. Null where one entry is enough, or there is none. */
  readonly own: OwnExhibits | null;
  /** Why it is not entered, where somebody said so. */
  readonly notEnteredReason: string | null;
}

/** How far the exhibits of one event are. */
export interface OwnExhibits {
  readonly of: number;
  readonly aside: number;
  readonly entered: number;
  readonly correlated: number;
  /** Entered by another system alone, which does not tell of correlations; counted as entered and as correlated. */
  readonly elsewhere: number;
  /** When the last of them was entered; null where none was here. */
  readonly lastEnteredAt: string | null;
  /** Since when the oldest of those entered here waits for a correlation. */
  readonly uncorrelatedSince: string | null;
}

export interface BoardTargets {
  readonly entryHours: number;
  /** Whether so many business days lie between two moments. */
  readonly correlationIsLate: (from: string, to: string) => boolean;
  readonly traceIsLate: (from: string, to: string) => boolean;
  readonly now: string;
}

const hourMilliseconds = 3_600_000;

export function boardCells(facts: BoardFacts, targets: BoardTargets): Readonly<Record<BoardColumn, BoardCell>> {
  const { recoveredAt, enteredAt } = facts;
  const isFirearm = facts.kind === 'firearm';
  const afterHours = (hours: number) =>
    recoveredAt === null ? null : Date.parse(targets.now) - Date.parse(recoveredAt) > hours * hourMilliseconds;
  return {
    recovered: recoveredAt === null ? unknown('no-time') : done(recoveredAt),
    property:
      facts.propertyNumber !== null
        ? done(null)
        : facts.inPropertyRecords
          ? missing(null, 'no-property-number')
          : unknown('not-in-property-records'),
    'test-fired': !isFirearm
      ? notAsked
      : facts.testFired === true || facts.entered
        ? done(facts.testFiredAt)
        : facts.notEnteredReason !== null
          ? aside(facts.notEnteredReason)
          : missing(
              afterHours(targets.entryHours),
              facts.testFired === false ? 'not-test-fired' : 'test-fire-not-recorded',
            ),
    entered:
      facts.own !== null && leftOf(facts.own, 'entered')
        ? partly(facts.own, 'entered', missing(afterHours(targets.entryHours), 'not-entered'))
        : facts.entered
          ? done(facts.own?.lastEnteredAt ?? enteredAt)
          : facts.notEnteredReason !== null
            ? aside(facts.notEnteredReason)
            : missing(afterHours(targets.entryHours), 'not-entered'),
    correlated:
      facts.own !== null && leftOf(facts.own, 'correlated')
        ? partly(
            facts.own,
            'correlated',
            missing(
              facts.own.uncorrelatedSince === null
                ? null
                : targets.correlationIsLate(facts.own.uncorrelatedSince, targets.now),
              facts.own.uncorrelatedSince === null ? 'not-entered-yet' : 'not-correlated',
            ),
          )
        : facts.own !== null && facts.own.elsewhere > 0 && !facts.hasLead
          ? unknown('correlated-elsewhere')
          : facts.correlatedAt !== null || facts.hasLead
            ? done(facts.correlatedAt)
            : !facts.entered
              ? facts.notEnteredReason !== null
                ? aside(facts.notEnteredReason)
                : missing(null, 'not-entered-yet')
              : facts.ownEntry
                ? missing(
                    enteredAt === null ? null : targets.correlationIsLate(enteredAt, targets.now),
                    'not-correlated',
                  )
                : unknown('correlated-elsewhere'),
    traced: !isFirearm
      ? notAsked
      : facts.traced
        ? done(facts.tracedAt)
        : missing(recoveredAt === null ? null : targets.traceIsLate(recoveredAt, targets.now), 'not-traced'),
  };
}

/** Whether exhibits of an event that are not set aside are left before a step. */
function leftOf(own: OwnExhibits, step: 'entered' | 'correlated'): boolean {
  return own[step] + own.aside < own.of;
}

const partly = (own: OwnExhibits, step: 'entered' | 'correlated', cell: BoardCell): BoardCell => ({
  ...cell,
  parts: own.of > 1 ? { done: own[step] + own.aside, of: own.of } : null,
});

const done = (at: string | null): BoardCell => ({ is: 'done', at, why: null, reason: null, parts: null });
const unknown = (why: BoardCell['why']): BoardCell => ({ is: 'unknown', at: null, why, reason: null, parts: null });
const aside = (reason: string): BoardCell => ({ is: 'aside', at: null, why: 'set-aside', reason, parts: null });
const notAsked: BoardCell = { is: 'not-asked', at: null, why: null, reason: null, parts: null };
const missing = (late: boolean | null, why: BoardCell['why']): BoardCell => ({
  is: late === true ? 'late' : 'waiting',
  at: null,
  why,
  reason: null,
  parts: null,
});
