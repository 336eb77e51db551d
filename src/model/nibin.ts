import { Type, type Static } from '@sinclair/typebox';
import { ballisticTextSchema } from './ballistic-text.ts';
import { entityRefSchema, nullable, sourceRefSchema } from './evidence.ts';
import { comparisonFiguresSchema, consensusSchema, givenReviewSchema } from './candidate-pairs.ts';
import { nibinGetsSchema } from './nibin-gets.ts';
import { examinerConclusions, nibinStandingSchema, nibinStateSchema, nibinSteps } from './nibin-states.ts';
import { sharePartsSchema } from './tracing.ts';

/** Shapes of NIBIN leads of our own: what people say of a pair on a screen, where a lead stands, who has it, what examiners concluded. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const instant = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const day = (description: string) => Type.String({ description: `${description}, YYYY-MM-DD` });
const count = (description: string) => Type.Integer({ minimum: 0, description });
const person = (description: string) => Type.String({ description });

export const nibinEndSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit here' }),
    item: Type.String({ description: 'Item number of the agency' }),
    case: nullable(Type.String({ description: 'Case number' })),
    ibis: nullable(Type.String({ description: 'IBIS number' })),
    kind: Type.String({ description: 'What it is; CASING is a cartridge case' }),
    origin: Type.String({ description: 'SCENE or TEST_FIRE' }),
    calibre: nullable(Type.String({ description: 'Code of the calibre, or the words where they name several' })),
    incident: nullable(entityRefSchema),
    firearm: nullable(entityRefSchema),
    classification: nullable(Type.String({ description: 'What happened, e.g. fatal-shooting' })),
    on: nullable(day('Day it happened')),
    point: nullable(
      Type.Object(
        { lon: Type.Number({ description: 'Longitude' }), lat: Type.Number({ description: 'Latitude' }) },
        { description: 'Where it happened' },
      ),
    ),
    recoveredOn: nullable(day('Day the firearm came into custody')),
  },
  { $id: 'NibinEnd', description: 'One end of a lead' },
);
export type NibinEnd = Static<typeof nibinEndSchema>;

export const otherSourceSchema = Type.Object(
  {
    source: sourceRefSchema,
    number: nullable(Type.String({ description: 'Number it has there' })),
    by: oneOf(['number', 'ibis', 'items', 'cases'], 'By what it is this lead'),
    standing: nibinStandingSchema,
    status: nullable(Type.String({ description: 'Its status as written there' })),
    differs: Type.Boolean({ description: 'It contradicts what the lead stands for here; an earlier state does not' }),
  },
  { $id: 'NibinOtherSource', description: 'A row of the network or a laboratory that tells of the same lead' },
);
export type OtherSource = Static<typeof otherSourceSchema>;

export const nibinLeadLineSchema = Type.Object(
  {
    lead: Type.Integer({ description: 'Number of the lead here' }),
    number: Type.String({ description: 'Number as it goes out' }),
    revision: Type.Integer({ description: 'Changes with every step; a step names the one it was decided on' }),
    state: nibinStateSchema,
    standing: nibinStandingSchema,
    holds: nibinStandingSchema,
    a: nibinEndSchema,
    b: nibinEndSchema,
    generatedAt: instant('When two people had found it'),
    disseminatedAt: nullable(instant('When it was first given to anybody')),
    stateAt: instant('When it came to where it stands'),
    stateBy: person('Who brought it there'),
    assignee: nullable(person('Who works on it')),
    lateHours: nullable(
      Type.Number({ description: 'Hours over the target of where it stands; null where it is within' }),
    ),
    otherSources: Type.Array(otherSourceSchema, { description: 'Rows of others that tell of the same lead' }),
    gets: nullable(nibinGetsSchema),
  },
  {
    $id: 'NibinLeadLine',
    description: 'A lead of our own in the list; holds: the weakest of all that its sources say',
  },
);
export type NibinLeadLine = Static<typeof nibinLeadLineSchema>;

export const nibinLeadsSchema = Type.Object(
  {
    items: Type.Array(nibinLeadLineSchema),
    next: nullable(Type.String({ description: 'Cursor of the next page; null after the last' })),
    total: count('Leads that stand as asked for, on all pages'),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'Leads by where they stand' }),
    unconfirmed: count('Possible associations that nobody confirmed'),
    hits: count('Confirmed'),
    withdrawn: count('Not confirmed, or taken back'),
  },
  { $id: 'NibinLeads', description: 'Leads of our own, the newest step first' },
);
export type NibinLeads = Static<typeof nibinLeadsSchema>;

export const nibinStepDoneSchema = Type.Object(
  {
    revision: Type.Integer({ description: 'Of the lead after it' }),
    step: oneOf(nibinSteps, 'What was done'),
    from: nullable(nibinStateSchema),
    to: nibinStateSchema,
    standing: nibinStandingSchema,
    note: nullable(Type.String({ description: 'Why, or what was said with it' })),
    detail: Type.Record(Type.String(), Type.String(), {
      description: 'Who it was assigned or given to, what came of it',
    }),
    by: person('Who'),
    second: nullable(person('The second person, where it took two')),
    at: instant('When'),
  },
  { $id: 'NibinStepDone', description: 'A step of a lead' },
);
export type NibinStepDone = Static<typeof nibinStepDoneSchema>;

export const nibinConclusionSchema = Type.Object(
  {
    id: Type.Integer({ description: 'Number of the conclusion' }),
    examiner: person('Who concluded'),
    accreditation: nullable(Type.String({ description: 'Accreditation of the examiner or laboratory' })),
    method: Type.String({ description: 'How the specimens were compared' }),
    conclusion: oneOf(examinerConclusions, 'What the examiner concluded'),
    limitation: Type.String({ description: 'What the report says of the limits of the conclusion' }),
    report: Type.String({ description: 'Number of the report' }),
    on: day('Day of the conclusion'),
    recordedAt: instant('When it was written down'),
    verifier: nullable(person('The second examiner')),
    verifiedAt: nullable(instant('When')),
    agrees: nullable(
      Type.Boolean({ description: 'Whether the second examiner agrees; one that does not leaves the lead as it was' }),
    ),
    verifierNote: nullable(Type.String({ description: 'What the second examiner said' })),
  },
  { $id: 'NibinConclusion', description: 'What an examiner concluded on the specimens themselves' },
);
export type NibinConclusion = Static<typeof nibinConclusionSchema>;

export const nibinRecipientSchema = Type.Object(
  {
    recipient: Type.Integer({ description: 'Number' }),
    side: oneOf(['inside', 'outside'], 'Within the agency, or elsewhere'),
    name: person('Who'),
    purpose: Type.String({ description: 'For what' }),
    givenBy: person('Who gave it'),
    givenAt: instant('When'),
  },
  { $id: 'NibinRecipient', description: 'Who received a lead' },
);
export type NibinRecipient = Static<typeof nibinRecipientSchema>;

export const nibinNoticeSchema = Type.Object(
  {
    notice: Type.Integer({ description: 'Number' }),
    lead: Type.Integer({ description: 'Number of the lead' }),
    number: Type.String({ description: 'Number of the lead as it goes out' }),
    side: oneOf(['inside', 'outside'], 'Within the agency, or elsewhere'),
    name: person('Who is told'),
    change: oneOf(
      ['CONFIRMED_HIT', 'INCONCLUSIVE', 'NOT_CONFIRMED', 'RETRACTED', 'WITHDRAWN_ELSEWHERE'],
      'What became of the lead; WITHDRAWN_ELSEWHERE: a file of the network or a laboratory withdraws the same tie',
    ),
    text: Type.String({ description: 'What is told, in English' }),
    madeAt: instant('When it was made'),
    receiptAt: nullable(instant('When it was read, or sent')),
    receiptBy: nullable(person('Who put that on record')),
    receiptHow: nullable(Type.String({ description: 'How it was sent' })),
  },
  { $id: 'NibinNotice', description: 'What a recipient of a lead is told of what became of it' },
);
export type NibinNotice = Static<typeof nibinNoticeSchema>;

export const nibinRecallSchema = Type.Object(
  {
    recall: Type.Integer({ description: 'Number' }),
    what: Type.String({ description: 'By which action it left, e.g. entity.print' }),
    about: Type.String({ description: 'What was taken out' }),
    takenBy: person('Who took it out'),
    takenAt: instant('When'),
    receiptAt: nullable(instant('When it was called back')),
    receiptBy: nullable(person('Who put that on record')),
    receiptHow: nullable(Type.String({ description: 'How: destroyed, replaced, could not be reached' })),
  },
  { $id: 'NibinRecall', description: 'What left the program with the tie in it' },
);
export type NibinRecall = Static<typeof nibinRecallSchema>;

export const refutationCodes = [
  'examination',
  'in-custody',
  'class-characteristics',
  'other-source',
  'same-maker',
  'wrong-item',
] as const;
export type RefutationCode = (typeof refutationCodes)[number];

export const nibinLeadPageSchema = Type.Object(
  {
    ...nibinLeadLineSchema.properties,
    scans: Type.Object(
      { a: Type.Integer({ description: 'Scan of A' }), b: Type.Integer({ description: 'Scan of B' }) },
      { description: 'Scans that were compared' },
    ),
    figures: nullable(comparisonFiguresSchema),
    otherNumber: nullable(Type.String({ description: 'Number the network or a laboratory gave it' })),
    confidence: nullable(
      Type.Object(
        {
          text: Type.String({ description: 'As written' }),
          by: person('Who gave the lead out'),
          at: instant('When'),
        },
        { description: 'How sure whoever gave it out was, in their words; null where nothing was written' },
      ),
    ),
    suspected: Type.Boolean({ description: 'The cases were suspected to be tied before: a hit would be a warm one' }),
    record: nullable(sourceRefSchema),
    written: Type.Boolean({
      description: 'The records say what the lead says: board, life of the firearm and leads follow',
    }),
    reviews: Type.Array(givenReviewSchema, { description: 'What each reviewer said' }),
    consensus: nullable(consensusSchema),
    steps: Type.Array(nibinStepDoneSchema, { description: 'Every step, the oldest first' }),
    may: Type.Array(oneOf(nibinSteps, 'Step'), { description: 'Steps that may be taken from here' }),
    conclusions: Type.Array(nibinConclusionSchema, { description: 'Conclusions of examiners, the oldest first' }),
    recipients: Type.Array(nibinRecipientSchema, { description: 'Who received it' }),
    notices: Type.Array(nibinNoticeSchema, { description: 'What recipients were told' }),
    recalls: Type.Array(nibinRecallSchema, { description: 'What left with the tie in it, once it is withdrawn' }),
    refutes: Type.Array(
      Type.Object({
        code: oneOf(refutationCodes, 'What would refute the lead'),
        holds: nullable(
          Type.Boolean({ description: 'Whether it does: false where records speak against it; null: not known' }),
        ),
      }),
      { description: 'What would refute it, and whether anything recorded does' },
    ),
    text: ballisticTextSchema,
    people: Type.Array(person('Who may be given the lead'), {
      description: 'Names detectives and analysts sign in with',
    }),
  },
  { $id: 'NibinLeadPage', description: 'A lead of our own with all that is on record of it' },
);
export type NibinLeadPage = Static<typeof nibinLeadPageSchema>;

const stageSchema = Type.Object(
  {
    stage: oneOf(
      ['review', 'second-review', 'dissemination', 'acknowledgement', 'assignment', 'investigation', 'confirmation'],
      'From the search to the first look, to the second, from the lead to its dissemination, and on',
    ),
    known: count('Leads or pairs whose time is known'),
    waiting: count('Not over yet'),
    unknown: count('Without a time'),
    medianHours: nullable(Type.Number({ description: 'Half took no longer' })),
    ninthDecileHours: nullable(Type.Number({ description: 'Nine of ten took no longer' })),
    within: nullable(sharePartsSchema),
    targetHours: nullable(Type.Number({ description: 'What the city asks for' })),
  },
  { $id: 'NibinStage', description: 'How long a stage took' },
);

export const nibinStatisticsSchema = Type.Object(
  {
    from: nullable(day('First day counted')),
    to: nullable(day('Last day counted')),
    leads: count('Leads generated'),
    entries: count('Exhibits searched for'),
    leadsPer100Entries: nullable(
      Type.Number({ description: 'Leads to a hundred exhibits searched for; null where there are none' }),
    ),
    confirmed: sharePartsSchema,
    acted: sharePartsSchema,
    missed: sharePartsSchema,
    arrests: sharePartsSchema,
    shootings: Type.Object(
      {
        counted: count('Shootings that incident reports tell of, by the day they happened'),
        entered: sharePartsSchema,
        linked: sharePartsSchema,
      },
      {
        description:
          'Shootings with something entered, of those where something was collected; and of those entered, tied by a lead or hit that stands',
      },
    ),
    agreed: sharePartsSchema,
    hits: count('Hits, counted per case linkage'),
    notCounted: Type.Record(Type.String(), Type.Integer(), {
      description: 'Confirmed ties that count as no hit, by why',
    }),
    credited: Type.Record(Type.String(), Type.Integer(), { description: 'Hits by the agency they are credited to' }),
    notConfirmed: count('Leads an examiner eliminated'),
    retracted: count('Leads taken back for an error'),
    withSeveralSources: count('Leads of which a file tells too: each counts once'),
    differing: count('Of these, those of which a file says otherwise'),
    stages: Type.Array(stageSchema, { description: 'How long each stage took' }),
  },
  { $id: 'NibinStatistics', description: 'What came of candidates and leads' },
);
export type NibinStatistics = Static<typeof nibinStatisticsSchema>;

export const nibinNoticesSchema = Type.Object(
  {
    notices: Type.Array(nibinNoticeSchema),
    unread: count('Own ones not read'),
    toSend: count('To be sent outside'),
  },
  { $id: 'NibinNotices', description: 'What recipients are to be told' },
);
export type NibinNotices = Static<typeof nibinNoticesSchema>;
