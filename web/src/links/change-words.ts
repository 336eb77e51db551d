import type { BoardVersion } from '../../../src/model/boards.ts';
import type { Say } from '../frame/words.tsx';

/** What a version changed, in a sentence: “3 things added, 1 moved”. */
export function changeWords({ change, restoredFrom }: BoardVersion, say: Say): string {
  const parts = [
    ...(restoredFrom === null ? [] : [say('saved.restoredFrom', { n: restoredFrom })]),
    ...(change.added > 0 ? [say('saved.change.added', { n: change.added })] : []),
    ...(change.removed > 0 ? [say('saved.change.removed', { n: change.removed })] : []),
    ...(change.moved > 0 ? [say('saved.change.moved', { n: change.moved })] : []),
    ...(change.marked > 0 ? [say('saved.change.marked', { n: change.marked })] : []),
    ...(change.filters ? [say('saved.change.filters')] : []),
  ];
  return parts.length === 0 ? say('saved.change.none') : parts.join(', ');
}
