import { Type, type Static } from '@sinclair/typebox';
import {
  basisSchema,
  entityKindSchema,
  entityRefSchema,
  eventSchema,
  keptApartSchema,
  nullable,
  sourceRefSchema,
  statusSchema,
} from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { factSchema } from './life.ts';

import { runSchema } from './import-answers.ts';

/** Answers of the portal and the command line that are not a life or a graph. */

export const observationSchema = Type.Object(
  {
    id: Type.String({ description: 'Record and ordinal, e.g. 812-3' }),
    role: Type.String({ description: 'Part played in the record, e.g. purchaser' }),
    seenOn: nullable(Type.String({ description: 'Day the record speaks of, YYYY-MM-DD' })),
    values: Type.Record(Type.String(), Type.Unknown(), { description: 'What this row says, by column' }),
    joinedBy: nullable(
      Type.String({ description: 'In plain words, why this observation belongs to this entity; null for the first' }),
    ),
    source: sourceRefSchema,
  },
  { $id: 'Observation', description: 'What one row says of an entity' },
);
export type Observation = Static<typeof observationSchema>;

export const relationSchema = Type.Object(
  {
    predicate: Type.String({ description: 'How they are tied' }),
    direction: Type.Union([Type.Literal('out'), Type.Literal('in')], {
      description: 'out: from this entity to the others; in: from them to it',
    }),
    kind: entityKindSchema,
    total: Type.Integer({ description: 'Links there are, those withdrawn too' }),
    withdrawn: Type.Integer({ description: 'Of these, withdrawn' }),
    shown: Type.Array(
      Type.Object({
        ...entityRefSchema.properties,
        from: nullable(Type.String({ description: 'First day the link holds, YYYY-MM-DD' })),
        status: Type.String({ description: 'Whether the link holds: ACTIVE, RETRACTED or SUPERSEDED' }),
        source: sourceRefSchema,
        conflict: Type.Optional(
          Type.String({ description: 'What records of the same ballistic tie say against each other, in plain words' }),
        ),
      }),
      {
        description: 'The newest first',
      },
    ),
  },
  { $id: 'Relation', description: 'The links of one kind an entity has' },
);
export type Relation = Static<typeof relationSchema>;

/** A firearm a person bought or had, or a dealer sold, with what became of it. */
export const tiedFirearmSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    predicate: Type.String({
      description: 'How it is tied: PURCHASED, POSSESSED_AT_RECOVERY, SOLD, or TRACED_TO: no sale is recorded',
    }),
    on: nullable(Type.String({ description: 'Day of that link, YYYY-MM-DD' })),
    soldOn: nullable(Type.String({ description: 'First retail sale, where one is recorded' })),
    recoveredOn: nullable(Type.String({ description: 'Recovery; null where none is recorded' })),
    timeToCrimeDays: nullable(Type.Integer({ description: 'Recovery minus sale; null where it cannot be said' })),
    why: Type.String({ description: 'Why time to crime cannot be said; empty where it is said' }),
    hits: Type.Integer({
      description: 'Shootings tied to it by hits alone, directly or through other shootings, as on its own page',
    }),
    leads: Type.Integer({ description: 'Shootings tied to it only by way of an unconfirmed lead' }),
    shootingsCut: Type.Boolean({
      description: 'Something on the way to them has more ballistic links than are followed: there may be more',
    }),
    source: sourceRefSchema,
  },
  { $id: 'TiedFirearm', description: 'A firearm a person bought or had, or a dealer sold, with what became of it' },
);
export type TiedFirearm = Static<typeof tiedFirearmSchema>;

