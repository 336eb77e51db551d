/**
 * How many have met with an event by each day, where others were not followed that long.
 *
 * **Source.** Kaplan and Meier 1958; variance by Greenwood 1926; interval on the log(−log) scale (Kalbfleisch and Prentice 1980), which
 * keeps it between 0 and 1.
 * **Input.** Days followed, and whether the event ended them. **Output.** Share still without it after each day an event fell on.
 * **Limits.** It asks that those no longer followed be as likely to meet with it as those who are.
 */

export interface Followed {
  /** Days from the beginning to the event, or to where nobody looked any longer. */
  readonly days: number;
  readonly event: boolean;
}

export interface SurvivalStep {
  readonly days: number;
  readonly atRisk: number;
  readonly events: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile of 97.5 %. */
const z95 = 1.959963984540054;

/** One step for each day with events; at equal days events come before those no longer followed. */
export function kaplanMeier(followed: readonly Followed[]): SurvivalStep[] {
  const inOrder = followed.toSorted((a, b) => a.days - b.days);
  const steps: SurvivalStep[] = [];
  let share = 1;
  let variance = 0;
  for (let at = 0; at < inOrder.length;) {
    const { days } = inOrder[at]!;
    const atRisk = inOrder.length - at;
    let events = 0;
    for (; at < inOrder.length && inOrder[at]!.days === days; at++) if (inOrder[at]!.event) events++;
    if (events === 0) continue;
    share *= 1 - events / atRisk;
    variance += atRisk === events ? Infinity : events / (atRisk * (atRisk - events));
    steps.push({ days, atRisk, events, share, ...interval(share, variance) });
  }
  return steps;
}

function interval(share: number, variance: number): { low: number; high: number } {
  if (share <= 0 || share >= 1) return { low: share, high: share };
  const spread = (z95 * Math.sqrt(variance)) / Math.abs(Math.log(share));
  return { low: share ** Math.exp(spread), high: share ** Math.exp(-spread) };
}

/** Share without the event after so many days; 1 before the first. */
export function shareAfter(steps: readonly SurvivalStep[], days: number): Pick<SurvivalStep, 'share' | 'low' | 'high'> {
  const step = steps.findLast((each) => each.days <= days);
  return step ?? { share: 1, low: 1, high: 1 };
}
