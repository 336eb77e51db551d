import { Type } from '@sinclair/typebox';
import { entityKindSchema } from '../../model/evidence.ts';
import { entityIdSchema } from '../../model/ids.ts';

/** Parameters, query strings and bodies of the routes of identity. */

const strict = { additionalProperties: false } as const;

const rowSchema = Type.String({
  pattern: '^[1-9][0-9]{0,12}-([0-9]|[1-5][0-9]|6[0-3])$',
  description: 'A row: record and ordinal, e.g. 812-3',
});

const reasonSchema = Type.String({ minLength: 1, maxLength: 1000, description: 'What it rests on' });

export const queueQuerySchema = Type.Object(
  {
    kind: Type.Optional(entityKindSchema),
    state: Type.Optional(
      Type.Union([Type.Literal('open'), Type.Literal('unsure'), Type.Literal('waiting'), Type.Literal('decided')], {
        default: 'open',
        description:
          'Pairs nobody decided, that somebody could not say, that wait for a second person, or decided lately',
      }),
    ),
    cursor: Type.Optional(
      Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]+$', description: 'The `next` of the page before' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30, description: 'Most on a page' })),
  },
  strict,
);

export const whyQuerySchema = Type.Object(
  {
    a: Type.Union([rowSchema, entityIdSchema], { description: 'A row, 812-3, or an id for its oldest row in force' }),
    b: Type.Union([rowSchema, entityIdSchema], { description: 'The other' }),
  },
  strict,
);

export const judgementBodySchema = Type.Object(
  {
    a: rowSchema,
    b: rowSchema,
    verdict: Type.Union([Type.Literal('same'), Type.Literal('different'), Type.Literal('unsure')], {
      description: 'Same joins, different keeps apart, unsure does neither',
    }),
    reason: reasonSchema,
  },
  strict,
);

export const withdrawalBodySchema = Type.Object({ reason: Type.Optional(reasonSchema) }, strict);

export const judgementParamsSchema = Type.Object(
  { judgement: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Number of a judgement' }) },
  strict,
);

export const splitBodySchema = Type.Object(
  {
    rows: Type.Array(rowSchema, {
      minItems: 1,
      maxItems: 200,
      description: 'Rows that are of somebody or something else',
    }),
    reason: reasonSchema,
  },
  strict,
);

export const modelsQuerySchema = Type.Object({ kind: Type.Optional(entityKindSchema) }, strict);

export const modelParamsSchema = Type.Object(
  { model: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Number of a model' }) },
  strict,
);

export const modelBodySchema = Type.Object(
  {
    kind: entityKindSchema,
    from: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'A model to propose again with other thresholds; without it one is learnt',
      }),
    ),
    acceptBits: Type.Optional(
      Type.Union([Type.Number({ minimum: -4, maximum: 30 }), Type.Null()], {
        description: 'Joins by itself from here; null for never',
      }),
    ),
    reviewBits: Type.Optional(Type.Number({ minimum: -8, maximum: 30, description: 'Asks a person from here' })),
  },
  strict,
);
