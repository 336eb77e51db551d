import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { traceFlagSchema, listedTraceSchema } from './trace-page.ts';
import { shareSchema } from './trace-report.ts';

const count = (description: string) => Type.Integer({ description });
const limits = {
  low95: Type.Number({ description: 'Lower limit, 95 of 100' }),
  high95: Type.Number({ description: 'Upper limit, 95 of 100' }),
  low998: Type.Number({ description: 'Lower limit, 998 of 1000' }),
  high998: Type.Number({ description: 'Upper limit, 998 of 1000' }),
};

export const funnelPositions = ['far-above', 'above', 'within', 'below', 'far-below'] as const;

export const funnelSchema = Type.Object(
  {
    points: Type.Array(
      Type.Object(
        {
          dealer: entityIdSchema,
          label: Type.String({ description: 'Its name' }),
          exposure: count('Traced firearms with a known time to crime, each once'),
          events: count('Of these under three years'),
          expected: Type.Number({ description: 'Events to be expected at the rate of all' }),
          limits: Type.Object(limits, {
            description: 'Limits of the count, 95 and 99.8 of 100, widened by the spread',
          }),
          position: Type.Union(
            funnelPositions.map((each) => Type.Literal(each)),
            { description: 'Where it lies' },
          ),
        },
        { description: 'A dealer of the funnel' },
      ),
    ),
    curve: Type.Array(
      Type.Object(
        { exposure: count('Traced firearms'), expected: Type.Number({ description: 'Events' }), ...limits },
        { description: 'The limits by exposure' },
      ),
    ),
    overDispersion: Type.Number({ description: 'How much more dealers differ than chance gives, which is 1' }),
    spread: Type.Number({
      description: "Standard deviation of dealers' own shares beyond chance, of 1; widens the limits",
    }),
    leftOut: count('Dealers without a traced firearm of known time'),
  },
  {
    $id: 'DealerFunnel',
    description: 'Traced firearms under three years against all with a known time, dealer by dealer',
  },
);
export type DealerFunnel = Static<typeof funnelSchema>;

export const dealerRankSchema = Type.Object(
  {
    dealer: entityIdSchema,
    label: Type.String({ description: 'Its name' }),
    traces: count('Traced firearms, each once'),
    short: shareSchema,
    posterior: Type.Object(
      {
        mean: Type.Number({ description: 'Of 1' }),
        low: Type.Number({ description: 'Of 1' }),
        high: Type.Number({ description: 'Of 1' }),
      },
      { description: 'Share under three years with what is usual weighed in: mean and 95 % interval' },
    ),
    inTop: shareSchema,
  },
  { $id: 'DealerRank', description: 'How probable it is that a dealer is among the first; never a rank' },
);
export type RankedDealer = Static<typeof dealerRankSchema>;

export const dealersAnswerSchema = Type.Object(
  {
    top: count('Among the first so many'),
    dealers: count('Dealers with at least one trace'),
    usual: shareSchema,
    funnel: funnelSchema,
    ranks: Type.Array(dealerRankSchema, {
      description: 'The most probable first; none where all known times are alike',
    }),
    caution: Type.String({ description: 'Printed with it' }),
  },
  { $id: 'DealersAnswer', description: 'Dealers against what is to be expected' },
);
export type DealersAnswer = Static<typeof dealersAnswerSchema>;

export const dealerStandingSchema = Type.Object(
  {
    dealer: entityIdSchema,
    traces: count('Traces'),
    top: count('Among the first so many'),
    dealers: count('Dealers with at least one trace'),
    usual: shareSchema,
    funnel: funnelSchema,
    rank: nullable(dealerRankSchema),
    demandLetter: Type.Object(
      {
        threshold: count('Traces of three years or less in a year'),
        years: Type.Array(
          Type.Object(
            {
              year: count('Year asked for'),
              shortTraces: count('Traces'),
              reached: Type.Boolean({ description: 'Whether it reaches the threshold' }),
            },
            { description: 'One year' },
          ),
        ),
        undated: count('Traces without a day on which they were asked for'),
      },
      { description: "What ATF's second demand letter counted, from the city's own traces" },
    ),
    purchasers: Type.Array(
      Type.Object({
        person: entityRefSchema,
        firearms: count('Traced firearms bought here'),
        elsewhere: count('Traced firearms bought at other dealers'),
        together: count('Of those bought here, with another within seven days'),
        short: shareSchema,
        passedOn: shareSchema,
      }),
      { description: 'The most traced firearms first' },
    ),
    purchaserUnknown: count('Traces that name no purchaser'),
    recoveries: Type.Array(
      Type.Object(
        {
          ...listedTraceSchema.properties,
          lon: nullable(Type.Number({ description: 'Degrees' })),
          lat: nullable(Type.Number({ description: 'Degrees' })),
        },
        { description: 'A trace and where its firearm was recovered' },
      ),
    ),
    thefts: Type.Array(
      Type.Object(
        {
          firearm: entityIdSchema,
          label: Type.String({ description: 'Its name' }),
          on: nullable(Type.String({ description: 'Day' })),
          kind: nullable(Type.String({ description: 'Kind of theft' })),
          recoveredOn: nullable(Type.String({ description: 'Day of the first recovery' })),
        },
        { description: 'A firearm reported stolen from the dealer' },
      ),
    ),
    flags: Type.Array(
      Type.Object(
        { flag: traceFlagSchema, traces: Type.Array(Type.String(), { description: 'Trace numbers' }) },
        { description: 'What is odd about the dealer, and by which traces' },
      ),
    ),
    caution: Type.String({ description: 'Printed with it' }),
  },
  { $id: 'DealerStanding', description: 'What traces say of a dealer, beside what is usual' },
);
export type DealerStanding = Static<typeof dealerStandingSchema>;
