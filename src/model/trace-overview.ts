import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable } from './evidence.ts';
import { measureNames } from './trace-filter.ts';
import { componentNames, indexModes } from './trace-index.ts';
import { shareSchema } from './trace-report.ts';

const count = (description: string) => Type.Integer({ description });
const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value: T[number]) => Type.Literal(value)),
    { description },
  );
const state = Type.String({ description: 'Postal code of the state of the first retail sale' });

export const flowSchema = Type.Object(
  {
    state,
    county: nullable(Type.String({ description: 'FIPS code; null where only the state is known' })),
    quarter: nullable(
      Type.String({ description: 'Quarter of the recovery, 2024-Q1; null where its day is not known' }),
    ),
    firearms: count('Firearms, each once'),
  },
  { $id: 'TraceFlow', description: 'Firearms from one source in one quarter' },
);

export const corridorChangeSchema = Type.Object(
  {
    id: Type.String({ description: 'State' }),
    observed: count('Firearms in the late months'),
    expected: Type.Number({ description: 'Firearms to be expected there, by the share it had before' }),
    before: count('Firearms in the months before'),
    direction: Type.Union([Type.Literal('more'), Type.Literal('fewer')], { description: 'Than expected' }),
    falseDiscoveryRate: Type.Number({
      description: 'Of this and all stronger changes, how many of one to expect false',
    }),
    told: Type.Boolean({ description: 'Whether it is told as a change: at most so many of them are expected false' }),
  },
  { $id: 'CorridorChange', description: 'One source state, lately and before' },
);

export const corridorsSchema = Type.Object(
  {
    from: nullable(Type.String({ description: 'First month looked at, 2022-01' })),
    lateFrom: nullable(Type.String({ description: 'First of the late months' })),
    to: nullable(Type.String({ description: 'Last month looked at; later ones are still filling' })),
    falseMost: Type.Number({ description: 'Changes are told up to this false discovery rate' }),
    rows: Type.Array(corridorChangeSchema, { description: 'The surest first' }),
    unknown: count('Firearms of these months of which the source is not known'),
    after: count('Firearms recovered after the records end, by stray or mistyped days: in no month'),
  },
  { $id: 'Corridors', description: 'Source states from which more, or fewer, firearms come than they used to' },
);
export type Corridors = Static<typeof corridorsSchema>;

const districts = (description: string) =>
  Type.Array(Type.Object({ district: Type.String({ description: 'As the city calls it' }), traces: count('Traces') }), {
    description,
  });