/** What the figures of a person or dealer are made of, for each of the firearms. */
export const firearmTimeSchema = Type.Object(
  Object.fromEntries(
    (['id', 'predicate', 'recoveredOn', 'timeToCrimeDays'] as const).map((name) => [
      name,
      tiedFirearmSchema.properties[name],
    ]),
  ) as Pick<typeof tiedFirearmSchema.properties, 'id' | 'predicate' | 'recoveredOn' | 'timeToCrimeDays'>,
  { $id: 'FirearmTime', description: 'Time to crime of one firearm, as its own page gives it' },
);
export type FirearmTime = Static<typeof firearmTimeSchema>;

const spanSchema = (description: string) =>
  nullable(
    Type.Object(
      {
        least: Type.Number({ description: 'The least it can be' }),
        most: Type.Number({ description: 'The most it can be' }),
      },
      { description },
    ),
  );

/** An alert or a call of gunfire beside a shooting, and how far apart the two are. */
export const reportedGunfireSchema = Type.Object(
  {
    entity: nullable(
      Type.Object(entityRefSchema.properties, {
        description: 'What it was found beside; null where the record of the report names this case itself',
      }),
    ),
    report: Type.Union([Type.Literal('alert'), Type.Literal('call')], { description: 'What reported it' }),
    at: Type.String({ description: 'When it was detected or received, ISO 8601' }),
    seconds: spanSchema(
      'From the incident to the report, below zero where the report came first: the least and the most the times written allow; null where it cannot be said',
    ),
    meters: spanSchema('Between the two, the least and the most the coordinates written allow'),
    basis: basisSchema,
    status: statusSchema,
    description: nullable(Type.String({ description: 'What the rule saw, in plain words' })),
    sources: Type.Array(sourceRefSchema, { description: 'The row of the report, then that of the incident' }),
  },
  { $id: 'ReportedGunfire', description: 'An alert or a call of gunfire beside a shooting' },
);
export type ReportedGunfire = Static<typeof reportedGunfireSchema>;

/** A licence beside another: a business may hold several over time, and premises see several businesses. */
export const otherLicenceSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    licence: nullable(Type.String({ description: 'Its number, as last seen' })),
    tie: Type.Union([Type.Literal('business'), Type.Literal('premises'), Type.Literal('building')], {
      description:
        'business: the same name in the same town or with the same telephone. premises: the same address; the business may be another. building: another unit of the same building, or the building without a unit',
    }),
    from: nullable(Type.String({ description: 'First day a record says so, YYYY-MM-DD' })),
    to: nullable(Type.String({ description: 'Last day a record says so, YYYY-MM-DD' })),
  },
  { $id: 'OtherLicence', description: 'Another licence of the same business, or at the same premises' },
);
export type OtherLicence = Static<typeof otherLicenceSchema>;

/** Everything the page of a person, dealer, place or incident shows. */
export const entityPageSchema = Type.Object(
  {
    entity: Type.Object(
      {
        ...entityRefSchema.properties,
        firstSeen: nullable(Type.String({ description: 'First day a record speaks of it, YYYY-MM-DD' })),
        lastSeen: nullable(Type.String({ description: 'Last day a record speaks of it, YYYY-MM-DD' })),
        mergedInto: nullable(Type.String({ ...entityIdSchema, description: 'The entity it was merged into' })),
      },
      { description: 'What the page is of' },
    ),
    facts: Type.Array(factSchema),
    events: Type.Array(eventSchema, {
      description:
        'Oldest first by the day of the agency, at most 500; what several rows tell of one firearm is one event',
    }),
    eventsTotal: nullable(Type.Integer({ description: 'Null where not all rows are read, and nobody has counted' })),
    relations: Type.Array(relationSchema, { description: 'By kind, with how many there are' }),
    firearms: Type.Array(tiedFirearmSchema, {
      description:
        'Of a person those bought or had, of a dealer those sold or traced as far as it, the newest 500; else none',
    }),
    otherLicences: Type.Array(otherLicenceSchema, {
      description:
        'Of a dealer, which is one licence: others of the same business and others at the same premises; else none',
    }),
    firearmTimes: Type.Array(firearmTimeSchema, { description: 'All of these firearms, also beyond the newest 500' }),
    ballistics: Type.Object(
      {
        hits: Type.Integer({ description: 'Hits that stand' }),
        leads: Type.Integer({ description: 'Leads that stand' }),
        withdrawn: Type.Integer({ description: 'Of either, withdrawn' }),
      },
      {
        description:
          'Records of hits and leads that tie something to an incident, each counted once; zero of other kinds',
      },
    ),
    gunfire: Type.Array(reportedGunfireSchema, {
      description: 'Of an incident, the alerts and calls of it, oldest first, at most 200 by rule; else none',
    }),
    observations: Type.Array(observationSchema, { description: 'The newest 200 in force' }),
    observationsTotal: Type.Integer({
      description: 'Source rows in force that speak of it; none: only earlier versions did',
    }),
    observationsRead: Type.Integer({ description: 'Of these, the newest that are read for facts' }),
    apart: Type.Array(keptApartSchema),
    caution: Type.String({ description: 'What must be said whenever this is shown' }),
  },
  { $id: 'EntityPage', description: 'A person, dealer, place, incident or firearm' },
);
export type EntityPage = Static<typeof entityPageSchema>;

