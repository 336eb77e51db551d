/**
 * What a comparison as cmcR does costs: `node bench/ballistics-compat.ts FOLDER [TIMES] [32]`, the folder of the study of Fadul. Processor time of every thread for
 * a pair in 21 turns, both ways; of the transforms of two regions there and back, in the kernel and in plain TypeScript of 64 bits (or of 32, in a run of
 * its own, as code that has met both kinds of numbers is slower), in turn, as other programs may run; and memory.
 */
import { cpus, loadavg } from 'node:os';
import { compareCompat } from '../src/ballistics/compare-compat.ts';
import { shiftsOf } from '../src/ballistics/compat-regions.ts';
import { CorrelationPlanes } from '../src/ballistics/correlation-planes.ts';
import { correlationKernel } from '../src/jobs/correlation-kernel.ts';
import { openScan, surfaceOf } from '../src/jobs/open-scan.ts';
import { PlaneTransform } from '../src/signal/plane-transform.ts';
import { Random } from '../src/stats/random.ts';

const [folder, times = '20', bits = '64'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder of a study.');
const kernel = await correlationKernel();

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const line = (name: string, values: number[], digits: number) => {
  const [first] = values;
  const sorted = [...values].sort((a, b) => a - b);
  const of = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(digits);
  console.log(`${name}: first ${first!.toFixed(digits)}, least ${of(0)}, median ${of(0.5)}, most ${of(1)} ms`);
};

const [one, two, other] = await Promise.all(
  ['1-1', '1-2', '2-1'].map(async (name) => (await surfaceOf(await openScan(`${folder}/Fadul ${name}.x3p`))).map),
);
const turns = Array.from({ length: 21 }, (_, at) => 3 * at - 30);
const [same, different]: [number[], number[]] = [[], []];
for (let time = 0; time < Number(times); time++) {
  same.push(cpuMs(() => compareCompat(one!, two!, turns, kernel)));
  different.push(cpuMs(() => compareCompat(one!, other!, turns, kernel)));
}
line('a pair of one slide, 21 turns, both ways', same, 0);
line('a pair of two slides', different, 0);
console.log(`memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`);

const side = 256;
const random = new Random('bench');
const planes = new CorrelationPlanes(kernel, side);
const made = (length: number) => Float64Array.from({ length: length * length }, () => random.normal(0, 1));
const { spectrum } = planes.cellOf({ rows: 68, columns: 68, values: made(68) });
const asked = planes.shiftsAsked(shiftsOf(68, 206), shiftsOf(68, 206));
planes.turnsOf({ rows: 206, columns: 206, values: made(206) }, [], [])([0, 3]);
const region = { top: 0, left: 0, rows: 206, columns: 206, mean: 0, deviation: 1, count: 206 ** 2 };
const transform = new PlaneTransform(side);
/** The plain transform for numbers of 32 bits: its code is of any numbers, its types are not. */
const plain = (Numbers: typeof Float64Array | typeof Float32Array) => {
  const planesOf = () => new Numbers(side * side).map(() => random.normal(0, 1)) as unknown as Float64Array;
  const [re, im, a, b] = [planesOf(), planesOf(), planesOf(), planesOf()] as const;
  return () => {
    transform.forward(re, im);
    for (let at = 0; at < re.length; at++) {
      const [p, q] = [re[at]!, im[at]!];
      re[at] = (p * a[at]! + q * b[at]!) / side ** 3;
      im[at] = (q * a[at]! - p * b[at]!) / side ** 3;
    }
    transform.inverse(re, im);
  };
};
const ways = {
  'WebAssembly, 32 bits, four at once': () =>
    planes.likeliest({ spectrum, measured: 68 ** 2 }, asked, [region, region]),
  [`TypeScript, ${bits} bits`]: plain(bits === '32' ? Float32Array : Float64Array),
};
const seen = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]]));
for (let time = 0; time < Number(times); time++)
  for (const [name, way] of Object.entries(ways))
    seen[name]!.push(
      cpuMs(() => {
        for (let again = 0; again < 20; again++) way();
      }) / 20,
    );
for (const [name, values] of Object.entries(seen)) line(`two regions there and back, ${name}`, values, 3);
console.log(`${cpus()[0]!.model}, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`);
