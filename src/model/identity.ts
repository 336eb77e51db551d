import { Type, type Static } from '@sinclair/typebox';
import { entityKindSchema, entityRefSchema, nullable, sourceRefSchema } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { judgementSchema } from './judgements.ts';
import { bits, keptApart, pairElsewhereSchema, pairStepSchema } from './pair-evidence.ts';

/** Answers about who is who: pairs a person decides on, why two records are held for one, the model behind it. */

/** Kinds the engine compares. What it joins by itself, and what it only proposes, each kind's plan says. */
export const comparedKinds = ['person', 'firearm', 'dealer', 'place', 'vehicle'] as const;
export type ComparedKind = (typeof comparedKinds)[number];

/** What hangs on one side: what a decision would bring together. */
export const sideSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    row: Type.String({ description: 'The row compared: record and ordinal, e.g. 812-3' }),
    source: sourceRefSchema,
    rows: Type.Integer({ description: 'Rows in force that speak of it' }),
    firearms: Type.Integer({ description: 'Firearms tied to it' }),
    shootings: Type.Integer({ description: 'Shootings and homicides tied to it directly' }),
    hits: Type.Integer({ description: 'Ballistic hits on its firearms' }),
    leads: Type.Integer({ description: 'Unconfirmed ballistic leads on its firearms' }),
    weight: Type.Integer({ description: 'What hangs on it, weighed by severity; the sum is in `weightParts`' }),
    weightParts: Type.Array(
      Type.Object({
        what: Type.String({ description: 'homicide, shooting, hit, lead, firearm or other' }),
        count: Type.Integer({ description: 'How many' }),
        each: Type.Integer({ description: 'What one of them weighs' }),
      }),
      { description: 'What the weight is made of' },
    ),
  },
  { $id: 'ReviewSide', description: 'One of two entities that may be one, and what hangs on it' },
);
export type ReviewSide = Static<typeof sideSchema>;

export const reviewPairSchema = Type.Object(
  {
    kind: entityKindSchema,
    a: sideSchema,
    b: sideSchema,
    bits: bits(
      'Mean of what the rows of both say for their being one, those never compared among them; of a decision about a pair nobody was asked about, or that is one now, what its two rows say',
    ),
    strength: Type.Union([Type.Literal('strong'), Type.Literal('likely'), Type.Literal('open'), Type.Literal('weak')], {
      description: 'The same in a word; it is no probability',
    }),
    for: Type.Array(Type.String(), { description: 'What speaks most for it, in plain words' }),
    against: Type.Array(Type.String(), { description: 'What speaks most against it, in plain words' }),
    unshared: Type.Array(Type.String(), {
      description:
        'Fields, e.g. born_on, of which all rows of the two sides say nothing in common nor alike: they speak against it',
    }),
    ...keptApart,
    change: Type.Integer({ description: 'What a decision changes: the weight of the lighter side; orders the queue' }),
    state: Type.Union(
      [Type.Literal('open'), Type.Literal('unsure'), Type.Literal('waiting'), Type.Literal('decided')],
      {
        description: 'open: nobody decided. unsure: somebody could not say. waiting: a second person must agree.',
      },
    ),
    judgements: Type.Array(judgementSchema, { description: 'Judgements between rows of the two, newest first' }),
  },
  { $id: 'ReviewPair', description: 'Two entities that may be one' },
);
export type ReviewPair = Static<typeof reviewPairSchema>;

export const reviewQueueSchema = Type.Object(
  {
    items: Type.Array(reviewPairSchema),
    total: Type.Integer({ description: 'Pairs in this state' }),
    next: nullable(Type.String({ description: 'Give it as cursor for the next page' })),
    counts: Type.Object(
      {
        open: Type.Integer({ description: 'Nobody decided' }),
        unsure: Type.Integer({ description: 'Somebody could not say' }),
        waiting: Type.Integer({ description: 'A second person must agree' }),
        decided: Type.Integer({ description: 'Decided within the last thirty days' }),
      },
      { description: 'Pairs by state' },
    ),
    model: nullable(Type.Integer({ description: 'Model in force; null where none is: then nothing is proposed' })),
  },
  {
    $id: 'ReviewQueue',
    description:
      'Pairs of entities a person decides on, those first that would change most and last what is held apart; decisions, the newest first',
  },
);
export type ReviewQueue = Static<typeof reviewQueueSchema>;

