import { Type, type Static, type TLiteral } from '@sinclair/typebox';
import { entityRefSchema, nullable } from './evidence.ts';
import { lossReasons } from './lead-evidence.ts';
import { leadKinds, type LeadKind } from './leads.ts';
import { leadOutcomes, leadStates, leadSteps } from './lead-workflow.ts';
import { doubtCodes } from './trace-doubts.ts';
import { leadUnknownSchema } from './lead-unknown.ts';
import { componentNames } from './trace-index.ts';

/** Leads as they are answered: a queue, and one lead with all it rests on and all that was done about it. */

const oneOf = <T extends string>(values: readonly T[], description: string) =>
  Type.Union(values.map((value) => Type.Literal(value)) as unknown as [TLiteral<T>], { description });
const day = (description: string) => nullable(Type.String({ description: `${description}, YYYY-MM-DD` }));
const moment = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const who = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const leadNumberSchema = Type.Integer({
  minimum: 1,
  maximum: 2_147_483_647,
  description: 'Number of the lead: the same for as long as it is about the same',
});
export const leadKindSchema = oneOf(Object.keys(leadKinds) as LeadKind[], 'What kind of lead it is');
export const leadStateSchema = oneOf(leadStates, 'Where it is in the hands of people');
export const leadStepSchema = oneOf(leadSteps, 'What somebody does with it');
export const leadOutcomeSchema = oneOf(leadOutcomes, 'What became of it');
export const leadStandingSchema = oneOf(
  ['STANDING', 'WITHDRAWN', 'JOINED'],
  'STANDING: the records give it. WITHDRAWN: what it rested on is no longer there. JOINED: it goes on in another lead.',
);
export const leadChanges = ['FOUND', 'GREW', 'CHANGED', 'WEAKENED', 'WITHDRAWN', 'RESTORED', 'JOINED'] as const;
export type LeadChange = (typeof leadChanges)[number];
export const leadChangeSchema = oneOf(
  leadChanges,
  'GREW: rests on more. CHANGED: says otherwise. WEAKENED: something it rested on is gone. RESTORED: withdrawn, and found again. JOINED: goes on in another lead.',
);

const shareSchema = (description: string) =>
  Type.Object(
    {
      numerator: count('Of those known, how many are'),
      denominator: count('How many are known to be or not to be'),
      unknown: count('How many are not known'),
    },
    { description },
  );

/** Geography, events, time, solvability: what a triage meeting asks first. */
export const getsSchema = Type.Object(
  {
    geography: Type.Object(
      {
        places: Type.Array(
          Type.Object({
            label: Type.String({ description: 'District, county or state' }),
            count: count('Recoveries and shootings there'),
          }),
          { description: 'Where its firearms were recovered and fired, most first' },
        ),
        unknown: count('Recoveries and shootings of which no place is recorded'),
      },
      { description: 'Where' },
    ),
    events: Type.Object(
      {
        fatal: count('Fatal shootings tied to its firearms'),
        nonFatal: count('Shootings that wounded'),
        shotsFired: count('Shots fired that wounded nobody'),
        other: count('Other incidents, or such as nothing is recorded of'),
        unconfirmed: count('Of all these, tied by a lead of the laboratory that nobody confirmed'),
        points: Type.Number({
          description: 'Three for each fatal shooting, two for one that wounded, one for shots fired',
        }),
      },
      { description: 'How many and how grave' },
    ),
    time: Type.Object(
      {
        last: day('The last event it rests on'),
        daysSince: nullable(Type.Integer({ description: 'Days from then to today' })),
        fastestDays: nullable(Type.Integer({ description: 'Days from sale to recovery of its fastest firearm' })),
        points: Type.Number({ description: 'From 1 today, halved every fourteen days since the last event' }),
      },
      { description: 'How recent and how fast' },
    ),
    solvability: Type.Object(
      {
        purchaserKnown: shareSchema('Traces that name a purchaser'),
        possessorKnown: shareSchema('Traces of which somebody is recorded to have had the firearm'),
        dealerKnown: shareSchema('Traces that came to a dealer'),
        persons: count('People it is about who are named'),
        recovered: count('Of its firearms, those in police hands'),
        points: Type.Number({
          description: 'One each: a purchaser, a possessor and a dealer named, a firearm in hand',
        }),
      },
      { description: 'What there is to go on' },
    ),
  },
  { $id: 'LeadGets', description: 'Geography, events, time and solvability, each from the evidence of the lead' },
);
export type LeadGets = Static<typeof getsSchema>;

