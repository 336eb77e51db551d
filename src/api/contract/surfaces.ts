import { Type } from '@sinclair/typebox';

const strict = { additionalProperties: false } as const;
const number = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });

export const surfaceParamsSchema = Type.Object(
  { exhibit: number('Number of an exhibit'), scan: number('Number of a scan of it') },
  strict,
);

export const comparisonParamsSchema = Type.Object(
  { exhibit: number('Number of the first exhibit'), other: number('Number of the second') },
  strict,
);

export const comparisonQuerySchema = Type.Object(
  {
    scan: Type.Optional(number('Scan of the first; the one in force where none is named')),
    otherScan: Type.Optional(number('Scan of the second; the one in force where none is named')),
  },
  strict,
);

/** A side of a surface that is drawn. */
const sideMost = 1024;

export const drawnMaskSchema = Type.Object(
  {
    width: Type.Integer({ minimum: 1, maximum: sideMost, description: 'Points across, as the surface is drawn' }),
    height: Type.Integer({ minimum: 1, maximum: sideMost, description: 'Points down, as the surface is drawn' }),
    bits: Type.String({
      maxLength: 180_000,
      pattern: '^[A-Za-z0-9+/]*={0,2}$',
      description: 'A bit a point in base 64, each row filled to whole bytes, 1 where the breech face is',
    }),
  },
  { ...strict, description: 'A mask as a person drew it' },
);

export const savedMaskSchema = Type.Object(
  {
    exhibit: Type.Integer({ description: 'Number of the exhibit' }),
    scan: Type.Integer({ description: 'Number of the preparation by this mask' }),
  },
  { $id: 'SavedMask', description: 'A mask that was kept as another preparation of a scan' },
);
