import type { FastifyRequest } from 'fastify';
import { refuseSocialSecurity } from '../model/refuse-social-security.ts';

/** Parts of requests that hold a person's own words, which are kept: in notes, histories, boards and the record of who read what. */
const ownWords: ReadonlySet<string> = new Set([
  'caption',
  'confidence',
  'description',
  'limitation',
  'method',
  'name',
  'note',
  'place',
  'purpose',
  'reason',
  'recipient',
  'refused',
  'text',
]);

/** Refuses a request, already of the shape its route asks for, in whose own words a social security number stands. */
export async function refuseSocialSecurityWritten(request: FastifyRequest): Promise<void> {
  for (const part of [request.query, request.body]) refuseIn(part);
}

function refuseIn(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const [name, inside] of Object.entries(value))
    if (typeof inside !== 'string') refuseIn(inside);
    else if (ownWords.has(name)) refuseSocialSecurity(inside, name);
}
