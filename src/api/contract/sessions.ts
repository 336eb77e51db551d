import { Type, type Static } from '@sinclair/typebox';
import { nullable } from '../../model/evidence.ts';

export const languageSchema = Type.Union([Type.Literal('en'), Type.Literal('es')], {
  description: 'Language of the portal',
});

export const sessionSchema = Type.Object(
  {
    actor: Type.String({ description: 'Who is signed in' }),
    role: Type.String({ description: 'The role of the session' }),
    language: languageSchema,
    roles: Type.Array(Type.String(), { description: 'Roles this person has' }),
    actions: Type.Array(Type.String(), {
      description: 'What the role includes: the portal shows no place that would refuse',
    }),
    hidden: Type.Array(Type.String(), {
      description:
        'Handling tags whose records are not in what this session reads, as if there were none; none where all is read',
    }),
    agency: Type.Object(
      {
        code: Type.String({ description: 'Code of the agency' }),
        name: Type.String({ description: 'Its name' }),
        city: nullable(Type.String({ description: 'City its addresses are in where they name none' })),
        state: nullable(Type.String({ description: 'Postal code' })),
        timeZone: Type.String({ description: 'IANA zone of the local times' }),
      },
      { description: 'Whose data is shown' },
    ),
    expiresAt: Type.String({ description: 'When the session ends in any case, ISO 8601' }),
    idleMinutes: Type.Integer({ description: 'Minutes without a request after which the portal locks' }),
  },
  { $id: 'Session', description: 'Who is signed in, and what they may do' },
);
export type SessionAnswer = Static<typeof sessionSchema>;

export const signInSchema = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200, description: 'The token of a one-time sign-in link' }),
    language: Type.Optional(languageSchema),
  },
  { additionalProperties: false },
);

export const sessionChangeSchema = Type.Object({ language: languageSchema }, { additionalProperties: false });
