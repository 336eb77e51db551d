/**
 * The incidents that located shots make, each with what names it where it is new: the pulse that heard its first shot first.
 *
 * **Source.** `incidents.ts`; four sensors detect and cannot correct an error, five can.
 * **Input.** Shots, each once, in the order of time. **Output.** Incidents in the order of their first shot.
 * **Limits.** Those of `incidents.ts`. What was opened before keeps its id, whoever heard it first: `incident-ids.ts`.
 */
import { localPlane } from '../geo/local-plane.ts';
import type { Gunshot, GunshotArrival, GunshotSummary } from '../model/gunshots.ts';
import { ellipse95 } from './ellipse.ts';
import { readingOf } from './explain-location.ts';
import { incidentPlaces, type IncidentPlace } from './incident-places.ts';
import { shotIncidents } from './incidents.ts';

export interface FoundIncident {
  /** The first arrival at its first shot. */
  readonly anchor: GunshotArrival;
  readonly firstMicroseconds: number;
  readonly lastMicroseconds: number;
  readonly lon: number;
  readonly lat: number;
  readonly summary: GunshotSummary;
  /** `sensor/sequence` of every pulse of its shots. */
  readonly pulses: readonly string[];
  readonly shots: readonly Gunshot[];
}

/** Shots farther apart in time are of different incidents, whatever lies between them in space. */
export const togetherMicroseconds = 10_000_000;
const sureSensorsMin = 5;

export function gunshotIncidents(shots: readonly Gunshot[]): FoundIncident[] {
  const [first] = shots;
  if (first === undefined) return [];
  return shotIncidents(shots.map(laidAbout(first))).map(({ shots: members, pattern, shooters, moving, strings }) => {
    const own = members.map((at) => shots[at]!);
    // About its own first shot: of whatever else is looked at with it the place does not depend, to the last digit.
    const [begin] = own as [Gunshot];
    const plane = localPlane(begin);
    const lay = laidAbout(begin);
    const located = new Map(members.map((at) => [at, lay(shots[at]!)]));
    const found = incidentPlaces({ strings, moving }, located)!;
    const tell = ({ x, y, seconds, covariance: [[xx, xy], [, yy]] }: IncidentPlace) => ({
      timeMicroseconds: begin.timeMicroseconds + Math.round(seconds * 1e6),
      ...plane.toLonLat(x, y),
      ellipse95: ellipse95(xx, xy, yy),
    });
    const main = tell(found.main);
    const sensors = Math.max(...found.main.shots.map((at) => agreeing(shots[at]!)));
    return {
      anchor: firstOf(own[0]!.arrivals),
      firstMicroseconds: own[0]!.timeMicroseconds,
      lastMicroseconds: own.at(-1)!.timeMicroseconds,
      lon: main.lon,
      lat: main.lat,
      summary: {
        rounds: own.length,
        pattern,
        shooters,
        moving,
        sensors,
        sure: sensors >= sureSensorsMin,
        ellipse95: main.ellipse95,
        places: found.places.map(tell),
        shots: own.map((shot) => ({
          timeMicroseconds: shot.timeMicroseconds,
          lon: shot.lon,
          lat: shot.lat,
          ellipse95: shot.ellipse95,
          sensors: agreeing(shot),
        })),
      },
      pulses: own.flatMap((shot) => shot.arrivals.map(({ sensor, sequence }) => `${sensor}/${sequence}`)).sort(),
      shots: own,
    };
  });
}

/** Shots on a plane about one of them, in metres, and seconds since it. */
function laidAbout(begin: Gunshot) {
  const plane = localPlane(begin);
  return (shot: Gunshot) => {
    const { x, y } = plane.toPlane(shot);
    return { x, y, seconds: (shot.timeMicroseconds - begin.timeMicroseconds) / 1e6, covariance: shot.covariance };
  };
}

/** How many sensors agree on a shot, straight or late: what is read as another sound proves nothing of it. */
const agreeing = ({ arrivals }: Gunshot): number =>
  arrivals.filter(({ residualSeconds }) => readingOf(residualSeconds) !== 'stray').length;

function firstOf(arrivals: readonly GunshotArrival[]): GunshotArrival {
  return arrivals.reduce((first, each) =>
    each.timeMicroseconds < first.timeMicroseconds ||
    (each.timeMicroseconds === first.timeMicroseconds && each.sensor < first.sensor)
      ? each
      : first,
  );
}
