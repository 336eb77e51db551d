import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { flowColumns, traceFilterProperties, type FlowColumn, type TraceFilter } from './trace-filter.ts';
import { shareSchema } from './trace-report.ts';

const count = (description: string) => Type.Integer({ description });
const state = Type.String({ description: 'Postal code of the state of the first retail sale' });
const counts = Type.Array(count('Firearms'), { description: 'One for each column, in their order' });
const rate = (description: string) => Type.Number({ description });

export const flowsQuerySchema = Type.Object(
  {
    ...traceFilterProperties,
    by: Type.Optional(
      Type.Union(
        flowColumns.map((by) => Type.Literal(by)),
        {
          description:
            'Columns: year or quarter of the recovery, its city, county or district, or the district of shootings tied by ballistics',
          default: 'quarter',
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** What is asked of flows. */
export interface FlowsQuery extends TraceFilter {
  readonly by?: FlowColumn | undefined;
}

/** What a count among those drawn is held against: the fields every such comparison has. */
export const drawnFields = {
  expected: rate('Of all alike, so many were to be expected'),
  low: count('Chance alone leaves the count from this'),
  high: count('to this, both included, in 19 of 20 draws'),
  falseDiscoveryRate: rate('Of this and all stronger differences, how many of one to expect false'),
  direction: Type.Union([Type.Literal('more'), Type.Literal('fewer')], { description: 'Than expected' }),
  told: Type.Boolean({ description: 'Whether it is told as a difference: at most so many of them are expected false' }),
} as const;

export const topCorridorsSchema = Type.Object(
  {
    top: count('So many states'),
    states: Type.Array(state, { description: 'Which these are over all columns, the most firearms first' }),
    ofOthers: shareSchema,
    ofAll: shareSchema,
    columns: Type.Array(
      Type.Object(
        {
          key: Type.String({ description: 'Column' }),
          share: shareSchema,
          ...drawnFields,
        },
        { description: 'What these same states have in one column, of its firearms from other states' },
      ),
      { description: 'In the order of the columns' },
    ),
  },
  {
    $id: 'TopCorridors',
    description:
      'What the first states have of firearms sold in another state than they were recovered in (ofOthers), and of all with a known source (ofAll)',
  },
);
export type TopCorridors = Static<typeof topCorridorsSchema>;

export const sourceFlowsSchema = Type.Object(
  {
    by: Type.Union(
      flowColumns.map((by) => Type.Literal(by)),
      { description: 'What the columns are' },
    ),
    columns: Type.Array(
      Type.Object(
        {
          key: Type.String({
            description:
              '2024, 2024-Q3, a city, the FIPS code of a county, a district; none: not recorded; untied: no shooting is tied to it',
          }),
          firearms: count('With a known source'),
          unknown: count('Sold at retail, source not known'),
          governments: count('Of governments and police'),
        },
        { description: 'One column' },
      ),
      { description: 'Years and quarters in order without a gap, others by their firearms; untied and none last' },
    ),
    rows: Type.Array(
      Type.Object(
        {
          state,
          share: shareSchema,
          counts,
          counties: Type.Array(
            Type.Object(
              {
                county: nullable(
                  Type.String({ description: 'FIPS code of the county of the licence; null: not known' }),
                ),
                firearms: count('Firearms'),
                counts,
              },
              { description: 'One county of the state' },
            ),
            { description: 'The most firearms first, not known last' },
          ),
        },
        { description: 'One source state' },
      ),
      { description: 'The most firearms first' },
    ),
    sourceKnown: shareSchema,
    governments: count('Firearms of governments and police: they had no first retail sale, and are in no row'),
    several: count('Firearms that stand in more than one column: tied to shootings in several districts'),
    falseMost: Type.Number({ description: 'Differences are told up to this false discovery rate' }),
    corridors: Type.Array(topCorridorsSchema, { description: 'The first one, three and five states' }),
    caution: Type.String({ description: 'Printed with every figure' }),
  },
  { $id: 'SourceFlows', description: 'Firearms by where they were first sold and when or where they were recovered' },
);
export type SourceFlows = Static<typeof sourceFlowsSchema>;