export const pairWhySchema = Type.Object(
  {
    kind: entityKindSchema,
    a: sideSchema,
    b: sideSchema,
    model: Type.Integer({ description: 'Model that says so' }),
    priorBits: bits('Where it begins: the chance that any two rows are of one'),
    steps: Type.Array(pairStepSchema, { description: 'They add up to the score' }),
    bits: bits('The score of the two rows'),
    acceptBits: nullable(bits('From which the model joins by itself; null where it never does')),
    reviewBits: bits('From which a person is asked'),
    sameEntity: Type.Boolean({ description: 'Whether the two rows are held for one now' }),
    because: Type.String({ description: 'Why they are, or are not, in plain words' }),
    asked: Type.Array(Type.String(), { description: 'Why a person is asked about such a pair, in plain words' }),
    elsewhere: Type.Array(pairElsewhereSchema, {
      description:
        'Fields in which other rows of the two sides say something else than the two rows; empty for one entity',
    }),
    ...keptApart,
    keys: Type.Array(Type.String(), { description: 'What both rows share exactly, in plain words' }),
    contradictions: Type.Array(Type.String(), { description: 'What both say that cannot be true of one' }),
    judgements: Type.Array(judgementSchema, { description: 'Judgements between the two entities, newest first' }),
  },
  { $id: 'PairWhy', description: 'Why two rows are held for one or not' },
);
export type PairWhy = Static<typeof pairWhySchema>;

export const clusterRowSchema = Type.Object(
  {
    row: Type.String({ description: 'Record and ordinal of the oldest row that says this' }),
    rows: Type.Integer({ description: 'Rows that say the same' }),
    others: Type.Array(Type.String(), { description: 'Record and ordinal of these, the oldest left out; at most 50' }),
    role: Type.String({ description: 'Part played in the record' }),
    seenOn: nullable(Type.String({ description: 'Day the record speaks of' })),
    values: Type.Record(Type.String(), Type.String(), { description: 'What is compared, by field' }),
    joinedBy: nullable(Type.String({ description: 'Why it is here; null for the first' })),
    source: sourceRefSchema,
  },
  { $id: 'ClusterRow', description: 'What one row, or several alike, say of an entity' },
);

export const clusterTieSchema = Type.Object(
  {
    a: Type.String({ description: 'A row of the list' }),
    b: Type.String({ description: 'Another' }),
    bits: nullable(bits('What the model says of the two; null where it never compared them')),
    key: nullable(Type.String({ description: 'What they share exactly, in plain words' })),
    judged: nullable(Type.String({ description: 'same or different, where a person said so' })),
  },
  { $id: 'ClusterTie', description: 'What holds two rows of an entity together' },
);

export const clusterSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    rows: Type.Array(clusterRowSchema, { description: 'Rows in force, alike ones as one; at most 200' }),
    rowsTotal: Type.Integer({ description: 'How many there are, those not shown too' }),
    ties: Type.Array(clusterTieSchema),
    weakest: nullable(
      Type.Object(
        {
          left: Type.Array(Type.String(), { description: 'Rows on one side' }),
          right: Type.Array(Type.String(), { description: 'Rows on the other' }),
          bits: nullable(bits('Mean of what the model says across')),
          by: Type.String({ description: 'What holds the two sides together, in plain words' }),
        },
        { description: 'Where it would come apart first; null for one row' },
      ),
    ),
    events: Type.Array(
      Type.Object({
        at: Type.String({ description: 'When, ISO 8601' }),
        kind: Type.Union([Type.Literal('MERGE'), Type.Literal('SPLIT')], { description: 'What happened' }),
        other: entityIdSchema,
        label: Type.String({ description: 'Name of the other: as it is now, or was when it was merged' }),
        reason: Type.String({
          description: 'Why, in plain words; empty for readers of an excerpt, since it may name what they may not see',
        }),
        by: Type.String({ description: 'Engine or person' }),
      }),
      { description: 'Merges and splits, newest first' },
    ),
    judgements: Type.Array(judgementSchema, { description: 'Judgements on its rows, newest first' }),
  },
  { $id: 'Cluster', description: 'The rows held for one entity, and what holds them together' },
);
export type Cluster = Static<typeof clusterSchema>;

const share = (description: string) => Type.Number({ description });
const counted = Type.Object(
  {
    bits: Type.Number({ description: 'From so many bits up to the next' }),
    pairs: Type.Integer({ description: 'Pairs' }),
  },
  { description: 'Pairs by whole bits of their score' },
);

