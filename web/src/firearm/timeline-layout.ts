/**
 * Where things stand on the timeline of a life: a scale that keeps time true within stretches and shortens the long empty
 * ones, marks that never touch, and words that never overlap. Pure: widths of words come in, numbers go out.
 */

export interface TimelineItem {
  readonly id: string;
  /** Day number of a moment. */
  readonly day: number;
  /** Width of its words; 0 for none wanted. */
  readonly labelWidth: number;
  /** Smaller is placed first when there is too little room. */
  readonly priority: number;
}

export interface TimelineInterval {
  readonly id: string;
  /** null: it has no known start. */
  readonly from: number | null;
  readonly to: number;
}

export interface TimelineOptions {
  /** Room for the whole, in pixels; the layout is longer where the marks need it. */
  readonly length: number;
  readonly padding: number;
  readonly markSize: number;
  readonly labelHeight: number;
  /** Rows for words on each side of the axis. */
  readonly lanes: number;
}

export interface PlacedLabel {
  readonly id: string;
  readonly side: 'above' | 'below';
  readonly lane: number;
  readonly left: number;
  readonly right: number;
  /** Where its leader meets the axis. */
  readonly at: number;
  readonly anchor: 'middle' | 'start' | 'end';
}

export interface Stretch {
  readonly fromDay: number;
  readonly toDay: number;
  readonly from: number;
  readonly to: number;
  /** Drawn shorter than the scale around it. */
  readonly shortened: boolean;
}

export interface TimelineLayout {
  readonly length: number;
  readonly marks: readonly { readonly id: string; readonly at: number }[];
  readonly bands: readonly {
    readonly id: string;
    readonly from: number;
    readonly to: number;
    readonly open: boolean;
  }[];
  readonly stretches: readonly Stretch[];
  readonly labels: readonly PlacedLabel[];
  readonly unlabelled: readonly string[];
  readonly lanesUsed: { readonly above: number; readonly below: number };
}

/** A stretch is shortened when it is longer than half a year and six times the middle distance between events. */
const shortenDaysMin = 180;
const shortenTimesMiddle = 6;
const shortenedShare = 0.14;
const openStartPixels = 72;
const labelGap = 10;
const leaderClearance = 4;

export function layoutTimeline(
  items: readonly TimelineItem[],
  intervals: readonly TimelineInterval[],
  options: TimelineOptions,
): TimelineLayout {
  const { padding, markSize } = options;
  const sorted = items.toSorted((a, b) => a.day - b.day);
  // A slot for each mark, and one for each end of an interval that no mark stands on.
  const slots: { day: number; id: string | null }[] = sorted.map((item) => ({ day: item.day, id: item.id }));
  for (const interval of intervals) {
    for (const day of [interval.from, interval.to]) {
      if (day !== null && !slots.some((slot) => slot.day === day)) slots.push({ day, id: null });
    }
  }
  slots.sort((a, b) => a.day - b.day);
  const open = intervals.some((interval) => interval.from === null);
  const start = padding + (open ? openStartPixels : 0);
  const positions = placeSlots(slots, start, options);
  const length = Math.max(options.length, (positions.at(-1) ?? start) + padding);
  const marks = slots.flatMap((slot, index) => (slot.id === null ? [] : [{ id: slot.id, at: positions[index]! }]));
  const stretches = stretchesOf(slots, positions);
  const bands = intervals.map((interval) => {
    const first = interval.from === null ? -1 : slots.findLastIndex((slot) => slot.day === interval.from);
    const last = slots.findIndex((slot) => slot.day === interval.to);
    return {
      id: interval.id,
      open: interval.from === null,
      from: first < 0 ? Math.max(0, positions[last]! - openStartPixels) : positions[first]!,
      to: positions[last]!,
    };
  });
  const at = new Map(marks.map((mark) => [mark.id, mark.at]));
  const placed = placeLabels(sorted, at, { ...options, length, markSize });
  return { length, marks, bands, stretches, ...placed };
}

