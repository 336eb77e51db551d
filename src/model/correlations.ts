import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { askedOf, correlationStates, undeterminedCodes } from './exhibits.ts';

/** Shapes of what the collection is searched for, and of the candidates a search found. A candidate is no conclusion. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const count = (description: string) => Type.Integer({ minimum: 0, description });

const compareCellsSchema = (description: string) =>
  Type.Object({ congruent: count('Congruent'), compared: count('Compared') }, { description });

export const correlationFilterSchema = Type.Object(
  {
    calibre: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Code of the calibre, with a question mark where it is not sure, or the words that name several',
      }),
    ),
    aperture: Type.Optional(Type.String({ maxLength: 20, description: 'Shape of the firing-pin aperture' })),
    breechFace: Type.Optional(Type.String({ maxLength: 20, description: 'Marks of the breech face' })),
  },
  {
    additionalProperties: false,
    description: 'Characteristics a candidate must have, or of which nothing is known of it',
  },
);
export type CorrelationFilter = Static<typeof correlationFilterSchema>;

export const correlationRequestSchema = Type.Object(
  {
    request: Type.Integer({ description: 'Number of the request' }),
    exhibit: Type.Integer({ description: 'Exhibit that was searched for' }),
    scan: Type.Integer({ description: 'Its scan' }),
    askedOf: oneOf(askedOf, 'The collection here, or the national centre'),
    state: oneOf(correlationStates, 'Waiting, running, done or failed'),
    requestedBy: Type.String({ description: 'Who asked' }),
    requestedAt: instant('When'),
    startedAt: nullable(instant('When it was begun')),
    finishedAt: nullable(instant('When it ended')),
    failure: nullable(
      Type.Object(
        { code: Type.String({ description: 'Which failure' }), message: Type.String({ description: 'What is wrong' }) },
        { description: 'Why it failed' },
      ),
    ),
    only: correlationFilterSchema,
    exhaustive: Type.Boolean({ description: 'Nothing was sieved out before cells were compared' }),
    indexed: nullable(count('Exhibits in the collection then')),
    compared: nullable(count('Exhibits it was compared with, one way or another')),
    otherClass: nullable(count('Left out as of another class')),
    unknownClass: nullable(count('Compared although what was asked for is not known of them, or not surely otherwise')),
    engine: nullable(Type.String({ description: 'Version of the engine' })),
    calibration: nullable(
      Type.String({ description: 'Calibration set of the likelihood ratios; null where there is none' }),
    ),
    progress: nullable(
      Type.Object(
        { done: count('Compared so far'), of: count('To compare') },
        { description: 'How far it is, while it runs' },
      ),
    ),
  },
  { $id: 'CorrelationRequest', description: 'A search of the collection for an exhibit' },
);
export type CorrelationRequest = Static<typeof correlationRequestSchema>;

export const correlationCandidateSchema = Type.Object(
  {
    request: Type.Integer({ description: 'The search that found it' }),
    rank: Type.Integer({ minimum: 1, description: 'Place in the list of the exhibit, over all its searches' }),
    exhibit: Type.Integer({ description: 'The candidate' }),
    scan: Type.Integer({ description: 'Its scan' }),
    item: Type.String({ description: 'Its item number' }),
    case: nullable(Type.String({ description: 'Its case number' })),
    origin: Type.String({ description: 'SCENE or TEST_FIRE' }),
    sought: Type.Boolean({
      description:
        'It was found in a search for this exhibit; otherwise this exhibit was found in a search for the candidate',
    }),
    score: nullable(Type.Number({ description: 'Score of the engine; null where too little overlaps to say' })),
    congruentCells: count('Congruent cells, the fewer of both ways'),
    cellsCompared: count('Cells compared, the same way'),
    ownCells: compareCellsSchema('Cells of this exhibit, laid on the candidate'),
    otherCells: compareCellsSchema('Cells of the candidate, laid on this exhibit'),
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
    undetermined: nullable(oneOf(undeterminedCodes, 'Why there is no likelihood ratio')),
    expectedByChance: nullable(
      Type.Number({
        description:
          'How many of those compared would be as alike or more, were all of other firearms; null without a calibration set',
      }),
    ),
    foundAt: instant('When the search ended'),
  },
  { $id: 'CorrelationCandidate', description: 'What a search found, for a person to look at' },
);
export type CorrelationCandidate = Static<typeof correlationCandidateSchema>;
