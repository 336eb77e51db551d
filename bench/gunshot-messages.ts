import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { slotMicroseconds } from '../src/acoustics/shots-of-slot.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { localPlane } from '../src/geo/local-plane.ts';
import { deliverGunshots } from '../src/jobs/deliver-gunshots.ts';
import { locateGunshots } from '../src/jobs/locate-gunshots.ts';
import { nightKinds, plainFeatures } from '../src/jobs/play-made-night.ts';
import { storedPulseStream } from '../src/jobs/stored-pulse-stream.ts';
import type { StreamPulse } from '../src/model/stream-pulse.ts';
import { Random } from '../src/stats/random.ts';
import { saveAgency } from '../src/store/agencies.ts';
import { openDatabase } from '../src/store/database.ts';
import { saveWebhook } from '../src/store/gunshot-receivers.ts';
import { migrate } from '../src/store/migrate.ts';
import { openReceiver } from '../test/open-receiver.ts';
import { enrolCity, keyedSensor } from '../test/sensor-city.ts';

// What dispatch is told of scenes of the made night of the demonstration: messages, alerts and all-clears by scene. A fifth of a second of sound after
// the other, each waiting until it is located, so that it is as on a machine that keeps up, however busy this one is.
// `node bench/gunshot-messages.ts [NIGHT] [SCENES]`, as 2026-11-30T22:25:10Z and 1,2: automatic fire and clutter.

const begun = process.argv[2] ?? '2026-11-30T22:25:10Z';
const scenes = (process.argv[3] ?? '1,2').split(',').map(Number);
const apartMicroseconds = 40_000_000;
const pickedMicroseconds = 200_000;
const tickMicroseconds = 200_000;