export const recordPageSchema = Type.Object(
  {
    source: sourceRefSchema,
    naturalKey: Type.String({ description: 'What makes the row the same record in another file' }),
    sha256: Type.String({ description: 'Hash of the content, hexadecimal' }),
    handling: Type.Array(Type.String(), { description: 'Handling tags of the record' }),
    cells: Type.Array(
      Type.Object({
        column: Type.String({ description: 'Header as in the file' }),
        field: nullable(Type.String({ description: 'The field it was read as; null: kept, read by nothing' })),
        value: Type.String({ description: 'As received, but for what is masked' }),
        masked: Type.Optional(
          Type.Literal('social-security-number', {
            description: 'Why the value, or a part of it, is not shown; the stored record has it as received',
          }),
        ),
      }),
      { description: 'In the order of the file' },
    ),
    versions: Type.Array(sourceRefSchema, { description: 'All versions of the record, newest first' }),
    read: Type.Array(
      Type.Object({
        table: Type.String({ description: 'Typed table it was read into' }),
        ordinal: Type.Integer({ description: 'Number among what was read from the record' }),
        values: Type.Record(Type.String(), Type.Unknown(), { description: 'By column' }),
      }),
      {
        description: 'What was read from it into typed tables',
      },
    ),
    entities: Type.Array(
      Type.Object({ ...entityRefSchema.properties, role: Type.String({ description: 'Part played in the record' }) }),
      { description: 'What the record speaks of' },
    ),
    warnings: Type.Array(Type.String(), { description: 'What was odd about the row' }),
  },
  { $id: 'RecordPage', description: 'A record as received' },
);
export type RecordPage = Static<typeof recordPageSchema>;

export const liveSchema = Type.Object(
  {
    since: nullable(Type.String({ description: 'Where the reader last looked' })),
    runs: Type.Array(runSchema, { description: 'Imports' }),
    events: Type.Array(eventSchema, {
      description: 'Newest shootings, alerts, recoveries, traces and leads, newest first',
    }),
    counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'What the store holds: entities by kind, records by feed',
    }),
    newest: nullable(Type.String({ description: 'Day of the newest event the store holds' })),
    cameIn: nullable(
      Type.Array(
        Type.Object({
          feed: Type.String({ description: 'Feed, e.g. etrace' }),
          runs: Type.Integer({ description: 'The newest imports' }),
          rows: Type.Integer({ description: 'Rows they kept' }),
        }),
        {
          description: 'Imports that ended after `since`, by feed, with the rows they kept; null where it is not given',
        },
      ),
    ),
  },
  { $id: 'Live', description: 'What came in and what happened' },
);
export type Live = Static<typeof liveSchema>;
