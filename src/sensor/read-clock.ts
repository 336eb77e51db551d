import { execFile } from 'node:child_process';
import type { SensorClock } from '../model/sensor-packet.ts';

/** What disciplines the clock of this machine, how well, and who said so. */
export interface ClockReading {
  readonly clock: SensorClock;
  /** `chrony`, `ntpd`, or why nothing is known. */
  readonly from: string;
}

const answerMilliseconds = 2_000;
const sigmaMicrosecondsMax = 3_600_000_000;
const unknown = (from: string): ClockReading => ({
  clock: { source: 'none', sigmaMicroseconds: sigmaMicrosecondsMax },
  from,
});

/** Asks the program that keeps the clock: chrony, else ntpd. Where neither answers, or says that it is not synchronised, the clock is not known. */
export async function readClock(): Promise<ClockReading> {
  const chrony = await said('chronyc', ['-n', '-c', 'tracking']);
  if (chrony !== null) return clockOfChrony(chrony);
  const ntpd = await said('ntpq', ['-c', 'rv 0 leap,refid,stratum,rootdelay,rootdisp,offset,sys_jitter']);
  if (ntpd !== null) return clockOfNtpd(ntpd);
  return unknown('neither chrony nor ntpd answers');
}

/**
 * One line of `chronyc -c tracking`: reference, its name, stratum, time of the reference, offset now, last offset, root mean square of offsets,
 * frequency, residual frequency, skew, delay and dispersion to the root, interval, leap status; seconds and parts per million (chronyc(1)).
 */
export function clockOfChrony(line: string): ClockReading {
  const fields = line.trim().split(',');
  const [stratum, now, usual, delay, dispersion] = [2, 4, 6, 10, 11].map((at) => Number(fields[at] || Number.NaN));
  // Its own clock as a reference (`local`) has a name of its own, and is normal to chrony.
  if (fields.length !== 14 || fields[13] === 'Not synchronised' || stratum === 0 || fields[0] === '7F7F0101')
    return unknown('chrony is not synchronised');
  return clockOf('chrony', { stratum, secondsOff: [now, usual, dispersion], delaySeconds: delay });
}

/** Variables of `ntpq -c rv`; milliseconds (ntpq(8)). */
export function clockOfNtpd(text: string): ClockReading {
  const said = new Map([...text.matchAll(/(\w+)=([^,\s]+)/g)].map(([, name, value]) => [name, value]));
  const [stratum, offset, jitter, delay, dispersion] = ['stratum', 'offset', 'sys_jitter', 'rootdelay', 'rootdisp'].map(
    (name) => Number(said.get(name) ?? Number.NaN),
  ) as [number, number, number, number, number];
  // Leap 11, or 3: not synchronised; so is stratum 16 (RFC 5905).
  const isOwn = /^(LOCL?|LOCAL|127\.127\.1\.)/.test(said.get('refid') ?? '');
  if (['11', '3', undefined].includes(said.get('leap')) || stratum === 16 || isOwn)
    return unknown('ntpd is not synchronised');
  return clockOf('ntpd', {
    stratum,
    secondsOff: [offset, jitter, dispersion].map((each) => each / 1000),
    delaySeconds: delay / 1000,
  });
}

/**
 * Standard deviation from what such programs say. The way there and back may differ by all of the delay, and time is then wrong by half of it: taken
 * as even up to that. Who is of stratum 1 has a clock of its own, such as GPS.
 */
function clockOf(
  from: string,
  told: { stratum: number | undefined; secondsOff: readonly (number | undefined)[]; delaySeconds: number | undefined },
): ClockReading {
  const { stratum, secondsOff, delaySeconds = Number.NaN } = told;
  const seconds = Math.hypot(delaySeconds / 2 / Math.sqrt(3), ...secondsOff.map((each) => each ?? Number.NaN));
  if (!Number.isFinite(seconds) || !Number.isInteger(stratum))
    return unknown(`${from} says nothing that is known here`);
  const sigmaMicroseconds = Math.min(sigmaMicrosecondsMax, Math.ceil(seconds * 1e6));
  return { clock: { source: stratum === 1 ? 'gps' : 'ntp', sigmaMicroseconds }, from };
}

/** What a program writes; null where there is none, or it fails or does not end. */
function said(program: string, words: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: answerMilliseconds, env: { ...process.env, LC_ALL: 'C' } }, (fault, output) =>
      resolve(fault === null ? output : null),
    );
  });
}
