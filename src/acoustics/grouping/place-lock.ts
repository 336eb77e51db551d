/**
 * When a place fired, once it is known where: the times that many of its sensors agree on, each sensor's own lateness learnt along the way.
 *
 * **Source.** A way's lateness is the same for every shot of a place (Tech Note 098: 12.5 ms between sensors, 3 ms from shot to shot on one way), so
 * that it is learnt with the times, each in turn (Besag's iterated modes, 1986). A shot is kept by the ratio of its likelihood to that of chance:
 * sensors that heard it against those that hear this place and did not, but for those that were busy.
 * **Input.** A table of pulses, a place, a time it fired. **Output.** Times, and for each the pulse of each sensor (−1 for none).
 * **Limits.** A shooter who has moved more than some ten metres is at another place. 45 ms between shots at least.
 */
import { cityExcess, excessTable } from '../excess-model.ts';
import { factorise, solveFactorised } from '../shot-likelihood.ts';
import { busyBetween, delayTo, hearingMeters, pulseFrom, type PulseTable } from './pulse-table.ts';

interface FiredAt {
  readonly seconds: number;
  /** Metres from the place: shooters walk. */
  readonly east: number;
  readonly north: number;
}

export interface LockedShot extends FiredAt {
  /** Of each sensor the pulse, or −1. */
  readonly pulses: Int32Array;
  readonly heard: number;
  readonly score: number;
}

export interface LockedPlace {
  readonly shots: LockedShot[];
  /** Lateness of each sensor's way; NaN where the sensor does not hear the place. */
  readonly late: Float64Array;
  /** Latenesses that explain shots, which may be a shot or two off. */
  readonly offsets: readonly Offset[];
}

export interface Offset {
  readonly sensor: number;
  readonly seconds: number;
  /** ln of how well it explains the times, whatever is usual of a way. */
  readonly score: number;
}

const excess = excessTable(cityExcess);
const spanSeconds = 8;
const binSeconds = 0.002;
/** Shot to shot on one way 3 ms, and what the shooter's hand moves. */
const repeatSeconds = 0.004;
const gateSeconds = 0.013;
const walkGateSeconds = 0.025;
/** A shooter who stands sways; one who runs does ten metres in a second. */
const stillMeters = 0.5;
const walkMps = 6;
const apartSeconds = 0.045;
const rounds = 4;
const shotScoreMin = 6;
/** A new shot at a known place needs this share of what its strongest has. */
const shareMin = 0.3;
const latenessMin = -0.035;
const latenessMax = 0.16;
/** What another place would make of it is looked at so much further. */
const elsewhereSeconds = 0.15;

/** ln of the density of an arrival so late, per second. */
export function excessLog(seconds: number): number {
  const at = Math.round((seconds - excess.firstSeconds) * excess.perSecond);
  return at >= 0 && 4 * at < excess.entries.length ? excess.entries[4 * at]! : excess.floorLog;
}

/** ln of how usual such a lateness is, against the most usual. */
export const usual = (seconds: number) => Math.max(-6, excessLog(seconds) - 3.6);

