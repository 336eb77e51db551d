import { betweenness } from '../../../src/links/betweenness.ts';
import { communities } from '../../../src/links/communities.ts';

/** What is asked of a drawing: its things by number, and what ties them. */
export interface ShapeQuestion {
  readonly entities: readonly number[];
  readonly links: readonly { readonly subject: number; readonly object: number }[];
  readonly groups: boolean;
  readonly between: boolean;
}

export interface ShapeAnswer {
  /** Members of each group, the largest first; those tied to nothing are in none. Null where it was not asked. */
  readonly groups: readonly (readonly number[])[] | 'too-large' | 'nothing-tied' | null;
  /** Pairs of others whose shortest ways run through each, and all pairs of others there are. */
  readonly between:
    | { readonly scores: readonly { readonly id: number; readonly score: number }[]; readonly pairs: number }
    | 'too-large'
    | 'nothing-tied'
    | null;
}

/** Groups of a drawing, and what lies between others in it: of what is drawn, and of nothing else. */
export function shapeOf({ entities, links, groups, between }: ShapeQuestion): ShapeAnswer {
  const board = { entities, links };
  const found = groups ? communities(board) : null;
  const scored = between ? betweenness(board) : null;
  const others = entities.length - 1;
  return {
    groups:
      found === null
        ? null
        : found.kind === 'undetermined'
          ? found.why
          : found.communities.filter((members) => members.length > 1),
    between:
      scored === null
        ? null
        : scored.kind === 'undetermined'
          ? scored.why
          : { scores: scored.scores, pairs: Math.max(0, (others * (others - 1)) / 2) },
  };
}
