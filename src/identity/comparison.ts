import type { TextArena } from './text-arena.ts';

/** What a cell of a column is, as a configuration says. */
export const fieldTypes = [
  'given-name',
  'family-name',
  'full-name',
  'date',
  'address',
  'street',
  'postcode',
  'place',
  'state',
  'phone',
  'email',
  'identifier',
  'category',
  'number',
  'firearm-serial',
  'firearm-make',
  'firearm-type',
  'licence',
  'text',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** One answer a comparison can give, from the closest to "otherwise". */
export interface Level {
  readonly name: string;
  /** In plain words, of two records: shown in the waterfall and printed in reports. */
  readonly description: string;
  /** How much of the rarity of the shared value counts here: 1 where the values are equal, 0 where rarity says nothing. */
  readonly rarity: number;
}

export const level = (name: string, description: string, rarity: number): Level => ({ name, description, rarity });

/** How two values of a field compare: `compare` gives the number of a level, 1 for equal values, of two values that are there; 0 where they say nothing of each other. */
export interface Comparison {
  readonly levels: readonly Level[];
  compare(a: number, b: number): number;
  /** Level of a value that both say, where that is not always the first: of a serial number of which not all can be read. */
  same?(a: number): number;
  /** Of two values that share a part, the values that are this part alone, as far as there are such: by their frequency it is weighed. */
  partsShared?(a: number, b: number): readonly number[];
}

/** Says that one text is meant by both, or a part of one: it may weigh no more than the text itself where both say it. */
export const meansOneText = ({ name }: Level): boolean => !['equal', 'exchanged', 'other', 'others'].includes(name);

/** Says that two numbers are two, by more than slips of a key. */
export const isOther = ({ name }: Level): boolean => name === 'other' || name === 'others';

/** Of a field's distinct values, and of how many records carry each. */
export type OpenComparison = (values: TextArena, counts: Int32Array) => Comparison;