const atThresholdSchema = Type.Object({
  bits: Type.Number({ description: 'Threshold' }),
  same: Type.Integer({ description: 'Pairs of one at or above it' }),
  different: Type.Integer({ description: 'Pairs of two at or above it' }),
});

export const labelFiguresSchema = Type.Object(
  {
    by: Type.String({ description: 'all, a feed, or a form of name' }),
    same: Type.Integer({ description: 'Labelled pairs that are of one' }),
    different: Type.Integer({ description: 'Labelled pairs that are of two, of those that were compared' }),
    joinedSame: Type.Integer({
      description: 'Of those of one, pairs at or above the threshold, or the next whole bit above it',
    }),
    joinedDifferent: Type.Integer({ description: 'Of those of two, pairs at or above it' }),
    byThreshold: Type.Array(atThresholdSchema, { description: 'The same for other thresholds' }),
  },
  { $id: 'LabelFigures', description: 'What labels say of a threshold: numerators and denominators' },
);

export const modelDiagnosisSchema = Type.Object(
  {
    records: Type.Integer({ description: 'Rows learnt from' }),
    distinct: Type.Integer({ description: 'Of these, different from each other' }),
    completeness: Type.Array(
      Type.Object({
        field: Type.String({ description: 'What is compared' }),
        filled: share('Share of rows that say something'),
        values: Type.Integer({ description: 'Distinct values' }),
      }),
      { description: 'How full each field is' },
    ),
    unlinkable: Type.Integer({ description: 'Rows that say too little to be known again' }),
    groups: Type.Optional(
      Type.Array(
        Type.Object({
          by: Type.String({ description: 'A source, or a form of family name' }),
          records: Type.Integer({ description: 'Rows of it' }),
          filled: Type.Array(Type.Integer(), { description: 'Of these, rows that say something: by field, as above' }),
          unlinkable: Type.Integer({ description: 'Of these, rows that say too little to be known again' }),
        }),
        { description: 'The same by source and by form of name; models of earlier versions have none' },
      ),
    ),
    levels: Type.Array(
      Type.Object({
        field: Type.String({ description: 'What is compared' }),
        level: Type.String({ description: 'How two values compare' }),
        description: Type.String({ description: 'The same in a sentence' }),
        m: share('How often rows of one agree so'),
        u: share('How often rows of two agree so'),
        bits: bits('log2(m/u)'),
      }),
      { description: 'm and u of each level' },
    ),
    priorBits: bits('The chance that any two rows are of one'),
    sessions: Type.Array(
      Type.Object({
        block: Type.String({ description: 'Fields held equal' }),
        pairs: Type.Integer({ description: 'Pairs seen' }),
        pairsSame: Type.Number({ description: 'Pairs of one among them, as estimated' }),
        logLikelihoods: Type.Array(Type.Number(), { description: 'After each step of expectation–maximisation' }),
      }),
      { description: 'From which blocks was learnt' },
    ),
    blocks: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Fields that must agree' }),
        pairs: Type.Integer({ description: 'Pairs it brings that none before it brought' }),
        recordsLeft: Type.Integer({ description: 'Rows in groups too large to be compared each with each' }),
        largest: Type.Integer({ description: 'Its largest group' }),
      }),
      { description: 'Blocks pairs are found by' },
    ),
    blockingRecall: nullable(share('Share of pairs of one that blocks bring, as estimated')),
    histogram: Type.Array(counted, { description: 'Pairs by score' }),
    clusterSizes: Type.Array(
      Type.Object({
        size: Type.Integer({ description: 'Rows' }),
        clusters: Type.Integer({ description: 'Entities of that many rows' }),
      }),
      { description: 'How large entities are' },
    ),
    labels: Type.Array(
      Type.Object({
        from: Type.String({ description: 'fingerprint-backed numbers, or judgements of people' }),
        byThreshold: Type.Array(atThresholdSchema, {
          description: 'For precision and recall, and for true and false positive rates',
        }),
        same: Type.Integer({ description: 'Labelled pairs of one in all' }),
        different: Type.Integer({ description: 'Labelled pairs of two in all' }),
        figures: Type.Array(labelFiguresSchema, {
          description: 'At the accept threshold: all, by feed, by form of name',
        }),
      }),
      { description: 'What is known of some pairs, against what the model says' },
    ),
    warnings: Type.Array(Type.String(), { description: 'What to know before believing it' }),
  },
  { $id: 'ModelDiagnosis', description: 'What a statistician looks at before believing a model' },
);
export type ModelDiagnosis = Static<typeof modelDiagnosisSchema>;

