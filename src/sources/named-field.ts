import type { Field, ValueKind } from './feed.ts';
import { headerList } from './header-list.ts';

/** A field by its kind, what it holds, and the headers seen for it, each text a list parted by commas. */
export const field = (kind: ValueKind, about: string, ...headers: readonly string[]): Field => ({
  kind,
  about,
  aliases: headers.flatMap(headerList),
});
