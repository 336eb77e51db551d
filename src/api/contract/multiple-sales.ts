import { Type, type Static } from '@sinclair/typebox';
import {
  certificateSchema,
  certificationSchema,
  policySchema,
  reportSchema,
  windowSchema,
} from '../../model/multiple-sales.ts';

const strict = { additionalProperties: false } as const;
const number = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });

export const exceptionParamsSchema = Type.Object({ exception: number('Number of an exception') }, strict);
export const destructionParamsSchema = Type.Object({ destruction: number('Number of a certificate') }, strict);
export const halfYearQuerySchema = Type.Object(
  { half: Type.String({ pattern: '^20\\d{2}-[12]$', description: 'Half-year: 2026-1 is January to June' }) },
  strict,
);
export const windowsQuerySchema = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 200, description: 'Most windows shown' })),
  },
  strict,
);
export const newExceptionSchema = Type.Object(
  {
    key: Type.String({ minLength: 1, maxLength: 400, description: 'Key of the report: its number and its dealer' }),
    reason: Type.String({
      minLength: 3,
      maxLength: 500,
      pattern: '\\S',
      description: 'Why the purchaser is prohibited',
    }),
  },
  strict,
);

export const reportsPageSchema = Type.Object(
  {
    policy: policySchema,
    items: Type.Array(reportSchema),
    certificates: Type.Array(certificateSchema, { description: 'The newest 200' }),
    half: certificationSchema,
  },
  { $id: 'MultipleSaleReports', description: 'Reports that are kept, and what was destroyed' },
);
export type ReportsPage = Static<typeof reportsPageSchema>;

export const windowsPageSchema = Type.Object(
  {
    items: Type.Array(windowSchema),
    total: Type.Integer({ description: 'All there are' }),
    noneRecorded: Type.Integer({ description: 'Of all, those of which no report is recorded' }),
    caution: Type.String({ description: 'What has to be said with it' }),
  },
  { $id: 'SaleWindows', description: 'Sales within five business days, the newest first' },
);
export type WindowsPage = Static<typeof windowsPageSchema>;
