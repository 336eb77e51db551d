import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;

export const traceParamsSchema = Type.Object(
  {
    trace: Type.String({ pattern: '^[A-Z]{0,4}[0-9]{1,20}[A-Z]{0,2}$', description: 'ATF trace number, T20240000777' }),
  },
  strict,
);

export const dealersQuerySchema = Type.Object(
  {
    top: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: 'Probability of being among the first so many; the city’s own where it is left out',
      }),
    ),
  },
  strict,
);

export const standingQuerySchema = Type.Object(
  {
    ...dealersQuerySchema.properties,
    threshold: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description:
          'Traces of three years or less in a year at which a year is marked: 25 from 2018, 10 before; the city’s own where it is left out',
      }),
    ),
  },
  strict,
);
