import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SensorAllowance } from '../src/acoustics/check-packet.ts';
import { locateGunshotsInThread } from '../src/jobs/gunshot-thread.ts';
import { receivePackets } from '../src/jobs/receive-packets.ts';
import { storedPulseStream } from '../src/jobs/stored-pulse-stream.ts';
import { saveAgency } from '../src/store/agencies.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { enrolCity, makeSensorCity, signPulses } from '../test/sensor-city.ts';

// How long after the pulse of a fourth sensor was taken an incident is opened, and told to the desk (dispatch: 1.5 s after it was heard): a city of 60 sensors and its noise, heard as it would be: each
// pulse signed and received a fifth of a second after it was heard, located in a thread of its own.
// `node bench/acoustics-latency.ts [INCIDENTS] [SEED]`, half a minute for each.

const incidents = Number(process.argv[2] ?? 3);
const seed = process.argv[3] ?? 'latency';
const pickedMicroseconds = 200_000;
const folder = await mkdtemp(join(tmpdir(), 'flashlight-latency-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  await migrate(database);
  const agency = await saveAgency(database, { code: 'bench', name: 'Bench', city: null, state: null, timeZone: 'UTC' });
  const { agencyId } = agency;
  const begins = (Date.now() + 22_000) * 1000;
  const kinds = Array.from({ length: incidents }, (_, at) => (at % 2 === 0 ? 'semi-automatic' : 'single'));
  const city = makeSensorCity(seed, { kinds: kinds as never, begins });
  await enrolCity({ database, agency }, city, begins - 20_000_000);
  const keys = new Map(city.sensors.map((each) => [each.sensor, each.privateKey]));
  const locating = locateGunshotsInThread(database, {
    agency,
    brokers: null,
    onNews: (news, details) => console.error(news, details),
  });
  const receiver = {
    agencyId,
    pool: database.pool('import'),
    stream: storedPulseStream(database, agencyId),
    allowance: new SensorAllowance(),
  };
  const taken = new Map<string, number>();
  let waiting = city.pulses.toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds);
  while (waiting.length > 0) {
    const until = Date.now() * 1000 - pickedMicroseconds;
    const due = waiting.filter((pulse) => pulse.timeMicroseconds <= until);
    if (due.length > 0) {
      waiting = waiting.slice(due.length);
      const packets = due.flatMap((pulse) => signPulses(keys.get(pulse.sensor)!, [pulse]));
      const answers = await receivePackets(receiver, packets, new Date());
      const now = Date.now();
      answers.forEach(({ kind }, at) => {
        if (kind !== 'accepted') throw new Error(`a pulse was ${kind}`);
        taken.set(`${due[at]!.sensor}/${due[at]!.sequence}`, now);
      });
    }
    await pause(20);
  }
  await pause(8_000);
  await locating.close();
  const { rows } = await database
    .pool('read')
    .query<{ at: string; firstUs: number; arrivals: { sensor: string; sequence: number }[] }>(
      `select e.at, i.first_us as "firstUs", g.arrivals from flashlight.gunshot_incident i
       join lateral (select min(at) as at from flashlight.gunshot_event e where e.agency_id = i.agency_id and e.incident_id = i.incident_id and kind = 'OPENED') e on true
       join flashlight.gunshot g on g.agency_id = i.agency_id and g.time_us = i.first_us
      where i.state in ('OPEN', 'CLOSED') order by i.first_us`,
    );
  const told = rows.map(({ at, firstUs, arrivals }) => {
    const times = arrivals.map(({ sensor, sequence }) => taken.get(`${sensor}/${sequence}`)!).sort((a, b) => a - b);
    return { fromFourth: Date.parse(at) - times[3]!, fromShot: Date.parse(at) - firstUs / 1000 };
  });
  const sorted = told.map((each) => each.fromFourth).sort((a, b) => a - b);
  console.log(`${cpus().length} cores, ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`);
  console.log(`${city.pulses.length} pulses, ${told.length} incidents told of ${incidents}`);
  console.log(
    `from the fourth arrival taken to the incident told: p50 ${sorted[Math.floor(sorted.length / 2)]} ms, most ${sorted.at(-1)} ms`,
  );
  console.log(
    `from the shot to the incident told: ${told.map(({ fromShot }) => `${(fromShot / 1000).toFixed(1)} s`).join(', ')}`,
  );
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
