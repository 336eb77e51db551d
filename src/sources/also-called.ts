import type { Field } from './feed.ts';
import { headers } from './name-headers.ts';

/** A field of a shared block with the headers that only this feed knows added. */
export const alsoCalled = (field: Field, ...texts: readonly string[]): Field => ({
  ...field,
  aliases: [...field.aliases, ...headers(...texts)],
});
