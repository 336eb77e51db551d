import { Type, type Static } from '@sinclair/typebox';
import { entityIdSchema } from './ids.ts';
import { entityKinds } from './tables.ts';

/** Shapes every answer is made of: where a statement comes from, and what it speaks of. */

export const sourceRefSchema = Type.Object(
  {
    record: Type.Integer({ description: 'Number of the record as received; open it at /records/{record}' }),
    version: Type.Integer({ description: 'Version of the record: 1 as first received' }),
    feed: Type.String({ description: 'Feed, e.g. etrace' }),
    layout: Type.String({ description: 'Layout within the feed, e.g. results' }),
    file: Type.String({ description: 'Name of the file' }),
    line: Type.Integer({ description: 'Line of the file where the row starts' }),
    receivedAt: Type.String({ description: 'When the file was received, ISO 8601' }),
  },
  { $id: 'SourceRef', description: 'The source row a statement rests on' },
);
export type SourceRef = Static<typeof sourceRefSchema>;

export const basisSchema = Type.Union(
  [
    Type.Literal('RECORDED'),
    Type.Literal('DERIVED_RULE'),
    Type.Literal('DERIVED_MODEL'),
    Type.Literal('ANALYST_ASSERTED'),
  ],
  {
    description:
      'RECORDED: a source row says it. DERIVED_RULE: a stated rule over records. DERIVED_MODEL: a statistical model. ANALYST_ASSERTED: a person judged it.',
  },
);
export type Basis = Static<typeof basisSchema>;

export const statusSchema = Type.Union(
  [Type.Literal('ACTIVE'), Type.Literal('RETRACTED'), Type.Literal('SUPERSEDED')],
  {
    description:
      'RETRACTED: withdrawn by its source or a person. SUPERSEDED: a newer version of the record, or a rule over it and a second record, says otherwise.',
  },
);

export const entityKindSchema = Type.Union(
  entityKinds.map((kind) => Type.Literal(kind)),
  { description: 'What kind of entity it is' },
);

export const entityRefSchema = Type.Object(
  {
    id: entityIdSchema,
    kind: entityKindSchema,
    label: Type.String({ description: 'Short name for a list or a node' }),
  },
  { $id: 'EntityRef', description: 'A firearm, person, dealer, place, incident or vehicle' },
);
export type EntityRef = Static<typeof entityRefSchema>;

/** An entity that shares a key, such as a trace number, with this one and is kept apart from it. */
export const keptApartSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    reason: Type.String({ description: 'What the two share, in plain words' }),
  },
  {
    $id: 'KeptApart',
    description:
      'Their records contradict each other or were judged to be of two: what belongs to one may be told of the other',
  },
);
export type KeptApart = Static<typeof keptApartSchema>;

export const pointSchema = Type.Object(
  {
    lon: Type.Number({ description: 'Longitude, degrees, WGS84' }),
    lat: Type.Number({ description: 'Latitude, degrees, WGS84' }),
  },
  { description: 'Where it is; null where no coordinates are recorded' },
);

/** The schema or null; what the schema is said to be, the choice is. */
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()], schema.description === undefined ? {} : { description: schema.description });
export { nullable };

export const placeRefSchema = Type.Object(
  {
    id: nullable(entityIdSchema),
    label: Type.String({ description: 'Address or area as recorded' }),
    point: nullable(pointSchema),
    precision: nullable(
      Type.String({ description: 'exact, block, 100m, intersection, district, county (no point then) or unknown' }),
    ),
    county: Type.Optional(
      Type.String({
        pattern: '^[0-9]{5}$',
        description: 'FIPS code of the county of a licence, with precision county: not the address of the shop',
      }),
    ),
  },
  { $id: 'PlaceRef', description: 'A place something happened at, as exactly as it is known' },
);
export type PlaceRef = Static<typeof placeRefSchema>;

export const participantSchema = Type.Object(
  {
    ...entityRefSchema.properties,
    role: Type.String({ description: 'Part played, e.g. purchaser, possessor, retail-dealer, victim' }),
  },
  { $id: 'Participant', description: 'Whoever or whatever took part in an event' },
);
export type Participant = Static<typeof participantSchema>;

export const eventKinds = [
  'manufactured',
  'shipped',
  'sold',
  'stolen',
  'shooting',
  'recovered',
  'test-fired',
  'trace-requested',
  'traced',
  'unknown-interval',
  'incident',
  'victim',
  'suspect',
  'arrested',
  'alert',
  'call',
  'licensed',
  'inspected',
  'linked',
] as const;

export const eventSchema = Type.Object(
  {
    id: Type.String({ description: 'Stable within the answer' }),
    kind: Type.Union(
      eventKinds.map((kind) => Type.Literal(kind)),
      { description: 'What happened; unknown-interval: nobody recorded where the firearm was' },
    ),
    from: nullable(Type.String({ description: 'Local day YYYY-MM-DD or instant ISO 8601; null where not recorded' })),
    to: nullable(Type.String({ description: 'End of an interval; null for a moment' })),
    days: nullable(Type.Integer({ description: 'Length of an interval in days' })),
    title: Type.String({ description: 'Plain words, English' }),
    place: nullable(placeRefSchema),
    people: Type.Array(participantSchema, {
      description: 'Persons, dealers, firearms and incidents that took part, with their roles',
    }),
    basis: basisSchema,
    tie: nullable(
      Type.Union([Type.Literal('lead'), Type.Literal('hit')], {
        description: 'For shootings: tied by an unconfirmed lead or by a hit an examiner concluded',
      }),
    ),
    status: statusSchema,
    conflict: nullable(
      Type.String({ description: 'What another source says otherwise, or what is odd about this one' }),
    ),
    sources: Type.Array(sourceRefSchema),
    handling: Type.Array(Type.String(), { description: 'Handling tags of the sources, the strictest apply' }),
    detail: Type.Record(Type.String(), Type.Unknown(), { description: 'Facts of this kind of event, by name' }),
  },
  { $id: 'Event', description: 'Something that happened, or a time of which nothing is recorded' },
);
export type Event = Static<typeof eventSchema>;
