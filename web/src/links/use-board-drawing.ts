import { useMemo, useState } from 'react';
import { pairsAlong, readPair, writeStep, type StepOfWay } from './pair-question.ts';
import { useBoardShape, type BoardShape } from './use-board-shape.ts';
import type { BoardHandle } from './use-board.ts';

/** What is drawn of a board beside its things: groups, sizes, and what is brought forward. */
export interface BoardDrawing {
  readonly shape: BoardShape | null;
  readonly groups: ReadonlyMap<string, number> | undefined;
  readonly scale: ReadonlyMap<string, number> | undefined;
  /** All ways that were found, as steps. */
  readonly steps: readonly StepOfWay[];
  /** Lines of the way that is looked at. */
  readonly along: ReadonlySet<string>;
  readonly emphasised: ReadonlySet<string>;
  readonly group: number | null;
  readonly pointGroup: (group: number | null) => void;
}

/** How many times as large what lies most between others is drawn. */
const largest = 2.2;

/** By the root of what runs through: what lies between little stays apart from what lies between nothing. */
export function scaleOf(between: ReadonlyMap<string, number>): Map<string, number> | undefined {
  let most = 0;
  for (const score of between.values()) most = Math.max(most, score);
  if (most === 0) return undefined;
  return new Map([...between].map(([id, score]) => [id, 1 + (largest - 1) * Math.sqrt(score / most)]));
}

export function useBoardDrawing(handle: BoardHandle, look: string | undefined, hovered: string | null): BoardDrawing {
  const { address, board, ways, whole } = handle;
  const shape = useBoardShape(board, whole && address.groups, whole && address.between);
  const [group, pointGroup] = useState<number | null>(null);
  const scale = useMemo(() => (shape === null ? undefined : scaleOf(shape.between)), [shape]);
  const found = useMemo(
    () =>
      ways.flatMap(({ asked, found: { paths } }) =>
        paths.map((path, at) => ({ path, step: { ...readPair(asked), at } })),
      ),
    [ways],
  );
  const way = useMemo(() => found.find(({ step }) => writeStep(step) === look)?.path, [found, look]);
  const along = useMemo(() => new Set(way === undefined ? [] : pairsAlong(way)), [way]);
  const emphasised = useMemo(() => {
    if (hovered !== null) return new Set([hovered]);
    if (way !== undefined) return new Set(way);
    if (group !== null && shape !== null) return new Set(shape.groups[group - 1]);
    return new Set(found.flatMap(({ path }) => path));
  }, [found, hovered, way, group, shape]);
  return {
    shape,
    groups: address.groups ? shape?.groupOf : undefined,
    scale,
    steps: found.map(({ step }) => step),
    along,
    emphasised,
    group,
    pointGroup,
  };
}
