import type { Field, ValueKind } from './feed.ts';

/** One part of a block of columns that many layouts have, such as a person's birth date. */
export interface BlockPart {
  readonly kind: ValueKind;
  /** Follows the block's owner: `Possessor's date of birth`. */
  readonly about: string;
  /** Headers for the part, to be said after the words for the block: `DOB` gives `Purchaser DOB`, `Buyer DOB`, … */
  readonly aliases: readonly string[];
}

export interface FieldBlock<P extends string, K extends string = string> {
  /** Begins the name of every field; empty where the layout has but one such thing. */
  readonly prefix: P;
  /** Whose or what's it is, for the data dictionary: `the purchaser`. */
  readonly owner: string;
  /** What headers call it; an empty word stands for headers that say only the part. */
  readonly words: readonly string[];
  /** Headers a layout has of its own for a part. */
  readonly more?: { readonly [Part in K]?: readonly string[] };
}

export type BlockFieldName<P extends string, K extends string> = P extends '' ? K : `${P}_${K}`;

/** The fields of a block of columns, each with every header its words and parts make. */
export function fieldBlock<P extends string, K extends string>(
  { prefix, owner, words, more }: FieldBlock<P, K>,
  parts: Readonly<Record<K, BlockPart>>,
): Record<BlockFieldName<P, K>, Field> {
  const fields: Record<string, Field> = {};
  for (const name of Object.keys(parts) as K[]) {
    const part = parts[name];
    const made = words.flatMap((word) => part.aliases.map((alias) => `${word} ${alias}`.trim()));
    fields[blockFieldName(prefix, name)] = {
      kind: part.kind,
      about: `${part.about} of ${owner}.`,
      aliases: [...made, ...(more?.[name] ?? [])],
    };
  }
  return fields as Record<BlockFieldName<P, K>, Field>;
}

/** Field name of each part, made once: building a name for every cell would cost more than cleaning it. */
export function blockFieldNames<P extends string, K extends string>(
  prefix: P,
  parts: Readonly<Record<K, BlockPart>>,
): Readonly<Record<K, BlockFieldName<P, K>>> {
  return Object.fromEntries(Object.keys(parts).map((name) => [name, blockFieldName(prefix, name)])) as never;
}

function blockFieldName(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}_${name}`;
}
