import { Type, type Static } from '@sinclair/typebox';
import { requestLineSchema, requestStateSchema, untracedLineSchema } from '../../model/tracing.ts';
import { traceRequestFormSchema } from '../../model/trace-request-form.ts';
import { daySchema } from './requests.ts';

const strict = { additionalProperties: false } as const;
const number = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });
const version = Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'The version that was worked on' });
const day = (description: string) => Type.Optional(Type.String({ ...daySchema, description }));
const requestsAtOnceMax = 200;

export const traceRequestParamsSchema = Type.Object({ request: number('Number of a trace request') }, strict);
export const traceResultParamsSchema = Type.Object(
  { request: number('Number of a trace request'), record: number('Number of the record of a result') },
  strict,
);

export const traceRequestsQuerySchema = Type.Object(
  {
    state: Type.Optional(requestStateSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200, description: 'Most requests shown' })),
  },
  strict,
);
export const untracedQuerySchema = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 200, description: 'Most shown' })) },
  strict,
);
export const coverageQuerySchema = Type.Object(
  { from: day('First day of recovery counted'), to: day('Last day of recovery counted') },
  strict,
);

export const newTraceRequestsSchema = Type.Object(
  {
    records: Type.Array(number('Record of a recovery'), {
      minItems: 1,
      maxItems: requestsAtOnceMax,
      uniqueItems: true,
      description: 'Recoveries to prepare a request from',
    }),
  },
  strict,
);
export const traceRequestEditSchema = Type.Object(
  {
    version,
    form: traceRequestFormSchema,
    acknowledged: Type.Array(Type.String({ maxLength: 80 }), {
      maxItems: 50,
      description: 'Codes of warnings that are right as they stand',
    }),
  },
  strict,
);
export const traceResultJudgementSchema = Type.Object(
  {
    version,
    answers: Type.Boolean({ description: 'Whether the result answers the request; false sets it aside' }),
    again: Type.Optional(
      Type.Boolean({ description: 'Take a result that was set aside after all: said by name, or it is refused' }),
    ),
  },
  strict,
);
export const traceExportSchema = Type.Object(
  {
    requests: Type.Array(number('Number of a trace request'), {
      minItems: 1,
      maxItems: requestsAtOnceMax,
      uniqueItems: true,
      description: 'Requests to export',
    }),
    format: Type.Union([Type.Literal('csv'), Type.Literal('pdf')], { description: 'csv or pdf' }),
    purpose: Type.String({ maxLength: 200, description: 'What it is for, as it stands at the head; may be empty' }),
  },
  strict,
);

export const traceRequestsPageSchema = Type.Object(
  {
    items: Type.Array(requestLineSchema),
    more: Type.Boolean({ description: 'There are more than are shown' }),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'Requests by where they stand' }),
  },
  { $id: 'TraceRequests', description: 'Trace requests, the newest step first' },
);
export type TraceRequestsPage = Static<typeof traceRequestsPageSchema>;

export const preparedTraceRequestsSchema = Type.Object(
  {
    requests: Type.Array(Type.Integer(), { description: 'Numbers of the requests made' }),
    refused: Type.Array(
      Type.Object({
        record: Type.Integer({ description: 'Record' }),
        why: Type.Union([Type.Literal('no-recovery'), Type.Literal('has-request')], {
          description: 'Why none was made',
        }),
      }),
      { description: 'Records of which none was made' },
    ),
  },
  { $id: 'PreparedTraceRequests', description: 'Requests made from recoveries' },
);
export type PreparedTraceRequests = Static<typeof preparedTraceRequestsSchema>;

export const untracedPageSchema = Type.Object(
  {
    items: Type.Array(untracedLineSchema),
    total: Type.Integer({ description: 'All there are' }),
  },
  { $id: 'UntracedRecoveries', description: 'Firearms recovered of which no trace and no request is recorded' },
);
export type UntracedPage = Static<typeof untracedPageSchema>;
