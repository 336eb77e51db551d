import { createSceneLocator } from '../acoustics/locate-scene.ts';
import { readScene, type SceneFault } from '../acoustics/read-scene.ts';
import type { SceneAnswer } from '../acoustics/scene-answer.ts';

/** A line of scenes that was none: which, and what was expected of it. */
export interface LineError {
  readonly line: number;
  readonly id?: string;
  readonly error: SceneFault & { readonly code: 'scene.invalid' };
}

export const lineError = (line: number, fault: SceneFault, id?: string): LineError => ({
  line,
  ...(id === undefined ? {} : { id }),
  error: { code: 'scene.invalid', ...fault },
});

/** Answers line after line of scenes; a line that is none gets an error of its own, and the next is read. */
export function createLineLocator(): (text: string, line: number) => SceneAnswer | LineError {
  const locate = createSceneLocator();
  return (text, line) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return lineError(line, {
        where: 'the line',
        expected: 'one JSON object (NaN and Infinity are not JSON)',
        got: text.slice(0, 40),
      });
    }
    const read = readScene(value);
    if (!('scene' in read)) {
      const { id } = (value ?? {}) as { id?: unknown };
      return lineError(line, read, typeof id === 'string' ? id : undefined);
    }
    return locate(read.scene, read.plane);
  };
}
