/**
 * How many pulses a second are grouped when many cities hear much at once: cells of 60 sensors, 14 seconds each, every sensor busy with knocks, gunfire in
 * some; and whether that gunfire is found and knocks are not. Run: node bench/acoustics-nation.ts [cells] [knocks a second of each sensor] [share of cells with gunfire] [threads] [seed]
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sceneKinds, type SceneTruth } from '../src/acoustics/scene.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { locateScenes } from '../src/jobs/locate-scenes.ts';
import { Random } from '../src/stats/random.ts';

const [cells = 100, knocksPerSecond = 0.9, gunfireShare = 0.1, threads = 2] = process.argv.slice(2, 6).map(Number);
const random = new Random(`acoustics-nation/${process.argv[6] ?? '1'}`);
const sceneSeconds = 14;
const nearMeters = 100;

const folder = mkdtempSync(join(tmpdir(), 'flashlight-nation-'));
try {
  const path = join(folder, 'scenes.jsonl');
  const file = openSync(path, 'w');
  const truths: SceneTruth[] = [];
  let pulses = 0;
  for (let cell = 0; cell < cells; cell++) {
    const chance = random.fork(cell);
    const kind = chance.chance(gunfireShare) ? chance.pick(sceneKinds.filter((each) => each !== 'clutter')) : 'clutter';
    const { scene, truth } = simulateScene(chance, { id: `${cell}`, kind, grouped: false });
    const heard = [...scene.pulses];
    for (const { id } of scene.sensors)
      for (
        let at = chance.exponential(1 / knocksPerSecond);
        at < sceneSeconds;
        at += chance.exponential(1 / knocksPerSecond)
      )
        heard.push({ sensor: id, timeSeconds: at });
    heard.sort((a, b) => a.timeSeconds - b.timeSeconds);
    writeSync(file, `${JSON.stringify({ ...scene, pulses: heard })}\n`);
    truths.push(truth);
    pulses += heard.length;
  }
  closeSync(file);
  const began = performance.now();
  const cpu = process.cpuUsage();
  let [at, gunfire, detected, exact, wrong] = [0, 0, 0, 0, 0];
  for await (const answer of locateScenes(path, threads)) {
    if ('error' in answer)
      throw new Error(`scene ${answer.line}: expected ${answer.error.expected}, got ${answer.error.got}`);
    const truth = truths[at++]!;
    const right = answer.incidents.filter(({ x, y }) =>
      truth.shots.some((shot) => Math.hypot(shot.x - x!, shot.y - y!) < nearMeters),
    );
    wrong += answer.incidents.length - right.length;
    if (truth.rounds === 0) continue;
    gunfire++;
    if (right.length > 0) detected++;
    if (right.some(({ rounds }) => rounds === truth.rounds)) exact++;
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const used = (user + system) / 1e6;
  console.log(
    `${cells} cells of ${sceneSeconds} s, ${pulses} pulses (${(pulses / cells / 60 / sceneSeconds).toFixed(2)} a second of each sensor): ${seconds.toFixed(1)} s by ${threads} threads, ${used.toFixed(1)} s of processor: ${Math.round(pulses / seconds)} pulses a second, ${Math.round((pulses / used) * threads)} if the processors were free; ` +
      `memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB; gunfire found in ${detected} of ${gunfire} cells, rounds exact in ${exact}, false incidents ${wrong}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
