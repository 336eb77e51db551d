import { Type } from '@sinclair/typebox';
import { audiences } from '../../model/trace-year.ts';

const strict = { additionalProperties: false } as const;

export const yearParamsSchema = Type.Object(
  { year: Type.Integer({ minimum: 1968, maximum: 2200, description: 'Year of recovery' }) },
  strict,
);

export const yearQuerySchema = Type.Object(
  {
    audience: Type.Optional(
      Type.Union(
        audiences.map((each) => Type.Literal(each)),
        { default: 'internal', description: 'internal: small counts are shown; outside: held back' },
      ),
    ),
  },
  strict,
);
