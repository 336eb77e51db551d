/**
 * How fast a gunshot desk was, and what came of what it decided.
 *
 * **Source.** Order statistics: the middle one, and the one below which nine in ten lie. **Input.** Of each incident when it was told of, noted,
 * decided, and reached, as far as is recorded. **Output.** Times with how many they rest on, and shares with what is not known.
 * **Limits.** To the alert counts the first of any ellipse, be it of a kilometre; to the place the first of a small one. A time that ends before it began (a call that came first) is not known. What nobody recorded is counted as unknown, never as slow.
 */
import type { DeskTime, GunshotStatistics } from '../model/gunshot-desk.ts';
import type { GunshotDecision } from '../model/gunshots.ts';
import { shareOf } from '../model/share.ts';
import { median } from '../stats/median.ts';

/** Of one incident; times in seconds after its first shot, null where nothing is recorded. */
export interface DeskRecord {
  readonly openedSeconds: number;
  /** When it was told of with a place that says something. */
  readonly placedSeconds: number | null;
  readonly acknowledgedSeconds: number | null;
  readonly decidedSeconds: number | null;
  readonly sceneSeconds: number | null;
  readonly decision: GunshotDecision | null;
  /** Whether anything was found at the scene; null where nobody said. */
  readonly found: boolean | null;
}

/** What vendors of such systems promise of an alert. */
const alertSecondsPromised = 60;

export function deskStatistics(records: readonly DeskRecord[]): GunshotStatistics {
  const since = (of: (record: DeskRecord) => number | null, from: (record: DeskRecord) => number = () => 0) =>
    timeOf(
      records.map((record) => {
        const at = of(record);
        return at === null ? null : at - from(record);
      }),
    );
  const opened = ({ openedSeconds }: DeskRecord) => openedSeconds;
  return {
    incidents: records.length,
    decided: shareOf(records, ({ decision }) => decision !== null),
    gunfire: shareOf(records, ({ decision }) =>
      decision === null || decision === 'unsure' ? null : decision === 'gunfire',
    ),
    found: shareOf(
      records.filter(({ decision }) => decision === 'gunfire'),
      ({ found }) => found,
    ),
    withinMinute: shareOf(records, ({ openedSeconds }) =>
      openedSeconds < 0 ? null : openedSeconds <= alertSecondsPromised,
    ),
    alert: since(opened),
    placed: since(({ placedSeconds }) => placedSeconds),
    acknowledgement: since(({ acknowledgedSeconds }) => acknowledgedSeconds, opened),
    decision: since(({ decidedSeconds }) => decidedSeconds, opened),
    scene: since(({ sceneSeconds }) => sceneSeconds),
  };
}

function timeOf(seconds: readonly (number | null)[]): DeskTime {
  const known = seconds.filter((each) => each !== null && each >= 0) as number[];
  const sorted = known.toSorted((a, b) => a - b);
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    measured: sorted.length,
    unknown: seconds.length - sorted.length,
    medianSeconds: sorted.length === 0 ? null : round(median(sorted)),
    nineInTenSeconds: sorted.length === 0 ? null : round(sorted[Math.ceil(0.9 * sorted.length) - 1]!),
  };
}