let at = 0;
const folder = await mkdtemp(join(tmpdir(), 'flashlight-messages-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
const told: { came: number; event: string; cap: string; incident: { incident: string; from: string } }[] = [];
const dispatch = await openReceiver(
  ({ body }) => void told.push({ ...(JSON.parse(body) as Omit<(typeof told)[number], 'came'>), came: at }),
  () => false,
);
try {
  await migrate(database);
  const agency = await saveAgency(database, { code: 'bench', name: 'Bench', city: null, state: null, timeZone: 'UTC' });
  const { agencyId } = agency;
  await saveWebhook(database.pool('migrate'), agencyId, { url: dispatch.url, secret: 'a secret', by: 'bench' });

  const plane = localPlane({ lon: -76.636, lat: 39.272 });
  const city = simulateScene(new Random('harbor-city/sensors'), { id: 'city', kind: 'single', grouped: false }).scene;
  const layout = city.sensors.map((each) => ({ ...each, id: `made-${each.id}` }));
  const random = new Random(`harbor-city/night/${Date.parse(begun) * 1000}`);
  const made = nightKinds.map((kind, at) =>
    simulateScene(random.fork(at), { id: `made-${at}`, kind, grouped: false, sensors: layout }),
  );
  const sensors = layout.map(({ id, x, y }) => keyedSensor(id, plane.toLonLat(x, y)));
  const bySensor = new Map(sensors.map((each) => [each.sensor, each]));
  // Slots lie about a scene as they did that night.
  const shift = (Date.parse(begun) * 1000) % slotMicroseconds;
  const begins = (Math.floor((Date.now() * 1000) / slotMicroseconds) + 30) * slotMicroseconds + shift;
  const beganOf = (scene: number) => begins + scenes.indexOf(scene) * apartMicroseconds;
  const { temperatureC = 15, windMps = { east: 0, north: 0 } } = made[0]!.scene;
  const weather = [
    { fromMicroseconds: begins - 20_000_000, temperatureC, windEastMps: windMps.east, windNorthMps: windMps.north },
  ];
  await enrolCity({ database, agency }, { sensors, pulses: [], weather, truths: [] }, begins - 30_000_000);
  const counts = new Map<string, number>();
  let waiting = scenes
    .flatMap((scene) =>
      made[scene]!.scene.pulses.map(({ sensor, timeSeconds, snrDb = 10 }) => ({
        sensor,
        cell: bySensor.get(sensor)!.cell,
        timeMicroseconds: beganOf(scene) + Math.round(timeSeconds * 1e6),
        sigmaMicroseconds: 300,
        clockMicroseconds: 2,
        snrDb,
        peak: 0.1,
        features: plainFeatures,
      })),
    )
    .sort((a, b) => a.timeMicroseconds - b.timeMicroseconds)
    .map((pulse): StreamPulse => {
      const sequence = (counts.get(pulse.sensor) ?? 0) + 1;
      counts.set(pulse.sensor, sequence);
      return { ...pulse, sequence };
    });
  // The clock of sound: it stands while what was heard is located.
  at = begins - 10_000_000;
  const now = () => new Date(at / 1000);
  const stream = storedPulseStream(database, agencyId);
  const locating = locateGunshots(database, {
    agencyId,
    stream,
    now,
    onNews: (news, details) => console.error(news, details),
  });
  const owner = database.pool('migrate');
  const behind = async () => {
    const { rows } = await owner.query<{ behind: boolean }>(
      `select coalesce((select max(position) from flashlight.pulse_cursor), 0) < (select max(position) from flashlight.sensor_pulse) as behind`,
    );
    return rows[0]!.behind;
  };
  const lastHeard = waiting.at(-1)!.timeMicroseconds;
  while (at < lastHeard + 60_000_000) {
    const began = performance.now();
    const { rows } = await owner.query<{ last: string }>('select now()::text as last');
    at += tickMicroseconds;
    const due = waiting.filter((pulse) => pulse.timeMicroseconds <= at - pickedMicroseconds);
    waiting = waiting.slice(due.length);
    if (due.length > 0) {
      await stream.publish(due);
      while (await behind()) await pause(10);
    } else if (waiting.length === 0) await pause(50);
    // What waited before waits a fifth of a second less, however long that took.
    const took = (performance.now() - began) / 1000;
    await owner.query(
      `update flashlight.gunshot_delivery d set next_at = next_at + make_interval(secs => $1) from flashlight.gunshot_event e
        where d.delivered_at is null and e.agency_id = d.agency_id and e.incident_id = d.incident_id and e.ordinal = d.ordinal and e.at < $2`,
      [took - tickMicroseconds / 1e6, rows[0]!.last],
    );
    const telling = {
      agencyId,
      agencyName: 'Bench',
      timeZone: 'UTC',
      sender: 'bench',
      channel: 'webhook',
      now: now(),
    } as const;
    while ((await deliverGunshots(database.pool('import'), telling)) > 0);
  }
  await locating.close();
  await stream.close();

  console.log(`${cpus().length} cores, ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`);
  const word = (cap: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(cap)?.[1] ?? '';
  const { rows } = await database
    .pool('read')
    .query<{ state: string; firstUs: number }>(
      `select state, first_us as "firstUs" from flashlight.gunshot_incident where agency_id = $1`,
      [agencyId],
    );
  for (const scene of scenes) {
    const began = beganOf(scene);
    const own = (us: number) => us >= began - 10_000_000 && us < began + 30_000_000;
    const messages = told.filter(({ incident }) => own(Date.parse(incident.from) * 1000));
    const identifiers = messages.map(({ cap }) => word(cap, 'identifier'));
    const sent = new Set(told.map(({ cap }) => word(cap, 'identifier')));
    const referred = messages.flatMap(({ cap }) =>
      word(cap, 'references')
        .split(' ')
        .filter((each) => each !== '')
        .map((each) => each.split(',')[1]!),
    );
    const types = Object.groupBy(messages, ({ cap }) => word(cap, 'msgType'));
    const incidents = rows.filter(({ firstUs }) => own(firstUs));
    const firsts = [...Map.groupBy(messages, ({ incident }) => incident.incident).values()].map(([first]) => first!);
    const shot = made[scene]!.truth.shots[0];
    const alert = messages.find(({ cap }) => word(cap, 'msgType') === 'Alert');
    console.log(
      [
        `${nightKinds[scene]}, ${made[scene]!.truth.rounds} rounds: ${incidents.length} incidents`,
        `${incidents.filter(({ state }) => state === 'OPEN' || state === 'CLOSED').length} stand`,
        `${messages.length} messages`,
        `${types['Alert']?.length ?? 0} Alert, ${types['Update']?.length ?? 0} Update, ${types['Cancel']?.length ?? 0} Cancel`,
        `${messages.filter(({ cap }) => cap.includes('AllClear')).length} all clear`,
        `${firsts.filter(({ cap }) => word(cap, 'msgType') !== 'Alert').length} begun without an Alert`,
        `${identifiers.length - new Set(identifiers).size} identifiers again`,
        `${referred.filter((each) => !sent.has(each)).length} references to nothing`,
        ...(shot && alert
          ? [`first Alert ${((alert.came - began) / 1e6 - shot.timeSeconds).toFixed(1)} s after the first shot`]
          : []),
      ].join('; '),
    );
    for (const { came, event, cap, incident } of messages)
      console.log(
        `  ${((came - began) / 1e6).toFixed(1)} s ${incident.incident.slice(0, 4)} ${event} ${word(cap, 'msgType')} ${word(cap, 'headline')}`,
      );
  }
} finally {
  dispatch.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
