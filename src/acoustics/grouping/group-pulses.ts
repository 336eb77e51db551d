/**
 * Which pulses are of one shot, and which shots are of one place: the vote finds a place, the locator sharpens it, its times are read off, and what
 * they explain is taken; again, until nothing is left that chance does not make.
 *
 * **Source.** `emission-vote.ts`, `place-lock.ts`, `locate-source.ts`; what is asked of a place, `shot-evidence.ts`.
 * **Input.** A table of pulses, a locator with weather set. **Output.** Shots with the pulse of each sensor and the place they were locked to; echoes.
 * **Limits.** Fewer than four sensors, or four of which nearer ones were silent, are never a shot.
 */
import type { SourceLocator } from '../locate-source.ts';
import { emissionVote, type Vote } from './emission-vote.ts';
import { likeliestShift, nearestOffsets } from './likeliest-shift.ts';
import { noiseAbout, rateOutside } from './chance-rates.ts';
import { excessLog, lockPlace, type LockedShot } from './place-lock.ts';
import {
  busyBetween,
  delayTo,
  groundAt,
  hearingMeters,
  markEchoes,
  pulseFrom,
  weigh,
  type PulseTable,
} from './pulse-table.ts';
import { evidenceMin, shotEvidence } from './shot-evidence.ts';

export interface GroupedShot extends LockedShot {
  /** Where the shots of its place were located together. */
  readonly x: number;
  readonly y: number;
  readonly place: number;
  /** Pulses of its sensors that came after it, and are nobody's own. */
  readonly echoes: number[];
}

interface FiringPlace {
  readonly x: number;
  readonly y: number;
  readonly shots: readonly LockedShot[];
}

interface AssessedPlace extends FiringPlace {
  /** Where its vote was sharpened to, before its times were read off. */
  readonly refined: Vote;
  /** The air it was found in. */
  readonly stillMps: number;
  readonly evidence: number;
}

const besideScoreMin = 12;
/** Chance makes so many at most that look like shots. */
const refusedMax = 60;
const besideMeters = 1000;
const besideSeconds = 8;
/** Three so near in time may be even, and votes so near may be of them. */
const burstSeconds = 0.4;
const othersTried = 4;
const othersMeters = 300;
const othersSeconds = 3;
/** How well few arrivals tell the speed of sound. */
const fittedSpeedMps = 2;
/** What reading off the times of a place adds to what it seemed worth at first. */
const settledMost = 16;
const sameMeters = 3;
const sameSeconds = 0.01;
const repeatHeardMin = 7;
/** ln of the times a place is looked at. */
const repeatTriesLog = 12;
const besideShareMin = 0.5;
const shadowShareMin = 0.7;
const shadowSeconds = 0.015;
const halvesSeconds = 0.07;
const halvesMeters = 60;
const halvesShare = 1.3;
const echoSeconds = 1.2;
/** A place that moves no further is read off no better. */
const stayedMeters = 0.05;
const gatherEarly = -0.045;
const gatherLate = 0.165;
const hearingShare = 0.8;

