import type { FastifyRequest } from 'fastify';
import { Failure } from '../model/errors.ts';
import { readingOf } from './context.ts';

/** What the request says it is for: percent-encoded in its header, which holds no letters beyond Latin; null where it says nothing. */
export function purposeOf(request: FastifyRequest): string | null {
  const { purpose } = readingOf(request, {});
  if (purpose == null) return null;
  try {
    return decodeURIComponent(purpose);
  } catch {
    return purpose;
  }
}

/** `what`: what was to be made. */
export const noPurpose = (what: string) =>
  new Failure(
    'api.invalid-request',
    `Expected what the ${what} is for in the header Flashlight-Purpose, percent-encoded; got nothing. Say it: it stands on the document and on record. Nothing was made.`,
  );
