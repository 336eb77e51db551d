import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { sharePartsSchema } from './tracing.ts';

/** Shapes of what is late of ballistic evidence and why, and of the clocks. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const boardColumns = ['recovered', 'property', 'test-fired', 'entered', 'correlated', 'traced'] as const;
export type BoardColumn = (typeof boardColumns)[number];

export const boardWhys = [
  'no-time',
  'no-property-number',
  'not-in-property-records',
  'not-test-fired',
  'test-fire-not-recorded',
  'not-entered',
  'not-entered-yet',
  'not-correlated',
  'correlated-elsewhere',
  'not-traced',
  'set-aside',
] as const;

const boardCellSchema = Type.Object(
  {
    is: oneOf(
      ['done', 'waiting', 'late', 'aside', 'unknown', 'not-asked'] as const,
      'Done, still in time, late, set aside with a reason, not known, or not asked for of such a thing',
    ),
    at: nullable(instant('When it was done, where that is known')),
    why: nullable(oneOf(boardWhys, 'Why it is not done, or not known')),
    reason: nullable(Type.String({ description: 'What somebody said, where it was set aside' })),
    parts: nullable(
      Type.Object(
        { done: count('Exhibits of it this was done with, or that are set aside'), of: count('Exhibits of it') },
        { description: 'Where it has several exhibits and some are left; null where none is, or it has one' },
      ),
    ),
  },
  { description: 'One step of one row' },
);
export type BoardCell = Static<typeof boardCellSchema>;

export const boardRowSchema = Type.Object(
  {
    kind: oneOf(['firearm', 'cartridge-cases'] as const, 'A firearm, or the cartridge cases of an event'),
    label: Type.String({ description: 'Make, model and serial number; or how many cartridge cases' }),
    case: nullable(Type.String({ description: 'Case number, cleaned' })),
    record: nullable(Type.Integer({ description: 'Record it is told by; null where only an exhibit is' })),
    incident: nullable(entityIdSchema),
    firearm: nullable(entityIdSchema),
    exhibits: Type.Array(Type.Integer({ description: 'Number of an exhibit' }), { description: 'Exhibits of it' }),
    cells: Type.Object(
      Object.fromEntries(boardColumns.map((column) => [column, boardCellSchema])) as Record<
        BoardColumn,
        typeof boardCellSchema
      >,
      { description: 'Every step from recovery to trace' },
    ),
    late: count('Steps that are late'),
  },
  { $id: 'ExhibitBoardRow', description: 'A firearm, or the cartridge cases of an event, with what was done with it' },
);
export type BoardRow = Static<typeof boardRowSchema>;

export const stageNames = [
  'collect-lab',
  'lab-entry',
  'collect-entry',
  'entry-correlation',
  'correlation-lead',
  'collect-lead',
] as const;

export const stageTargetSchema = Type.Union(
  [
    Type.Object({ kind: Type.Literal('hours', { description: 'Counted in hours' }), hours: count('Hours') }),
    Type.Object({
      kind: Type.Literal('business-days', { description: 'Counted in business days' }),
      days: count('Business days'),
    }),
  ],
  { description: 'By when a stage is to be done' },
);

export const stageFiguresSchema = Type.Object(
  {
    stage: oneOf(stageNames, 'From what to what'),
    target: nullable(stageTargetSchema),
    medianHours: nullable(Type.Number({ description: 'Median of those that went through; null where none did' })),
    ninetiethHours: nullable(Type.Number({ description: 'Nine in ten took no longer; null where none went through' })),
    done: count('Exhibits that went through, and of which both moments are known'),
    within: nullable(sharePartsSchema),
    waiting: count('Exhibits that wait'),
    waitingLate: count('Of them beyond the target'),
    oldestHours: nullable(Type.Number({ description: 'How long the oldest waits; null where none does' })),
  },
  { $id: 'ExhibitStageFigures', description: 'How long exhibits take from one stage to the next' },
);

export const exhibitBoardSchema = Type.Object(
  {
    from: instant('First moment looked at'),
    until: instant('Last moment looked at'),
    hours: count('Hours between them'),
    newest: nullable(instant('The newest recovery or event that is recorded, where none lies between them')),
    rows: Type.Array(boardRowSchema, { description: 'What is late first, then the newest' }),
    done: Type.Object(
      Object.fromEntries(boardColumns.map((column) => [column, sharePartsSchema])) as Record<
        BoardColumn,
        typeof sharePartsSchema
      >,
      { description: 'Of those it is asked for, how many are done with each step' },
    ),
    cut: count('Rows beyond those shown'),
  },
  { $id: 'ExhibitBoard', description: 'What of the firearms and cartridge cases of some hours is late, and why' },
);
export type ExhibitBoard = Static<typeof exhibitBoardSchema>;

export const exhibitClocksSchema = Type.Object(
  {
    from: Type.String({ description: 'First day of collection counted' }),
    to: Type.String({ description: 'Last day of collection counted' }),
    own: count('Exhibits enrolled here'),
    imported: count('Entries of imports that are no exhibit here'),
    stages: Type.Array(stageFiguresSchema, { description: 'Every stage' }),
    settingsVersion: count('Version of the city’s settings the targets are of'),
  },
  { $id: 'ExhibitClocks', description: 'How long ballistic evidence takes, against what the city signed' },
);
export type ExhibitClocks = Static<typeof exhibitClocksSchema>;
