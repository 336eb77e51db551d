import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { stageNames } from './exhibit-board.ts';
import { entityIdSchema } from './ids.ts';

/** Shapes of ballistic exhibits: what they are, where they stand, who holds them, their scans, and what a search found. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const exhibitKinds = ['CASING', 'BULLET', 'FIREARM', 'LIVE_ROUND', 'FRAGMENT'] as const;
export type ExhibitKind = (typeof exhibitKinds)[number];

export const exhibitOrigins = ['SCENE', 'TEST_FIRE'] as const;
export type ExhibitOrigin = (typeof exhibitOrigins)[number];

/** Shape of the firing-pin aperture, as it shows on the primer. */
export const apertureShapes = ['RECTANGULAR', 'CIRCULAR', 'ELLIPTICAL', 'TEARDROP', 'OTHER'] as const;
export type ApertureShape = (typeof apertureShapes)[number];

/** Marks that the making of the breech face left. */
export const breechFaceTypes = [
  'PARALLEL',
  'ARCHED',
  'CIRCULAR',
  'CROSS_HATCHED',
  'GRANULAR',
  'SMOOTH',
  'OTHER',
] as const;
export type BreechFaceType = (typeof breechFaceTypes)[number];

/** Marks of a cartridge case that an entry holds. */
export const entryMarks = ['BREECH_FACE', 'FIRING_PIN', 'EJECTOR'] as const;
export type EntryMark = (typeof entryMarks)[number];

export const exhibitStates = [
  'COLLECTED',
  'RECEIVED',
  'TRIAGED',
  'TEST_FIRED',
  'IMAGED',
  'CORRELATED',
  'NO_LEAD',
  'LEAD',
  'NOT_ELIGIBLE',
  'DEFERRED',
] as const;
export type ExhibitState = (typeof exhibitStates)[number];

/**
 * Steps of an exhibit. `hand-over`, `note` and `ask-nnctc` (the national centre is asked to correlate it; what it answers is `correlate`) leave it where it stands; `image` and `correlate` are the program's where a scan is handed in
 * and searched for, and a person's where another laboratory did it.
 */
export const exhibitSteps = [
  'enrol',
  'edit',
  'receive',
  'triage',
  'test-fire',
  'image',
  'ask-nnctc',
  'correlate',
  'no-lead',
  'lead',
  'reopen',
  'not-eligible',
  'defer',
  'resume',
  'hand-over',
  'note',
  'withdraw-scan',
  'mask',
  'undo',
] as const;
export type ExhibitStep = (typeof exhibitSteps)[number];

export const firingTraps = ['WATER_TANK', 'COTTON_BOX', 'RANGE', 'OTHER'] as const;
export type FiringTrap = (typeof firingTraps)[number];

export const scanStates = ['RECEIVED', 'PREPARED', 'FAILED', 'WITHDRAWN'] as const;
export type ScanState = (typeof scanStates)[number];

export const correlationStates = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const;
export type CorrelationState = (typeof correlationStates)[number];

/** By whom a calibre is known: read in the laboratory (headstamp, measured), noted by whoever collected it, or told by an import. */
export const calibreSources = ['EXAMINED', 'NOTED', 'IMPORT'] as const;
export type CalibreSource = (typeof calibreSources)[number];

export const askedOf = ['LOCAL', 'NNCTC'] as const;
export type AskedOf = (typeof askedOf)[number];

export const undeterminedCodes = [
  'no-calibration-set',
  'calibration-of-other-method',
  'calibration-without-class',
  'other-class',
  'class-unknown',
  'turns-left-out',
  'too-little-compared',
] as const;
export type UndeterminedCode = (typeof undeterminedCodes)[number];

export const exhibitStateSchema = oneOf(exhibitStates, 'Where the exhibit stands');

export const exhibitLineSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit here' }),
    version: Type.Integer({ description: 'Changes with every step; a step names the version it was decided on' }),
    item: Type.String({ description: 'Item number of the agency' }),
    labItem: nullable(Type.String({ description: 'Item number of the laboratory' })),
    ibis: nullable(Type.String({ description: 'IBIS number of the acquisition' })),
    case: nullable(Type.String({ description: 'Case number as written' })),
    kind: oneOf(exhibitKinds, 'What it is; CASING is a cartridge case'),
    origin: oneOf(exhibitOrigins, 'Found at a scene, or fired to test a firearm'),
    calibre: nullable(Type.String({ description: 'Code of the calibre; null where it is not known' })),
    calibreWritten: nullable(
      Type.String({
        description: 'The words, where they name several calibres; the code is then that of the likeliest',
      }),
    ),
    calibreSource: nullable(
      oneOf(
        calibreSources,
        'By whom the calibre is known: EXAMINED read in the laboratory, NOTED by whoever collected it, IMPORT told by a file; null where that is not said. Nothing but EXAMINED is sure',
      ),
    ),
    aperture: nullable(oneOf(apertureShapes, 'Shape of the firing-pin aperture; null where it is not known')),
    breechFace: nullable(oneOf(breechFaceTypes, 'Marks of the breech face; null where they are not known')),
    state: exhibitStateSchema,
    stateAt: instant('When it came to stand there'),
    stateBy: Type.String({ description: 'Who brought it there' }),
    notEnteredReason: nullable(Type.String({ description: 'Why it is not eligible, or deferred' })),
    holder: nullable(Type.String({ description: 'Who holds it' })),
    collectedAt: nullable(instant('When it was collected')),
    incident: nullable(entityIdSchema),
    firearm: nullable(entityIdSchema),
    scans: count('Scans in force'),
    candidates: count('Candidates found for it, or it for others'),
    late: Type.Array(oneOf(stageNames, 'A stage'), { description: 'Stages it waits in beyond their targets' }),
    made: Type.Boolean({ description: 'Only made to show what the program does' }),
  },
  { $id: 'ExhibitLine', description: 'An exhibit in the list' },
);
export type ExhibitLine = Static<typeof exhibitLineSchema>;