export function groupPulses(table: PulseTable, locator: SourceLocator): GroupedShot[] {
  const shots: GroupedShot[] = [];
  const vote = emissionVote(table, besideScoreMin);
  const resting = new Float64Array(table.sensors).fill(table.restingRate);
  let place = 0;
  let refused = 0;
  /** Where they turned out to be, since the last shot was found. */
  const refusedAt: Vote[] = [];
  for (let found = vote.next(); found !== null && refused < refusedMax; found = vote.next()) {
    const beside = shots.some(
      (shot) =>
        Math.hypot(shot.x - found!.x, shot.y - found!.y) < besideMeters &&
        Math.abs(shot.seconds - found!.seconds) < besideSeconds,
    );
    const first = assess(found);
    if (first === null || first.evidence < evidenceMin || (beside && !stands(first.shots, shots, first.x, first.y))) {
      vote.refuse(found);
      refused++;
      if (first !== null) refusedAt.push(first.refined);
      continue;
    }
    refusedAt.length = 0;
    const best = isBurst(first.shots) ? surestOf(first, found) : first;
    const { x, y } = best;
    table.weather.stillMps = best.stillMps;
    for (const shot of best.shots) {
      for (const pulse of shot.pulses) if (pulse >= 0) table.taken[pulse] = 1;
      markEchoes(table, x + shot.east, y + shot.north, shot.seconds);
      shots.push({ ...shot, x: x + shot.east, y: y + shot.north, place, echoes: [] });
    }
    place++;
    weigh(table);
    vote.lookBeside(x, y, best.shots[0]!.seconds);
  }
  const told = joinHalves(shots).sort((a, b) => a.seconds - b.seconds);
  giveEchoes(table, told);
  return told;

  /** Even gaps fit places beside the right one nearly as well: of the next votes about it the place with most evidence. */
  function surestOf(first: AssessedPlace, found: Vote): AssessedPlace {
    const others: Vote[] = [];
    let best = first;
    for (let times = 0; times < othersTried; times++) {
      const other = vote.next();
      if (other === null) break;
      others.push(other);
      if (Math.hypot(other.x - found.x, other.y - found.y) > othersMeters) continue;
      if (Math.abs(other.seconds - found.seconds) > othersSeconds) continue;
      const now = assess(other);
      if (now !== null && now.evidence > best.evidence) best = now;
    }
    for (const other of others) vote.giveBack(other);
    return best;
  }

  /** What a vote turns out to be once it is located and its times are read off, or null where that is nothing, or what was refused before. */
  function assess(found: Vote): AssessedPlace | null {
    const { stillMps } = table.weather;
    try {
      const refined = refine(table, locator, found) ?? refine(table, locator, likeliestTime(table, found));
      if (refined === null || refined.score < besideScoreMin) return null;
      if (refusedAt.some((each) => isSame(each, refined))) return null;
      if (shotEvidence(table, refined.x, refined.y, refined.seconds, resting) < evidenceMin - settledMost) return null;
      const settled = settle(table, locator, refined);
      if (settled === null || settled.shots.length === 0) return null;
      const evidence = evidenceOf(table, refined, settled) - airCost(table, locator);
      return { ...settled, refined, stillMps: table.weather.stillMps, evidence };
    } finally {
      table.weather.stillMps = stillMps;
    }
  }
}

const isAirUnknown = ({ prior }: SourceLocator) => prior.speedMps > fittedSpeedMps;

/** Where nobody said what the air was, it was chosen to fit: how unusual it is, and how much was chosen from (Laplace's approximation). */
function airCost({ weather }: PulseTable, locator: SourceLocator): number {
  if (!isAirUnknown(locator)) return 0;
  const { speedMps } = locator.prior;
  return 0.5 * ((weather.stillMps - locator.weather.stillMps) / speedMps) ** 2 + Math.log(speedMps / fittedSpeedMps);
}

const isSame = (a: Vote, b: Vote) =>
  Math.hypot(a.x - b.x, a.y - b.y) < sameMeters && Math.abs(a.seconds - b.seconds) < sameSeconds;

const isBurst = (shots: readonly LockedShot[]) =>
  shots.some(({ seconds }, at) => at >= 2 && seconds - shots[at - 2]!.seconds < burstSeconds);

/** Times read off, the place moved to where all ways are most usual, and again. */
function settle(table: PulseTable, locator: SourceLocator, start: Vote): FiringPlace | null {
  let { x, y, seconds } = start;
  for (let times = 0; ; times++) {
    const z = groundAt(table, x, y);
    const locked = lockPlace(table, x, y, z, seconds);
    if (times === 3) return { x, y, shots: locked.shots };
    const shift = likeliestShift(table, locked.offsets, x, y, z);
    const first = strongest(locked.shots)?.seconds ?? seconds;
    const firsts = nearestOffsets(table, locked.offsets, shift, x, y, z);
    if (firsts.length < 4) return { x, y, shots: locked.shots };
    load(
      table,
      locator,
      firsts.map(({ sensor, seconds }) => ({ sensor, seconds: first + seconds + delayTo(table, sensor, x, y, z) })),
    );
    if (locator.locate() !== null) return times === 0 ? null : { x, y, shots: locked.shots };
    const { estimate } = locator;
    const moved = Math.hypot(estimate.x - x, estimate.y - y);
    [x, y, seconds] = [estimate.x, estimate.y, estimate.seconds];
    if (moved < stayedMeters && locked.shots.length > 0 && times > 0) return { x, y, shots: locked.shots };
  }
}

