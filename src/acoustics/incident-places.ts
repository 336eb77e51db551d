/**
 * Where an incident was: one place, two where two fired, and of one who moved on where they began and where they were last.
 *
 * **Source.** `place-of-shots.ts`, `incidents.ts`.
 * **Input.** An incident, and its shots as they were located, by their places in the list; those that were not located are not there.
 * **Output.** Places in the order of time, and which of them stands for the incident: of one who moved the last, of two the one with more shots.
 * **Limits.** Those of `incidents.ts`, which may take two for one or one who moves for one who stands.
 */
import type { ShotIncident } from './incidents.ts';
import { endsOfWay, placeOfShots, type JointPlace, type PlacedShot } from './place-of-shots.ts';

export interface IncidentPlace extends JointPlace {
  /** Of the first shot fired there; where somebody walked, of the shot they were there at. */
  readonly seconds: number;
  /** Which shots it is the place of. */
  readonly shots: readonly number[];
}

export interface IncidentPlaces {
  readonly places: readonly IncidentPlace[];
  readonly main: IncidentPlace;
}

/** Null where none of its shots was located. */
export function incidentPlaces(
  { strings, moving }: Pick<ShotIncident, 'strings' | 'moving'>,
  located: ReadonlyMap<number, PlacedShot>,
): IncidentPlaces | null {
  const fired = strings.map((string) => string.filter((at) => located.has(at))).filter((string) => string.length > 0);
  if (fired.length === 0) return null;
  const placed = (string: readonly number[]) => string.map((at) => located.get(at)!);
  if (moving && strings.length === 1) {
    const [shots] = fired as [number[]];
    const way = placed(shots);
    const [first, last] = endsOfWay(way);
    const places = [
      { ...first, seconds: way[0]!.seconds, shots },
      { ...last, seconds: way.at(-1)!.seconds, shots },
    ];
    return { places, main: places[1]! };
  }
  const places = fired
    .map((shots) => ({ ...placeOfShots(placed(shots)), seconds: located.get(shots[0]!)!.seconds, shots }))
    .sort((a, b) => a.seconds - b.seconds);
  const main = moving
    ? places.at(-1)!
    : places.reduce((most, place) => (place.shots.length > most.shots.length ? place : most));
  return { places, main };
}
