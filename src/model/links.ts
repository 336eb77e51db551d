import { Type, type Static } from '@sinclair/typebox';
import { basisSchema, entityKindSchema, nullable, sourceRefSchema, statusSchema } from './evidence.ts';
import { entityIdSchema } from './ids.ts';

/**
 * The hub policy until a city signs another: entities with more links than this (dealers, hotels, jails, hospitals) are shown,
 * summarised, and not walked through. Every answer says which policy it was made with and what that left out.
 */
export const hubDegreeDefault = 1000;

/** What can tie two entities, in the words of the trade, with how it reads from subject to object and back. */
export const predicates = {
  PURCHASED: { reads: 'purchased', back: 'purchased by' },
  SOLD: { reads: 'sold', back: 'sold by' },
  SOLD_TO: { reads: 'sold to', back: 'bought from' },
  SHIPPED: { reads: 'shipped', back: 'shipped by' },
  SHIPPED_TO: { reads: 'shipped to', back: 'received from' },
  TRACED_TO: { reads: 'traced as far as', back: 'as far as the trace came of' },
  POSSESSED_AT_RECOVERY: { reads: 'had when recovered', back: 'in the possession of' },
  ASSOCIATE_AT_RECOVERY: { reads: 'was with the possessor of', back: 'associate at recovery' },
  RECOVERED_IN: { reads: 'recovered in', back: 'recovery of' },
  RECOVERED_AT: { reads: 'recovered at', back: 'place of recovery of' },
  STOLEN_FROM: { reads: 'reported stolen from', back: 'reported the theft of' },
  FIRED_IN: { reads: 'tied by a hit to', back: 'tied by a hit to' },
  POSSIBLY_FIRED_IN: { reads: 'tied by a lead to', back: 'tied by a lead to' },
  LINKED_BY_HIT: { reads: 'ballistic hit with', back: 'ballistic hit with' },
  LINKED_BY_LEAD: { reads: 'ballistic lead with', back: 'ballistic lead with' },
  VICTIM_IN: { reads: 'victim in', back: 'victim' },
  SUSPECT_IN: { reads: 'suspect in', back: 'suspect' },
  ARRESTED_IN: { reads: 'arrested in', back: 'arrested' },
  VEHICLE_IN: { reads: 'was recorded in', back: 'vehicle' },
  WITH_VEHICLE: { reads: 'was with the vehicle', back: 'was with' },
  RESIDES_AT: { reads: 'gave the address', back: 'address given by' },
  PREMISES_AT: { reads: 'has premises at', back: 'premises of' },
  LOCATED_IN: { reads: 'is in', back: 'has in it' },
  HAPPENED_AT: { reads: 'happened at', back: 'place of' },
  REPORTED_AT: { reads: 'reported at', back: 'place a report gives for' },
  CORRELATED_WITH: { reads: 'same time and place as', back: 'same time and place as' },
} as const;

export type Predicate = keyof typeof predicates;

/** Links whose day is one on which something happened to both ends; of others the observations say when they were seen. */
export const datingPredicates: readonly Predicate[] = ['SHIPPED', 'SHIPPED_TO', 'SOLD', 'SOLD_TO', 'PURCHASED'];

export const linkSchema = Type.Object(
  {
    id: Type.String({ description: 'Stable as long as the link is' }),
    subject: entityIdSchema,
    predicate: Type.Union(
      (Object.keys(predicates) as Predicate[]).map((predicate) => Type.Literal(predicate)),
      { description: 'How the subject is tied to the object' },
    ),
    object: entityIdSchema,
    from: nullable(Type.String({ description: 'First day it holds, YYYY-MM-DD' })),
    to: nullable(Type.String({ description: 'Last day it holds, YYYY-MM-DD; null where none is known' })),
    basis: basisSchema,
    status: statusSchema,
    assertedBy: Type.String({ description: 'The feed, rule or person that says so' }),
    source: sourceRefSchema,
    other: Type.Optional(
      Type.Object(sourceRefSchema.properties, { description: 'The second record, where it takes two to see the link' }),
    ),
    description: Type.Optional(Type.String({ description: 'What a rule saw, in plain words' })),
    detail: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Its figures, e.g. seconds and meters' }),
    ),
    conflict: Type.Optional(
      Type.String({
        description:
          'What records of the same ballistic tie say against each other, in plain words: the link is told as all of them weigh together',
      }),
    ),
    against: Type.Optional(Type.Array(sourceRefSchema, { description: 'The rows that say otherwise' })),
    handling: Type.Array(Type.String(), { description: 'Handling tags of its sources' }),
  },
  { $id: 'Link', description: 'What one record or rule ties to another' },
);
export type Link = Static<typeof linkSchema>;

export const nodeSchema = Type.Object(
  {
    id: entityIdSchema,
    kind: entityKindSchema,
    label: Type.String({ description: 'Short name for a list or a node' }),
    hop: Type.Integer({ description: 'Links from where the search began' }),
    links: Type.Integer({ description: 'Links it has in all, shown here or not' }),
    firstSeen: nullable(Type.String({ description: 'First day a record speaks of it, YYYY-MM-DD' })),
    lastSeen: nullable(Type.String({ description: 'Last day a record speaks of it, YYYY-MM-DD' })),
  },
  { $id: 'LinkedEntity', description: 'An entity of a graph' },
);
export type LinkedEntity = Static<typeof nodeSchema>;

