import type { Field, ValueKind } from './feed.ts';

/** Headers written as one text, `Case Number | Incident Number`: lists of dozens stay readable that way. */
export const headers = (...texts: readonly string[]): string[] =>
  texts.flatMap((text) => text.split('|').map((header) => header.trim()));

/** A field by its kind, what it holds, and the headers seen for it. */
export const field = (kind: ValueKind, about: string, ...texts: readonly string[]): Field => ({
  kind,
  about,
  aliases: headers(...texts),
});
