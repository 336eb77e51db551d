import type { BoardColour } from '../../../src/model/boards.ts';

/** The token each colour a person may give is drawn in. */
export const colourTokens: Readonly<Record<BoardColour, string>> = {
  blue: 'trace',
  green: 'sale',
  amber: 'lead',
  red: 'hit',
  violet: 'recovery',
};

/** Groups that have a colour of their own; the number stands beside every mark all the same. */
export const groupColours = 8;

/** The token a group is drawn in. */
export function groupToken(group: number): string {
  return group <= groupColours ? `group-${group}` : 'unknown';
}

/** How far the field of a group reaches beyond a mark: less where there are many, and they stand close. */
export const fieldRoom = (radius: number) => (radius < 12 ? 3 : 7);

/** The words beside a mark: its name, and how many of its links are not shown. */
export function wordsOf(label: string, hidden: number): string {
  const name = label.length > 28 ? `${label.slice(0, 27)}…` : label;
  return hidden > 0 ? `${name}  +${hidden}` : name;
}

/** How weighty a mark is: what is pointed at first, then where the chart began, then by distance. */
export function rankOf(
  entity: { readonly id: string; readonly hop: number },
  props: {
    readonly selected: string | null;
    readonly roots: ReadonlySet<string>;
    readonly emphasised: ReadonlySet<string>;
  },
  hovered: string | null,
): number {
  return entity.id === props.selected || entity.id === hovered
    ? 0
    : props.roots.has(entity.id)
      ? 1
      : props.emphasised.has(entity.id)
        ? 2
        : 3 + entity.hop;
}
