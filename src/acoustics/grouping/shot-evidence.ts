/**
 * Whether a shot at a place and time explains the pulses better than chance does, by enough for how many places and times there are.
 *
 * **Source.** Bayes factor (Kass and Raftery, Journal of the American Statistical Association 90, 1995) of a shot against independent Poisson chance at
 * each sensor, integrated over place and time by Laplace's approximation and averaged over how far the shot is heard. Chance makes it exceed L no more
 * often than one in L square metres and seconds (Markov's inequality): docs/methods/acoustics.md, "What is asked of a place".
 * **Input.** A table of pulses, a place, a time, the rate of chance of each sensor. **Output.** ln of the factor, in square metres times seconds.
 * **Limits.** Chance that is not independent (one loud event heard by several) is a source, and found as one: whether it was gunfire is told elsewhere.
 */
import { cityExcess } from '../excess-model.ts';
import { factorise } from '../shot-likelihood.ts';
import { excessLog } from './place-lock.ts';
import { busyBetween, delayTo, groundAt, hearingMeters, pulseFrom, type PulseTable } from './pulse-table.ts';

/** Chance may make one incident in fifty quarter-minutes of three square miles. */
export const evidenceMin = Math.log(50 * 14 * 3 * 2_589_988);
const hearingShare = 0.8;
/** Of a shot that was found, a sensor hears one echo, in about a second. */
const echoesPerSecond = 1;
const early = -0.045;
const late = 0.165;
const openLog = Math.log(0.85 / (cityExcess.openSeconds * Math.sqrt(2 * Math.PI)));
/** No wider than what sensors about a place hear of one moment. */
const volumeLogMax = Math.log(1e6 * cityExcess.openSeconds);

export function shotEvidence(table: PulseTable, x: number, y: number, fired: number, rate: Float64Array): number {
  const { ratioLog, information } = againstChance(table, x, y, fired, rate);
  return ratioLog + volumeLog(information);
}

/** ln of the likelihood ratio of a shot at a place and moment, and what its arrivals tell of (x, y, seconds): the upper triangle by rows. */
export function againstChance(
  table: PulseTable,
  x: number,
  y: number,
  fired: number,
  rate: Float64Array,
): { readonly ratioLog: number; readonly information: readonly number[] } {
  const z = groundAt(table, x, y);
  const about: { s: number; meters: number }[] = [];
  for (let s = 0; s < table.sensors; s++) {
    const meters = Math.hypot(table.x[s]! - x, table.y[s]! - y);
    if (meters <= hearingMeters) about.push({ s, meters });
  }
  about.sort((a, b) => a.meters - b.meters || a.s - b.s);
  const information = [0, 0, 0, 0, 0, 0];
  const perSquare = 1 / cityExcess.openSeconds ** 2;
  let sum = 0;
  let [most, total] = [-Infinity, 0];
  for (const { s, meters } of about) {
    const arrives = fired + delayTo(table, s, x, y, z);
    const one = heardAgainstChance(table, s, arrives, rate[s]!);
    if (one.ratio > 0) {
      sum += Math.log(1 - hearingShare + hearingShare * one.ratio);
      const weight = one.open * perSquare;
      const [ux, uy] = meters > 0 ? [(x - table.x[s]!) / meters, (y - table.y[s]!) / meters] : [0, 0];
      const [a, b] = [ux / table.weather.stillMps, uy / table.weather.stillMps];
      information[0]! += weight * a * a;
      information[1]! += weight * a * b;
      information[2]! += weight * a;
      information[3]! += weight * b * b;
      information[4]! += weight * b;
      information[5]! += weight;
    } else if (!busyBetween(table, s, arrives, arrives + late, 'a shot')) sum += Math.log(1 - hearingShare);
    // Mean over radii of exp(sum), kept from overflowing.
    if (sum > most) [total, most] = [total * Math.exp(most - sum) + 1, sum];
    else total += Math.exp(sum - most);
  }
  return { ratioLog: most + Math.log(total / about.length), information };
}

/** Sum over its pulses of their density if a shot's sound was due, over that of chance; and how much of it came straight. */
function heardAgainstChance(
  table: PulseTable,
  sensor: number,
  arrives: number,
  rate: number,
): { ratio: number; open: number } {
  let [ratio, best, open] = [0, 0, 0];
  for (let at = pulseFrom(table, sensor, arrives + early); at < table.first[sensor + 1]!; at++) {
    const off = table.seconds[at]! - arrives;
    if (off > late) break;
    if (table.taken[at] === 1) continue;
    const density = excessLog(off);
    const now = Math.exp(density) / (rate + table.burst[at]! + echoesPerSecond * table.echoing[at]!);
    ratio += now;
    if (now > best) [best, open] = [now, Math.exp(openLog - 0.5 * (off / cityExcess.openSeconds) ** 2 - density)];
  }
  return { ratio, open };
}

/** ln of the volume of place and time under the top. */
function volumeLog([xx, xy, xt, yy, yt, tt]: readonly number[]): number {
  const matrix = Float64Array.of(xx!, 0, 0, xy!, yy!, 0, xt!, yt!, tt!);
  if (!factorise(matrix, 3)) return volumeLogMax;
  const halfDeterminant = Math.log(matrix[0]!) + Math.log(matrix[4]!) + Math.log(matrix[8]!);
  return Math.min(volumeLogMax, 1.5 * Math.log(2 * Math.PI) - halfDeterminant);
}
