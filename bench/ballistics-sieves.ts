/**
 * Whether the sieves of an index let a mate through among many generated exhibits: `node bench/ballistics-sieves.ts [EXHIBITS] [QUERIES]`. Each query is
 * worn, with bare primer here and there, once whole and once as a half, a third and a quarter of the circle left; its mate ranks among all by rings near
 * and anywhere. Drawn on steps of 25 µm; every exhibit has textures of its own, and marks of one class.
 */
import { cpus, loadavg } from 'node:os';
import { createBreechFaces } from '../src/ballistics/make-breech-face.ts';
import { prepareExhibit } from '../src/ballistics/prepare-exhibit.ts';
import { packRings, ringBytes, ringSieve } from '../src/ballistics/ring-spectra.ts';
import { surfaceKernel } from '../src/jobs/correlation-kernel.ts';
import type { HeightMap } from '../src/signal/height-map.ts';
import { Random } from '../src/stats/random.ts';

const exhibits = Number(process.argv[2] ?? 2000);
const queries = Number(process.argv[3] ?? 40);
const kernel = await surfaceKernel();
const make = createBreechFaces(25, false);
const random = new Random('sieves');

function made(firearm: number, shot: number): HeightMap {
  return make({
    classSeed: 'sieves',
    firearmSeed: `sieves/${firearm}`,
    shotSeed: `sieves/${firearm}/${shot}`,
    turn: 2 * Math.PI * random.next(),
    offX: random.normal(0, 60),
    offY: random.normal(0, 60),
    ...(shot === 1 ? {} : { wear: 0.3, missing: 0.2, ammunitionMicrons: 0.6 }),
  });
}

/** What lies so far round the middle. */
function partOf(map: HeightMap, share: number): HeightMap {
  const middle = map.width / 2;
  const turnOf = (at: number) => Math.atan2(Math.floor(at / map.width) - middle, (at % map.width) - middle);
  return {
    ...map,
    heights: map.heights.map((value, at) => (turnOf(at) + Math.PI <= 2 * Math.PI * share ? value : NaN)),
  };
}

console.log(`${cpus()[0]!.model}, load ${loadavg()[0]!.toFixed(1)}`);
const packed = new Int8Array(exhibits * ringBytes);
const making = process.cpuUsage();
for (let n = 0; n < exhibits; n++) packed.set(packRings(prepareExhibit(made(n, 1))!.coarse), n * ringBytes);
console.log(`made ${exhibits}, ${(process.cpuUsage(making).user / 1000 / exhibits).toFixed(0)} ms each`);
const whole = Array.from({ length: queries }, (_, n) => made(n, 2));
for (const [name, share] of [
  ['whole', 1],
  ['half', 1 / 2],
  ['third', 1 / 3],
  ['quarter', 1 / 4],
] as const)
  for (const reach of ['near', 'anywhere'] as const) {
    const ranks: number[] = [];
    let spent = 0;
    for (const [n, map] of whole.entries()) {
      const sieve = ringSieve(kernel, prepareExhibit(share === 1 ? map : partOf(map, share))!.coarse, reach);
      const began = process.cpuUsage();
      const scores = sieve(packed);
      spent += process.cpuUsage(began).user;
      ranks.push(scores.filter((score) => score > scores[n]!).length);
    }
    const within = (part: number) => ranks.filter((rank) => rank < part * exhibits).length;
    console.log(
      `${name}, rings ${reach}: ${Math.round(spent / queries / exhibits)} µs each; of ${queries} mates ${within(1 / exhibits)} are first, ${within(0.0025)} among the first .0025 (1,000 of 400,000), ${within(0.05)} among the first twentieth; the worst has ${Math.max(...ranks)} of ${exhibits} before it`,
    );
  }
