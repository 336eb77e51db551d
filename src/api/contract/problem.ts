import { Type, type Static } from '@sinclair/typebox';

/** The one body of every error (RFC 9457). */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'Names the kind of problem: `urn:flashlight:problem:` and the code' }),
    title: Type.String({ description: 'The kind of problem in a few words' }),
    status: Type.Integer({ description: 'HTTP status' }),
    code: Type.String({ description: 'Stable code, e.g. api.not-found', pattern: '^[a-z]+\\.[a-z-]+$' }),
    detail: Type.String({ description: 'What happened, what is safe, what to do' }),
    expected: Type.Optional(Type.String({ description: 'What was expected' })),
    got: Type.Optional(Type.String({ description: 'What came instead' })),
    what: Type.Optional(Type.String({ description: 'The part of the request it is about' })),
    request: Type.Optional(Type.String({ description: 'Names the request in the log' })),
  },
  { $id: 'Problem', description: 'The one body of every error (RFC 9457)' },
);
export type Problem = Static<typeof problemSchema>;
