/**
 * Where and when something was fired that explains most pulses: every pulse says when, for each place, and places are refined where they agree.
 *
 * **Source.** Vote over emission time (Simon et al., SenSys 2004; in seismology Kao and Shan 2004), as the logarithm of a likelihood ratio: sensors
 * that heard against those nearer that did not (a scan over distance; Kulldorff 1997). Squares are split best first,
 * their windows as wide as the square makes them.
 * **Input.** A table of pulses; those taken by a shot vote no more. **Output.** The best place and time left, again and again, until none is worth it.
 * **Limits.** To five metres and 60 ms: the locator says it better. Places beyond 350 m of all sensors are looked at only where sensors lie on all sides of them.
 */
import { busyBetween, deadSeconds, pulseFrom, type PulseTable } from './pulse-table.ts';
import { createSensorsAbout, type SensorsAbout } from './sensors-about.ts';
import { popSquare, pushSquare, type Square } from './square-heap.ts';
import { createVoteBound, type VoteBound } from './vote-bound.ts';

/** Arrivals of one shot at its place: three times 9 ms either side, and the nearer half of the blocked ways. */
const windowSeconds = 0.06;
const rootHalfMeters = 40;
const leafHalfMeters = 5;
const marginCells = 4;
/** Amid sensors as far apart as this places are looked at all the same. */
const amidMeters = 1000;
const columnStride = 1_048_576;
/** What a square must hold for its quarters to be looked at. */
const promiseMin = 7;
/** Windows that begin in one such span are looked at together. */
const slotSeconds = 0.3;
/** How many bins of the bound are one. */
const rootBins = 3;
const besideBins = 6;
/** About a place that fired, finer squares: in a burst a wide window holds something of every sensor. */
const besideMeters = 260;
const besideHalfMeters = 10;
const besideSeconds = 8;
/** Sound needs no longer to the farthest sensor that hears it. */
const farthestSeconds = 8;
/** A sensor within hearing hears eight shots of ten. */
const hearingShare = 0.8;
const silentLog = Math.log(1 - hearingShare);

/** What was refused is refused again so near it. */
const refusedMeters = 40;
const refusedSeconds = 0.1;
/** Less than some ten sensors make. */
const fewScore = 45;
const pulsesMost = 262_144;
/** What sums in another order may differ by. */
const roundingScore = 1e-9;
const roundingSeconds = 1e-9;
/** Up to so many are sorted by hand sooner than by the machine. */
const fewKeys = 48;

export interface Vote {
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
  readonly score: number;
}

interface LaidBound extends VoteBound {
  readonly half: number;
  readonly slotBins: number;
}

export interface EmissionVote {
  /** The best left, or null. */
  next(): Vote | null;
  /** It was nothing, and nothing so near it is looked at again. */
  refuse(vote: Vote): void;
  /** It was looked at only: it comes again. */
  giveBack(vote: Vote): void;
  /** Lays finer squares about a place that fired. */
  lookBeside(x: number, y: number, seconds: number): void;
}

