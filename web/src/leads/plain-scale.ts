import type { TimelineLayout } from '../firearm/timeline-layout.ts';

const edge = 14;

/** A scale true from end to end, for very many moments: no stretch is shortened, and marks of near days may touch. */
export function plainScale(
  moments: readonly { readonly id: string; readonly day: number }[],
  length: number,
): TimelineLayout {
  const days = moments.map(({ day }) => day);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const at = (day: number) => edge + ((day - first) / Math.max(1, last - first)) * (length - 2 * edge);
  return {
    length,
    marks: moments.map(({ id, day }) => ({ id, at: at(day) })),
    bands: [],
    stretches: first < last ? [{ fromDay: first, toDay: last, from: at(first), to: at(last), shortened: false }] : [],
    labels: [],
    unlabelled: [],
    lanesUsed: { above: 0, below: 0 },
  };
}