const alsoSchema = Type.Array(
  Type.Object({ kind: leadKindSchema, reason: Type.String({ description: 'Why, in plain words' }) }),
  { description: 'What else was found of the same purchaser' },
);

export const leadSummarySchema = Type.Object(
  {
    lead: leadNumberSchema,
    kind: leadKindSchema,
    subject: Type.String({ description: 'What it is about: an entity, or what a group has in common' }),
    about: nullable(entityRefSchema),
    reason: Type.String({ description: 'Why it is a lead, in plain words' }),
    also: alsoSchema,
    strength: Type.Number({
      description: '0 to 100: how much speaks for it, by the index of its traces; of no person',
    }),
    expectedUse: Type.Number({
      description: 'Strength times the share of such leads that came to something, 0 to 100',
    }),
    counts: Type.Object(
      {
        traces: count('Traces it rests on'),
        persons: count('People'),
        firearms: count('Firearms'),
        dealers: count('Dealers'),
        incidents: count('Incidents'),
      },
      { description: 'What it rests on, counted' },
    ),
    from: day('First day of what it rests on'),
    to: day('Last day'),
    state: leadStateSchema,
    triage: nullable(oneOf(['hold', 'reject'], 'Of a triaged lead: kept for later, or refused')),
    standing: leadStandingSchema,
    joinedInto: nullable(leadNumberSchema),
    assignee: nullable(who('Who works it')),
    outcome: nullable(leadOutcomeSchema),
    aboutOfficer: Type.Boolean({ description: 'Somebody said that it is about an officer: to close it takes two' }),
    waiting: count('Requests that wait for a second person'),
    gets: getsSchema,
    version: Type.Integer({ minimum: 1, description: 'Version of its evidence' }),
    revision: count('Expected of a step: grows with every step, and when its evidence goes or comes back'),
    foundAt: moment('When it was first found'),
    changedAt: moment('When its evidence last changed'),
  },
  { $id: 'LeadSummary', description: 'A lead in the queue' },
);
export type LeadSummary = Static<typeof leadSummarySchema>;

export const kindUseSchema = Type.Object(
  {
    kind: leadKindSchema,
    open: count('Open leads of the kind'),
    useful: count('Leads of the kind that came to an arrest, a charge, an indictment, a conviction or a firearm'),
    outcomes: count('Leads of the kind with an outcome on record'),
    declared: Type.Number({ description: 'Share declared before there were outcomes' }),
    share: Type.Number({
      description: 'Share expected to come to something, drawn from the declared towards the outcomes',
    }),
    low: Type.Number({ description: 'Of the 95 % interval, the lower end' }),
    high: Type.Number({ description: 'Of the 95 % interval, the upper end' }),
  },
  { $id: 'LeadKindUse', description: 'What leads of a kind came to, by which the queue is ordered' },
);
export type KindUse = Static<typeof kindUseSchema>;

export const leadQueueSchema = Type.Object(
  {
    leads: Type.Array(leadSummarySchema),
    total: count('Leads that fit what was asked'),
    kinds: Type.Array(kindUseSchema, { description: 'Every kind, with what orders the queue' }),
    floorEvery: Type.Integer({
      description: 'By expected use: of every kind one stands among each so many at the latest',
    }),
    people: Type.Array(who('A name'), {
      description: 'Who may be given a lead: detectives and analysts who were let in',
    }),
    upTo: nullable(moment('The leads take into account what landed until then; null where nothing was looked at yet')),
    behind: Type.Boolean({ description: 'Something landed since that they do not take into account yet' }),
    next: nullable(Type.String({ description: 'Cursor of the next page; null on the last' })),
  },
  { $id: 'LeadQueue', description: 'Leads in the order asked for' },
);
export type LeadQueue = Static<typeof leadQueueSchema>;