export const exhibitStepSchema = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the step' }),
    step: oneOf(exhibitSteps, 'What was done'),
    from: nullable(exhibitStateSchema),
    to: exhibitStateSchema,
    custodyFrom: nullable(Type.String({ description: 'Who handed it over' })),
    custodyTo: nullable(Type.String({ description: 'Who took it' })),
    note: nullable(Type.String({ description: 'Why, or what was said with it' })),
    compared: nullable(
      Type.Integer({
        minimum: 0,
        description: 'Exhibits compared, of a search by the program; null of every other step',
      }),
    ),
    byProgram: Type.Boolean({ description: 'Done by the program, not by a person' }),
    undone: Type.Boolean({ description: 'Was taken back' }),
    at: instant('When it was done'),
    by: Type.String({ description: 'Who did it' }),
    recordedAt: instant('When it was written down'),
  },
  { $id: 'ExhibitStep', description: 'A step of an exhibit, or of its chain of custody' },
);
export type ExhibitStepDone = Static<typeof exhibitStepSchema>;

export const testFireSchema = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the test fire' }),
    firedAt: instant('When'),
    technician: Type.String({ description: 'Who fired' }),
    rounds: count('Rounds fired'),
    ammunition: nullable(Type.String({ description: 'Ammunition used' })),
    trap: nullable(oneOf(firingTraps, 'What it was fired into')),
    refused: nullable(Type.String({ description: 'Why no round was fired' })),
    exhibits: Type.Array(Type.Integer({ description: 'Number of an exhibit' }), {
      description: 'Cartridge cases and bullets of it that are exhibits',
    }),
  },
  { $id: 'TestFire', description: 'A test fire of a firearm' },
);
export type TestFire = Static<typeof testFireSchema>;

export const exhibitScanSchema = Type.Object(
  {
    scan: Type.Integer({ description: 'Number of the scan' }),
    file: Type.String({ description: 'Name of the file as handed in' }),
    sha256: Type.String({ description: 'SHA-256 of the file as handed in' }),
    surfaceSha256: nullable(Type.String({ description: 'SHA-256 of the surface made of it, which is compared' })),
    bytes: count('Bytes of the file'),
    state: oneOf(scanStates, 'Received and waiting, prepared, failed, or taken off the exhibit, of which it is not'),
    failure: nullable(
      Type.Object(
        { code: Type.String({ description: 'Which failure' }), message: Type.String({ description: 'What is wrong' }) },
        { description: 'Why it could not be prepared, or was taken off the exhibit' },
      ),
    ),
    pitchMicrons: nullable(Type.Number({ description: 'Step of the surface in micrometres' })),
    width: nullable(count('Columns of the surface')),
    height: nullable(count('Rows of the surface')),
    measured: nullable(
      Type.Object(
        {
          numerator: count('Points measured'),
          denominator: count('Points in all'),
          unknown: count('None: every point is one or the other'),
        },
        { description: 'How much of the file as received was measured' },
      ),
    ),
    breechFacePoints: nullable(count('Points of the breech face')),
    maskBy: nullable(Type.String({ description: 'Who drew the mask; null where the program found it' })),
    maskedBefore: Type.Boolean({ description: 'The file held nothing but a breech face masked elsewhere' }),
    maskConfidence: nullable(
      Type.Number({ description: '0 to 1; below a half somebody should look at the mask. No probability' }),
    ),
    warnings: Type.Array(Type.String(), { description: 'What was odd about the file' }),
    engine: nullable(Type.String({ description: 'Version of what prepared it' })),
    indexed: Type.Boolean({ description: 'It is in the collection that is searched' }),
    supersededBy: nullable(Type.Integer({ description: 'The scan that took its place' })),
    uploadedBy: Type.String({ description: 'Who handed it in' }),
    uploadedAt: instant('When'),
  },
  { $id: 'ExhibitScan', description: 'A scan of an exhibit, as prepared' },
);
export type ExhibitScan = Static<typeof exhibitScanSchema>;
