import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable, sourceRefSchema } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { flagCodes, firearmClasses } from './trace-filter.ts';
import { traceIndexSchema } from './trace-index.ts';
import { earlierScoreSchema } from './trace-score.ts';

/** Answers about one trace and lists of traces. */

const text = (description: string) => nullable(Type.String({ description }));
const yesNo = (description: string) => nullable(Type.Boolean({ description }));

export const traceFlagSchema = Type.Object(
  {
    code: Type.Union(
      flagCodes.map((code) => Type.Literal(code)),
      { description: 'Stable code' },
    ),
    sentence: Type.String({ description: 'What is odd, and what it does to the figures; English' }),
  },
  { $id: 'TraceFlag', description: 'Something about a trace that does not fit, said rather than scored in silence' },
);
export type TraceFlag = Static<typeof traceFlagSchema>;

const placeFields = {
  state: text('Postal code'),
  city: text('Postal name, which towns outside a city bear too'),
  county: text('FIPS code'),
  inCity: yesNo('Inside the city, by boundary'),
  lon: nullable(Type.Number({ description: 'Degrees' })),
  lat: nullable(Type.Number({ description: 'Degrees' })),
};

const personSchema = Type.Object(
  {
    id: entityIdSchema,
    familyName: text('As this trace has it'),
    givenName: text('As this trace has it'),
    suffix: text('As this trace has it'),
    bornOn: text('Day of birth'),
    bornWritten: text('Day of birth with a filler such as 1 January kept, for the published rule alone'),
    address: text('Street line, cleaned'),
    city: text('Postal town'),
    state: text('Postal code of the state'),
    zip: text('ZIP code'),
    phone: text('Telephone number'),
    identifier: text('State and number of a driving licence or identity card'),
  },
  { $id: 'TracePerson', description: 'A person as the rows of one trace name them' },
);

export const traceFactsSchema = Type.Object(
  {
    traceNumber: Type.String({ description: 'ATF trace number' }),
    firearm: entityIdSchema,
    requestedOn: text('Day it was asked for'),
    completedOn: text('Day it was completed'),
    completion: text('How it ended'),
    crimeCode: text('NCIC code of the crime'),
    type: text('NCIC type of the firearm'),
    make: text('Make, where all records agree on one'),
    model: text('Model, where all records agree on one'),
    calibre: text('Calibre, where all records agree on one'),
    obliterated: yesNo('Whether the serial number was made unreadable'),
    soldOn: text('First retail sale'),
    recoveredOn: text('Recovery this trace is of'),
    recoveries: Type.Array(Type.String(), { description: 'All days the firearm was recovered on' }),
    timeToCrime: Type.Union(
      [
        Type.Object({
          kind: Type.Literal('computed', { description: 'There is one' }),
          days: Type.Integer({ description: 'Days' }),
        }),
        Type.Object({
          kind: Type.Literal('undetermined', { description: 'There is none' }),
          why: Type.String({ description: 'Why there is none' }),
        }),
      ],
      { description: 'Days from the first retail sale to that recovery' },
    ),
    reportedDays: nullable(Type.Integer({ description: 'Days as the export itself gives them' })),
    warnings: Type.Array(Type.String(), { description: 'Codes of what was odd about the row of the trace' }),
    distance: nullable(
      Type.Object(
        {
          km: Type.Number({ description: 'Kilometres' }),
          by: Type.Union([Type.Literal('places'), Type.Literal('export')], {
            description: 'Between the recorded points of both, or as the export of traces gives it',
          }),
        },
        { description: "From the dealer's premises to the recovery; null where neither is recorded" },
      ),
    ),
    soldAt: text('Gun show or other event it was first sold at'),
    multipleSale: yesNo('Sold with others at once'),
    stolen: yesNo('Reported stolen before the recovery'),
    theftInDoubt: nullable(
      Type.Union([Type.Literal('after-recovery'), Type.Literal('undated')], {
        description:
          'A theft that is reported and does not count. after-recovery: it happened or was reported after it. undated: no day tells',
      }),
    ),
    recovery: Type.Object(placeFields, { description: 'Where it was recovered' }),
    recoveryDistrict: text('Police district of the recovery, as the city calls it'),
    dealer: nullable(
      Type.Object(
        { id: entityIdSchema, name: text('As the trace has it'), licenceKey: text('Licence key'), ...placeFields },
        { description: 'Dealer of the first retail sale' },
      ),
    ),
    purchaser: nullable(personSchema),
    possessor: nullable(personSchema),
    associate: nullable(personSchema),
    shootings: Type.Object(
      {
        hits: Type.Integer({ description: 'By a hit an examiner concluded' }),
        leads: Type.Integer({ description: 'By an unconfirmed lead' }),
      },
      { description: 'Shootings tied to it and not withdrawn' },
    ),
    incidentDistricts: Type.Array(Type.String(), {
      description: 'Police districts these happened in, as the city calls them; those of no recorded district add none',
    }),
  },
  {
    $id: 'TraceFacts',
    description: 'All an index of the trace is computed from, with its context; null: not recorded',
  },
);