export const leadTraceSchema = Type.Object(
  {
    traceNumber: Type.String({ description: 'ATF trace number' }),
    firearm: entityRefSchema,
    purchaser: nullable(entityRefSchema),
    possessor: nullable(entityRefSchema),
    dealer: nullable(entityRefSchema),
    soldOn: day('First retail sale'),
    recoveredOn: day('First recovery'),
    days: nullable(Type.Integer({ description: 'Time to crime in days; null where it cannot be told' })),
    score: nullable(Type.Number({ description: 'Points of the city index, 0 to 100' })),
    low: nullable(Type.Number({ description: 'Points, were what is not recorded to add the least' })),
    high: nullable(Type.Number({ description: 'Points, were what is not recorded to add the most' })),
    parts: Type.Array(
      Type.Object({
        name: oneOf(componentNames, 'Part of the index'),
        value: nullable(Type.Number({ description: 'Days, firearms, events, or 1 for yes; null where not recorded' })),
        contribution: Type.Number({ description: 'Points it adds' }),
        low: Type.Number({ description: 'Points it adds at least' }),
        high: Type.Number({ description: 'Points it adds at most' }),
      }),
      { description: 'What the index is the sum of' },
    ),
    flags: Type.Array(oneOf(doubtCodes, 'As flags of traces are called'), {
      description: 'What of it is in doubt; none of versions made before it was kept',
    }),
  },
  { $id: 'LeadTrace', description: 'A trace a lead rests on, as it was when the version was made' },
);
export type LeadTrace = Static<typeof leadTraceSchema>;

export const leadLostSchema = Type.Object(
  {
    traces: Type.Array(Type.String(), { description: 'Trace numbers' }),
    entities: Type.Array(entityRefSchema, { description: 'Persons, firearms, dealers and incidents' }),
    reasons: Type.Array(
      oneOf(
        lossReasons,
        'tie-withdrawn: a ballistic tie no longer holds. fewer-hits: a hit is an unconfirmed lead. incident-renumbered: a tie is recorded of another incident of its day. trace-corrected, names-others: something else is recorded of a trace now. weaker: ten points less. settings-changed: nothing but the settings of the city changed. not-established: none of these.',
      ),
      { description: 'What became of what is gone, as far as it is established' },
    ),
  },
  { description: 'What the earlier version (of a notice the one that was received) rested on and this one does not' },
);

export const leadVersionSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'Its number, from 1' }),
    change: leadChangeSchema,
    kind: leadKindSchema,
    strength: Type.Number({ description: 'Its strength then' }),
    reason: Type.String({ description: 'Its reason then' }),
    traces: Type.Array(Type.String(), { description: 'Trace numbers it rested on' }),
    lost: leadLostSchema,
    engine: Type.String({ description: 'Version of the rules' }),
    settings: Type.String({ description: 'Version of the settings and weights' }),
    baseline: Type.Integer({ description: 'Which count of usual rates it was held against' }),
    madeAt: moment('When'),
  },
  { $id: 'LeadVersion', description: 'One state of the evidence of a lead: never overwritten' },
);

export const leadEventSchema = Type.Object(
  {
    revision: Type.Integer({ description: 'Of the lead after the step' }),
    step: Type.String({ description: 'What was done: a step, or joined, withdrawn, restored, returned' }),
    from: leadStateSchema,
    to: leadStateSchema,
    detail: Type.Record(Type.String(), Type.Unknown(), { description: 'To whom, which outcome, which lead' }),
    reason: nullable(Type.String({ description: 'Why' })),
    actor: who('Who did it'),
    second: nullable(who('Who agreed to it')),
    at: moment('When'),
  },
  { $id: 'LeadEvent', description: 'A step somebody took, on record' },
);

export const leadRequestSchema = Type.Object(
  {
    request: Type.Integer({ minimum: 1, description: 'Number of the request' }),
    step: Type.String({ description: 'The step it is for; release: giving it to somebody outside' }),
    detail: Type.Record(Type.String(), Type.Unknown(), { description: 'To whom, for what' }),
    reason: nullable(Type.String({ description: 'Why it is asked' })),
    askedBy: who('Who asks'),
    askedAt: moment('When'),
    version: Type.Integer({ minimum: 1, description: 'Version of the evidence it was asked on' }),
    answer: nullable(
      oneOf(
        ['AGREED', 'REFUSED', 'LAPSED'],
        'What the second person said; null while it waits. LAPSED: the lead was withdrawn or went on in another before anybody answered.',
      ),
    ),
    answeredVersion: nullable(Type.Integer({ minimum: 1, description: 'Version of the evidence that was agreed to' })),
    answeredBy: nullable(who('Who answered')),
    answeredAt: nullable(moment('When')),
    answerReason: nullable(Type.String({ description: 'Why' })),
    mayAnswer: Type.Boolean({ description: 'Whoever reads may answer it: another person than who asked' }),
  },
  { $id: 'LeadRequest', description: 'What takes a second person' },
);

