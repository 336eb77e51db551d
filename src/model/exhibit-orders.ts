import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import {
  apertureShapes,
  breechFaceTypes,
  calibreSources,
  entryMarks,
  exhibitKinds,
  exhibitOrigins,
  exhibitSteps,
  firingTraps,
} from './exhibits.ts';

/** What people hand in about exhibits. */

const strict = { additionalProperties: false } as const;
const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const text = (most: number, description: string) => nullable(Type.String({ maxLength: most, description }));
const instant = (description: string) =>
  Type.String({
    pattern: '^[12]\\d{3}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2})$',
    description: `${description}, ISO 8601 with its zone`,
  });

/** What a file tells no person says. */
const writtenCalibreSources = calibreSources.filter((each) => each !== 'IMPORT');

export const exhibitFactsSchema = Type.Object(
  {
    item: Type.String({ minLength: 1, maxLength: 60, description: 'Item number of the agency' }),
    labItem: text(60, 'Item number of the laboratory'),
    ibis: text(60, 'IBIS number of the acquisition, once it has one'),
    case: text(60, 'Case number'),
    kind: oneOf(exhibitKinds, 'What it is; CASING is a cartridge case'),
    origin: oneOf(exhibitOrigins, 'Found at a scene, or fired to test a firearm'),
    calibre: text(40, 'Calibre, as written or by its code'),
    calibreSource: Type.Optional(
      nullable(
        oneOf(
          writtenCalibreSources,
          'By whom the calibre is known: EXAMINED read in the laboratory, NOTED by whoever collected it; null: not said',
        ),
      ),
    ),
    finish: text(60, 'Metal and finish'),
    headstamp: text(60, 'Headstamp'),
    marker: text(40, 'Marker at the scene'),
    pieces: nullable(Type.Integer({ minimum: 1, maximum: 10_000, description: 'How many are in it' })),
    collectedAt: nullable(instant('When it was collected')),
    collectedBy: text(80, 'Who collected it'),
    aperture: nullable(oneOf(apertureShapes, 'Shape of the firing-pin aperture; null where it is not known')),
    breechFace: nullable(oneOf(breechFaceTypes, 'Marks of the breech face; null where they are not known')),
    point: Type.Optional(
      nullable(
        Type.Object(
          {
            lon: Type.Number({ minimum: -180, maximum: 180, description: 'Longitude' }),
            lat: Type.Number({ minimum: -90, maximum: 90, description: 'Latitude' }),
          },
          { ...strict, description: 'Where it lay, degrees' },
        ),
      ),
    ),
    place: Type.Optional(text(120, 'Where at the scene it lay, in words')),
    site: Type.Optional(text(80, 'Site at which it was entered')),
    operator: Type.Optional(text(80, 'Who made the entry there')),
    region: Type.Optional(text(80, 'Region the entry is compared within')),
    marks: Type.Optional(
      nullable(
        Type.Array(oneOf(entryMarks, 'A mark'), {
          uniqueItems: true,
          description: 'Marks the entry holds; null: not known',
        }),
      ),
    ),
    recovery: nullable(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Record of the recovery of the firearm',
      }),
    ),
    testFire: nullable(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Test fire it comes from' }),
    ),
  },
  { ...strict, description: 'What is written down of an exhibit' },
);
export type ExhibitFactsWritten = Static<typeof exhibitFactsSchema>;

export const enrolOrderSchema = Type.Object(
  {
    facts: exhibitFactsSchema,
    receivedAt: nullable(instant('When the laboratory received it; null where it has not yet')),
    receivedBy: text(80, 'Who received it there'),
    triaged: Type.Boolean({ description: 'It was looked at, and is to be entered' }),
  },
  strict,
);
export type EnrolOrder = Static<typeof enrolOrderSchema>;

const version = Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'The version it was decided on' });

export const editExhibitSchema = Type.Object({ version, facts: exhibitFactsSchema }, strict);

export const testFireOrderSchema = Type.Object(
  {
    technician: Type.String({ minLength: 1, maxLength: 80, description: 'Who fired' }),
    rounds: Type.Integer({ minimum: 0, maximum: 100, description: 'Rounds fired; none where it was refused' }),
    ammunition: text(80, 'Ammunition used'),
    trap: nullable(oneOf(firingTraps, 'What it was fired into')),
    refused: text(300, 'Why no round was fired'),
  },
  { ...strict, description: 'A test fire' },
);
export type TestFireOrder = Static<typeof testFireOrderSchema>;

export const exhibitStepOrderSchema = Type.Object(
  {
    version,
    step: oneOf(
      exhibitSteps.filter((step) => step !== 'enrol' && step !== 'edit' && step !== 'withdraw-scan' && step !== 'mask'),
      'The step',
    ),
    at: Type.Optional(instant('When it was done; now where it is left out')),
    custodyTo: Type.Optional(Type.String({ minLength: 1, maxLength: 80, description: 'Who took it' })),
    note: Type.Optional(Type.String({ maxLength: 500, description: 'Why, or what is to be said with it' })),
    testFire: Type.Optional(testFireOrderSchema),
  },
  strict,
);
export type ExhibitStepOrder = Static<typeof exhibitStepOrderSchema>;
