import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { drawnFields } from './source-flows.ts';
import { shareSchema } from './trace-report.ts';

/** A row of ATF's table of source and recovery states, for one state of recovery. */
export interface PublishedFlow {
  readonly year: number;
  readonly source: string;
  readonly firearms: number;
}

const count = (description: string) => Type.Integer({ description });

export const publishedQuerySchema = Type.Object(
  {
    year: Type.Optional(
      Type.Integer({
        minimum: 1900,
        maximum: 2999,
        description: "Year to compare; left out: the latest of which there are ATF's table and own firearms",
      }),
    ),
  },
  { additionalProperties: false },
);

export const publishedSourcesSchema = Type.Object(
  {
    state: nullable(Type.String({ description: "The agency's state; null: not signed, so that no table is its own" })),
    published: Type.Array(count('Year'), { description: "Years of which ATF's table is imported, the latest first" }),
    own: Type.Array(count('Year'), { description: 'Years of own firearms with a known source, the latest first' }),
    year: nullable(count('Year compared; null: there is none of which both are there')),
    comparison: nullable(
      Type.Object(
        {
          drawnFrom: Type.Union([Type.Literal('published'), Type.Literal('both')], {
            description:
              "What chance draws from: ATF's counts, which hold the agency's own; or, where some of the own are more than ATF's and so not among them, both together",
          }),
          rows: Type.Array(
            Type.Object(
              {
                source: Type.String({ description: 'Source state, by postal code' }),
                own: shareSchema,
                published: Type.Object(
                  {
                    numerator: count('Firearms from there'),
                    denominator: count('Firearms traced to any source'),
                    unknown: Type.Null({ description: 'The table does not say how many were traced to none' }),
                  },
                  { description: "ATF's count for the whole state" },
                ),
                ...drawnFields,
              },
              { description: 'One source' },
            ),
            { description: "The most of ATF's first" },
          ),
          falseMost: Type.Number({ description: 'Differences are told up to this false discovery rate' }),
          governments: count('Own firearms of governments and police: left out, as ATF leaves them out'),
          elsewhere: count('Own firearms recovered in another state: left out'),
        },
        { description: 'Own shares of sources beside those of the state' },
      ),
    ),
    caution: Type.String({ description: 'Printed with every figure' }),
  },
  { $id: 'PublishedSources', description: "Own sources of one year beside ATF's table for the same state and year" },
);
export type PublishedSources = Static<typeof publishedSourcesSchema>;
