import { useEffect, useMemo, useState } from 'react';
import type { Board } from './board.ts';
import type { ShapeAnswer, ShapeQuestion } from './board-shape.ts';

/** Groups, and what lies between others, of what is drawn now. */
export interface BoardShape {
  /** Ids in each group, the largest first. */
  readonly groups: readonly (readonly string[])[];
  /** The number of the group each thing is in, from 1; of one tied to nothing none. */
  readonly groupOf: ReadonlyMap<string, number>;
  /** Pairs of others whose shortest ways run through each. */
  readonly between: ReadonlyMap<string, number>;
  /** All pairs of others there are. */
  readonly pairs: number;
  readonly why: 'too-large' | 'nothing-tied' | 'failed' | null;
}

const numberOf = (id: string) => Number(id.slice(id.indexOf(':') + 1));

/** What a drawing asks: withdrawn links are drawn and tie nothing. */
export function questionOf(
  { entities, links }: Pick<Board, 'entities' | 'links'>,
  asked: { readonly groups: boolean; readonly between: boolean },
): ShapeQuestion {
  return {
    ...asked,
    entities: entities.map(({ id }) => numberOf(id)),
    links: links
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ subject, object }) => ({ subject: numberOf(subject), object: numberOf(object) })),
  };
}

/** The answer in the ids of the board. */
export function shapeWithIds({ entities }: Pick<Board, 'entities'>, answer: ShapeAnswer | 'failed'): BoardShape {
  const none = { groups: [], groupOf: new Map<string, number>(), between: new Map<string, number>(), pairs: 0 };
  if (answer === 'failed') return { ...none, why: 'failed' };
  const idOf = new Map(entities.map(({ id }) => [numberOf(id), id]));
  const why = [answer.groups, answer.between].find((each) => typeof each === 'string') ?? null;
  const groups = Array.isArray(answer.groups)
    ? (answer.groups as number[][]).map((members) => members.map((number) => idOf.get(number)!))
    : [];
  const between = typeof answer.between === 'object' ? answer.between : null;
  return {
    groups,
    groupOf: new Map(groups.flatMap((ids, at) => ids.map((id) => [id, at + 1] as const))),
    between: new Map(between?.scores.map(({ id, score }) => [idOf.get(id)!, score])),
    pairs: between?.pairs ?? 0,
    why,
  };
}

/** Null where nothing is asked, or while it is computed. */
export function useBoardShape(board: Board, groups: boolean, between: boolean): BoardShape | null {
  const [told, setTold] = useState<{ of: object; shape: BoardShape } | null>(null);
  const { entities, links } = board;
  const question = useMemo(
    () => (groups || between ? questionOf({ entities, links }, { groups, between }) : null),
    [entities, links, groups, between],
  );
  useEffect(() => {
    if (question === null) return;
    const worker = new Worker(new URL('./board-shape-worker.ts', import.meta.url), { type: 'module' });
    const tell = (answer: ShapeAnswer | 'failed') =>
      setTold({ of: question, shape: shapeWithIds({ entities }, answer) });
    worker.addEventListener('message', ({ data }: MessageEvent<ShapeAnswer>) => tell(data));
    worker.addEventListener('error', () => tell('failed'));
    worker.postMessage(question);
    // Another drawing, another question: what is no longer asked is not computed to its end.
    return () => worker.terminate();
  }, [question, entities]);
  return question !== null && told?.of === question ? told.shape : null;
}