/** What is not shown, and why: never cut in silence. */
export const cutSchema = Type.Object(
  {
    id: entityIdSchema,
    reason: Type.Union([Type.Literal('hub'), Type.Literal('limit-per-entity'), Type.Literal('limit')], {
      description:
        'hub: more links than the hub policy walks through; limit-per-entity: of one entity 100 links at most where more than one hop is asked; limit: the limit asked for',
    }),
    total: Type.Integer({ description: 'Links there are, within what was asked for' }),
    shown: Type.Integer({ description: 'Links shown, newest first, undated last' }),
    byPredicate: Type.Record(Type.String(), Type.Integer(), { description: 'The total, by predicate' }),
    label: Type.Optional(Type.String({ description: 'Its name, where it is not among the entities of the answer' })),
  },
  { $id: 'Cut', description: 'What is not shown of the links of an entity, and why' },
);
export type Cut = Static<typeof cutSchema>;

export const hubDegreeSchema = Type.Integer({
  minimum: 1,
  maximum: 100_000,
  description: 'Entities with more links than this are shown and not walked through',
});

export const hubPolicySchema = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: 'Version of the settings; 0: declared, and none is signed yet' }),
    signedBy: nullable(Type.String({ description: 'Who signed it; null of what is declared' })),
    signedAt: nullable(Type.String({ description: 'When' })),
  },
  { $id: 'HubPolicy', description: 'Settings of the city by which hubs are not walked through' },
);
export type HubPolicy = Static<typeof hubPolicySchema>;

/** The policy an answer was made with. */
export const hubFields = {
  hubDegree: hubDegreeSchema,
  hubPolicy: Type.Optional(
    Type.Object(hubPolicySchema.properties, {
      description: 'Settings of the city that say so; absent where the question said it',
    }),
  ),
};

export const linkGraphSchema = Type.Object(
  {
    from: Type.Array(entityIdSchema, { description: 'Where the search began' }),
    hops: Type.Integer({ description: 'Links walked from there at most' }),
    entities: Type.Array(nodeSchema),
    links: Type.Array(linkSchema),
    cut: Type.Array(cutSchema),
    ...hubFields,
  },
  { $id: 'LinkGraph', description: 'What is tied to an entity' },
);
export type LinkGraph = Static<typeof linkGraphSchema>;

export const pathsSchema = Type.Object(
  {
    from: entityIdSchema,
    to: entityIdSchema,
    length: nullable(
      Type.Integer({ description: 'Links on a shortest path; null where none was found within the limits' }),
    ),
    paths: Type.Array(Type.Array(entityIdSchema), {
      description: 'Each from one end to the other; all shortest ones up to the limit',
    }),
    entities: Type.Array(nodeSchema),
    links: Type.Array(linkSchema),
    cut: Type.Array(cutSchema),
    lengthMax: Type.Integer({ description: 'Links a chain may have: longer ones were not looked for' }),
    searched: Type.Integer({ description: 'Entities looked at' }),
    more: Type.Boolean({ description: 'There are more shortest paths than shown' }),
    ...hubFields,
  },
  { $id: 'Paths', description: 'How two entities are connected' },
);
export type Paths = Static<typeof pathsSchema>;

export const chainsSchema = Type.Object(
  {
    from: entityIdSchema,
    to: entityIdSchema,
    paths: Type.Array(Type.Array(entityIdSchema), {
      description:
        'Each from one end to the other, none of which visits an entity twice; the shortest first, then by ids',
    }),
    entities: Type.Array(nodeSchema, { description: 'Those on a path; hop is the fewest links from the start on one' }),
    links: Type.Array(linkSchema),
    cut: Type.Array(cutSchema),
    lengthMax: Type.Integer({ description: 'Links a chain may have: longer ones were not looked for' }),
    more: Type.Boolean({ description: 'There are more than shown' }),
    gaveUp: Type.Boolean({
      description: 'The search was ended by its bound: others as short as those shown, or shorter, may be missing',
    }),
    ...hubFields,
  },
  { $id: 'Chains', description: 'The shortest ways two entities are connected, the next longer ones included' },
);
export type Chains = Static<typeof chainsSchema>;

export const commonNeighborsSchema = Type.Object(
  {
    from: Type.Array(entityIdSchema, { description: 'Those asked for' }),
    ends: Type.Array(nodeSchema, { description: 'What those are' }),
    entities: Type.Array(
      Type.Object({
        entity: nodeSchema,
        tiedTo: Type.Array(entityIdSchema, { description: 'Those of the asked it is tied to' }),
      }),
      { description: 'Tied to most of them first, then with fewest links, then by id' },
    ),
    total: Type.Integer({ description: 'How many there are, shown or not' }),
    links: Type.Array(linkSchema, { description: 'The links that tie those shown' }),
    cut: Type.Array(cutSchema, { description: 'Hubs that tie those asked: never given as an answer' }),
    ...hubFields,
  },
  { $id: 'CommonNeighbors', description: 'What two or more entities are both tied to' },
);
export type CommonNeighbors = Static<typeof commonNeighborsSchema>;