const strongest = (shots: readonly LockedShot[]) =>
  shots.reduce<LockedShot | null>((most, shot) => (most === null || shot.heard > most.heard ? shot : most), null);

/**
 * A place beside others has to be heard by as many as they are, as far as they were not busy; more so if each of its shots comes as long before or
 * after one of theirs: walls send a shot back as if from behind them, and a bullet's shock wave runs ahead.
 */
function stands(found: readonly LockedShot[], shots: readonly GroupedShot[], x: number, y: number): boolean {
  const about = shots.filter((shot) => Math.hypot(shot.x - x, shot.y - y) < besideMeters);
  const most = Math.max(...about.map(({ heard }) => heard));
  const share = Math.max(...found.map(({ heard }) => heard)) / most;
  return share >= (follows(found, about) ? shadowShareMin : besideShareMin);
}

/** Of the surest shot of a place, against what its sensors hear when it does not fire; and what the others add. */
function evidenceOf(table: PulseTable, refined: Vote, { x, y, shots }: FiringPlace): number {
  const own = new Set(shots.flatMap(({ pulses }) => [...pulses]));
  const spared = (pulse: number) => table.taken[pulse] === 1 || own.has(pulse);
  const { restingRate: resting, listened } = table;
  const begun = noiseAbout(table, table.sensors, { at: refined.seconds, listened, spared });
  const rate = Float64Array.from({ length: table.sensors }, (_, s) =>
    rateOutside(table, s, { ...(begun ?? { resting, listened }), spared }),
  );
  const surest = Math.max(
    shotEvidence(table, refined.x, refined.y, refined.seconds, rate),
    ...shots.map(({ east, north, seconds }) => shotEvidence(table, x + east, y + north, seconds, rate)),
  );
  return surest + repeats(shots);
}

/** What the other shots of a place add to the evidence of its strongest: each found among the times of eight seconds. */
function repeats(shots: readonly LockedShot[]): number {
  const [, ...others] = shots.filter(({ heard }) => heard >= repeatHeardMin).toSorted((a, b) => b.score - a.score);
  return others.reduce((sum, { score }) => sum + Math.max(0, score - repeatTriesLog), 0);
}

/** Whether every shot comes equally long after (or before) one of the others. */
function follows(found: readonly LockedShot[], others: readonly GroupedShot[]): boolean {
  const [first] = found;
  return others.some(({ seconds }) => {
    const delay = first!.seconds - seconds;
    if (Math.abs(delay) > echoSeconds) return false;
    return found.every((shot) =>
      others.some((other) => Math.abs(shot.seconds - other.seconds - delay) < shadowSeconds),
    );
  });
}

/** Located by what the vote gathered, gathered again about that, until it stays. */
function refine(table: PulseTable, locator: SourceLocator, vote: Vote): Vote | null {
  let { x, y, seconds } = vote;
  let score = 0;
  for (let times = 0; times < 3; times++) {
    const z = groundAt(table, x, y);
    const gathered = gather(table, x, y, z, seconds);
    if (gathered.length < 4) return null;
    load(
      table,
      locator,
      gathered.map((at) => ({ sensor: table.sensorOf[at]!, seconds: table.seconds[at]! })),
    );
    if (locator.locate() !== null) return null;
    const { estimate } = locator;
    const moved = Math.hypot(estimate.x - x, estimate.y - y);
    [x, y, seconds] = [estimate.x, estimate.y, estimate.seconds];
    if (isAirUnknown(locator)) table.weather.stillMps = estimate.stillMps;
    score = scoreAt(table, x, y, seconds);
    if (moved < 0.5) break;
  }
  return { x, y, seconds, score };
}

/** A vote is no surer of its time than its window is wide. */
function likeliestTime(table: PulseTable, vote: Vote): Vote {
  const { x, y, seconds } = vote;
  const z = groundAt(table, x, y);
  let [best, most] = [seconds, 0];
  for (let step = -7; step <= 7; step++) {
    const fired = seconds + 0.01 * step;
    let sum = 0;
    for (let s = 0; s < table.sensors; s++) sum += likeliest(table, s, fired + delayTo(table, s, x, y, z)).score;
    if (sum > most) [best, most] = [fired, sum];
  }
  return { ...vote, seconds: best };
}