export function lockPlace(table: PulseTable, x: number, y: number, z: number, fired: number): LockedPlace {
  const { sensors, first, seconds, taken } = table;
  const late = new Float64Array(sensors).fill(Number.NaN);
  const hears = new Float64Array(sensors).fill(0.6);
  const delay = new Float64Array(sensors);
  const slopeEast = new Float64Array(sensors);
  const slopeNorth = new Float64Array(sensors);
  const own: number[][] = [];
  /** From the first to the last of its own. */
  const hearsFrom = new Int32Array(sensors);
  const hearsTo = new Int32Array(sensors);
  const offsets: Offset[] = [];
  for (let s = 0; s < sensors; s++) {
    delay[s] = delayTo(table, s, x, y, z);
    slopeEast[s] = delayTo(table, s, x + 1, y, z) - delay[s]!;
    slopeNorth[s] = delayTo(table, s, x, y + 1, z) - delay[s]!;
    const list: number[] = [];
    if (Math.hypot(table.x[s]! - x, table.y[s]! - y) <= hearingMeters)
      for (let at = pulseFrom(table, s, fired - spanSeconds + delay[s]!); at < first[s + 1]!; at++) {
        if (seconds[at]! - delay[s]! > fired + spanSeconds) break;
        if (taken[at] === 0) list.push(at);
      }
    own.push(list);
    if (list.length > 0) [hearsFrom[s], hearsTo[s]] = [list[0]!, list.at(-1)! + 1];
  }
  const emitted = (s: number, at: number) => seconds[at]! - delay[s]!;
  /** When a shot's sound leaves for a sensor, as if from the place. */
  const expected = (s: number, { seconds: time, east, north }: FiredAt) =>
    time + slopeEast[s]! * east + slopeNorth[s]! * north;
  let times: FiredAt[] = [{ seconds: fired, east: 0, north: 0 }];
  for (let round = 0; round <= rounds; round++) {
    offsets.length = 0;
    for (let s = 0; s < sensors; s++) learn(s);
    if (round === rounds) break;
    times = walked(agreedTimes(round === 0 ? 0.009 : 0.006));
  }
  const shots = times.map(shotAt).filter(({ score, heard }) => score >= shotScoreMin && heard >= 4);
  const most = Math.max(0, ...shots.map(({ heard }) => heard));
  return { shots: shots.filter(({ heard }) => heard >= shareMin * most), late, offsets };

  /** The lateness of a sensor's way that explains most shots; no number where none does. */
  function learn(s: number): void {
    const list = own[s]!;
    let best = 0;
    let chosen = Number.NaN;
    let hits = 0;
    const seen: number[] = [];
    for (const at of list)
      for (const time of times) {
        const b = emitted(s, at) - expected(s, time);
        if (b < latenessMin - elsewhereSeconds || b > latenessMax + elsewhereSeconds) continue;
        if (seen.some((other) => Math.abs(other - b) < repeatSeconds)) continue;
        let score = 0;
        let agreed = 0;
        let sum = 0;
        let asked = 0;
        for (const other of times) {
          const near = nearest(s, expected(s, other) + b);
          if (near >= 0) {
            const off = emitted(s, near) - expected(s, other) - b;
            score += 2.5 - 0.5 * (off / repeatSeconds) ** 2;
            sum += off;
            agreed++;
            asked++;
          } else if (!busy(s, expected(s, other) + b)) {
            score -= 0.7;
            asked++;
          }
        }
        const exact = b + sum / agreed;
        seen.push(b);
        if (score > 0) offsets.push({ sensor: s, seconds: exact, score });
        score += usual(exact);
        if (score <= best) continue;
        best = score;
        chosen = exact;
        hits = (agreed + 1) / (asked + 2);
      }
    late[s] = chosen;
    hears[s] = hits;
  }

  /** Of the pulses of a sensor the nearest to a time, within the gate. */
  function nearest(s: number, time: number, gate = gateSeconds): number {
    const arrives = time + delay[s]!;
    const until = hearsTo[s]!;
    let found = -1;
    let off = gate;
    for (let at = Math.max(hearsFrom[s]!, pulseFrom(table, s, arrives - gate)); at < until; at++) {
      const now = seconds[at]! - arrives;
      if (now >= gate) break;
      if (taken[at] === 0 && Math.abs(now) < off) [off, found] = [Math.abs(now), at];
    }
    return found;
  }

  /** Whether its silence says nothing. */
  function busy(s: number, time: number): boolean {
    const arrives = time + delay[s]!;
    return busyBetween(table, s, arrives - gateSeconds, arrives + gateSeconds, 'anything');
  }

  function agreedTimes(sigma: number): number[] {
    const bins = Math.ceil((2 * spanSeconds) / binSeconds);
    const density = new Float64Array(bins);
    const reach = Math.ceil((2 * sigma) / binSeconds);
    const bell = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
      Math.exp(-0.5 * (((at - reach) * binSeconds) / sigma) ** 2),
    );
    for (let s = 0; s < sensors; s++) {
      const known = !Number.isNaN(late[s]!);
      const weight = known ? 1 : 0.4;
      for (const at of own[s]!) {
        const low = Math.round((emitted(s, at) - (known ? late[s]! : 0) - fired + spanSeconds) / binSeconds) - reach;
        for (let bin = Math.max(0, low); bin <= Math.min(bins - 1, low + 2 * reach); bin++)
          density[bin]! += weight * bell[bin - low]!;
      }
    }
    const hearing = late.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : 1), 0);
    const least = Math.max(2.5, shareMin * hearing);
    const apart = Math.round(apartSeconds / binSeconds);
    const dense: number[] = [];
    for (let bin = 0; bin < bins; bin++) if (density[bin]! >= least) dense.push(bin);
    const found: number[] = [];
    for (const top of dense.sort((a, b) => density[b]! - density[a]! || a - b))
      if (found.every((other) => Math.abs(other - top) > apart)) found.push(top);
    return found.sort((a, b) => a - b).map((bin) => bin * binSeconds - spanSeconds + fired);
  }

  /** From the shot most sensors agree on outwards in time, each near where the one before it was. */
  function walked(seconds: readonly number[]): FiredAt[] {
    const still = seconds.map((each) => centre({ seconds: each, east: 0, north: 0 }, false));
    let most = 0;
    still.forEach((each, at) => {
      if (agreeing(each) > agreeing(still[most]!)) most = at;
    });
    const result = [...still];
    for (const way of [1, -1])
      for (let at = most; at >= 0 && at < still.length; at += way) {
        const before = at === most ? still[at]! : result[at - way]!;
        let now: FiredAt = { seconds: still[at]!.seconds, east: before.east, north: before.north };
        for (let times = 0; times < 3; times++) now = centre(now, at !== most, before);
        result[at] = now;
      }
    return result;
  }

  function agreeing(shot: FiredAt): number {
    let count = 0;
    for (let s = 0; s < sensors; s++)
      if (!Number.isNaN(late[s]!) && nearest(s, expected(s, shot) + late[s]!) >= 0) count++;
    return count;
  }

  /** One step of Newton's for time and, where it may have moved, place (double differences: Waldhauser and Ellsworth 2000). */
  function centre(shot: FiredAt, moves: boolean, before: FiredAt = shot): FiredAt {
    const gap = Math.abs(shot.seconds - before.seconds);
    const stride = 1 / (stillMeters + walkMps * gap) ** 2;
    const precision = 1 / (repeatSeconds * repeatSeconds);
    const m = [stride, 0, 0, stride, 0, 1e-6];
    const r = [stride * (before.east - shot.east), stride * (before.north - shot.north), 0];
    for (let s = 0; s < sensors; s++) {
      if (Number.isNaN(late[s]!)) continue;
      const time = expected(s, shot) + late[s]!;
      const at = nearest(s, time, moves ? walkGateSeconds : gateSeconds);
      if (at < 0) continue;
      const off = emitted(s, at) - time;
      const weight = precision / (1 + (off / (moves ? 2 * repeatSeconds : repeatSeconds)) ** 2);
      const [e, n] = moves ? [slopeEast[s]!, slopeNorth[s]!] : [0, 0];
      m[0]! += weight * e * e;
      m[1]! += weight * e * n;
      m[2]! += weight * e;
      m[3]! += weight * n * n;
      m[4]! += weight * n;
      m[5]! += weight;
      r[0]! += weight * e * off;
      r[1]! += weight * n * off;
      r[2]! += weight * off;
    }
    const matrix = Float64Array.of(m[0]!, 0, 0, m[1]!, m[3]!, 0, m[2]!, m[4]!, m[5]!);
    const step = Float64Array.from(r);
    if (!factorise(matrix, 3)) return shot;
    solveFactorised(matrix, 3, step);
    return { seconds: shot.seconds + step[2]!, east: shot.east + step[0]!, north: shot.north + step[1]! };
  }

  function shotAt(shot: FiredAt): LockedShot {
    const pulses = new Int32Array(sensors).fill(-1);
    let score = 0;
    let heard = 0;
    for (let s = 0; s < sensors; s++) {
      if (Number.isNaN(late[s]!)) continue;
      const time = expected(s, shot) + late[s]!;
      const at = nearest(s, time);
      if (at >= 0) {
        pulses[s] = at;
        heard++;
        const off = (emitted(s, at) - time) / repeatSeconds;
        const density = Math.exp(-0.5 * Math.min(off * off, 6)) / (repeatSeconds * 2.507);
        // Even in a burst a pulse within the gate is no chance: so many a second at most.
        const rate = 0.1 + own[s]!.length / (2 * spanSeconds);
        score += Math.log((hears[s]! * density) / Math.max(1, 2 * rate) + (1 - hears[s]!));
      } else if (!busy(s, time)) score += Math.log(1 - hears[s]!);
    }
    return { ...shot, pulses, heard, score };
  }
}