function placeSlots(slots: readonly { day: number }[], start: number, options: TimelineOptions): number[] {
  if (slots.length === 0) return [];
  const gaps = slots.slice(1).map((slot, index) => slot.day - slots[index]!.day);
  const gapMin = options.markSize + 6;
  const room = options.length - start - options.padding;
  if (gaps.length === 0) return [start + room / 3];
  const days = gaps.filter((gap) => gap > 0).toSorted((a, b) => a - b);
  const middle = days[Math.floor((days.length - 1) / 2)] ?? 0;
  const shorten = (gap: number) => gap > shortenDaysMin && gap > shortenTimesMiddle * middle;
  const shortened = gaps.filter(shorten).length;
  const shortPixels =
    shortened === 0 ? 0 : Math.min(140, Math.max(64, (shortenedShare * room) / Math.max(1, shortened / 3)));
  const free = room - shortened * shortPixels;
  const widths = (pixelsPerDay: number) =>
    gaps.map((gap) => (shorten(gap) ? shortPixels : Math.max(gapMin, gap * pixelsPerDay)));
  const used = (pixelsPerDay: number) =>
    widths(pixelsPerDay).reduce((sum, width) => sum + width, 0) - shortened * shortPixels;
  let low = 0;
  let high = Math.max(1, free) / Math.max(1, Math.min(...days.filter((gap) => !shorten(gap))));
  for (let round = 0; round < 60; round += 1) {
    const half = (low + high) / 2;
    if (used(half) > free) high = half;
    else low = half;
  }
  const positions = [start];
  for (const width of widths(low)) positions.push(positions.at(-1)! + width);
  return positions;
}

/** The pieces of the scale, and which are drawn shorter than the scale around them. */
function stretchesOf(slots: readonly { day: number }[], positions: readonly number[]): Stretch[] {
  const pieces: Stretch[] = [];
  for (let index = 1; index < slots.length; index += 1) {
    const fromDay = slots[index - 1]!.day;
    const toDay = slots[index]!.day;
    if (toDay === fromDay) continue;
    pieces.push({ fromDay, toDay, from: positions[index - 1]!, to: positions[index]!, shortened: false });
  }
  const paces = pieces.map((piece) => (piece.to - piece.from) / (piece.toDay - piece.fromDay));
  // The common pace is that of the pieces that are neither shortened nor widened to keep marks apart.
  const lengths = pieces.map((piece) => piece.toDay - piece.fromDay).toSorted((a, b) => a - b);
  const middle = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
  return pieces.map((piece, index) => {
    const days = piece.toDay - piece.fromDay;
    const long = days > shortenDaysMin && days > shortenTimesMiddle * middle;
    return { ...piece, shortened: long && paces[index]! < Math.max(...paces) };
  });
}

interface Box {
  readonly side: 'above' | 'below';
  readonly left: number;
  readonly right: number;
  /** Lanes it takes, both ends included; lane -1 is the room between axis and first lane. */
  readonly laneFrom: number;
  readonly laneTo: number;
}

function overlaps(a: Box, b: Box): boolean {
  return a.side === b.side && a.left < b.right && b.left < a.right && a.laneFrom <= b.laneTo && b.laneFrom <= a.laneTo;
}

/** Words near their mark, first those that matter most; what finds no room without touching another stays without words. */
function placeLabels(
  items: readonly TimelineItem[],
  at: ReadonlyMap<string, number>,
  options: TimelineOptions,
): Pick<TimelineLayout, 'labels' | 'unlabelled' | 'lanesUsed'> {
  const words: Box[] = [];
  const leaders: Box[] = [];
  const labels: PlacedLabel[] = [];
  const unlabelled: string[] = [];
  const wanted = items.filter((item) => item.labelWidth > 0);
  const order = wanted.toSorted((a, b) => a.priority - b.priority || a.day - b.day);
  const ranks = new Map(wanted.map((item, index) => [item.id, index]));
  for (const item of order) {
    const found = candidates(item, at.get(item.id)!, (ranks.get(item.id) ?? 0) % 2 === 0, options).find(
      ({ label, leader }) =>
        label.left >= 0 &&
        label.right <= options.length &&
        !words.some((box) => overlaps(box, label)) &&
        !leaders.some((box) => overlaps(box, label)) &&
        (leader === null ||
          !words.some((box) => overlaps({ ...box, left: box.left + labelGap, right: box.right - labelGap }, leader))),
    );
    if (found === undefined) {
      unlabelled.push(item.id);
      continue;
    }
    words.push({ ...found.label, left: found.label.left - labelGap, right: found.label.right + labelGap });
    if (found.leader !== null) leaders.push(found.leader);
    labels.push({
      id: item.id,
      side: found.label.side,
      lane: found.label.laneFrom,
      left: found.label.left,
      right: found.label.right,
      at: at.get(item.id)!,
      anchor: found.anchor,
    });
  }
  const used = (side: 'above' | 'below') =>
    labels.reduce((most, label) => (label.side === side ? Math.max(most, label.lane + 1) : most), 0);
  return { labels, unlabelled, lanesUsed: { above: used('above'), below: used('below') } };
}

