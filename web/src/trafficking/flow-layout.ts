import type { StateMap } from '../../../src/model/state-map.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';

export interface FlowMark {
  /** State or county. */
  readonly id: string;
  /** What the filter of sources calls it: a county, a state, or of a state what lies in no county that is drawn. */
  readonly source: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly firearms: number;
  /** Only the state is known, not the county. */
  readonly stateOnly: boolean;
}

type Flows = TraceOverview['flows'];

/** Quarters from the first to the last with a flow, in order. */
export function quartersOf(flows: Flows): string[] {
  const known = flows.flatMap(({ quarter }) => quarter ?? []).toSorted();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const quarters: string[] = [];
  let [year, quarter] = [Number(first.slice(0, 4)), Number(first.slice(6))];
  for (;;) {
    const text = `${year}-Q${quarter}`;
    quarters.push(text);
    if (text >= last) return quarters;
    quarter += 1;
    if (quarter > 4) [year, quarter] = [year + 1, 1];
  }
}

/** So many quarters lie in the window that moves. */
export const windowQuarters = 4;

/** Flows whose quarter is one of the four that end with `at`; all of them where nothing is said. */
export function flowsUntil(flows: Flows, quarters: readonly string[], at: string | null): Flows {
  const window = new Set(windowTo(quarters, at));
  return window.size === 0 ? flows : flows.filter(({ quarter }) => quarter !== null && window.has(quarter));
}

/** The quarters of that window, in order; none where nothing is said. */
export function windowTo(quarters: readonly string[], at: string | null): readonly string[] {
  const end = at === null ? -1 : quarters.indexOf(at);
  return end < 0 ? [] : quarters.slice(Math.max(0, end - windowQuarters + 1), end + 1);
}

/** What is drawn: a mark for each state, or for each county with one for what of a state is known no nearer. */
export function flowMarks(flows: Flows, map: StateMap, by: 'state' | 'county'): FlowMark[] {
  const states = new Map(map.states.map((state) => [state.code, state]));
  const marks = new Map<string, FlowMark>();
  for (const { state, county, firearms } of flows) {
    const place = county !== null && by === 'county' ? map.counties[county] : undefined;
    const center = place ?? states.get(state)?.center;
    if (center === undefined) continue;
    const id = place === undefined ? state : county!;
    const held = marks.get(id);
    const source = by === 'state' || place !== undefined ? id : `${state}-${county ?? 'none'}`;
    marks.set(id, {
      id,
      source:
        held === undefined || held.source.split(',').includes(source)
          ? (held?.source ?? source)
          : `${held.source},${source}`,
      name: place === undefined ? (states.get(state)?.name ?? state) : (map.names[id] ?? id),
      x: center[0]!,
      y: center[1]!,
      firearms: (held?.firearms ?? 0) + firearms,
      stateOnly: by === 'county' && place === undefined,
    });
  }
  return [...marks.values()].sort((a, b) => b.firearms - a.firearms || (a.id < b.id ? -1 : 1));
}

/** The part of the map that shows the nearest sources of nine of ten firearms, never nearer than a region. */
export function nearBox(marks: readonly FlowMark[], map: StateMap): [number, number, number, number] {
  const whole: [number, number, number, number] = [0, 0, map.width, map.height];
  const home = map.home;
  if (home === null || marks.length === 0) return whole;
  const all = marks.reduce((sum, { firearms }) => sum + firearms, 0);
  const distance = ({ x, y }: FlowMark) => Math.hypot(x - home[0]!, y - home[1]!);
  let seen = 0;
  let reach = 60;
  for (const mark of marks.toSorted((a, b) => distance(a) - distance(b))) {
    if (seen >= 0.9 * all) break;
    seen += mark.firearms;
    reach = Math.max(reach, distance(mark));
  }
  const width = Math.min(map.width, (reach * 2 + 30) * 1.2);
  const height = (width * map.height) / map.width;
  const x = Math.max(0, Math.min(map.width - width, home[0]! - width / 2));
  const y = Math.max(0, Math.min(map.height - height, home[1]! - height / 2));
  return [x, y, width, height];
}

/** Marks whose names have room, the most firearms first: a name that would lie on another is left to the tooltip. */
export function namesWithRoom<T extends { readonly x: number; readonly y: number; readonly text: string }>(
  marks: readonly T[],
  { letter, line }: { readonly letter: number; readonly line: number },
): T[] {
  const kept: T[] = [];
  for (const mark of marks) {
    const free = kept.every(
      (other) =>
        Math.abs(other.y - mark.y) >= line ||
        Math.abs(other.x - mark.x) >= ((other.text.length + mark.text.length) / 2) * letter,
    );
    if (free) kept.push(mark);
  }
  return kept;
}
