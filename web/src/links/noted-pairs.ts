import { linkThing } from '../../../src/model/boards.ts';
import type { LinkPair } from './link-look.ts';

/** What is noted, with the lines on one of whose links a note is. */
export function withNotedPairs(
  noted: ReadonlySet<string>,
  { pairs }: { readonly pairs: readonly LinkPair[] },
): ReadonlySet<string> {
  const lines = pairs.filter(({ links }) => links.some((link) => noted.has(linkThing(link.id)))).map(({ key }) => key);
  return lines.length === 0 ? noted : new Set([...noted, ...lines]);
}
