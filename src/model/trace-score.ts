import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { componentNames, indexModes } from './trace-index.ts';

/** How the index of a trace stood when it was shown. Points and inputs to three decimals. */

const points = (description: string) => nullable(Type.Number({ description }));
const componentName = Type.Union(
  componentNames.map((name) => Type.Literal(name)),
  { description: 'Which part it is' },
);

const scoreFields = {
  mode: Type.Union(
    indexModes.map((mode) => Type.Literal(mode)),
    { description: "reference: the published formula; city: the city's own" },
  ),
  version: Type.String({ description: 'Version of formula and weights' }),
  score: points('Points, 0 to 100; null where the formula gave none'),
  low: points('Points, were what was not recorded to add the least'),
  high: points('Points, were what was not recorded to add the most'),
  why: nullable(Type.String({ description: 'Why there was no score' })),
  parts: Type.Array(
    Type.Object({
      name: componentName,
      value: points('Days, firearms, events, or 1 for yes; null where it was not recorded'),
      x: nullable(
        Type.Array(Type.Number(), {
          description: 'What weights were multiplied with, each 0 to 1; null where it was not recorded',
        }),
      ),
      contribution: Type.Number({ description: 'Points it added' }),
      low: Type.Number({ description: 'Points it added at least' }),
      high: Type.Number({ description: 'Points it added at most' }),
    }),
    { description: 'The parts the score was the sum of' },
  ),
};

export const shownScoreSchema = Type.Object(scoreFields);
/** What is kept of an index that was shown or handed out. */
export type ShownScore = Static<typeof shownScoreSchema>;

export const earlierScoreSchema = Type.Object(
  {
    ...scoreFields,
    engine: Type.String({ description: 'What the rules were called that counted the parts' }),
    shownAt: Type.String({ description: 'When it was first shown so' }),
    differs: Type.Object(
      {
        version: Type.Boolean({ description: 'By another formula or other weights than now' }),
        engine: Type.Boolean({ description: 'Counted by other rules than now' }),
        parts: Type.Array(
          Type.Object({
            name: componentName,
            was: points('Value then; null where it was not recorded'),
            is: points('Value now; null where it is not recorded'),
            pointsWere: Type.Number({ description: 'Points it added then' }),
            pointsAre: Type.Number({ description: 'Points it adds now' }),
          }),
          { description: 'Parts with another value or other points than now' },
        ),
      },
      { description: 'Why it is another now' },
    ),
  },
  {
    $id: 'EarlierScore',
    description: 'How the index of a trace stood when it was shown before, and why it is another now',
  },
);
export type EarlierScore = Static<typeof earlierScoreSchema>;
