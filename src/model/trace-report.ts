import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';

export const shareSchema = Type.Object(
  {
    numerator: Type.Integer({ description: 'Of those known, how many are' }),
    denominator: Type.Integer({ description: 'How many are known to be or not to be' }),
    unknown: Type.Integer({ description: 'How many are not known, and in neither figure' }),
  },
  { $id: 'Share', description: 'A part of a whole with what is not known' },
);

export const reportGroups = ['dealer', 'purchaser', 'source', 'model', 'completion'] as const;
export type ReportGroup = (typeof reportGroups)[number];

export const traceReportSchema = Type.Object(
  {
    by: Type.Union(reportGroups.map((by) => Type.Literal(by))),
    traces: Type.Integer({ description: 'Traces reported on; duplicates and cancelled requests are none' }),
    dealerKnown: shareSchema,
    purchaserKnown: shareSchema,
    timeKnown: shareSchema,
    governments: Type.Integer({
      description:
        'Traces that ended with a government or police: no first retail sale, in no source and no share by state',
    }),
    rows: Type.Array(
      Type.Object({
        id: nullable(entityIdSchema),
        label: Type.String({ description: 'Dealer, purchaser, state or make and model' }),
        traces: Type.Integer(),
        firearms: Type.Integer({ description: 'A firearm traced twice is one' }),
        short: shareSchema,
        outOfState: shareSchema,
        medianDays: nullable(Type.Number({ description: 'Median time to crime of those with one' })),
      }),
      { description: 'The most traces first' },
    ),
    caution: Type.String(),
  },
  { $id: 'TraceReport', description: 'Traces counted by dealer, purchaser, source state or model' },
);
export type TraceReport = Static<typeof traceReportSchema>;

/** Printed on every report of traces, after what ATF prints on its own (Firearms Trace Data, disclaimer). */
export const traceCaution =
  'Traces help investigations. Not all firearms used in crime are traced and not all that are traced were used in crime. Traced firearms are no random sample, and say nothing of which makes or types are chosen for crime. A trace leads to the first retail sale, which need not be how the firearm came to the crime. The sale of a traced firearm is no evidence of wrongdoing.';
