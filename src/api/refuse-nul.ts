import type { FastifyRequest } from 'fastify';
import { Failure } from '../model/errors.ts';

/** The one character the store's texts cannot hold. */
const nul = '\0';

/** Refuses a request, already of the shape its route asks for, that has a NUL in any of its texts. */
export async function refuseNul(request: FastifyRequest): Promise<void> {
  for (const [part, value] of Object.entries({ params: request.params, query: request.query, body: request.body })) {
    if (!holdsNul(value)) continue;
    throw new Failure(
      'api.invalid-request',
      `Expected of ${part}: text without the character NUL (U+0000); got one. Nothing was changed. Take it out.`,
      { detail: { what: part, expected: 'text without the character NUL (U+0000)', got: 'U+0000' } },
    );
  }
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(nul);
  // Bytes are no text, and are looked at by whoever takes them.
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Object.entries(value).some(([name, inside]) => name.includes(nul) || holdsNul(inside));
}
