import type { Field } from './feed.ts';
import { headerList } from './header-list.ts';

/** A field of a shared block with the headers that only this feed knows added, each text a list parted by commas. */
export const alsoCalled = (named: Field, ...headers: readonly string[]): Field => ({
  ...named,
  aliases: [...named.aliases, ...headers.flatMap(headerList)],
});
