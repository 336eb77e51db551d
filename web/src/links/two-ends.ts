import { comparedKinds } from '../../../src/model/identity.ts';

/** What is done with two things of a board, once the second is chosen. */
export interface TwoEnds {
  readonly aim: 'path' | 'common' | 'compare';
  readonly from: string;
}

const kindOf = (id: string) => id.slice(0, id.indexOf(':'));

/** Whether things of this kind are held for one, or not, by what their rows say. */
export function isCompared(id: string): boolean {
  return (comparedKinds as readonly string[]).includes(kindOf(id));
}

/** What choosing a second thing comes to: nothing for a link or the same thing, and two of different kinds are not compared. */
export function secondEnd(first: TwoEnds, id: string | null): 'none' | 'other-kind' | 'both' {
  if (id === null || id.includes('~') || id === first.from) return 'none';
  return first.aim === 'compare' && kindOf(id) !== kindOf(first.from) ? 'other-kind' : 'both';
}
