import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { formKeys, traceRequestFormSchema, type FormKey } from './trace-request-form.ts';

/** Shapes of the tracing desk: requests, where they stand, what was checked, what came back. */

const strict = { additionalProperties: false } as const;
const day = (description: string) => Type.String({ pattern: '^[12]\\d{3}-\\d{2}-\\d{2}$', description });
const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );

export const requestStates = [
  'DRAFT',
  'VALIDATED',
  'EXPORTED',
  'SUBMITTED',
  'ACKNOWLEDGED',
  'IN_PROCESS',
  'COMPLETED',
  'COMPLETED_NOT_TRACED',
  'RETURNED_FOR_INFO',
  'CORRECTED',
  'RESUBMITTED',
  'REVIEWED',
  'LINKED',
  'WITHDRAWN',
] as const;
export type RequestState = (typeof requestStates)[number];
export const requestStateSchema = oneOf(requestStates, 'Where a request stands');

export const requestSteps = [
  'prepare',
  'edit',
  'validate',
  'reopen',
  'export',
  'submit',
  'acknowledge',
  'start',
  'complete',
  'complete-not-traced',
  'return',
  'correct',
  'resubmit',
  'review',
  'link',
  'withdraw',
  'undo',
  'set-aside',
  'take-again',
] as const;
export type RequestStep = (typeof requestSteps)[number];

export const checkedSchema = Type.Object(
  {
    code: Type.String({ description: 'Which check, e.g. serial.is-model' }),
    level: oneOf(
      ['error', 'warning'] as const,
      'error: the request cannot be sent. warning: somebody has to say it is right',
    ),
    fields: Type.Array(oneOf(formKeys as [FormKey, ...FormKey[]], 'Item of the form'), {
      description: 'Items it speaks of',
    }),
    says: Type.String({ description: 'What is wrong, with the rule it was held against' }),
    todo: Type.String({ description: 'What to do' }),
  },
  { $id: 'RequestCheck', description: 'What a check before submission found' },
);
export type Checked = Static<typeof checkedSchema>;

export const askedAndCameSchema = Type.Object(
  {
    field: oneOf(formKeys as [FormKey, ...FormKey[]], 'Item of the form'),
    asked: Type.String({ description: 'As the request says' }),
    came: Type.String({ description: 'As the result says' }),
    identity: Type.Boolean({
      description: 'Of which firearm it is: a result that differs is not taken without a person',
    }),
  },
  { $id: 'AskedAndCame', description: 'Where a result says otherwise than the request' },
);
export type AskedAndCame = Static<typeof askedAndCameSchema>;

export const requestEventSchema = Type.Object(
  {
    step: oneOf(requestSteps, 'What was done'),
    from: nullable(requestStateSchema),
    to: requestStateSchema,
    by: Type.String({ description: 'Who; the import where a result moved it' }),
    at: Type.String({ description: 'When, ISO 8601' }),
    note: nullable(Type.String({ description: 'What was said with it: a trace number, a reason' })),
    changed: Type.Array(Type.String(), { description: 'Items of the form that changed' }),
  },
  { $id: 'TraceRequestEvent', description: 'A step of a request' },
);
export type RequestEvent = Static<typeof requestEventSchema>;

export const requestLineSchema = Type.Object(
  {
    request: Type.Integer({ description: 'Number of the request' }),
    version: Type.Integer({ description: 'Changes with every step; a step names the version it was decided on' }),
    state: requestStateSchema,
    traceNumber: nullable(Type.String({ description: 'ATF trace number' })),
    propertyNumber: nullable(Type.String({ description: 'Property number of the firearm' })),
    record: nullable(Type.Integer({ description: 'Record of the recovery it was prepared from' })),
    firearm: nullable(entityIdSchema),
    label: Type.String({ description: 'Make, model and serial number asked for' }),
    priority: Type.String({ description: 'ROUTINE or URGENT' }),
    requestedOn: nullable(day('Date of request')),
    recoveredOn: nullable(day('Date of recovery')),
    since: Type.String({ description: 'When it came to where it stands, ISO 8601' }),
    by: Type.String({ description: 'Who brought it there' }),
    late: nullable(
      Type.Object(
        {
          days: Type.Integer({ description: 'Days over the target' }),
          why: Type.String({ description: 'What is waited for' }),
        },
        { description: 'Null where it is within its target' },
      ),
    ),
    errors: Type.Integer({ description: 'Checks that block it' }),
    warnings: Type.Integer({ description: 'Checks nobody has acknowledged yet' }),
    disagrees: Type.Boolean({
      description:
        'A result says otherwise of which firearm it is, or one that was set aside says something new: somebody has to look',
    }),
  },
  { $id: 'TraceRequestLine', description: 'A request in the list' },
);
export type RequestLine = Static<typeof requestLineSchema>;

export const foundResultSchema = Type.Object(
  {
    record: Type.Integer({ description: 'Record of the result' }),
    traceNumber: Type.String({ description: 'ATF trace number' }),
    completedOn: nullable(day('Date completed')),
    completion: nullable(Type.String({ description: 'Completion family, e.g. C_PURCHASER' })),
    tiedBy: oneOf(
      ['trace-number', 'serial-make-case'] as const,
      'What ties it to the request: the trace number, or serial number, make and case together',
    ),
    differs: Type.Array(askedAndCameSchema, { description: 'Where it says otherwise than the request' }),
  },
  { $id: 'FoundTraceResult', description: 'A result that answers a request' },
);
export type FoundResult = Static<typeof foundResultSchema>;

