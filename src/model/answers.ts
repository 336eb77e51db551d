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

/** Answers of the portal and the command line that are not a life or a graph. */

export const searchResultSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    field: Type.String({ description: 'What fits: serial, name, address, licence, case-number, trace-number' }),
    shown: Type.String({ description: 'The value that fits, as recorded' }),
    why: Type.Union(
      [
        Type.Literal('exact'),
        Type.Literal('starts'),
        Type.Literal('pattern'),
        Type.Literal('contains'),
        Type.Literal('similar'),
      ],
      {
        description: 'How it fits: exactly, by its start, by the wildcards, inside, or as a similar spelling',
      },
    ),
    detail: Type.String({ description: 'A second line that tells namesakes apart' }),
  },
  { $id: 'SearchResult' },
);
export type SearchResult = Static<typeof searchResultSchema>;

export const searchSchema = Type.Object(
  {
    query: Type.String(),
    results: Type.Array(searchResultSchema),
    counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'Results by kind; a count of 50 means 50 or more',
    }),
    more: Type.Boolean({ description: 'There are more than shown' }),
    milliseconds: Type.Number(),
    note: Type.Optional(Type.String({ description: 'Why nothing was looked for, or not everywhere, in plain words' })),
  },
  { $id: 'Search' },
);
export type Search = Static<typeof searchSchema>;

export const observationSchema = Type.Object(
  {
    id: Type.String({ description: 'Record and ordinal, e.g. 812-3' }),
    role: Type.String(),
    seenOn: nullable(Type.String()),
    values: Type.Record(Type.String(), Type.Unknown(), { description: 'What this row says, by column' }),
    joinedBy: nullable(
      Type.String({ description: 'In plain words, why this observation belongs to this entity; null for the first' }),
    ),
    source: sourceRefSchema,
  },
  { $id: 'Observation' },
);
export type Observation = Static<typeof observationSchema>;

export const relationSchema = Type.Object(
  {
    predicate: Type.String(),
    direction: Type.Union([Type.Literal('out'), Type.Literal('in')]),
    kind: entityKindSchema,
    total: Type.Integer({ description: 'Links there are, those withdrawn too' }),
    withdrawn: Type.Integer({ description: 'Of these, withdrawn' }),
    shown: Type.Array(
      Type.Object({
        ...entityRefSchema.properties,
        from: nullable(Type.String()),
        status: Type.String(),
        source: sourceRefSchema,
      }),
      {
        description: 'The newest first',
      },
    ),
  },
  { $id: 'Relation' },
);
export type Relation = Static<typeof relationSchema>;

/** A firearm a person bought or had, or a dealer sold, with what became of it. */
export const tiedFirearmSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    predicate: Type.String({ description: 'How it is tied: PURCHASED, POSSESSED_AT_RECOVERY or SOLD' }),
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
  { $id: 'TiedFirearm' },
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
  { $id: 'FirearmTime' },
);
export type FirearmTime = Static<typeof firearmTimeSchema>;

const spanSchema = (description: string) =>
  nullable(Type.Object({ least: Type.Number(), most: Type.Number() }, { description }));

/** An alert or a call of gunfire beside a shooting, and how far apart the two are. */
export const reportedGunfireSchema = Type.Object(
  {
    entity: nullable(
      Type.Object(entityRefSchema.properties, {
        description: 'What it was found beside; null where the record of the report names this case itself',
      }),
    ),
    report: Type.Union([Type.Literal('alert'), Type.Literal('call')]),
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
  { $id: 'ReportedGunfire' },
);
export type ReportedGunfire = Static<typeof reportedGunfireSchema>;

/** Everything the page of a person, dealer, place or incident shows. */
export const entityPageSchema = Type.Object(
  {
    entity: Type.Object({
      ...entityRefSchema.properties,
      firstSeen: nullable(Type.String()),
      lastSeen: nullable(Type.String()),
      mergedInto: nullable(entityIdSchema),
    }),
    facts: Type.Array(factSchema),
    events: Type.Array(eventSchema, {
      description:
        'Oldest first by the day of the agency, at most 500; what several rows tell of one firearm is one event',
    }),
    eventsTotal: nullable(Type.Integer({ description: 'Null where not all rows are read, and nobody has counted' })),
    relations: Type.Array(relationSchema),
    firearms: Type.Array(tiedFirearmSchema, {
      description: 'Of a person those bought or had, of a dealer those sold, the newest 500; else none',
    }),
    firearmTimes: Type.Array(firearmTimeSchema, { description: 'All of these firearms, also beyond the newest 500' }),
    ballistics: Type.Object(
      { hits: Type.Integer(), leads: Type.Integer(), withdrawn: Type.Integer() },
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
    caution: Type.String(),
  },
  { $id: 'EntityPage' },
);
export type EntityPage = Static<typeof entityPageSchema>;

export const recordPageSchema = Type.Object(
  {
    source: sourceRefSchema,
    naturalKey: Type.String({ description: 'What makes the row the same record in another file' }),
    sha256: Type.String({ description: 'Hash of the content, hexadecimal' }),
    handling: Type.Array(Type.String()),
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
    ),
    versions: Type.Array(sourceRefSchema, { description: 'All versions of the record, newest first' }),
    read: Type.Array(
      Type.Object({
        table: Type.String(),
        ordinal: Type.Integer(),
        values: Type.Record(Type.String(), Type.Unknown()),
      }),
      {
        description: 'What was read from it into typed tables',
      },
    ),
    entities: Type.Array(Type.Object({ ...entityRefSchema.properties, role: Type.String() })),
    warnings: Type.Array(Type.String()),
  },
  { $id: 'RecordPage' },
);
export type RecordPage = Static<typeof recordPageSchema>;

export const runSchema = Type.Object(
  {
    run: Type.Integer(),
    feed: Type.String(),
    file: Type.String(),
    bytes: Type.Integer(),
    state: Type.Union([
      Type.Literal('RUNNING'),
      Type.Literal('COMPLETE'),
      Type.Literal('FAILED'),
      Type.Literal('INTERRUPTED'),
    ]),
    read: Type.Integer(),
    accepted: Type.Integer(),
    rejected: Type.Integer(),
    duplicates: Type.Integer(),
    mapping: nullable(Type.String({ description: 'Name of the saved mapping it was read with' })),
    startedBy: Type.String(),
    startedAt: Type.String(),
    finishedAt: nullable(Type.String()),
    linkedAt: nullable(Type.String({ description: 'When its rows were joined into entities and links' })),
    failure: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  },
  { $id: 'ImportRun' },
);
export type ImportRun = Static<typeof runSchema>;

/** An entity the records of an import speak of. */
export const runEntitySchema = Type.Object(
  {
    ...entityRefSchema.properties,
    record: Type.Integer({ description: 'The first record of the import that speaks of it' }),
    line: Type.Integer({ description: 'Line of that record in the file' }),
    fresh: Type.Boolean({ description: 'No record before spoke of it' }),
  },
  { $id: 'ImportEntity' },
);
export type RunEntity = Static<typeof runEntitySchema>;

export const rejectSchema = Type.Object(
  {
    line: Type.Integer(),
    code: Type.String(),
    field: nullable(Type.String()),
    expected: Type.String(),
    got: Type.String(),
    cells: Type.Array(Type.String()),
  },
  { $id: 'Reject' },
);

export const columnGuessSchema = Type.Object(
  {
    column: Type.String({ description: 'Header as in the file' }),
    field: nullable(Type.String({ description: 'Proposed field, or null: kept and read by nothing' })),
    confidence: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'How sure the proposal is; not a statement about a person',
    }),
    why: Type.String({ description: 'Header, values or both' }),
    sample: Type.Array(Type.String(), { description: 'First distinct values' }),
  },
  { $id: 'ColumnGuess' },
);
export type ColumnGuess = Static<typeof columnGuessSchema>;

