import { Type, type Static } from '@sinclair/typebox';
import { correlationCandidateSchema, correlationRequestSchema } from './correlations.ts';
import { nullable } from './evidence.ts';
import { stageNames, stageTargetSchema } from './exhibit-board.ts';
import {
  entryMarks,
  exhibitLineSchema,
  exhibitScanSchema,
  exhibitSteps,
  exhibitStepSchema,
  testFireSchema,
} from './exhibits.ts';

/** An exhibit with everything that is known of it. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601` });

export const exhibitClockSchema = Type.Object(
  {
    stage: oneOf(stageNames, 'From what to what'),
    is: oneOf(['done', 'waiting', 'unknown'] as const, 'Gone through, waited in, or one of its moments is not known'),
    from: nullable(instant('When it began')),
    to: nullable(instant('When it ended')),
    hours: nullable(Type.Number({ description: 'How long it took, or takes so far' })),
    late: nullable(Type.Boolean({ description: 'Beyond the target; null without one' })),
    target: nullable(stageTargetSchema),
  },
  { description: 'One stage of an exhibit' },
);
export type ExhibitClock = Static<typeof exhibitClockSchema>;

export const entrySaysSchema = Type.Object(
  {
    record: Type.Integer({ description: 'Record of the entry' }),
    enteredAt: nullable(instant('When it was entered, as the import tells')),
    differs: Type.Array(
      Type.Object({
        fact: oneOf(['calibre', 'case', 'item', 'kind', 'origin', 'site'] as const, 'What of it'),
        here: Type.String({ description: 'As it is enrolled' }),
        there: Type.String({ description: 'As the import says' }),
      }),
      { description: 'Where the import says otherwise' },
    ),
  },
  { description: 'The entry of an import that speaks of the same acquisition' },
);

export const exhibitPageSchema = Type.Object(
  {
    ...exhibitLineSchema.properties,
    finish: nullable(Type.String({ description: 'Metal and finish' })),
    headstamp: nullable(Type.String({ description: 'Headstamp' })),
    marker: nullable(Type.String({ description: 'Marker at the scene' })),
    pieces: nullable(Type.Integer({ description: 'How many are in it' })),
    collectedBy: nullable(Type.String({ description: 'Who collected it' })),
    point: nullable(
      Type.Object(
        { lon: Type.Number({ description: 'Longitude' }), lat: Type.Number({ description: 'Latitude' }) },
        { description: 'Where it lay, degrees' },
      ),
    ),
    place: nullable(Type.String({ description: 'Where at the scene it lay, in words' })),
    site: nullable(Type.String({ description: 'Site at which it was entered' })),
    operator: nullable(Type.String({ description: 'Who made the entry there' })),
    region: nullable(Type.String({ description: 'Region the entry is compared within' })),
    marks: nullable(Type.Array(oneOf(entryMarks, 'A mark'), { description: 'Marks the entry holds; null: not known' })),
    enrolledBy: Type.String({ description: 'Who enrolled it here' }),
    enrolledAt: instant('When'),
    recovery: nullable(Type.Integer({ description: 'Record of the recovery of its firearm' })),
    testFire: nullable(testFireSchema),
    /** Of a firearm. */
    testFires: Type.Array(testFireSchema, { description: 'Test fires of it, where it is a firearm' }),
    entry: nullable(entrySaysSchema),
    scanList: Type.Array(exhibitScanSchema, { description: 'Its scans, the newest first' }),
    requests: Type.Array(correlationRequestSchema, { description: 'Searches for it, the newest first' }),
    candidateList: Type.Array(correlationCandidateSchema, {
      description: 'Candidates of it over all searches, the likeliest first; no conclusion of anybody',
    }),
    clocks: Type.Array(exhibitClockSchema, { description: 'Stages it went through or waits in' }),
    history: Type.Array(exhibitStepSchema, { description: 'Every step, the oldest first' }),
    steps: Type.Array(oneOf(exhibitSteps, 'A step'), { description: 'Steps that may be taken from here' }),
    undo: nullable(oneOf(exhibitSteps, 'The step the reader would take back')),
  },
  { $id: 'ExhibitPage', description: 'An exhibit with its scans, candidates, clocks and history' },
);
export type ExhibitPage = Static<typeof exhibitPageSchema>;
