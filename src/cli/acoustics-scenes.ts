import { parseArgs } from 'node:util';
import { locateScenes, type SceneLine } from '../jobs/locate-scenes.ts';
import { kindNamed, simulateScenes } from '../jobs/simulate-scenes.ts';
import { UsageError, type CommandIo } from './command.ts';

const workersMax = 64;
const scenesMax = 10_000_000;

/** `locate` and `simulate`, the first of `args`. */
export async function acousticsScenes(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      workers: { type: 'string', default: '1' },
      seed: { type: 'string' },
      scenes: { type: 'string' },
      kind: { type: 'string' },
      grouped: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [verb, file, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`Expected one file; got ${rest.join(' ')} as well.`);
  if (file === undefined) throw new UsageError('Expected the name of a file of scenes.');
  if (verb === 'locate') return locate(file, wholeNumber('workers', values.workers, 1, workersMax), values.json, io);
  const kind = values.kind === undefined ? null : kindNamed(values.kind);
  if (kind === undefined)
    throw new UsageError(
      `Expected --kind to be single, semi-automatic, automatic, two-shooters, moving or clutter; got ${values.kind}.`,
    );
  const made = await simulateScenes({
    seed: wholeNumber('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    scenes: wholeNumber('scenes', values.scenes, 1, scenesMax),
    kind,
    grouped: values.grouped,
    out: file,
  });
  if (values.json) io.json(made);
  else io.out(`${made.scenes} scenes in ${made.file}, their truth in ${made.truth}`);
  return 0;
}

async function locate(file: string, workers: number, json: boolean, io: CommandIo): Promise<number> {
  let wrong = 0;
  for await (const answer of locateScenes(file, workers)) {
    if ('error' in answer) wrong++;
    if (json) io.json(answer);
    else io.out(describe(answer));
  }
  if (wrong > 0) io.err(`${wrong} lines are no scenes: each has its error in its place.`);
  return 0;
}

function describe(answer: SceneLine): string {
  if ('error' in answer) {
    const { where, expected, got } = answer.error;
    return `line ${answer.line}: expected ${expected} at ${where}; got ${got}`;
  }
  const shots = answer.shots.map((shot) => {
    if (shot.kind === 'undetermined') return `  not located (${shot.code}): ${shot.detail}`;
    const { majorMeters, minorMeters } = shot.ellipse95;
    const place =
      shot.lon === undefined
        ? `${shot.x!.toFixed(1)} m east, ${shot.y!.toFixed(1)} m north`
        : `${shot.lat!.toFixed(6)}, ${shot.lon.toFixed(6)}`;
    return `  ${shot.timeSeconds.toFixed(3)} s at ${place}, within ${majorMeters.toFixed(1)} by ${minorMeters.toFixed(1)} m, ${shot.sensors} sensors`;
  });
  return [`${answer.id}: ${answer.shots.length === 1 ? '1 shot' : `${answer.shots.length} shots`}`, ...shots].join(
    '\n',
  );
}

function wholeNumber(name: string, given: string | undefined, low: number, high: number): number {
  const value = given !== undefined && /^\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= low && value <= high))
    throw new UsageError(`Expected --${name} to be a whole number from ${low} to ${high}; got ${given ?? 'nothing'}.`);
  return value;
}
