import type { Field } from './feed.ts';

/** A field of a shared block with the headers that only this feed knows added. */
export const alsoCalled = (field: Field, ...aliases: readonly string[]): Field => ({
  ...field,
  aliases: [...field.aliases, ...aliases],
});
