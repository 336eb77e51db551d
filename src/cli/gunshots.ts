import { parseArgs } from 'node:util';
import { endSensor, enrolSensor } from '../jobs/look-after-sensors.ts';
import { openPulseStream } from '../jobs/open-pulse-stream.ts';
import { replayGunshots } from '../jobs/replay-gunshots.ts';
import { inTransaction } from '../store/database.ts';
import { saveMailReceiver, saveWebhook } from '../store/gunshot-receivers.ts';
import { actingAs } from './acting-as.ts';
import { UsageError, type Command } from './command.ts';
import { readMailReceiver, readWebhook } from './gunshot-receivers.ts';
import { writeGunshotLabels } from './gunshot-labels.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

const daySeconds = 86_400;

export const gunshotsCommand: Command = {
  name: 'gunshots',
  summary: 'Sensors enrolled, gunshots located anew, and who is told of them',
  help: `flashlight gunshots enrol SENSOR --key KEY --lon LON --lat LAT [--elevation METERS]
flashlight gunshots end SENSOR
flashlight gunshots webhook URL --secret-file FILE
flashlight gunshots webhook --off
flashlight gunshots mail ADDRESS… --server URL --sender ADDRESS [--password-file FILE]
flashlight gunshots mail --off
flashlight gunshots labels [--from MOMENT] [--to MOMENT] [--out FILE]
flashlight gunshots replay --from MOMENT --to MOMENT [--save] [--json]

enrol takes the public key that flashlight sensor key prints; from then on what the sensor signs is
taken. end takes nothing of it any more, at once.

webhook has what becomes of gunshot incidents told to an address (https, or http on this machine) as JSON
with the message of CAP 1.2 in it, signed: Flashlight-Signature: t=SECONDS,v1=HMAC, the HMAC-SHA256 of
"SECONDS.BODY" with the secret of the file. An incident is told as it then stands, with every step since
the last time; an alert waits up to 1.5 s, changes up to 5 s, that nothing is left of it 10 s. cap is null
where dispatch was told nothing and there is nothing to tell. What is not taken is sent again, for a day.
dispatch in it says how well the place is known: place, area (a polygon in cap, and no point anywhere), or held (the
desk alone has it until it narrows). From where on is set by the city (flashlight city).

mail has the same messages sent by e-mail, for people, with the message of CAP attached. The server is
smtps://LOGIN@HOST (TLS), smtp://LOGIN@HOST (STARTTLS, insisted on), or without TLS smtp://localhost.

labels writes what people know of incidents as lines of JSON, one an incident, for teaching what gunfire
sounds like: the label, whether it is of the scene or of the desk, what was found, and of each shot and
arrival what sensors measured; no sound, no place and nobody's name. What nobody knows has no line.

replay locates the shots of a span of time anew from its pulses, a day at most, and says where that is
not what was found when they came; --save puts it in place of that. All pulses are kept for 32 hours;
of longer ago, for good, those of each ten seconds and cell in which shots were located. What is no
longer kept is counted and left as it is. Exit code 1 where something differs, where shots are on
record whose pulses are no longer kept, or where nothing could be located anew.
  --json prints {slots, shots, differing, notKept, notKeptShots}

FLASHLIGHT_BROKERS names the brokers that hold the stream, parted by commas, where it is not in the store
(FLASHLIGHT_BROKERS_CREDENTIALS and FLASHLIGHT_BROKERS_CA as for flashlight start).

Example: flashlight gunshots enrol roof-12 --key 4vX… --lon -76.6121 --lat 39.2904`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        key: { type: 'string' },
        lon: { type: 'string' },
        lat: { type: 'string' },
        elevation: { type: 'string' },
        'secret-file': { type: 'string' },
        off: { type: 'boolean', default: false },
        server: { type: 'string' },
        sender: { type: 'string' },
        'password-file': { type: 'string' },
        out: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        save: { type: 'boolean', default: false },
      },
    });
    const [verb = '', given, ...rest] = positionals;
    if (rest.length > 0 && verb !== 'mail')
      throw new UsageError(`Expected nothing after ${given}; got ${rest.join(' ')}.`);
    if (verb === 'enrol' || verb === 'end') {
      if (given === undefined || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(given))
        throw new UsageError(
          `Expected the id of a sensor, of lower-case letters, digits and hyphens; got ${given ?? 'nothing'}.`,
        );
      const place =
        verb === 'end'
          ? null
          : {
              sensor: given,
              publicKey: values.key ?? '',
              lon: degrees('--lon', values.lon, 180),
              lat: degrees('--lat', values.lat, 89),
              ...(values.elevation === undefined
                ? {}
                : { elevationMeters: degrees('--elevation', values.elevation, 9000) }),
            };
      return withStore('gunshots', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const order = { action: 'sensors.write', subject: { sensor: given, [verb]: true } };
        const { actor: by, said } = await actingAs(database, agencyId, order, async () => undefined);
        io.err(said);
        await inTransaction(database.pool('read'), (client) =>
          place === null
            ? endSensor(client, agencyId, { sensor: given, by, now: new Date() })
            : enrolSensor(client, agencyId, { sensor: place, by, now: new Date() }),
        );
        io.out(place === null ? `${given} is ended.` : `${given} is enrolled.`);
        return 0;
      });
    }
    if (verb === 'webhook') {
      const webhook = values.off ? null : await readWebhook(given, values['secret-file']);
      return withStore('gunshots', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const order = { action: 'gunshots.webhook', subject: { on: webhook !== null } };
        const { actor: by, said } = await actingAs(database, agencyId, order, async () => undefined);
        io.err(said);
        await saveWebhook(database.pool('migrate'), agencyId, webhook === null ? null : { ...webhook, by });
        io.out(
          webhook === null ? 'Gunshot incidents are told nowhere.' : `Gunshot incidents are told to ${webhook.url}.`,
        );
        return 0;
      });
    }
    if (verb === 'mail') {
      const { server, sender, 'password-file': passwordFile } = values;
      const mail = values.off
        ? null
        : await readMailReceiver({ recipients: positionals.slice(1), server, sender, passwordFile });
      return withStore('gunshots', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const order = { action: 'gunshots.mail', subject: { on: mail !== null } };
        const { actor: by, said } = await actingAs(database, agencyId, order, async () => undefined);
        io.err(said);
        await saveMailReceiver(database.pool('migrate'), agencyId, mail === null ? null : { ...mail, by });
        io.out(
          mail === null
            ? 'Nobody is told of gunshot incidents by e-mail.'
            : `Gunshot incidents are told to ${mail.recipients.join(', ')} by ${mail.host}:${mail.port}.`,
        );
        return 0;
      });
    }
    if (verb === 'labels') {
      const span = {
        from: values.from ? moment('--from', values.from) : 0,
        until: values.to ? moment('--to', values.to) : Number.MAX_SAFE_INTEGER,
      };
      return withStore('gunshots', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        await writeGunshotLabels({ database, agencyId, io }, { ...span, out: values.out });
        return 0;
      });
    }
    if (verb !== 'replay')
      throw new UsageError(`Expected enrol, end, webhook, mail, labels or replay; got ${verb || 'nothing'}.`);
    const [from, until] = [moment('--from', values.from), moment('--to', values.to)];
    if (until <= from || until - from > daySeconds * 1e6)
      throw new UsageError('Expected --to after --from, by a day at most.');
    return withStore('gunshots', values, async (database) => {
      const { agencyId } = await chooseAgency(database, values.agency);
      const order = { action: 'gunshots.replay', subject: { from: values.from, to: values.to, save: values.save } };
      const { said } = await actingAs(database, agencyId, order, async () => undefined);
      io.err(said);
      const stream = await openPulseStream(database, agencyId, brokersOf(process.env['FLASHLIGHT_BROKERS']));
      try {
        const replayed = await replayGunshots(database, { agencyId, stream, from, until, save: values.save });
        const { slots, shots, differing, notKept, notKeptShots } = replayed;
        if (values.json) io.json(replayed);
        else io.out(`${shots} shots in ${slots} slots of ten seconds; ${differing} slots differ.`);
        if (notKept > 0)
          io.err(
            `Expected all pulses of the span; of ${notKept} slots they are no longer kept. ${notKeptShots} shots are on record in these. They could not be located anew, and are left as they were.`,
          );
        return differing === 0 && notKeptShots === 0 && (slots > 0 || notKept === 0) ? 0 : 1;
      } finally {
        await stream.close();
      }
    });
  },
};

/** Addresses of brokers, parted by commas; null where none is named. */
export function brokersOf(text: string | undefined): string[] | null {
  const brokers = (text ?? '').split(',').map((each) => each.trim());
  const named = brokers.filter((each) => each !== '');
  return named.length === 0 ? null : named;
}

function degrees(option: string, text: string | undefined, most: number): number {
  const value = Number(text);
  if (text !== undefined && text.trim() !== '' && Math.abs(value) <= most) return value;
  throw new UsageError(`Expected ${option} from -${most} to ${most}; got ${text ?? 'nothing'}.`);
}

function moment(option: string, text: string | undefined): number {
  const at = Date.parse(text ?? '') * 1000;
  if (at >= 0) return at;
  throw new UsageError(`Expected ${option} as a moment, ISO 8601; got ${text ?? 'nothing'}.`);
}
