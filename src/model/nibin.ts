import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable, sourceRefSchema } from './evidence.ts';
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

export const reviewConclusions = ['LEAD', 'NO_LEAD', 'UNSUITABLE'] as const;
export type ReviewConclusion = (typeof reviewConclusions)[number];

export const examinerConclusions = ['IDENTIFICATION', 'INCONCLUSIVE', 'ELIMINATION', 'UNSUITABLE'] as const;
export type ExaminerConclusion = (typeof examinerConclusions)[number];

export const nibinStates = [
  'GENERATED',
  'PEER_REVIEWED',
  'DISSEMINATED',
  'ACKNOWLEDGED',
  'ASSIGNED',
  'INVESTIGATED',
  'CONFIRMATION_REQUESTED',
  'CONFIRMED_HIT',
  'NOT_CONFIRMED',
  'INCONCLUSIVE',
  'OUTCOME',
  'FEEDBACK',
  'RETRACTED',
] as const;
export type NibinState = (typeof nibinStates)[number];

export const nibinStandings = ['LEAD', 'HIT', 'WITHDRAWN'] as const;
export type NibinStanding = (typeof nibinStandings)[number];

export const nibinSteps = [
  'generate',
  'peer-review',
  'disseminate',
  'acknowledge',
  'assign',
  'investigate',
  'request-confirmation',
  'conclude',
  'record-outcome',
  'send-feedback',
  'retract',
] as const;
export type NibinStep = (typeof nibinSteps)[number];

/** Steps a person asks for by name; the others follow from reviews and conclusions. */
export const personalNibinSteps = [
  'disseminate',
  'acknowledge',
  'assign',
  'investigate',
  'request-confirmation',
  'record-outcome',
  'send-feedback',
] as const satisfies readonly NibinStep[];

export const nibinOutcomes = ['arrest', 'charge', 'conviction', 'firearm-recovered', 'exonerated', 'none'] as const;
export type NibinOutcome = (typeof nibinOutcomes)[number];

export const nibinStateSchema = oneOf(nibinStates, 'Where the lead stands');
export const nibinStandingSchema = oneOf(
  nibinStandings,
  'LEAD: possible association, not confirmed. HIT: an examiner concluded so and another verified it. WITHDRAWN: not confirmed, or taken back',
);
export const reviewConclusionSchema = oneOf(
  reviewConclusions,
  'What somebody said of the pair on a screen: LEAD is a possible association, UNSUITABLE that the scans cannot be compared',
);

/** An exhibit as those who compare see it: nothing of the crime, which is none of the comparison. */
export const comparedExhibitSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit here' }),
    item: Type.String({ description: 'Item number of the agency' }),
    kind: Type.String({ description: 'What it is; CASING is a cartridge case' }),
    origin: Type.String({ description: 'SCENE or TEST_FIRE' }),
    calibre: nullable(Type.String({ description: 'Code of the calibre; null where it is not known' })),
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

export const nibinEndSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit here' }),
    item: Type.String({ description: 'Item number of the agency' }),
    case: nullable(Type.String({ description: 'Case number' })),
    ibis: nullable(Type.String({ description: 'IBIS number' })),
    kind: Type.String({ description: 'What it is; CASING is a cartridge case' }),
    origin: Type.String({ description: 'SCENE or TEST_FIRE' }),
    calibre: nullable(Type.String({ description: 'Code of the calibre' })),
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
    differs: Type.Boolean({ description: 'It stands for something else there than here' }),
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
    more: Type.Boolean({ description: 'There are more than are shown' }),
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
    change: oneOf(['CONFIRMED_HIT', 'INCONCLUSIVE', 'NOT_CONFIRMED', 'RETRACTED'], 'What became of the lead'),
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