export const traceOverviewSchema = Type.Object(
  {
    mode: Type.Union(
      indexModes.map((mode) => Type.Literal(mode)),
      { description: 'Which index is shown' },
    ),
    version: Type.String({ description: 'Version of formula and weights' }),
    homeState: nullable(Type.String({ description: "The agency's state" })),
    all: count('Traces there are, whatever the filters'),
    traces: count('Traces that fit the filters'),
    firearms: count('Firearms these are of'),
    months: Type.Array(
      Type.Object({ month: Type.String({ description: 'Month of recovery, 2024-03' }), traces: count('Traces') }),
      { description: 'Every month from the first to the last, by all filters but the period' },
    ),
    districts: districts('Districts firearms were recovered in, by all filters but the district'),
    incidentDistricts: districts(
      'Districts of shootings tied to them, by all filters but this; a trace counts in each',
    ),
    undated: count('Traces without a day of recovery, by all filters but the period'),
    coverage: Type.Object(
      { traced: shareSchema, sourceKnown: shareSchema, purchaserKnown: shareSchema, timeKnown: shareSchema },
      {
        description:
          'traced: of firearms of which any record (property room, trace, report) tells a day of recovery in the period, whatever the other filters; sourceKnown: of firearms sold at retail; the others of the traces',
      },
    ),
    measures: Type.Array(
      Type.Object(
        { name: oneOf(measureNames, 'Name of the share'), share: shareSchema },
        { description: 'Shares of the traces; outOfCity only where some dealer is known to be within the city' },
      ),
    ),
    recoveredInCity: shareSchema,
    index: Type.Object(
      {
        bins: Type.Array(
          Type.Object(
            {
              from: count('Points, with this'),
              to: count('Points, without this; 100 with it'),
              traces: count('Traces'),
              examples: Type.Array(Type.String(), { description: 'A few of them' }),
            },
            { description: 'Traces by points' },
          ),
        ),
        without: count('Traces without an index'),
        parts: Type.Array(
          Type.Object(
            {
              name: oneOf(componentNames, 'Name of the part'),
              known: shareSchema,
              points: Type.Array(nullable(Type.Number()), {
                description: 'Mean points it adds in each bin; null where the bin is empty',
              }),
            },
            { description: 'Parts of the index' },
          ),
        ),
      },
      { description: 'How the index is distributed, and what it is made of' },
    ),
    time: Type.Object(
      {
        bins: Type.Array(
          Type.Object(
            {
              id: Type.String({ description: 'Name of the bin' }),
              daysFrom: count('With this'),
              daysBelow: nullable(count('Without this')),
              traces: count('Traces'),
            },
            { description: 'Traces by time to crime' },
          ),
        ),
        known: count('Traces with a time'),
        undetermined: Type.Array(
          Type.Object(
            { why: Type.String({ description: 'Why there is none' }), traces: count('Traces') },
            { description: 'Traces without a time' },
          ),
        ),
        meanDays: nullable(Type.Number({ description: 'Mean of those known' })),
        medianDays: nullable(Type.Number({ description: 'Median of those known' })),
        short: shareSchema,
      },
      { description: 'Time to crime' },
    ),
    followed: Type.Object(
      {
        from: nullable(
          Type.String({
            description:
              'First day of recovery from which on recoveries are recorded without a break; null: there are none',
          }),
        ),
        to: nullable(
          Type.String({ description: 'Last day of recovery of the last quarter in which they are recorded as usual' }),
        ),
        before: count('Firearms recovered before that day: sales of those years cannot be followed'),
        after: count('Firearms recovered after the records end, by stray or mistyped days: they end nothing'),
      },
      { description: 'From when on sales can be followed' },
    ),
    cohorts: Type.Array(
      Type.Object(
        {
          year: count('Year of the first retail sale'),
          within: Type.Array(count('Recovered within one, two, three years'), { minItems: 3, maxItems: 3 }),
          whole: Type.Array(Type.Boolean(), {
            description: 'Whether all sold in the year could be followed that long two months before the records end',
          }),
        },
        { description: 'Counts, never shares: how many were sold is not known' },
      ),
    ),
    sourceKnown: shareSchema,
    governments: count('Firearms of governments and police: they had no first retail sale, and are in no source'),
    flows: Type.Array(flowSchema),
    states: Type.Array(Type.Object({ state, share: shareSchema }), { description: 'The most firearms first' }),
    corridors: corridorsSchema,
    concentration: Type.Object(
      {
        dealers: count('Dealers with at least one trace'),
        firearms: count('Firearms sold at retail and traced to a dealer'),
        unknown: count('Firearms sold at retail and traced to none'),
        gini: nullable(Type.Number({ description: '0: all alike, towards 1: one has all' })),
        lorenz: Type.Array(
          Type.Object(
            { units: count('Dealers, the least first'), total: count('Firearms they have') },
            { description: 'Lorenz curve' },
          ),
        ),
        top: Type.Array(
          Type.Object(
            { top: count('So many dealers'), share: shareSchema },
            { description: 'What the first have of all' },
          ),
        ),
        half: count('The fewest dealers with half of all firearms'),
        most: Type.Array(
          Type.Object(
            { dealer: entityRefSchema, traces: count('Traces'), firearms: count('Firearms') },
            { description: 'Dealers with the most firearms' },
          ),
        ),
      },
      { description: 'Among dealers with at least one trace: those with none are not counted' },
    ),
    flags: Type.Array(
      Type.Object({ code: Type.String({ description: 'Code of the oddity' }), traces: count('Traces') }),
      { description: 'What is odd, and about how many traces' },
    ),
    caution: Type.String({ description: 'Printed with every figure' }),
  },
  { $id: 'TraceOverview', description: 'What the traces of a period say together' },
);
export type TraceOverview = Static<typeof traceOverviewSchema>;
