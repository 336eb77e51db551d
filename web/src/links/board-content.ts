import type { BoardContent } from '../../../src/model/boards.ts';
import type { BoardAddress } from './board.ts';
import type { Positions } from './layouts.ts';

/** Places are kept to a hundredth of the chart's units: finer than a pixel. */
const round = (value: number) => Math.round(value * 100) / 100;

/** What a save keeps of a board: ids, places and marks. What stands nowhere yet is not on it. */
export function contentOf(board: {
  readonly all: readonly string[];
  readonly roots: readonly string[];
  readonly address: BoardAddress;
  readonly positions: Positions;
}): BoardContent {
  const { address, positions } = board;
  const items = board.all.flatMap((id) => {
    const at = positions.get(id);
    return at === undefined ? [] : [{ id, x: round(at.x), y: round(at.y) }];
  });
  const there = new Set(items.map(({ id }) => id));
  const kept = (ids: readonly string[]) => [...new Set(ids)].filter((id) => there.has(id));
  return {
    items,
    roots: kept(board.roots),
    hidden: kept(address.hidden),
    pinned: kept(address.pinned),
    folded: kept(address.folded),
    colours: address.colours.flatMap(([id, colour]) => (there.has(id) ? [{ id, colour }] : [])),
    from: address.from ?? null,
    to: address.to ?? null,
    history: address.history,
    ...(address.groups ? { groups: true } : {}),
    ...(address.between ? { between: true } : {}),
    ...(address.dated ? { dated: true } : {}),
  };
}

const apart = 0.05;

/** Whether a board is as it was saved. */
export function sameContent(one: BoardContent, other: BoardContent): boolean {
  const places = new Map(one.items.map((item) => [item.id, item]));
  const list = (ids: readonly string[]) => ids.toSorted().join();
  return (
    one.items.length === other.items.length &&
    other.items.every(({ id, x, y }) => {
      const at = places.get(id);
      return at !== undefined && Math.hypot(at.x - x, at.y - y) <= apart;
    }) &&
    (['hidden', 'pinned', 'folded'] as const).every((name) => list(one[name]) === list(other[name])) &&
    list(one.colours.map((each) => Object.values(each).join())) ===
      list(other.colours.map((each) => Object.values(each).join())) &&
    one.from === other.from &&
    one.to === other.to &&
    (['history', 'groups', 'between', 'dated'] as const).every(
      (name) => (one[name] ?? false) === (other[name] ?? false),
    )
  );
}