function gather(table: PulseTable, x: number, y: number, z: number, fired: number): number[] {
  const gathered: number[] = [];
  for (let s = 0; s < table.sensors; s++) {
    const best = likeliest(table, s, fired + delayTo(table, s, x, y, z));
    if (best.pulse >= 0) gathered.push(best.pulse);
  }
  return gathered;
}

/** Of a sensor's pulses the likeliest arrival of what should come at a time, if it is likelier than chance. */
function likeliest(table: PulseTable, sensor: number, arrives: number): { pulse: number; score: number } {
  let pulse = -1;
  let score = 0;
  for (let at = pulseFrom(table, sensor, arrives + gatherEarly); at < table.first[sensor + 1]!; at++) {
    const off = table.seconds[at]! - arrives;
    if (off > gatherLate) break;
    if (table.taken[at] === 1) continue;
    const now = excessLog(off) + table.weight[at]!;
    if (now > score) [pulse, score] = [at, now];
  }
  return { pulse, score };
}

function load(
  table: PulseTable,
  { arrivals }: SourceLocator,
  heard: readonly { readonly sensor: number; readonly seconds: number }[],
): void {
  arrivals.count = heard.length;
  heard.forEach(({ sensor, seconds }, at) => {
    arrivals.x[at] = table.x[sensor]!;
    arrivals.y[at] = table.y[sensor]!;
    arrivals.z[at] = table.z[sensor]!;
    arrivals.seconds[at] = seconds;
  });
}

/** As the vote counts, with the density of each arrival in place of a window. */
function scoreAt(table: PulseTable, x: number, y: number, fired: number): number {
  const z = groundAt(table, x, y);
  const sensors = Array.from({ length: table.sensors }, (_, s) => ({
    s,
    meters: Math.hypot(table.x[s]! - x, table.y[s]! - y),
  }))
    .filter(({ meters }) => meters <= hearingMeters)
    .sort((a, b) => a.meters - b.meters);
  let score = 0;
  let best = 0;
  for (const { s } of sensors) {
    const arrives = fired + delayTo(table, s, x, y, z);
    const { pulse, score: one } = likeliest(table, s, arrives);
    if (pulse >= 0) {
      score += Math.log(hearingShare) + one;
      best = Math.max(best, score);
    } else if (!busyBetween(table, s, arrives, arrives + gatherLate, 'a shot')) score += Math.log(1 - hearingShare);
  }
  return best;
}

/** A shot of one who walks on may be found as two, each by some of its sensors: together they are no more than hear a shot there. */
function joinHalves(shots: readonly GroupedShot[]): GroupedShot[] {
  const most = Math.max(0, ...shots.map(({ heard }) => heard));
  const whole: GroupedShot[] = [];
  for (const shot of shots.toSorted((a, b) => b.heard - a.heard)) {
    const other = whole.find(
      (each) =>
        each.place !== shot.place &&
        Math.abs(each.seconds - shot.seconds) < halvesSeconds &&
        Math.hypot(each.x - shot.x, each.y - shot.y) < halvesMeters &&
        each.heard + shot.heard <= halvesShare * most,
    );
    if (!other) {
      whole.push(shot);
      continue;
    }
    shot.pulses.forEach((pulse, s) => {
      if (pulse >= 0 && other.pulses[s]! < 0) other.pulses[s] = pulse;
    });
  }
  return whole;
}

/** What a sensor heard after a shot and no shot explains is an echo of the last before it. */
function giveEchoes(table: PulseTable, shots: readonly GroupedShot[]): void {
  for (let s = 0; s < table.sensors; s++) {
    let last: GroupedShot | null = null;
    let heard = -Infinity;
    const owner = new Map(shots.filter((shot) => shot.pulses[s]! >= 0).map((shot) => [shot.pulses[s]!, shot]));
    for (let at = table.first[s]!; at < table.first[s + 1]!; at++) {
      const shot = owner.get(at);
      if (shot) [last, heard] = [shot, table.seconds[at]!];
      else if (last && table.seconds[at]! < heard + echoSeconds) last.echoes.push(at);
    }
  }
}
