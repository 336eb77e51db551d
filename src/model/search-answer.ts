import { Type, type Static } from '@sinclair/typebox';
import { entityKindSchema, entityRefSchema } from './evidence.ts';

export const searchResultSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    field: Type.String({
      description: 'What fits: serial, name, address, licence, case-number, trace-number, report-number',
    }),
    shown: Type.String({ description: 'The value that fits, as recorded' }),
    why: Type.Union(
      [
        Type.Literal('exact'),
        Type.Literal('starts'),
        Type.Literal('pattern'),
        Type.Literal('look-alike'),
        Type.Literal('swapped'),
        Type.Literal('differs'),
        Type.Literal('longer'),
        Type.Literal('shorter'),
        Type.Literal('contains'),
        Type.Literal('similar'),
      ],
      {
        description:
          'How it fits: exactly, by its start, by the wildcards, inside, or as a similar spelling; a number also with look-alike characters exchanged, two neighbours swapped, one character differing, or one more or less than typed',
      },
    ),
    detail: Type.String({ description: 'A second line that tells namesakes apart' }),
  },
  { $id: 'SearchResult', description: 'An entity that fits a search, and why' },
);
export type SearchResult = Static<typeof searchResultSchema>;

export const searchSchema = Type.Object(
  {
    query: Type.String({ description: 'As it was typed' }),
    results: Type.Array(searchResultSchema, { description: 'By how they fit, the best first' }),
    counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'What fits, by kind, counted up to 50',
    }),
    atLeast: Type.Array(entityKindSchema, { description: 'Kinds of which there may be more than counted' }),
    more: Type.Boolean({ description: 'There are more than shown, or may be' }),
    milliseconds: Type.Number({ description: 'How long the search took' }),
    note: Type.Optional(Type.String({ description: 'Why nothing was looked for, or not everywhere, in plain words' })),
  },
  { $id: 'Search', description: 'What fits a search' },
);
export type Search = Static<typeof searchSchema>;