export const modelDriftSchema = Type.Object(
  {
    against: Type.Integer({ description: 'Model compared with' }),
    levels: Type.Array(
      Type.Object({
        field: Type.String({ description: 'What is compared' }),
        level: Type.String({ description: 'How two values compare' }),
        bitsBefore: bits('log2(m/u) there'),
        bitsNow: bits('log2(m/u) here'),
      }),
      { description: 'Levels whose weight moved by a bit or more' },
    ),
    pairsAbove: Type.Integer({ description: 'Pairs of distinct rows at or above its threshold for joining' }),
    pairsAboveBefore: Type.Integer({ description: 'The same by the other model and its threshold' }),
    asked: Type.Integer({ description: 'Pairs between its two thresholds: a person would be asked' }),
    askedBefore: Type.Integer({ description: 'The same by the other model' }),
  },
  { $id: 'ModelDrift', description: 'What would change if this model took the place of another' },
);

export const identityModelSchema = Type.Object(
  {
    model: Type.Integer({ description: 'Number of the model' }),
    kind: entityKindSchema,
    state: Type.Union([Type.Literal('PROPOSED'), Type.Literal('IN_FORCE'), Type.Literal('RETIRED')], {
      description: 'PROPOSED: learnt, joins nothing until a second person signs it',
    }),
    learntAt: Type.String({ description: 'When, ISO 8601' }),
    learntBy: Type.String({ description: 'Who asked for it' }),
    signedBy: nullable(Type.String({ description: 'Who put it in force' })),
    signedAt: nullable(Type.String({ description: 'When' })),
    acceptBits: nullable(bits('Joins by itself from here; null where it never does')),
    reviewBits: bits('Asks a person from here'),
  },
  { $id: 'IdentityModel', description: 'A model of who is who, learnt from the records here' },
);
export type IdentityModel = Static<typeof identityModelSchema>;

export const identityModelPageSchema = Type.Object(
  {
    ...identityModelSchema.properties,
    diagnosis: modelDiagnosisSchema,
    drift: nullable(modelDriftSchema),
    suggested: nullable(
      Type.Object(
        {
          acceptBits: bits('Least line at which labelled pairs just above it bear out that 99 of 100 are of one'),
          labels: Type.Integer({ description: 'Labelled pairs just above it, which bear it out' }),
          different: Type.Integer({ description: 'Of these, pairs of two' }),
          toBits: nullable(bits('Where those pairs end; null where nothing above ends them')),
          from: Type.Array(
            Type.Object({
              from: Type.String({ description: 'fingerprint-backed numbers, or judgements of people' }),
              labels: Type.Integer({ description: 'Of those pairs, such as are known from it' }),
              different: Type.Integer({ description: 'Of these, pairs of two' }),
            }),
            { description: 'The same pairs by what they are known from' },
          ),
        },
        { description: 'What labels would set, never set by itself; null where they bear no line out' },
      ),
    ),
  },
  { $id: 'IdentityModelPage', description: 'A model with its diagnosis' },
);
export type IdentityModelPage = Static<typeof identityModelPageSchema>;

export const identityModelsSchema = Type.Object(
  {
    items: Type.Array(identityModelSchema, { description: 'Newest first' }),
    working: nullable(
      Type.Object(
        {
          what: Type.Union([Type.Literal('learning'), Type.Literal('joining')], { description: 'What is under way' }),
          kind: entityKindSchema,
          since: Type.String({ description: 'When it began, ISO 8601' }),
          done: Type.Integer({ description: 'Rows, or groups, done' }),
          of: nullable(Type.Integer({ description: 'Of how many; null where that is not known yet' })),
        },
        { description: 'What runs in the background; null for nothing' },
      ),
    ),
    failure: nullable(Type.String({ description: 'Why the last work in the background came to nothing' })),
  },
  { $id: 'IdentityModels', description: 'Models learnt here, and what is under way' },
);
export type IdentityModels = Static<typeof identityModelsSchema>;

export const splitSchema = Type.Object(
  {
    decision: Type.Integer({ description: 'Number of the decision, to take it back by' }),
    judgements: Type.Integer({ description: 'Judgements it is made of' }),
    entities: Type.Array(entityIdSchema, { description: 'Where the rows are now' }),
  },
  { $id: 'Split', description: 'What became of an entity whose rows were parted' },
);
export type Split = Static<typeof splitSchema>;
