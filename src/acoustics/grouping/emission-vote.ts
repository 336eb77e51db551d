/**
 * Where and when something was fired that explains most pulses: every pulse says when, for each place, and places are refined where they agree.
 *
 * **Source.** Vote over emission time (Simon et al., SenSys 2004; in seismology Kao and Shan 2004), as the logarithm of a likelihood ratio: sensors
 * that heard against those nearer that did not (a scan over distance; Kulldorff 1997). Squares are split best first,
 * their windows as wide as the square makes them.
 * **Input.** A table of pulses; those taken by a shot vote no more. **Output.** The best place and time left, again and again, until none is worth it.
 * **Limits.** To five metres and 60 ms: the locator says it better. Places beyond 350 m of all sensors are not looked at.
 */
import { deadSeconds, delayTo, groundAt, hearingMeters, pulseFrom, type PulseTable } from './pulse-table.ts';

/** Arrivals of one shot at its place: three times 9 ms either side, and the nearer half of the blocked ways. */
const windowSeconds = 0.06;
const slotSeconds = 0.25;
const rootHalfMeters = 40;
const leafHalfMeters = 5;
const marginCells = 4;
/** What a square must hold for its quarters to be looked at. */
const promiseMin = 7;
/** About a place that fired, finer squares: in a burst a wide window holds something of every sensor. */
const besideMeters = 260;
const besideHalfMeters = 10;
const besideSeconds = 8;
/** A sensor within hearing hears eight shots of ten. */
const hearingShare = 0.8;
const silentLog = Math.log(1 - hearingShare);

const pulsesMost = 262_144;
/** A time and a pulse in one number: the pulse. */
const pulseOf = (key: number) => key - Math.floor(key / pulsesMost) * pulsesMost;

interface Square {
  x: number;
  y: number;
  half: number;
  /** When its windows begin. */
  from: number;
  to: number;
  score: number;
  /** The best window's middle. */
  seconds: number;
}

export interface Vote {
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
  readonly score: number;
}

export interface EmissionVote {
  /** The best left, or null. */
  next(): Vote | null;
  /** Lays finer squares about a place that fired. */
  lookBeside(x: number, y: number, seconds: number): void;
}