function candidates(item: TimelineItem, at: number, aboveFirst: boolean, options: TimelineOptions) {
  const sides = aboveFirst ? (['above', 'below'] as const) : (['below', 'above'] as const);
  const found: { label: Box; leader: Box | null; anchor: PlacedLabel['anchor'] }[] = [];
  for (let lane = 0; lane < options.lanes; lane += 1) {
    for (const side of sides) {
      for (const anchor of ['middle', 'start', 'end'] as const) {
        const left =
          anchor === 'middle'
            ? Math.min(Math.max(0, at - item.labelWidth / 2), options.length - item.labelWidth)
            : anchor === 'start'
              ? at - leaderClearance
              : at - item.labelWidth + leaderClearance;
        const label: Box = { side, left, right: left + item.labelWidth, laneFrom: lane, laneTo: lane };
        const leader: Box | null =
          lane === 0
            ? null
            : { side, left: at - leaderClearance, right: at + leaderClearance, laneFrom: 0, laneTo: lane - 1 };
        found.push({ label, leader, anchor });
      }
    }
  }
  return found;
}

/** Pixel of a day on the axis. Days before the first and after the last piece stay at the ends. */
export function pixelOfDay(layout: Pick<TimelineLayout, 'stretches' | 'length' | 'marks'>, day: number): number {
  const { stretches } = layout;
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return layout.marks[0]?.at ?? layout.length / 2;
  if (day <= first.fromDay) return first.from;
  if (day >= last.toDay) return last.to;
  for (const piece of stretches) {
    if (day <= piece.toDay)
      return piece.from + ((day - piece.fromDay) / (piece.toDay - piece.fromDay)) * (piece.to - piece.from);
  }
  return last.to;
}

/** Day at a pixel of the axis, the other way round. */
export function dayOfPixel(layout: Pick<TimelineLayout, 'stretches' | 'marks'>, pixel: number): number | null {
  const { stretches } = layout;
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return null;
  if (pixel <= first.from) return first.fromDay;
  if (pixel >= last.to) return last.toDay;
  for (const piece of stretches) {
    if (pixel <= piece.to) {
      const share = Math.max(0, pixel - piece.from) / (piece.to - piece.from);
      return Math.round(piece.fromDay + share * (piece.toDay - piece.fromDay));
    }
  }
  return last.toDay;
}

/** Days worth a tick: years, months or weeks, whichever stand apart by at least the room of their words. */
export function timelineTicks(
  layout: TimelineLayout,
  roomPixels: number,
): { at: number; day: number; unit: 'year' | 'month' | 'day' }[] {
  const ticks: { at: number; day: number; unit: 'year' | 'month' | 'day' }[] = [];
  for (const unit of ['year', 'month', 'day'] as const) {
    const found: typeof ticks = [];
    for (const piece of layout.stretches) {
      if (piece.shortened) continue;
      const pace = (piece.to - piece.from) / (piece.toDay - piece.fromDay);
      if (pace * (unit === 'year' ? 365 : unit === 'month' ? 30 : 7) < roomPixels) continue;
      for (let day = piece.fromDay; day <= piece.toDay; day += 1) {
        const date = new Date(day * 86_400_000);
        const first = date.getUTCDate() === 1;
        if (unit === 'year' ? !(first && date.getUTCMonth() === 0) : unit === 'month' ? !first : date.getUTCDay() !== 1)
          continue;
        found.push({ at: pixelOfDay(layout, day), day, unit });
      }
    }
    for (const tick of found) {
      if (ticks.every((other) => Math.abs(other.at - tick.at) >= roomPixels)) ticks.push(tick);
    }
  }
  return ticks.toSorted((a, b) => a.at - b.at);
}
