import type { FastifyRequest } from 'fastify';
import type { BoardReader } from '../../jobs/board-right.ts';
import { hiddenHandling } from '../authorise.ts';

/** Who asks for a board, and what leaves no trace in what they are shown. */
export function readerOf({ session }: FastifyRequest): BoardReader {
  return { ...session!, hidden: hiddenHandling(session!) };
}