export function emissionVote(table: PulseTable, scoreMin: number): EmissionVote {
  const { sensors, first, seconds, sensorOf, weight, taken } = table;
  const heap: Square[] = [];
  const keys = new Float64Array(seconds.length);
  const emitted = new Float64Array(seconds.length);
  const heard = new Int32Array(sensors);
  const gain = new Float64Array(sensors);
  const meters = new Float64Array(sensors);
  const delay = new Float64Array(sensors);
  const takenOf = new Int32Array(sensors);
  const reached = new Int32Array(sensors);
  const near = new Float64Array(sensors);
  let reachedCount = 0;
  const uncertainty = 2 * table.speedShare * 1.5;

  for (const { x, y } of rootSquares(table)) lay(x, y, rootHalfMeters, -Infinity, Infinity);
  return { next, lookBeside };

  /** The best window of each slot of time at a square. */
  function lay(x: number, y: number, half: number, from: number, to: number): void {
    let slot = -Infinity;
    let best: Square | null = null;
    sweep(x, y, half, from, to, (score, start, middle) => {
      const at = Math.floor(start / slotSeconds);
      if (at !== slot) {
        if (best) push(heap, best);
        [slot, best] = [at, null];
      }
      if (score < promiseMin || (best && best.score >= score)) return best?.score ?? promiseMin;
      best = { x, y, half, from: at * slotSeconds, to: (at + 1) * slotSeconds, score, seconds: middle };
      return score;
    });
    if (best) push(heap, best);
  }

  function lookBeside(x: number, y: number, fired: number): void {
    takenOf.fill(0);
    for (let at = 0; at < taken.length; at++) if (taken[at] === 1) takenOf[sensorOf[at]!]!++;
    for (let east = -besideMeters; east <= besideMeters; east += 2 * besideHalfMeters)
      for (let north = -besideMeters; north <= besideMeters; north += 2 * besideHalfMeters)
        if (Math.hypot(east, north) <= besideMeters)
          lay(x + east, y + north, besideHalfMeters, fired - besideSeconds, fired + besideSeconds);
  }

  function next(): Vote | null {
    for (let top = pop(heap); top !== null; top = pop(heap)) {
      const now = evaluate(top.x, top.y, top.half, top.from, top.to);
      if (now === null) continue;
      if (now.score < top.score - 1e-6 && heap.length > 0 && now.score < heap[0]!.score) {
        push(heap, now);
        continue;
      }
      if (top.half <= leafHalfMeters) {
        if (now.score >= scoreMin) return now;
        continue;
      }
      const half = top.half / 2;
      // Whatever began within the square's best window begins its quarters' no later than they fit in it.
      const from = now.seconds - reach(top.half) / 2;
      const to = from + reach(top.half) - reach(half) + 0.01;
      for (const dx of [-half, half])
        for (const dy of [-half, half]) {
          const child = evaluate(top.x + dx, top.y + dy, half, from, to);
          if (child) push(heap, child);
        }
    }
    return null;
  }

  function reach(half: number): number {
    return windowSeconds + (2 * half * Math.SQRT2) / table.weather.stillMps + uncertainty;
  }

  function evaluate(x: number, y: number, half: number, from: number, to: number): Square | null {
    let best: Square | null = null;
    sweep(x, y, half, from, to, (score, _, middle) => {
      if (score < promiseMin || (best && best.score >= score)) return best?.score ?? promiseMin;
      best = { x, y, half, from, to, score, seconds: middle };
      return score;
    });
    return best;
  }

  /** Every window that begins in [from, to) at a pulse; `seen` says what a window must hold to be looked at closely. */
  function sweep(
    x: number,
    y: number,
    half: number,
    from: number,
    to: number,
    seen: (score: number, from: number, middle: number) => number,
  ): void {
    const width = reach(half);
    const z = groundAt(table, x, y);
    let count = 0;
    reachedCount = 0;
    for (let s = 0; s < sensors; s++) {
      meters[s] = Math.hypot(table.x[s]! - x, table.y[s]! - y);
      if (meters[s]! > hearingMeters) continue;
      reached[reachedCount++] = s;
      const way = delayTo(table, s, x, y, z);
      delay[s] = way;
      const end = first[s + 1]!;
      for (let at = from === -Infinity ? first[s]! : pulseFrom(table, s, from + way); at < end; at++) {
        const e = seconds[at]! - way;
        if (e >= to + width) break;
        if (taken[at] === 1) continue;
        emitted[at] = e;
        // Time and pulse in one number, so that sorting is the machine's own.
        keys[count++] = Math.round((e + 100) * 1e4) * pulsesMost + at;
      }
    }
    if (count < 4) return;
    const sorted = keys.subarray(0, count).sort();
    let sum = 0;
    let least = promiseMin;
    const heardLog = Math.log(hearingShare / width);
    let ordered = false;
    let head = 0;
    for (let tail = 0; tail < count; tail++) {
      const began = pulseOf(sorted[tail]!);
      const start = emitted[began]!;
      if (start >= to) break;
      while (head < count) {
        const pulse = pulseOf(sorted[head]!);
        if (emitted[pulse]! > start + width) break;
        const s = sensorOf[pulse]!;
        const worth = Math.max(0.05, heardLog + weight[pulse]!);
        if (heard[s]!++ === 0) {
          gain[s] = worth;
          sum += worth;
        } else if (worth > gain[s]!) {
          sum += worth - gain[s]!;
          gain[s] = worth;
        }
        head++;
      }
      if (sum >= least) {
        if (!ordered) orderReached();
        ordered = true;
        least = seen(scan(start, width), start, start + width / 2);
      } else seen(-Infinity, start, 0);
      const s = sensorOf[began]!;
      if (--heard[s]! === 0) sum -= gain[s]!;
    }
    for (let at = 0; at < reachedCount; at++) heard[reached[at]!] = 0;
  }

  /** Nearest first: metres and sensor in one number, so that sorting is the machine's own. */
  function orderReached(): void {
    const keyed = near.subarray(0, reachedCount);
    for (let at = 0; at < reachedCount; at++)
      keyed[at] = Math.round(meters[reached[at]!]! * 10) * 32_768 + reached[at]!;
    keyed.sort();
    for (let at = 0; at < reachedCount; at++) reached[at] = keyed[at]! & 32_767;
  }

  /** The best over distances: those within it that heard, against those within it that did not. */
  function scan(start: number, width: number): number {
    let score = 0;
    let best = 0;
    for (let at = 0; at < reachedCount; at++) {
      const s = reached[at]!;
      if (heard[s]! > 0) {
        score += gain[s]!;
        if (score > best) best = score;
      } else if (takenOf[s] === 0 || !deaf(s, start + delay[s]!, width)) score += silentLog;
    }
    return best;
  }

  /** Busy with another shot: its silence says nothing. */
  function deaf(sensor: number, from: number, width: number): boolean {
    const at = pulseFrom(table, sensor, from - deadSeconds);
    return at < first[sensor + 1]! && seconds[at]! < from + width && taken[at] === 1;
  }
}

function rootSquares({ sensors, x, y, first }: PulseTable): { x: number; y: number }[] {
  const size = 2 * rootHalfMeters;
  const seen = new Map<string, { x: number; y: number }>();
  for (let s = 0; s < sensors; s++) {
    if (first[s] === first[s + 1]) continue;
    const [column, row] = [Math.floor(x[s]! / size), Math.floor(y[s]! / size)];
    for (let dx = -marginCells; dx <= marginCells; dx++)
      for (let dy = -marginCells; dy <= marginCells; dy++)
        seen.set(`${column + dx}/${row + dy}`, { x: (column + dx + 0.5) * size, y: (row + dy + 0.5) * size });
  }
  return [...seen.values()];
}

function push(heap: Square[], square: Square): void {
  let at = heap.length;
  heap.push(square);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (heap[above]!.score >= square.score) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = square;
}

function pop(heap: Square[]): Square | null {
  const top = heap[0];
  if (top === undefined) return null;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && heap[below + 1]!.score > heap[below]!.score) below++;
    if (heap[below]!.score <= last.score) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = last;
  return top;
}
