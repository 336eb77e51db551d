import { Type, type Static } from '@sinclair/typebox';
import { correlationFilterSchema } from '../../model/correlations.ts';
import { exhibitKinds, exhibitLineSchema, exhibitStateSchema } from '../../model/exhibits.ts';

const strict = { additionalProperties: false } as const;
const day = (description: string) => Type.Optional(Type.String({ format: 'date', pattern: '^[12]', description }));

export const exhibitParamsSchema = Type.Object(
  {
    exhibit: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Number of an exhibit' }),
  },
  strict,
);

export const exhibitsQuerySchema = Type.Object(
  {
    state: Type.Optional(exhibitStateSchema),
    kind: Type.Optional(
      Type.Union(
        exhibitKinds.map((kind) => Type.Literal(kind)),
        { description: 'What it is; CASING is a cartridge case' },
      ),
    ),
    calibre: Type.Optional(Type.String({ minLength: 1, maxLength: 20, description: 'Code of the calibre' })),
    number: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60,
        description: 'How an item, case, laboratory or IBIS number begins, with or without hyphens',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 500, description: 'Most exhibits shown' })),
  },
  strict,
);

export const exhibitsPageSchema = Type.Object(
  {
    items: Type.Array(exhibitLineSchema),
    more: Type.Boolean({ description: 'There are more than are shown' }),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'Exhibits by where they stand' }),
  },
  { $id: 'Exhibits', description: 'Exhibits, the last that came to stand where they do first' },
);
export type ExhibitsPage = Static<typeof exhibitsPageSchema>;

export const exhibitBoardQuerySchema = Type.Object(
  {
    until: Type.Optional(
      Type.String({
        format: 'date-time',
        pattern: '^[12]',
        description: 'Last moment looked at; now where it is left out',
      }),
    ),
    hours: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 744, default: 24, description: 'How many hours before it' }),
    ),
  },
  strict,
);

export const exhibitClocksQuerySchema = Type.Object(
  { from: day('First day of collection counted'), to: day('Last day of collection counted') },
  strict,
);

export const scanQuerySchema = Type.Object(
  {
    maskedBefore: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'The file holds nothing but a breech face that was masked elsewhere',
      }),
    ),
  },
  strict,
);

export const scanWithdrawalSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'The version it was decided on' }),
    reason: Type.String({ minLength: 1, maxLength: 300, description: 'Why it is no scan of the exhibit' }),
  },
  strict,
);

export const searchOrderSchema = Type.Object(
  {
    only: Type.Optional(correlationFilterSchema),
    exhaustive: Type.Boolean({ description: 'Compare everything of the class by cells, which takes longer' }),
  },
  strict,
);