export function emissionVote(table: PulseTable, scoreMin: number): EmissionVote {
  const { sensors, first, seconds, sensorOf, weight, taken } = table;
  const heap: Square[] = [];
  const refused: Vote[] = [];
  const keys = new Float64Array(seconds.length);
  const emitted = new Float64Array(seconds.length);
  /** Of the sensors about a square, by how near they are: pulses in the window, and what the best of them is worth. */
  const heard = new Int32Array(sensors);
  const gain = new Float64Array(sensors);
  /** The same of those that heard, a bit for each. */
  const hearing = new Int32Array((sensors + 31) >> 5);
  const rankOf = new Int32Array(sensors);
  /** Whether each was free of shots in all of a square's windows, and what such silences before it cost. */
  const free = new Uint8Array(sensors);
  const silentBefore = new Float64Array(sensors);
  const about = createSensorsAbout(table);
  const uncertainty = 2 * table.speedShare * 1.5;
  const leafLog = Math.log(hearingShare / reach(leafHalfMeters));
  let best = new Float64Array(1024);
  let age = 0;
  /** What the window last scanned could be worth if all it holds were in a leaf's narrower one, so much more for each that heard. */
  let hoped = 0;

  let [earliest, latest] = [Infinity, -Infinity];
  for (const time of seconds) {
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }
  const rootBound = boundOf(rootHalfMeters, rootBins);
  const besideBound = boundOf(besideHalfMeters, besideBins);
  if (seconds.length > 0) {
    rootBound.refresh(earliest, latest + 1);
    for (const { x, y } of rootSquares(table, about)) lay(rootBound, x, y, earliest - farthestSeconds, latest);
  }
  return {
    next,
    refuse: (vote) => void refused.push(vote),
    giveBack: (given) => pushSquare(heap, given as Square),
    lookBeside,
  };

  function boundOf(half: number, slotBins: number): LaidBound {
    const [width, binSeconds] = [reach(half), slotSeconds / slotBins];
    const bound = createVoteBound(table, { width, heardLog: Math.log(hearingShare / width), silentLog, binSeconds });
    return { half, slotBins, ...bound };
  }

  /** What each slot of time of a square may be worth at most, where that is enough. */
  function lay(bound: LaidBound, x: number, y: number, from: number, to: number): void {
    const { half, slotBins } = bound;
    const firstSlot = Math.floor(from / slotSeconds);
    const slots = Math.ceil(to / slotSeconds + 1e-9) - firstSlot;
    if (best.length < slots * slotBins) best = new Float64Array(2 * slots * slotBins);
    about.look(x, y);
    about.order();
    bound.bound(about, firstSlot * slotBins, (firstSlot + slots) * slotBins, best);
    for (let slot = 0; slot < slots; slot++) {
      let score = 0;
      for (let bin = slot * slotBins; bin < (slot + 1) * slotBins; bin++) if (best[bin]! > score) score = best[bin]!;
      if (score < promiseMin) continue;
      const begins = (firstSlot + slot) * slotSeconds;
      pushSquare(heap, { x, y, half, from: begins, to: begins + slotSeconds, score, seconds: 0, age: -1 });
    }
  }

  function lookBeside(x: number, y: number, fired: number): void {
    age++;
    const [from, to] = [fired - besideSeconds, fired + besideSeconds];
    besideBound.refresh(from, to + farthestSeconds);
    for (let east = -besideMeters; east <= besideMeters; east += 2 * besideHalfMeters)
      for (let north = -besideMeters; north <= besideMeters; north += 2 * besideHalfMeters)
        if (east * east + north * north <= besideMeters * besideMeters) lay(besideBound, x + east, y + north, from, to);
  }

  function next(): Vote | null {
    for (let top = popSquare(heap); top !== null; top = popSquare(heap)) {
      const now = top.age === age ? top : evaluate(top.x, top.y, top.half, top.from, top.to);
      if (now === null) continue;
      if (now.score < top.score - 1e-6 && heap.length > 0 && now.score < heap[0]!.score) {
        pushSquare(heap, now);
        continue;
      }
      if (top.half <= leafHalfMeters) {
        if (now.score >= scoreMin && !isRefused(now.x, now.y, 0, now.seconds, now.seconds)) return now;
        continue;
      }
      const half = top.half / 2;
      // Whatever began within the square's best window begins its quarters' no later than they fit in it. Few sensors may all lie to one side, so that a
      // quarter's window begins sooner or later by what its middle is nearer or farther.
      const start = now.seconds - reach(top.half) / 2;
      const shift = now.score < fewScore ? (half * Math.SQRT2) / table.weather.stillMps : 0;
      const from = start - shift;
      const to = start + reach(top.half) - reach(half) + shift + 0.01;
      for (let quarter = 0; quarter < 4; quarter++) {
        const x = top.x + (quarter & 1 ? half : -half);
        const y = top.y + (quarter & 2 ? half : -half);
        if (refused.length > 0 && holdsRefusedOnly(x, y, half, from, to)) continue;
        const child = evaluate(x, y, half, from, to);
        if (child) pushSquare(heap, child);
      }
    }
    return null;
  }

  /** Whether every leaf of a square whose windows begin in [from, to) would be refused. */
  function holdsRefusedOnly(x: number, y: number, half: number, from: number, to: number): boolean {
    const further = (half - leafHalfMeters) * Math.SQRT2;
    const shifted = further > 0 ? further / table.weather.stillMps + 0.02 : 0;
    const begin = from - shifted + reach(leafHalfMeters) / 2;
    const end = to + shifted + reach(half) - reach(leafHalfMeters) / 2;
    return isRefused(x, y, further, begin, end);
  }

  /** Whether all places within so many metres and all times of a span are beside one that was refused. */
  function isRefused(x: number, y: number, further: number, begin: number, end: number): boolean {
    const meters = refusedMeters - further;
    for (const each of refused)
      if (
        each.seconds - begin < refusedSeconds &&
        end - each.seconds < refusedSeconds &&
        (each.x - x) ** 2 + (each.y - y) ** 2 < meters * meters
      )
        return true;
    return false;
  }

  function reach(half: number): number {
    return windowSeconds + (2 * half * Math.SQRT2) / table.weather.stillMps + uncertainty;
  }

  /** The best window that begins in [from, to) at a pulse, if it is worth its quarters. */
  function evaluate(x: number, y: number, half: number, from: number, to: number): Square | null {
    const width = reach(half);
    about.look(x, y);
    const count = gather(from, to, width);
    if (count < 4) return null;
    sortKeys(count);
    rank();
    const heardLog = Math.log(hearingShare / width);
    let sum = 0;
    let score = promiseMin;
    let middle = Number.NaN;
    let hope = 0;
    let head = 0;
    for (let tail = 0; tail < count; tail++) {
      const began = pulseOf(keys[tail]!);
      const start = emitted[began]!;
      if (start >= to) break;
      while (head < count) {
        const pulse = pulseOf(keys[head]!);
        if (emitted[pulse]! > start + width) break;
        const at = rankOf[sensorOf[pulse]!]!;
        const worth = Math.max(0.05, heardLog + weight[pulse]!);
        if (heard[at]!++ === 0) {
          hearing[at >> 5]! |= 1 << (at & 31);
          gain[at] = worth;
          sum += worth;
        } else if (worth > gain[at]!) {
          sum += worth - gain[at]!;
          gain[at] = worth;
        }
        head++;
      }
      if (sum > score && mayExceed(score)) {
        const now = scan(start, width, leafLog - heardLog);
        if (now > score) [score, middle, hope] = [now, start + width / 2, hoped];
      }
      const at = rankOf[sensorOf[began]!]!;
      if (--heard[at]! === 0) {
        hearing[at >> 5]! &= ~(1 << (at & 31));
        sum -= gain[at]!;
      }
    }
    heard.fill(0, 0, about.count);
    hearing.fill(0);
    return hope < scoreMin ? null : { x, y, half, from, to, score, seconds: middle, age };
  }

  /** Free pulses that left in [from, to + width), time and pulse in one number: how many. Notes who may have been busy with a shot. */
  function gather(from: number, to: number, width: number): number {
    let count = 0;
    for (let place = 0; place < about.count; place++) {
      const s = about.sensor[place]!;
      const way = about.delay[place]!;
      const end = first[s + 1]!;
      free[s] = 1;
      for (let at = pulseFrom(table, s, from + way - deadSeconds - roundingSeconds); at < end; at++) {
        const e = seconds[at]! - way;
        if (e >= to + width) break;
        if (taken[at] === 1) {
          free[s] = 0;
          continue;
        }
        if (seconds[at]! < from + way) continue;
        emitted[at] = e;
        keys[count++] = Math.round((e + 100) * 1e4) * pulsesMost + at;
      }
    }
    return count;
  }

  /** The nearest first, and what silences cost up to each. */
  function rank(): void {
    about.order();
    let cost = 0;
    for (let at = 0; at < about.count; at++) {
      const s = about.sensor[at]!;
      rankOf[s] = at;
      silentBefore[at] = cost;
      if (free[s] === 1) cost += silentLog;
    }
  }

  function sortKeys(count: number): void {
    if (count > fewKeys) {
      keys.subarray(0, count).sort();
      return;
    }
    for (let i = 1; i < count; i++) {
      const key = keys[i]!;
      let at = i - 1;
      while (at >= 0 && keys[at]! > key) {
        keys[at + 1] = keys[at]!;
        at--;
      }
      keys[at + 1] = key;
    }
  }

  /** Whether a scan of the window may give more: it gives no more than if whoever may have been busy was. */
  function mayExceed(score: number): boolean {
    let sum = 0;
    for (let word = 0; word < hearing.length; word++)
      for (let bits = hearing[word]!; bits !== 0; bits &= bits - 1) {
        const at = 32 * word + 31 - Math.clz32(bits & -bits);
        sum += gain[at]!;
        if (sum + silentBefore[at]! > score - roundingScore) return true;
        if (free[about.sensor[at]!] === 1) sum -= silentLog;
      }
    return false;
  }

  /** The best over distances: those within it that heard, against those within it that did not. */
  function scan(start: number, width: number, narrower: number): number {
    let score = 0;
    let most = 0;
    let hoping = 0;
    hoped = 0;
    for (let at = 0; at < about.count; at++) {
      if (heard[at]! > 0) {
        score += gain[at]!;
        hoping += gain[at]! + narrower;
        if (score > most) most = score;
        if (hoping > hoped) hoped = hoping;
        continue;
      }
      const s = about.sensor[at]!;
      if (free[s] === 0) {
        const arrives = start + about.delay[at]!;
        if (busyBetween(table, s, arrives, arrives + width, 'a shot')) continue;
      }
      score += silentLog;
      hoping += silentLog;
    }
    return most;
  }
}

