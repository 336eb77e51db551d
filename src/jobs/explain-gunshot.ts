import type pg from 'pg';
import { explainLocation, isInside, readingOf } from '../acoustics/explain-location.ts';
import { slotOf } from '../acoustics/shots-of-slot.ts';
import { ordinaryAir, speedOfSound } from '../acoustics/speed-of-sound.ts';
import { localPlane } from '../geo/local-plane.ts';
import { Failure } from '../model/errors.ts';
import type { GunshotReckoning } from '../model/gunshot-desk.ts';
import { findArrivals } from '../store/gunshot-reads.ts';
import { loadIncident } from './load-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';

const aboutMetersMin = 30;
const aboutEllipses = 3;

/** How the place of a shot was computed, step by step: computed again from what is on record, and without each of its sensors. */
export async function explainGunshot(
  client: pg.ClientBase,
  agencyId: number,
  { incident, shot: number }: { incident: string; shot: number },
): Promise<GunshotReckoning> {
  const { summary } = await loadIncident(client, agencyId, incident);
  const shot = summary.shots[number];
  const stored =
    shot &&
    (await findArrivals(client, agencyId, [shot.timeMicroseconds])).find(
      (each) => each.lon === shot.lon && each.lat === shot.lat,
    );
  if (shot === undefined || stored === undefined)
    throw new Failure(
      'gunshot.changed',
      `Expected a shot of the incident as it stands, from 0 to ${summary.shots.length - 1}; it has none of that number, or was located anew. Look at it again.`,
    );
  const network = await SensorNetwork.load(client, agencyId);
  const places = new Map(network.all.map((each) => [each.sensor, each]));
  const weather = network.weatherAt(slotOf(shot.timeMicroseconds));
  const plane = localPlane(shot);
  const first = Math.min(...stored.arrivals.map((each) => each.timeMicroseconds));
  const heard = stored.arrivals
    .toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds)
    .map((arrival) => ({ arrival, place: places.get(arrival.sensor)! }));
  // Heights are used only where all that were asked are known, as they were when it was located.
  const tall = network.all.every((each) => each.elevationMeters !== null);
  const aboutMeters = Math.max(aboutMetersMin, aboutEllipses * shot.ellipse95.majorMeters);
  const explained = explainLocation({
    ...(weather && {
      temperatureC: weather.temperatureC,
      windMps: { east: weather.windEastMps, north: weather.windNorthMps },
    }),
    arrivals: heard.map(({ arrival, place }) => {
      const { x, y } = plane.toPlane(place);
      const seconds = (arrival.timeMicroseconds - first) / 1e6;
      return { sensor: arrival.sensor, x, y, seconds, ...(tall ? { z: place.elevationMeters! } : {}) };
    }),
    x: 0,
    y: 0,
    aboutMeters,
  });
  const { again } = explained;
  const temperatureC = weather?.temperatureC ?? ordinaryAir.temperatureC;
  const [southWest, northEast] = [-aboutMeters, aboutMeters].map((edge) => plane.toLonLat(edge, edge)) as [
    { lon: number; lat: number },
    { lon: number; lat: number },
  ];
  const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
  return {
    shot: number,
    shots: summary.shots.length,
    timeMicroseconds: shot.timeMicroseconds,
    lon: shot.lon,
    lat: shot.lat,
    ellipse95: shot.ellipse95,
    air: {
      measured: weather !== null,
      temperatureC,
      windEastMps: weather?.windEastMps ?? 0,
      windNorthMps: weather?.windNorthMps ?? 0,
      speedMps: rounded(speedOfSound({ ...ordinaryAir, temperatureC }), 2),
    },
    arrivals: heard.map(({ arrival, place }, at) => {
      const { x, y } = plane.toPlane(place);
      const without = explained.without[at]!;
      return {
        sensor: arrival.sensor,
        lon: place.lon,
        lat: place.lat,
        afterSeconds: (arrival.timeMicroseconds - first) / 1e6,
        meters: rounded(Math.hypot(x, y), 1),
        residualSeconds: arrival.residualSeconds,
        reading: readingOf(arrival.residualSeconds),
        without:
          without.kind === 'undetermined'
            ? { kind: without.kind, code: without.code }
            : {
                kind: without.kind,
                ...plane.toLonLat(without.x!, without.y!),
                metersAway: rounded(Math.hypot(without.x!, without.y!), 1),
                inside: isInside(shot.ellipse95, without.x!, without.y!),
                ellipse95: without.ellipse95,
              },
      };
    }),
    againMeters: again.kind === 'located' ? rounded(Math.hypot(again.x!, again.y!), 2) : null,
    fit: {
      west: southWest.lon,
      south: southWest.lat,
      east: northEast.lon,
      north: northEast.lat,
      columns: explained.side,
      rows: explained.side,
      tenths: [...explained.tenths],
    },
  };
}
