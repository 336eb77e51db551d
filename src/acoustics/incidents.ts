/**
 * Which shots are one incident, and what can be said of it: rounds, pattern, how many fired, and whether whoever fired moved on.
 *
 * **Source.** Cadence: automatic fire 450 to 950 rounds a minute (63 to 133 ms), fingers slower than 180 ms. One who walks is a straight line in time,
 * two are two places (least squares against two means) that fire in turns, or one after the other too soon to walk over. Who could have walked over is
 * one who moved on, of whom both places are told.
 * **Input.** Places and times of shots, in the order of time. **Output.** Incidents with the places of their shots in the list.
 * **Limits.** Two at one place are one. Two who take turns along a line look like one who moves. Positions are relative to about three metres.
 */
export interface ShotPlace {
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
}

export interface ShotIncident {
  readonly shots: readonly number[];
  readonly pattern: 'single' | 'multiple' | 'automatic';
  readonly shooters: number;
  readonly moving: boolean;
  /** Its shots by the place they were fired from: two lists where two fired, or one who then fired elsewhere; else one. */
  readonly strings: readonly (readonly number[])[];
}

const togetherSeconds = 10;
const togetherMeters = 300;
const automaticGapMax = 0.14;
const automaticShotsMin = 3;
/** What places a few shots apart may be wrong by. */
const stillMeters = 7;
const apartMeters = 15;
const fastestMps = 12;
const walkShotsMin = 3;

export function shotIncidents(shots: readonly ShotPlace[]): ShotIncident[] {
  const groups: number[][] = [];
  shots.forEach((shot, at) => {
    const near = groups.filter((group) =>
      group.some((other) => {
        const { x, y, seconds } = shots[other]!;
        return (
          Math.abs(seconds - shot.seconds) <= togetherSeconds && Math.hypot(x - shot.x, y - shot.y) <= togetherMeters
        );
      }),
    );
    const [first, ...others] = near;
    if (first === undefined) {
      groups.push([at]);
      return;
    }
    for (const other of others) {
      first.push(...other);
      groups.splice(groups.indexOf(other), 1);
    }
    first.push(at);
  });
  return groups.map((group) =>
    describe(
      group.toSorted((a, b) => a - b),
      shots,
    ),
  );
}

function describe(group: readonly number[], all: readonly ShotPlace[]): ShotIncident {
  const shots = group.map((at) => all[at]!);
  if (shots.length === 1) return { shots: group, pattern: 'single', shooters: 1, moving: false, strings: [group] };
  const walking = walks(shots);
  const sides = walking ? null : twoPlaces(shots);
  const wentOver = sides !== null && walked(shots, sides);
  const strings = sides === null ? [group] : [0, 1].map((side) => group.filter((_, at) => sides[at] === side));
  return {
    shots: group,
    pattern: strings.some((string) => isAutomatic(string.map((at) => all[at]!))) ? 'automatic' : 'multiple',
    shooters: sides === null || wentOver ? 1 : 2,
    moving: walking || wentOver,
    strings,
  };
}

function isAutomatic(shots: readonly ShotPlace[]): boolean {
  let run = 1;
  for (let at = 1; at < shots.length; at++) {
    run = shots[at]!.seconds - shots[at - 1]!.seconds < automaticGapMax ? run + 1 : 1;
    if (run >= automaticShotsMin) return true;
  }
  return false;
}

/** Whether a straight walk explains where the shots were, and standing does not. */
function walks(shots: readonly ShotPlace[]): boolean {
  if (shots.length < walkShotsMin) return false;
  const mean = (of: (shot: ShotPlace) => number) => shots.reduce((sum, shot) => sum + of(shot), 0) / shots.length;
  const [x0, y0, t0] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ seconds }) => seconds)];
  const spread = mean(({ seconds }) => (seconds - t0) ** 2);
  if (spread === 0) return false;
  const east = mean(({ x, seconds }) => (x - x0) * (seconds - t0)) / spread;
  const north = mean(({ y, seconds }) => (y - y0) * (seconds - t0)) / spread;
  const way = Math.hypot(east, north) * (shots.at(-1)!.seconds - shots[0]!.seconds);
  const off = Math.sqrt(
    mean(({ x, y, seconds }) => (x - x0 - east * (seconds - t0)) ** 2 + (y - y0 - north * (seconds - t0)) ** 2),
  );
  return way > stillMeters && Math.hypot(east, north) < fastestMps && off < Math.max(stillMeters / 2, 0.15 * way);
}

/** Of each shot which of two places it is of, if there are two. */
function twoPlaces(shots: readonly ShotPlace[]): number[] | null {
  let [a, b] = [shots[0]!, shots[0]!];
  for (const one of shots) for (const other of shots) if (distance(one, other) > distance(a, b)) [a, b] = [one, other];
  if (distance(a, b) < apartMeters) return null;
  let sides: number[] = [];
  for (let times = 0; times < 5; times++) {
    sides = shots.map((shot) => (distance(shot, a) <= distance(shot, b) ? 0 : 1));
    [a, b] = [0, 1].map((side) => middle(shots.filter((_, at) => sides[at] === side))) as [ShotPlace, ShotPlace];
  }
  const within = Math.sqrt(
    shots.reduce((sum, shot, at) => sum + distance(shot, sides[at] === 0 ? a : b) ** 2, 0) / shots.length,
  );
  return distance(a, b) > Math.max(apartMeters, 3 * within) ? sides : null;
}

/** Whether all of one place comes before all of the other, and whoever fired could have walked over: that is no two at one time. */
function walked(shots: readonly ShotPlace[], sides: readonly number[]): boolean {
  const changes = sides.flatMap((side, at) => (at > 0 && side !== sides[at - 1] ? [at] : []));
  if (changes.length !== 1) return false;
  const [before, after] = [shots[changes[0]! - 1]!, shots[changes[0]!]!];
  return distance(before, after) - 2 * stillMeters <= fastestMps * (after.seconds - before.seconds);
}

const distance = (a: ShotPlace, b: ShotPlace) => Math.hypot(a.x - b.x, a.y - b.y);

function middle(shots: readonly ShotPlace[]): ShotPlace {
  const mean = (of: (shot: ShotPlace) => number) => shots.reduce((sum, shot) => sum + of(shot), 0) / shots.length;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y), seconds: mean(({ seconds }) => seconds) };
}
