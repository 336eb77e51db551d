import type pg from 'pg';
import {
  explainLocation,
  isInside,
  readingOf,
  soundMeters,
  type ExplainedShot,
} from '../acoustics/explain-location.ts';
import { sigmasOf } from '../acoustics/noted-air.ts';
import { slotOf } from '../acoustics/shots-of-slot.ts';
import { ordinaryAir, speedOfSound } from '../acoustics/speed-of-sound.ts';
import { localPlane } from '../geo/local-plane.ts';
import { Failure } from '../model/errors.ts';
import type { GunshotReckoning } from '../model/gunshot-desk.ts';
import type { GunshotAir } from '../model/gunshots.ts';
import { findArrivals } from '../store/gunshot-reads.ts';
import { explainTogether } from './explain-together.ts';
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
  const { air: kept } = stored;
  const weather =
    kept === null ? network.weatherAt(slotOf(shot.timeMicroseconds)) : kept.noted === 'none' ? null : kept.before;
  const plane = localPlane(shot);
  const first = Math.min(...stored.arrivals.map((each) => each.timeMicroseconds));
  const heard = stored.arrivals
    .toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds)
    .map((arrival) => ({ arrival, place: places.get(arrival.sensor)! }));
  // Heights are used only where all that were asked are known, as they were when it was located.
  const tall = kept === null ? network.all.every((each) => each.elevationMeters !== null) : kept.heightMeters !== null;
  const aboutMeters = Math.max(aboutMetersMin, aboutEllipses * shot.ellipse95.majorMeters);
  const explained = explainLocation({
    ...(weather && {
      temperatureC: weather.temperatureC,
      windMps: { east: weather.windEastMps, north: weather.windNorthMps },
      ...(weather.hours === null ? {} : { weatherHours: weather.hours }),
    }),
    weatherDoubted: kept?.noted === 'doubted',
    estimated: kept,
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
  const air = airTold({ kept, again, weather });
  const residuals = new Map(
    kept === null && again.kind === 'located'
      ? again.pulses.map((sensor, at) => [sensor, again.residualSeconds[at]!])
      : stored.arrivals.map((each) => [each.sensor, each.residualSeconds]),
  );
  const source = kept?.heightMeters ?? (again.kind === 'located' ? again.heightMeters : undefined) ?? 0;
  const [southWest, northEast] = [-aboutMeters, aboutMeters].map((edge) => plane.toLonLat(edge, edge)) as [
    { lon: number; lat: number },
    { lon: number; lat: number },
  ];
  return {
    shot: number,
    shots: summary.shots.length,
    timeMicroseconds: shot.timeMicroseconds,
    lon: shot.lon,
    lat: shot.lat,
    ellipse95: shot.ellipse95,
    firstSeconds: (first - shot.timeMicroseconds) / 1e6,
    air,
    arrivals: heard.map(({ arrival, place }, at) => {
      const { x, y } = plane.toPlane(place);
      const up = tall ? place.elevationMeters! - source : 0;
      const seconds = (arrival.timeMicroseconds - shot.timeMicroseconds) / 1e6;
      const residualSeconds = residuals.get(arrival.sensor) ?? arrival.residualSeconds;
      const without = explained.without[at]!;
      return {
        sensor: arrival.sensor,
        lon: place.lon,
        lat: place.lat,
        afterSeconds: (arrival.timeMicroseconds - first) / 1e6,
        meters: rounded(Math.hypot(x, y, up), 3),
        soundMeters: rounded(overGround(soundMeters(air.estimated, { east: x, north: y, up, seconds }), up), 3),
        residualSeconds,
        reading: readingOf(residualSeconds),
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
    together: explainTogether(summary, number),
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

const overGround = (meters: number, up: number) => Math.sqrt(Math.max(0, meters ** 2 - up ** 2));
const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/** The air as it was noted, and as it was estimated with the place; of a shot located before that was kept, as it is estimated again. */
function airTold({
  kept,
  again,
  weather,
}: {
  kept: GunshotAir | null;
  again: ExplainedShot['again'];
  weather: { temperatureC: number; windEastMps: number; windNorthMps: number; hours: number | null } | null;
}): GunshotReckoning['air'] {
  const { temperatureC, windEastMps, windNorthMps, hours } = weather ?? {
    temperatureC: ordinaryAir.temperatureC,
    windEastMps: 0,
    windNorthMps: 0,
    hours: null,
  };
  const speedMps = speedOfSound({ ...ordinaryAir, temperatureC });
  const estimated = kept ?? (again.kind === 'located' ? again.air : null);
  const before =
    estimated?.before ??
    sigmasOf({
      ...(weather && { temperatureC, windMps: { east: windEastMps, north: windNorthMps }, weatherHours: hours ?? 0 }),
    });
  return {
    noted: estimated?.noted ?? (weather === null ? 'none' : 'held'),
    hours: hours === null ? null : rounded(hours, 2),
    temperatureC,
    windEastMps,
    windNorthMps,
    speedMps: rounded(speedMps, 2),
    speedSigmaMps: rounded(before.speedSigmaMps, 2),
    windSigmaMps: rounded(before.windSigmaMps, 2),
    estimated: {
      onRecord: kept !== null,
      speedMps: rounded(estimated?.stillMps ?? speedMps, 3),
      windEastMps: rounded(estimated?.windEastMps ?? windEastMps, 3),
      windNorthMps: rounded(estimated?.windNorthMps ?? windNorthMps, 3),
      speedSigmaMps: rounded(estimated?.speedSigmaMps ?? before.speedSigmaMps, 2),
      windSigmaMps: rounded(estimated?.windSigmaMps ?? before.windSigmaMps, 2),
    },
  };
}
