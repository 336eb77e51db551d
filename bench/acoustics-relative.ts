/**
 * How far from each other are shots said to be that were fired at one place? Of every test of live fire (Tech Note 098) the shots found among all its pulses, each
 * against each, by double differences and by their own places. Run: node bench/acoustics-relative.ts FOLDER
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { doubleDifference } from '../src/acoustics/double-difference.ts';
import { liveFirePulses, liveFireTest } from '../src/acoustics/live-fire.ts';
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import { chiSquared95 } from '../src/acoustics/posterior-sample.ts';
import { ordinaryAir, speedOfSound } from '../src/acoustics/speed-of-sound.ts';

const root = process.argv[2];
if (root === undefined)
  throw new Error('expected the folder of the live fire: node bench/acoustics-relative.ts FOLDER');
const locate = createSceneLocator();
const parsed = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const all = { relative: [] as number[], places: [] as number[], held: 0 };
for (const position of readdirSync(root)
  .filter((name) => /^FP\d+$/.test(name))
  .sort()) {
  const here = { relative: [] as number[], places: [] as number[], held: 0 };
  for (const test of readdirSync(join(root, position))) {
    const file = (name: string) => join(root, position, test, `${test}.${name}.json`);
    const read = liveFireTest({
      test,
      survey: parsed(file('survey')),
      weather: parsed(file('weather')),
      pulses: liveFirePulses(parsed(file('allpulses')))!,
    })!;
    // A pulse has no name in these files: it is given its number.
    const scene = { ...read.scene, pulses: read.scene.pulses.map((pulse, at) => ({ ...pulse, id: String(at) })) };
    const { shots } = locate(scene, null);
    const located = shots.filter((shot) => shot.kind === 'located');
    const stillMps = speedOfSound({ ...ordinaryAir, temperatureC: scene.temperatureC! });
    const sensors = new Map(scene.sensors.map((sensor) => [sensor.id, sensor]));
    const times = located.map(
      ({ pulses }) =>
        new Map(pulses.map((id) => [scene.pulses[Number(id)]!.sensor, scene.pulses[Number(id)]!.timeSeconds])),
    );
    located.forEach((a, i) =>
      located.slice(0, i).forEach((b, j) => {
        const both = [...times[i]!].flatMap(([sensor, first]) => {
          const second = times[j]!.get(sensor);
          return second === undefined ? [] : [{ ...sensors.get(sensor)!, first, second }];
        });
        const found = doubleDifference(both, { x: a.x!, y: a.y! }, stillMps, scene.windMps!);
        if (!found) return;
        const [[xx, xy], [, yy]] = found.covariance;
        here.relative.push(Math.hypot(found.east, found.north));
        here.places.push(Math.hypot(a.x! - b.x!, a.y! - b.y!));
        here.held += Number(
          (yy * found.east ** 2 - 2 * xy * found.east * found.north + xx * found.north ** 2) / (xx * yy - xy * xy) <=
            chiSquared95,
        );
      }),
    );
  }
  print(position, here);
  all.relative.push(...here.relative);
  all.places.push(...here.places);
  all.held += here.held;
}
print('all', all);

function print(what: string, { relative, places, held }: typeof all): void {
  const at = (of: readonly number[], share: number) =>
    of.toSorted((a, b) => a - b)[Math.floor(share * (of.length - 1))]?.toFixed(2) ?? '–';
  console.log(
    `${what}: ${relative.length} pairs; double differences P50 ${at(relative, 0.5)}, P90 ${at(relative, 0.9)}, P95 ${at(relative, 0.95)}, most ${at(relative, 1)} m, the 95 % ellipse holds nothing moved in ${held}; their own places P50 ${at(places, 0.5)}, P95 ${at(places, 0.95)} m`,
  );
}
