import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';

/** What a city signed to stand beside every comparison and lead. */
export const ballisticTextSchema = Type.Object(
  {
    errorRates: nullable(
      Type.String({ description: 'What is published of error rates; null where the city signed nothing of it' }),
    ),
    inconclusives: nullable(
      Type.String({ description: 'How inconclusive results are handled; null where the city signed nothing of it' }),
    ),
    version: Type.Integer({ description: 'Version of the settings; 0: the city signed none' }),
    signedBy: nullable(Type.String({ description: 'Who signed that version' })),
    signedAt: nullable(Type.String({ description: 'When, ISO 8601' })),
  },
  {
    $id: 'BallisticText',
    description: 'What the city says of error rates and inconclusive results, in words two people put in force',
  },
);
export type BallisticText = Static<typeof ballisticTextSchema>;