export const mappingSchema = Type.Object(
  {
    feed: Type.String(),
    layout: Type.String(),
    columns: Type.Record(Type.String(), Type.String(), { description: 'Header in the file → field' }),
    constants: Type.Optional(Type.Record(Type.String(), Type.String())),
    timeZone: Type.Optional(Type.String({ description: 'IANA zone' })),
    dateOrder: Type.Optional(Type.Union([Type.Literal('mdy'), Type.Literal('dmy'), Type.Literal('ymd')])),
    headerLine: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000,
        description: 'Line of the header; 0: none, columns are named by place',
      }),
    ),
    headerLines: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)], { description: 'Lines the header has' })),
  },
  { $id: 'Mapping' },
);

export const guessSchema = Type.Object(
  {
    feed: nullable(Type.String()),
    layout: nullable(Type.String()),
    confidence: Type.Number(),
    mapping: nullable(mappingSchema),
    columns: Type.Array(columnGuessSchema),
    alternatives: Type.Array(Type.Object({ feed: Type.String(), layout: Type.String(), confidence: Type.Number() })),
    note: Type.Optional(Type.String({ description: 'Why rows would be rejected all the same, where most would be' })),
  },
  { $id: 'Guess' },
);
export type Guess = Static<typeof guessSchema>;

export const previewSchema = Type.Object(
  {
    upload: Type.String({ description: 'Names the uploaded file in the requests that follow; kept for an hour' }),
    file: Type.String(),
    guess: guessSchema,
    header: Type.Array(Type.String()),
    rows: Type.Array(
      Type.Object({
        line: Type.Integer(),
        cells: Type.Array(Type.String()),
        outcome: Type.Union([Type.Literal('accepted'), Type.Literal('rejected')]),
        reject: nullable(
          Type.Object({
            code: Type.String(),
            field: nullable(Type.String()),
            expected: Type.String(),
            got: Type.String(),
          }),
        ),
        read: Type.Array(Type.Object({ table: Type.String(), values: Type.Record(Type.String(), Type.Unknown()) })),
      }),
      { description: 'The first 100 rows, read with the mapping' },
    ),
    layouts: Type.Array(
      Type.Object({
        feed: Type.String(),
        layout: Type.String(),
        title: Type.String(),
        fields: Type.Array(
          Type.Object({ name: Type.String(), kind: Type.String(), about: Type.String(), required: Type.Boolean() }),
        ),
      }),
      { description: 'Every layout a file can be read as, for the choice' },
    ),
  },
  { $id: 'Preview' },
);
export type Preview = Static<typeof previewSchema>;

export const liveSchema = Type.Object(
  {
    since: nullable(Type.String({ description: 'Where the reader last looked' })),
    runs: Type.Array(runSchema),
    events: Type.Array(eventSchema, {
      description: 'Newest shootings, alerts, recoveries, traces and leads, newest first',
    }),
    counts: Type.Record(Type.String(), Type.Integer(), {
      description: 'What the store holds: entities by kind, records by feed',
    }),
    newest: nullable(Type.String({ description: 'Day of the newest event the store holds' })),
    cameIn: nullable(
      Type.Array(Type.Object({ feed: Type.String(), runs: Type.Integer(), rows: Type.Integer() }), {
        description: 'Imports that ended after `since`, by feed, with the rows they kept; null where it is not given',
      }),
    ),
  },
  { $id: 'Live' },
);
export type Live = Static<typeof liveSchema>;
