import { Type } from '@sinclair/typebox';
import { citySettingsSchema } from '../../model/city-settings.ts';

/** Parameters and bodies of the routes of the city's configuration. */

const strict = { additionalProperties: false } as const;

export const settingsParamsSchema = Type.Object(
  { version: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Version of settings' }) },
  strict,
);

const { $id: _, ...settings } = citySettingsSchema;

export const fitBodySchema = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 1000, description: 'Why the city should read its traces so' }) },
  strict,
);

export const settingsBodySchema = Type.Object(
  {
    settings: Type.Object(settings.properties, { ...strict, description: 'The whole configuration' }),
    reason: Type.String({ minLength: 1, maxLength: 1000, description: 'Why the city should read its traces so' }),
  },
  strict,
);
