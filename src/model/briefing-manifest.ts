import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';

const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal' });

/** What a briefing package says of itself, so that it can be checked later. */
export const briefingManifestSchema = Type.Object(
  {
    format: Type.Literal('flashlight-briefing/1'),
    lead: Type.Integer({ description: 'Number of the lead' }),
    version: Type.Integer({ description: 'Version of its evidence' }),
    standing: Type.String({ description: 'Whether it stood' }),
    madeAt: Type.String({ description: 'When, ISO 8601' }),
    madeBy: Type.String({ description: 'By whom' }),
    agency: Type.String({ description: 'Of which agency' }),
    purpose: Type.String({ description: 'What for' }),
    recipient: nullable(Type.String({ description: 'Whom outside it was made for; null inside the agency' })),
    consentedBy: nullable(Type.String({ description: 'The second person' })),
    handling: Type.Array(Type.String(), { description: 'Handling tags of all that is in it' }),
    program: Type.String({ description: 'Version of the program' }),
    engine: nullable(Type.String({ description: 'Version of the rules' })),
    settings: nullable(Type.String({ description: 'Version of settings and weights' })),
    baseline: nullable(Type.Integer({ description: 'Count of usual rates it was held against' })),
    files: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Name in the archive' }),
        bytes: Type.Integer({ minimum: 0, description: 'Size' }),
        sha256,
      }),
    ),
    records: Type.Array(
      Type.Object({
        record: Type.Integer({ description: 'Number of the record as received' }),
        version: Type.Integer({ description: 'Version of the record' }),
        sha256,
      }),
      { description: 'Every record version it rests on' },
    ),
  },
  { $id: 'BriefingManifest', description: 'What a briefing package is made of' },
);
export type BriefingManifest = Static<typeof briefingManifestSchema>;
