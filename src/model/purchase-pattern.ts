import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { traceFlagSchema } from './trace-page.ts';

const text = (description: string) => nullable(Type.String({ description }));

/** What purchasers may have in common. */
export const sharedTies = ['home', 'phone', 'document'] as const;
export type SharedTie = (typeof sharedTies)[number];

export const purchaseLaneSchema = Type.Object(
  {
    firearm: entityIdSchema,
    label: Type.String({ description: 'Make, model and calibre' }),
    traces: Type.Array(Type.String(), { description: 'Trace numbers' }),
    soldOn: text('First retail sale'),
    recoveredOn: text('First recovery'),
    days: nullable(Type.Integer({ description: 'Days between' })),
    why: text('Why there is no such number'),
    dealer: nullable(entityRefSchema),
    possessor: nullable(entityRefSchema),
    isPossessor: nullable(Type.Boolean({ description: 'Whether the purchaser is the possessor, by the strict rule' })),
    multipleSale: nullable(Type.Boolean({ description: 'Sold with others at once' })),
    stolen: nullable(Type.Boolean({ description: 'Reported stolen' })),
    shootings: Type.Array(
      Type.Object(
        {
          incident: entityIdSchema,
          on: text('Day'),
          tie: Type.Union([Type.Literal('lead'), Type.Literal('hit')], {
            description: 'By an unconfirmed lead or by a hit an examiner concluded',
          }),
        },
        { description: 'Shootings tied to it by ballistics' },
      ),
    ),
    scoredTrace: Type.String({
      description: 'Of its traces that of the first recovery from somebody else, else the first',
    }),
    score: nullable(Type.Number({ description: 'Points of the index of that trace' })),
    flags: Type.Array(traceFlagSchema),
  },
  { $id: 'PurchaseLane', description: 'One traced firearm a person bought' },
);
export type PurchaseLane = Static<typeof purchaseLaneSchema>;

export const purchasePatternSchema = Type.Object(
  {
    person: entityRefSchema,
    lanes: Type.Array(purchaseLaneSchema, { description: 'By day of sale, undated ones last' }),
    groups: Type.Array(
      Type.Object({
        firearms: Type.Array(entityIdSchema),
        from: Type.String({ description: 'First day' }),
        to: Type.String({ description: 'Last day' }),
        businessDays: Type.Integer({
          description: 'Business days of the state of the first dealer from the first day to the last, both counted',
        }),
        unsureDays: Type.Array(Type.String({ description: 'A day' }), {
          description:
            'Holidays by which alone it is within five, from a list that was not read off the law of the state: its offices may have been open',
        }),
        dealers: Type.Array(entityRefSchema),
      }),
      { description: 'Bought within five business days; days no shop keeps (public holidays) are counted as others' },
    ),
    dealers: Type.Array(
      Type.Object(
        {
          dealer: entityRefSchema,
          state: text('State'),
          county: text('FIPS code of the county of the licence'),
          firearms: Type.Array(entityIdSchema),
        },
        { description: 'A dealer and what was bought there' },
      ),
    ),
    possessors: Type.Array(
      Type.Object(
        { person: entityRefSchema, firearms: Type.Array(entityIdSchema) },
        { description: 'From whom they were recovered' },
      ),
    ),
    possessorUnknown: Type.Integer({ description: 'Firearms of which no possessor is known' }),
    said: Type.Array(
      Type.Object({
        traceNumber: Type.String({ description: 'ATF trace number' }),
        soldOn: text('First retail sale'),
        name: text('Name as the trace has it'),
        bornOn: text('Day of birth'),
        home: text('Address'),
        phone: text('Telephone'),
        document: text('Driving licence or identity card'),
      }),
      { description: 'What each trace says of the purchaser, apart from the person they were joined into' },
    ),
    shared: Type.Array(
      Type.Object({
        person: entityRefSchema,
        by: Type.Array(Type.Union(sharedTies.map((tie) => Type.Literal(tie))), { description: 'What they share' }),
        firearms: Type.Integer({ description: 'Traced firearms the other bought' }),
        traces: Type.Array(Type.String(), { description: 'Traces of the other' }),
      }),
      { description: 'Other purchasers with the same home, telephone or document' },
    ),
    sharedByMany: Type.Integer({
      description: 'Values more purchasers have than a household does: they tie nobody, and are left out',
    }),
    caution: Type.String({ description: 'Printed with it' }),
  },
  { $id: 'PurchasePattern', description: 'The traced firearms a person bought, as recorded; no score of the person' },
);
export type PurchasePattern = Static<typeof purchasePatternSchema>;

export const purchaseCaution =
  'Buying a firearm that was traced is no offence and no evidence of one: it may have been sold on, given away, lost or stolen. Rows held for one person may be of several. What is shown is of firearms, and no measure of a person.';
