import { Type } from '@sinclair/typebox';
import { printSchema } from './requests.ts';

const strict = { additionalProperties: false } as const;

/** Leads whose firearms one picture shows at most. */
export const leadsInPictureMax = 200;

export const queuePictureQuerySchema = Type.Object(
  {
    leads: Type.String({
      maxLength: 2400,
      pattern: `^[1-9][0-9]{0,9}(,[1-9][0-9]{0,9}){0,${leadsInPictureMax - 1}}$`,
      description: 'Numbers of leads, parted by commas, those first whose firearms are to be shown first',
    }),
  },
  strict,
);

export const leadPackageQuerySchema = Type.Object(
  {
    recipient: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'Number of a release two people agreed to; left out for a package that stays inside',
      }),
    ),
  },
  strict,
);

export const leadPrintSchema = Type.Object(
  {
    ...printSchema.properties,
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 2_147_483_647,
        description: 'Version of the evidence that is printed; without it the one it is now',
      }),
    ),
  },
  strict,
);
