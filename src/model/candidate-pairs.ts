import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { reviewConclusionSchema } from './nibin-states.ts';

/** Shapes of pairs that searches put together, and of what people say of them on a screen. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const person = (description: string) => Type.String({ description });

/** An exhibit as those who compare see it: nothing of the crime, which is none of the comparison. */
export const comparedExhibitSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit here' }),
    item: Type.String({ description: 'Item number of the agency' }),
    kind: Type.String({ description: 'What it is; CASING is a cartridge case' }),
    origin: Type.String({ description: 'SCENE or TEST_FIRE' }),
    calibre: nullable(
      Type.String({
        description: 'Code of the calibre, or the words where they name several; null where it is not known',
      }),
    ),
    aperture: nullable(Type.String({ description: 'Shape of the firing-pin aperture; null where it is not known' })),
    breechFace: nullable(Type.String({ description: 'Marks of the breech face; null where they are not known' })),
    scan: Type.Integer({ description: 'Its scan that was compared' }),
  },
  { $id: 'ComparedExhibit', description: 'One of a pair, as those who compare see it' },
);
export type ComparedExhibit = Static<typeof comparedExhibitSchema>;

export const comparisonFiguresSchema = Type.Object(
  {
    request: Type.Integer({ description: 'The search that found the pair' }),
    rank: Type.Integer({ description: 'Place of the candidate in it' }),
    score: nullable(Type.Number({ description: 'Score of the engine; null where too little overlaps to say' })),
    congruentCells: count('Congruent cells, the fewer of both ways'),
    cellsCompared: count('Cells compared, the same way'),
    wholeScanCorrelation: nullable(Type.Number({ description: 'Correlation of the surfaces as a whole' })),
    logRatio: nullable(
      Type.Object(
        {
          log10: Type.Number({ description: 'Base-ten logarithm of the likelihood ratio' }),
          low: Type.Number({ description: 'Lower end of its interval' }),
          high: Type.Number({ description: 'Upper end of its interval' }),
          cut: oneOf(['none', 'low', 'high'], 'Whether the set bears out no less, or no more, than this'),
        },
        { description: 'How the counts fall among pairs of one firearm and of two; null where it is undetermined' },
      ),
    ),
    undetermined: nullable(Type.String({ description: 'Why there is no likelihood ratio' })),
    expectedByChance: nullable(
      Type.Number({ description: 'How many of those compared would be as alike or more, were all of other firearms' }),
    ),
    foundAt: instant('When the search ended'),
  },
  { $id: 'ComparisonFigures', description: 'What the engine says of a pair: no conclusion' },
);
export type ComparisonFigures = Static<typeof comparisonFiguresSchema>;

export const givenReviewSchema = Type.Object(
  {
    turn: Type.Integer({ minimum: 1, maximum: 3, description: '1 and 2, and 3 where these two differ' }),
    conclusion: reviewConclusionSchema,
    note: nullable(Type.String({ description: 'What was said with it' })),
    by: person('Who'),
    at: instant('When'),
  },
  { $id: 'GivenReview', description: 'What somebody said of a pair' },
);
export type GivenReview = Static<typeof givenReviewSchema>;

export const consensusSchema = Type.Object(
  {
    conclusion: reviewConclusionSchema,
    reason: Type.String({ description: 'Why' }),
    proposedBy: person('Who proposed it'),
    proposedAt: instant('When'),
    agreedBy: nullable(person('Who agreed')),
    agreedAt: nullable(instant('When')),
  },
  { $id: 'ReviewConsensus', description: 'What reviewers who differed came to together' },
);
export type Consensus = Static<typeof consensusSchema>;

export const candidatePairSchema = Type.Object(
  {
    a: comparedExhibitSchema,
    b: comparedExhibitSchema,
    figures: comparisonFiguresSchema,
    state: oneOf(
      ['review', 'waiting', 'consensus', 'settled'],
      'review: to look at; that somebody did before is not said. waiting: the reader did, another has to. consensus: those who looked differ. settled: concluded',
    ),
    own: nullable(givenReviewSchema),
    mayUndo: Type.Boolean({ description: 'The reader may take back what they said' }),
    reviews: Type.Array(givenReviewSchema, {
      description: 'What each said: empty until the pair is settled, or those who looked have to agree',
    }),
    consensus: nullable(consensusSchema),
    conclusion: nullable(reviewConclusionSchema),
    lead: nullable(Type.Integer({ description: 'Number of the lead it became' })),
  },
  { $id: 'CandidatePair', description: 'A pair of exhibits that a search put together' },
);
export type CandidatePair = Static<typeof candidatePairSchema>;

export const candidateQueueSchema = Type.Object(
  {
    items: Type.Array(candidatePairSchema),
    more: Type.Boolean({ description: 'There are more than are shown' }),
    counts: Type.Object(
      {
        review: count('To look at'),
        waiting: count('Looked at by the reader, waiting for another person'),
        consensus: count('Those who looked differ, and the reader is one of them'),
        settled: count('Concluded'),
      },
      { description: 'Pairs by where they stand for the reader' },
    ),
  },
  { $id: 'CandidateQueue', description: 'Pairs that searches put together, the strongest and gravest first' },
);
export type CandidateQueue = Static<typeof candidateQueueSchema>;
