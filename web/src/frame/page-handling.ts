import { createContext, use } from 'react';
import type { Column } from './column.ts';
import type { Words } from './words.tsx';

/** Handling tags of everything on a page; null where each source row has its own, undefined where a page bears none. */
export type PageHandling = readonly string[] | null | undefined;

const Handling = createContext<PageHandling>(undefined);
export const HandlingProvider = Handling.Provider;
export const usePageHandling = (): PageHandling => use(Handling);

/** How a page may be handled, in words, as it stands on paper. */
export function handlingWords(handling: readonly string[] | null, { say }: Pick<Words, 'say'>): string {
  if (handling === null) return say('print.handlingOfRows');
  const tags = [...new Set(handling)].toSorted();
  return tags.length === 0 ? say('print.noHandling') : `${say('firearm.handling')}: ${tags.join(', ')}`;
}

/** The columns of a list as it is copied: on a page whose rows may not go everywhere each row says how it may be handled. */
export function withHandling<Row>(
  columns: readonly Column<Row>[],
  handling: PageHandling,
  words: Pick<Words, 'say'>,
): readonly Column<Row>[] {
  if (handling === undefined) return columns;
  const tags = [...new Set(handling)].toSorted();
  const said = tags.length > 0 ? tags.join(', ') : handlingWords(handling, words);
  return [...columns, { id: 'handling', header: words.say('firearm.handling'), text: () => said }];
}