export const leadRecipientSchema = Type.Object(
  {
    recipient: Type.Integer({ minimum: 1, description: 'Number of the delivery' }),
    side: oneOf(['inside', 'outside'], 'Of the agency, or outside it'),
    name: who('Who received it'),
    purpose: Type.String({ description: 'What for' }),
    version: Type.Integer({ description: 'Version of the evidence that was given' }),
    givenLead: {
      ...leadNumberSchema,
      description: 'The lead that was given: another one where that goes on in this one',
    },
    givenBy: who('Who gave it'),
    consentedBy: nullable(who('Who agreed')),
    givenAt: moment('When'),
    takenBackAt: nullable(moment('When it was taken back as a slip; null where it stands')),
    takenBackBy: nullable(who('Who took it back')),
  },
  { $id: 'LeadRecipient', description: 'Who received a lead, to be told when it no longer stands' },
);

export const leadNoteSchema = Type.Object(
  {
    note: Type.Integer({ minimum: 1, description: 'Number of the note' }),
    text: Type.String({ description: 'What was written' }),
    inBriefing: Type.Boolean({ description: 'Printed in briefings inside the agency' }),
    by: who('Who wrote it'),
    at: moment('When'),
  },
  { $id: 'LeadNote', description: 'What somebody wrote about a lead: never changed' },
);
export type LeadNote = Static<typeof leadNoteSchema>;

const refs = (description: string) => Type.Array(entityRefSchema, { description });

export const leadPageSchema = Type.Object(
  {
    summary: leadSummarySchema,
    refutation: Type.Array(Type.String(), { description: 'What would show that it is none' }),
    evidence: Type.Object(
      {
        traces: Type.Array(leadTraceSchema, { description: 'The highest index first, at most 200' }),
        persons: refs('People it is about'),
        firearms: refs('Firearms'),
        dealers: refs('Dealers'),
        incidents: refs('Incidents'),
      },
      { description: 'What it rests on' },
    ),
    unknown: leadUnknownSchema,
    use: kindUseSchema,
    steps: Type.Array(leadStepSchema, { description: 'Steps that can be taken now' }),
    versions: Type.Array(leadVersionSchema, { description: 'Every state of its evidence, newest first' }),
    events: Type.Array(leadEventSchema, { description: 'What people did with it, newest first' }),
    requests: Type.Array(leadRequestSchema, {
      description: 'What waits for a second person, and what did, newest first',
    }),
    recipients: Type.Array(leadRecipientSchema, { description: 'Who received it' }),
    joined: Type.Array(leadNumberSchema, { description: 'Leads that go on in this one' }),
    notes: Type.Array(leadNoteSchema, { description: 'What people wrote about it, newest first' }),
  },
  { $id: 'LeadPage', description: 'One lead with all it rests on, and all that was done about it' },
);
export type LeadPage = Static<typeof leadPageSchema>;

export const stepConflicts = [
  'unknown',
  'changed',
  'not-standing',
  'state',
  'reason',
  'detail',
  'nothing-to-undo',
  'waiting',
  'nobody-to-tell',
] as const;

export const leadStepsDoneSchema = Type.Object(
  {
    done: Type.Array(
      Type.Object({ lead: leadNumberSchema, revision: count('Of the lead now'), state: leadStateSchema }),
      { description: 'Leads the step was taken with' },
    ),
    waiting: Type.Array(
      Type.Object({ lead: leadNumberSchema, request: Type.Integer({ description: 'Number of the request' }) }),
      { description: 'Leads for which a second person has to agree' },
    ),
    conflicts: Type.Array(
      Type.Object({
        lead: Type.Integer({ description: 'Number that was given' }),
        why: oneOf(
          stepConflicts,
          'changed: somebody did something since the revision given. not-standing: withdrawn, or goes on in another lead. waiting: the same is asked for already. nobody-to-tell: nobody else received or gave it.',
        ),
        detail: Type.String({ description: 'In plain words, with what to do' }),
        revision: nullable(count('Of the lead now')),
        state: nullable(leadStateSchema),
      }),
      { description: 'Leads that stay as they were, each with why' },
    ),
  },
  { $id: 'LeadStepsDone', description: 'What a step did with each lead' },
);
export type LeadStepsDone = Static<typeof leadStepsDoneSchema>;