export const requestPageSchema = Type.Object(
  {
    ...requestLineSchema.properties,
    form: traceRequestFormSchema,
    prefilled: Type.Record(Type.String(), Type.Integer(), {
      description: 'Items filled from records, each with the number of the record',
    }),
    acknowledged: Type.Array(Type.String(), { description: 'Codes of warnings somebody said are right' }),
    checks: Type.Array(checkedSchema, { description: 'What the checks find now' }),
    steps: Type.Array(oneOf(requestSteps, 'Step'), { description: 'Steps that may be taken from here' }),
    undo: nullable(oneOf(requestSteps, 'The step that would be taken back')),
    results: Type.Array(foundResultSchema, { description: 'Results that answer it' }),
    setAside: Type.Array(foundResultSchema, {
      description: 'Results somebody set aside: they answer it no longer, until somebody takes one again',
    }),
    events: Type.Array(requestEventSchema, { description: 'Every step, oldest first' }),
  },
  { $id: 'TraceRequestPage', description: 'A request with its form, checks, results and history' },
);
export type RequestPage = Static<typeof requestPageSchema>;

export const untracedLineSchema = Type.Object(
  {
    record: Type.Integer({ description: 'Record of the recovery' }),
    propertyNumber: nullable(Type.String({ description: 'Property number' })),
    firearm: nullable(entityIdSchema),
    label: Type.String({ description: 'Make, model and serial number as recorded' }),
    kind: Type.String({ description: 'pistol, revolver, rifle, shotgun, other or unknown' }),
    recoveredOn: nullable(day('Day of recovery')),
    daysSince: nullable(Type.Integer({ description: 'Days since the recovery' })),
    lossCode: nullable(Type.String({ description: 'NIBRS property loss code: 5 recovered, 6 seized' })),
    noSerial: nullable(Type.String({ description: 'Why it bears no serial number, where it is said' })),
  },
  { $id: 'UntracedRecovery', description: 'A firearm recovered of which no trace and no request is recorded' },
);
export type UntracedLine = Static<typeof untracedLineSchema>;

export const sharePartsSchema = Type.Object(
  {
    numerator: Type.Integer({ description: 'Of those known, how many are' }),
    denominator: Type.Integer({ description: 'How many are known to be or not to be' }),
    unknown: Type.Integer({ description: 'How many are not known, and in neither figure' }),
  },
  { $id: 'ShareParts', description: 'A part of a whole' },
);

const coverageGroupSchema = Type.Object({
  group: Type.String({ description: 'What they have in common' }),
  traced: sharePartsSchema,
});

export const coverageSchema = Type.Object(
  {
    asOf: day('Day it was computed for'),
    from: nullable(day('First day of recovery counted')),
    to: nullable(day('Last day of recovery counted')),
    recoveries: Type.Integer({ description: 'Firearms recovered' }),
    traced: sharePartsSchema,
    within: Type.Array(
      Type.Object({ days: Type.Integer({ description: 'Days from recovery' }), share: sharePartsSchema }),
      { description: 'Requested within so many days of the recovery; unknown where a day is not recorded' },
    ),
    completedToPurchaser: sharePartsSchema,
    correctableResubmitted: sharePartsSchema,
    requestToResultDays: Type.Object(
      {
        median: nullable(Type.Number({ description: 'Days; null where none is known' })),
        known: Type.Integer({ description: 'Traces of which both days are known' }),
        unknown: Type.Integer({ description: 'Traces of which one is not' }),
      },
      { description: 'Days from request to result' },
    ),
    byLossCode: Type.Array(coverageGroupSchema, { description: 'By NIBRS property loss code' }),
    byKind: Type.Array(coverageGroupSchema, { description: 'By kind of firearm' }),
    byMonth: Type.Array(coverageGroupSchema, { description: 'By month of recovery, the newest first' }),
    targets: Type.Object(
      {
        requestDays: Type.Integer({ description: 'Days from recovery to request' }),
        resultDays: Type.Integer({ description: 'Days from request to result' }),
        urgentResultDays: Type.Integer({ description: 'The same for urgent requests' }),
      },
      { description: 'Targets the clocks are held against' },
    ),
    caution: Type.String({ description: 'What has to be said with it' }),
  },
  { $id: 'TracingCoverage', description: 'How much of what was recovered was traced, and how fast' },
);
export type Coverage = Static<typeof coverageSchema>;

export const traceCaution =
  'Traces assist investigations. Not every firearm used in crime is traced, and not every firearm traced was used in crime; traced firearms are no random sample and do not tell which types or makes are used in crime. A trace normally ends at the first retail sale, which need not be how the firearm came to the crime. The sale of a traced firearm is not evidence of wrongdoing.';

export const stepOrderSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'The version the step was decided on' }),
    step: oneOf(
      requestSteps.filter((step) => step !== 'prepare' && step !== 'edit'),
      'The step',
    ),
    note: Type.Optional(
      Type.String({ maxLength: 500, description: 'A trace number to acknowledge, a reason to withdraw' }),
    ),
  },
  strict,
);