/** A time and a pulse in one number: the pulse. */
function pulseOf(key: number): number {
  return key - Math.floor(key / pulsesMost) * pulsesMost;
}

/** About each sensor that heard something, and wherever such sensors lie on all sides. */
function rootSquares(table: PulseTable, about: SensorsAbout): { x: number; y: number }[] {
  const { sensors, x, y, first } = table;
  const size = 2 * rootHalfMeters;
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let s = 0; s < sensors; s++) {
    if (first[s] === first[s + 1]) continue;
    [west, east] = [Math.min(west, x[s]! - size), Math.max(east, x[s]!)];
    [south, north] = [Math.min(south, y[s]! - size), Math.max(north, y[s]!)];
  }
  const near = new Set<number>();
  const amid = new Set<number>();
  const reach = Math.ceil(amidMeters / size);
  for (let s = 0; s < sensors; s++) {
    if (first[s] === first[s + 1]) continue;
    const [column, row] = [Math.floor(x[s]! / size), Math.floor(y[s]! / size)];
    for (let dx = -reach; dx <= reach; dx++)
      for (let dy = -reach; dy <= reach; dy++) {
        const key = (column + dx) * columnStride + row + dy;
        if (Math.max(Math.abs(dx), Math.abs(dy)) <= marginCells) near.add(key);
        else if ((column + dx) * size > west && (column + dx) * size < east)
          if ((row + dy) * size > south && (row + dy) * size < north) amid.add(key);
      }
  }
  const squares: { x: number; y: number }[] = [];
  for (const key of new Set([...near, ...amid])) {
    const column = Math.round(key / columnStride);
    const square = { x: (column + 0.5) * size, y: (key - column * columnStride + 0.5) * size };
    if (near.has(key) || isAmid(table, about, square)) squares.push(square);
  }
  return squares;
}

function isAmid(table: PulseTable, about: SensorsAbout, { x, y }: { x: number; y: number }): boolean {
  about.look(x, y);
  const bearings: number[] = [];
  for (let at = 0; at < about.count; at++) {
    const s = about.sensor[at]!;
    if (table.first[s] === table.first[s + 1] || about.squareMeters[at]! > amidMeters * amidMeters) continue;
    bearings.push(Math.atan2(table.y[s]! - y, table.x[s]! - x));
  }
  if (bearings.length < 4) return false;
  bearings.sort((a, b) => a - b);
  return bearings.every((bearing, at) => (bearings[at + 1] ?? bearings[0]! + 2 * Math.PI) - bearing < Math.PI);
}
