import { parseArgs } from 'node:util';
import about from '../../package.json' with { type: 'json' };
import type { SensorClock } from '../model/sensor-packet.ts';
import { runSensor, sensorKey } from '../sensor/run-sensor.ts';
import { alsaSource, rawSource, wavSource, type SoundSource } from '../sensor/sound-source.ts';
import { UsageError, type Command } from './command.ts';

export const sensorCommand: Command = {
  name: 'sensor',
  summary: 'Hear impulses with a microphone and send them, signed, to the service',
  help: `flashlight sensor key --state DIR
flashlight sensor run --state DIR --id ID --server URL [--credentials FILE] [--ca FILE] (--alsa DEVICE | --stdin | --wav FILE)
                      [--rate HZ] [--clock gps|ntp|none] [--clock-sigma MICROSECONDS]
                      [--starts MOMENT] [--once]

The program of a sensor: it needs no store. key makes the key on first use and prints the public
one, with which somebody enrols the sensor (flashlight gunshots enrol, or the portal).

run picks impulses out of the sound, signs them, keeps them on the disk until the service has
them, reports its health and does as it is told (how loud an impulse must be, how long sound is
kept, pausing). Whoever asks, and for whatever: only two seconds of sound about an impulse it signed
leave it, only when they are asked for, no two within ten seconds, thirty in a day at most, and none
while it is paused. As heard, sound is in memory for three minutes, and gone at once when it is
paused; what is kept on the disk has no voice in it, and is gone after 30 hours, paused or not.

  --state DIR     key, queue and sound; DIR is the sensor, and moves with it
  --server URL    https://HOST, or by brokers of NATS tls://HOST:PORT/AGENCY (the agency's code);
                  http and nats on this machine alone
  --credentials   for brokers that ask who this is: a file of NATS with a JWT, the seed of an nkey,
                  USER:PASSWORD, or a token
  --ca FILE       certificates that brokers' own are signed with, where the system does not trust them
  --alsa DEVICE   a microphone, as arecord -L lists it
  --stdin         raw sound: 16 bits a sample, little-endian, one channel; heard now, unless
                  --starts says when its first sample was
  --wav FILE      a recording: its first channel, heard from --starts on, else from now
  --rate HZ       samples a second of --alsa and --stdin, 8000 to 192000 (default 12000); sound that is
                  sent is thinned to 48000
  --clock C       what disciplines this machine's clock; without it chrony or ntpd is asked, every 30 s,
                  and where neither says that it is synchronised, pulses do not count
  --clock-sigma   how well, standard deviation (default 1000), with --clock
  --starts MOMENT when the first sample was heard, ISO 8601
  --once          end when the sound has and everything is sent

Example: flashlight sensor run --state /var/lib/flashlight-sensor --id roof-12 \\
           --server https://flashlight.city.example --alsa hw:1,0 --rate 48000 --clock gps --clock-sigma 5`,
  async run(args, io) {
    const [verb, ...rest] = args;
    const { values } = parseArgs({
      args: rest,
      options: {
        state: { type: 'string' },
        id: { type: 'string' },
        server: { type: 'string' },
        credentials: { type: 'string' },
        ca: { type: 'string' },
        alsa: { type: 'string' },
        stdin: { type: 'boolean', default: false },
        wav: { type: 'string' },
        rate: { type: 'string', default: '12000' },
        clock: { type: 'string' },
        'clock-sigma': { type: 'string' },
        starts: { type: 'string' },
        once: { type: 'boolean', default: false },
      },
    });
    if (values.state === undefined)
      throw new UsageError('Expected --state DIR, where the sensor keeps its key and queue.');
    if (verb === 'key') {
      io.out(sensorKey(values.state).publicKey);
      return 0;
    }
    if (verb !== 'run') throw new UsageError(`Expected key or run; got ${verb ?? 'nothing'}.`);
    const { id, server, clock } = values;
    if (id === undefined || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(id))
      throw new UsageError(`Expected --id of lower-case letters, digits and hyphens; got ${id ?? 'nothing'}.`);
    if (server === undefined || !URL.canParse(server) || !isSafe(new URL(server)))
      throw new UsageError(
        `Expected --server as https://HOST or tls://HOST:PORT/AGENCY, or http and nats on this machine; got ${server ?? 'nothing'}.`,
      );
    if (clock !== undefined && clock !== 'gps' && clock !== 'ntp' && clock !== 'none')
      throw new UsageError(`Expected --clock gps, ntp or none; got ${clock}.`);
    if (clock === undefined && values['clock-sigma'] !== undefined)
      throw new UsageError('Expected --clock with --clock-sigma: without, the program that keeps the clock is asked.');
    const starts = values.starts === undefined ? null : Date.parse(values.starts) * 1000;
    if (Number.isNaN(starts)) throw new UsageError(`Expected --starts as a moment, ISO 8601; got ${values.starts}.`);
    const sigma = wholeNumber('--clock-sigma', values['clock-sigma'] ?? '1000', 0, 3_600_000_000);
    const rate = wholeNumber('--rate', values.rate, 8_000, 192_000);
    const given = [values.alsa, values.stdin || undefined, values.wav].filter((each) => each !== undefined);
    if (given.length !== 1) throw new UsageError('Expected one of --alsa, --stdin and --wav.');
    const source: SoundSource =
      values.alsa !== undefined
        ? alsaSource(values.alsa, rate)
        : values.wav !== undefined
          ? await wavSource(values.wav)
          : rawSource(process.stdin, rate, starts === null);
    const ending = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
    await runSensor({
      sensor: id,
      stateDir: values.state,
      server,
      access: { credentialsFile: values.credentials ?? null, caFile: values.ca ?? null },
      source,
      clock: clock === undefined ? null : ({ source: clock, sigmaMicroseconds: sigma } satisfies SensorClock),
      startsMicroseconds: starts,
      program: about.version,
      once: values.once,
      signal: ending.signal,
      onNews: (news) => io.err(news),
    });
    return 0;
  },
};

const isSafe = ({ protocol, hostname, pathname }: URL) => {
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === 'tls:' || (protocol === 'nats:' && here)) return /^\/[\w-]+$/.test(pathname);
  return protocol === 'https:' || (protocol === 'http:' && here);
};

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`Expected ${option} from ${least} to ${most}; got ${text}.`);
}