export const tracePageSchema = Type.Object(
  {
    facts: traceFactsSchema,
    label: Type.String({ description: 'The firearm in short' }),
    counted: Type.Boolean({ description: 'Whether it counts as a trace: a duplicate or cancelled request does not' }),
    context: nullable(
      Type.Object(
        {
          otherFirearms: nullable(Type.Integer({ description: 'Other traced firearms of the purchaser' })),
          boughtTogether: nullable(Type.Integer({ description: 'Of these, bought within a week' })),
          dealerRatio: nullable(
            Type.Number({
              description: "Share of short times of the dealer's other traces over the usual, 1 the usual",
            }),
          ),
        },
        { description: 'What the other traces say of dealer and purchaser' },
      ),
    ),
    indexes: Type.Array(traceIndexSchema, {
      description: 'First the one that is shown where nobody asks for one; none where not counted',
    }),
    earlier: Type.Array(earlierScoreSchema, {
      description:
        'How they stood when they were shown or handed out before, otherwise than now; latest first, at most twenty',
    }),
    earlierTotal: Type.Integer({ description: 'How many such there are' }),
    likelyTrafficked: yesNo('Reference mode: whether the published formula calls it likely trafficked'),
    possessorRules: Type.Object(
      {
        strict: yesNo('Joined into one, or name and day of birth agree'),
        loose: yesNo('Strictly the same, or name, day of birth or street agrees'),
        published: yesNo(
          'Name, day of birth (a filler too) or street agrees: the rule of the published formula, used by the reference index alone',
        ),
      },
      { description: 'Whether the purchaser is the possessor, by each rule' },
    ),
    flags: Type.Array(traceFlagSchema),
    others: Type.Array(Type.String(), { description: 'Other traces of the same firearm' }),
    sources: Type.Array(sourceRefSchema, { description: 'Source rows that carry this trace number' }),
    fingerprint: Type.String({ description: 'SHA-256 of the inputs as computed from: equal inputs, equal print' }),
    caution: Type.String({ description: 'Printed with it' }),
  },
  { $id: 'TracePage', description: 'One trace: its index with every part, its inputs and what is odd about it' },
);
export type TracePage = Static<typeof tracePageSchema>;

export const listedTraceSchema = Type.Object(
  {
    traceNumber: Type.String({ description: 'ATF trace number' }),
    firearm: entityIdSchema,
    label: Type.String({ description: 'Make, model and calibre' }),
    class: Type.Union(
      firearmClasses.map((each) => Type.Literal(each)),
      { description: 'Handgun, long firearm or other' },
    ),
    soldOn: text('First retail sale'),
    recoveredOn: text('Recovery this trace is of'),
    days: nullable(Type.Integer({ description: 'Days between' })),
    source: text('State of the first retail sale'),
    dealer: nullable(entityRefSchema),
    purchaser: nullable(entityRefSchema),
    score: nullable(Type.Number({ description: 'Points of the index' })),
    low: nullable(Type.Number({ description: 'Points, were what is not recorded to add the least' })),
    high: nullable(Type.Number({ description: 'Points, were what is not recorded to add the most' })),
    flags: Type.Array(Type.Union(flagCodes.map((code) => Type.Literal(code))), { description: 'What is odd about it' }),
  },
  { $id: 'ListedTrace', description: 'A trace in a list' },
);
export type ListedTrace = Static<typeof listedTraceSchema>;

export const traceListSchema = Type.Object(
  {
    total: Type.Integer({ description: 'Traces that fit' }),
    firearms: Type.Integer({ description: 'Firearms these are of' }),
    rows: Type.Array(listedTraceSchema, { description: 'The highest index first, at most as many as asked for' }),
    caution: Type.String({ description: 'Printed with it' }),
  },
  { $id: 'TraceList', description: 'Traces that fit a question' },
);
export type TraceList = Static<typeof traceListSchema>;
