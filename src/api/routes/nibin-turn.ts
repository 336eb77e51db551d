import type { FastifyRequest } from 'fastify';
import type { NibinLook } from '../../jobs/describe-nibin-leads.ts';
import type { NibinTurn } from '../../jobs/review-candidates.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context.ts';

/** Who does something with candidates or leads, and when. */
export function nibinTurn({ now }: Context, request: FastifyRequest): NibinTurn {
  const { agencyId, actor } = request.session!;
  return { agencyId, actor, now: now().toISOString() };
}

/** Who looks: those who review or examine see leads before they are given out. */
export function nibinLook({ agency, now }: Context, request: FastifyRequest): NibinLook {
  const session = request.session!;
  return {
    agencyId: session.agencyId,
    now: now().toISOString(),
    timeZone: agency.timeZone,
    undisseminated: authorise(session, 'nibin.review') || authorise(session, 'nibin.conclude'),
  };
}
