import { sceneKinds, type SceneKind } from '../acoustics/scene.ts';
import { simulateScene } from '../acoustics/simulate-scene.ts';
import { Random } from '../stats/random.ts';
import { writeLines } from './write-whole.ts';

export interface MadeScenes {
  readonly scenes: number;
  readonly file: string;
  readonly truth: string;
}

/** Writes scenes and, beside them, their truth, line for line. The same seed gives the same bytes. */
export async function simulateScenes(options: {
  readonly seed: number;
  readonly scenes: number;
  /** Null: each kind in turn. */
  readonly kind: SceneKind | null;
  readonly grouped: boolean;
  readonly out: string;
}): Promise<MadeScenes> {
  const truth = `${options.out.replace(/\.jsonl$/, '')}.truth.jsonl`;
  await writeLines(options.out, made(options, 'scene'));
  await writeLines(truth, made(options, 'truth'));
  return { scenes: options.scenes, file: options.out, truth };
}

/** Made twice rather than held: each scene has a generator of its own, so the second time is the same. */
function* made(
  { seed, scenes, kind, grouped }: Parameters<typeof simulateScenes>[0],
  part: 'scene' | 'truth',
): Generator<string> {
  const random = new Random(`acoustics/${seed}`);
  for (let at = 0; at < scenes; at++) {
    const one = simulateScene(random.fork(at), {
      id: `${seed}-${at + 1}`,
      kind: kind ?? (grouped ? 'single' : sceneKinds[at % sceneKinds.length]!),
      grouped,
    });
    yield JSON.stringify(one[part]);
  }
}

/** Undefined where no kind has that name. */
export const kindNamed = (name: string): SceneKind | undefined => sceneKinds.find((kind) => kind === name);
