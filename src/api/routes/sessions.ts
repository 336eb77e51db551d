import { clearSessionCookie, writeSessionCookie } from '../session-cookie.ts';
import { AttemptLimit } from '../attempt-limit.ts';
import { actionsOf } from '../authorise.ts';
import { sessionChangeSchema, sessionSchema, signInSchema, type SessionAnswer } from '../contract/sessions.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { Failure } from '../../model/errors.ts';
import { saveFailedSignIn, signIn, tokenSha256 } from '../../jobs/sign-in.ts';
import {
  changeLanguage,
  endSession,
  sessionHoursMax,
  sessionIdleMinutesMax,
  type Session,
} from '../../store/sessions.ts';
import type { FastifyRequest } from 'fastify';

const tag = { tags: ['session'] };

export function addSessionRoutes(api: Api, context: Context): void {
  const { agency, database, now, refer } = context;
  const secure = context.options.publicUrl?.protocol === 'https:';
  const limit = new AttemptLimit({ max: 5, minutes: 15 });

  const answer = (session: Session): SessionAnswer => ({
    actor: session.actor,
    role: session.role,
    language: session.language,
    roles: [session.role],
    actions: actionsOf(session),
    hidden: session.hidden === null ? [] : [...session.hidden],
    agency: { code: agency.code, name: agency.name, city: agency.city, state: agency.state, timeZone: agency.timeZone },
    expiresAt: session.expiresAt,
    idleMinutes: sessionIdleMinutesMax,
  });
  const own = (request: FastifyRequest) => ({
    session: request.session!,
    sessionSha256: tokenSha256(request.sessionToken!),
  });

  api.post(
    '/session',
    {
      config: { action: 'public' },
      schema: {
        ...tag,
        summary: 'Sign in with the token of a one-time link',
        querystring: noQuerySchema,
        body: signInSchema,
        response: { 200: refer(sessionSchema) },
      },
    },
    async (request, reply) => {
      const attempt = { agencyId: agency.agencyId, now: now(), requestId: request.id, address: request.ip };
      // A token has 256 random bits: to guess one is hopeless, and to refuse a good one for what others send would let
      // anybody lock out everybody.
      const signedIn = await signIn(database, {
        ...attempt,
        token: request.body.token,
        language: request.body.language ?? 'en',
      });
      if (!signedIn) {
        const wait = limit.secondsToWait(request.ip, now());
        if (wait > 0) {
          void reply.header('retry-after', wait);
          throw new Failure(
            'api.too-many-attempts',
            `This sign-in link does not work, nor did the ones before it from here. Wait ${Math.ceil(wait / 60)} minutes, or ask for a new link: a good one works at once.`,
          );
        }
        limit.addFailure(request.ip, now());
        await saveFailedSignIn(database, attempt);
        throw new Failure(
          'api.bad-link',
          'This sign-in link is unknown, was used already, or is more than a day old. Ask for a new one.',
        );
      }
      limit.clear(request.ip);
      void reply.header('set-cookie', writeSessionCookie(signedIn.sessionToken, { secure, hours: sessionHoursMax }));
      return answer(signedIn.session);
    },
  );

  api.get(
    '/session',
    {
      config: { action: 'session.own', background: true },
      schema: {
        ...tag,
        summary: 'Who is signed in',
        querystring: noQuerySchema,
        response: { 200: refer(sessionSchema) },
      },
    },
    async (request) => answer(request.session!),
  );

  api.patch(
    '/session',
    {
      config: { action: 'session.own' },
      schema: {
        ...tag,
        summary: 'Change the language',
        querystring: noQuerySchema,
        body: sessionChangeSchema,
        response: { 200: refer(sessionSchema) },
      },
    },
    async (request) => {
      const { session, sessionSha256 } = own(request);
      const { language } = request.body;
      await context.write(request, { language }, (client) => changeLanguage(client, { sessionSha256, language }));
      return answer({ ...session, language });
    },
  );

  api.delete(
    '/session',
    {
      config: { action: 'session.own' },
      schema: {
        ...tag,
        summary: 'Sign out',
        querystring: noQuerySchema,
        response: { 204: { type: 'null', description: 'Signed out' } },
      },
    },
    async (request, reply) => {
      const { sessionSha256 } = own(request);
      await context.write(request, { signOut: true }, (client) => endSession(client, { sessionSha256, now: now() }));
      return reply.code(204).header('set-cookie', clearSessionCookie({ secure })).send();
    },
  );
}
