import type { FastifyRequest } from 'fastify';
import { Failure } from '../model/errors.ts';
import { saveAuditEvent } from '../store/audit.ts';
import { findSession } from '../store/sessions.ts';
import { tokenSha256 } from '../jobs/sign-in.ts';
import { authorise } from './authorise.ts';
import { readingOf, type Api, type Context } from './context.ts';
import { readSessionCookie } from './session-cookie.ts';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

const withoutPort = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/** Stands before every route: host, origin, session, permission, in that order. A route that names no action is refused when it is added. */
export function addGuard(api: Api, context: Context): void {
  const { publicUrl } = context.options;
  const hosts = new Set([...loopback, ...(publicUrl ? [publicUrl.hostname] : [])]);

  api.decorateRequest('session', null);
  api.decorateRequest('sessionToken', null);

  api.addHook('onRoute', (route) => {
    if (route.config?.action === undefined) throw new Error(`route ${route.method} ${route.url} names no action`);
  });

  api.addHook('onRequest', async (request) => {
    refuseOtherHost(request, hosts);
    refuseOtherOrigin(request, publicUrl?.origin);
    const action = request.routeOptions.config.action ?? 'public';
    if (action === 'public') return;
    const token = readSessionCookie(request.headers.cookie);
    const session =
      token === null
        ? null
        : await findSession(context.database.pool('read'), {
            sessionSha256: tokenSha256(token),
            agencyId: context.agency.agencyId,
            now: context.now(),
            touch: request.routeOptions.config.background !== true,
          });
    if (!session) {
      throw new Failure(
        'api.not-signed-in',
        'You are not signed in, or your session has ended. Drafts are kept. Open a new sign-in link.',
      );
    }
    request.session = session;
    request.sessionToken = token;
    if (authorise(session, action)) return;
    // The query as it was written, under a name of its own: no name in it may stand for the route or the id.
    const [, query] = request.url.split('?', 2);
    const subject = {
      ...(request.params as Record<string, string>),
      route: request.routeOptions.url ?? '',
      ...(query ? { query } : {}),
    };
    await saveAuditEvent(context.database.pool('read'), session, readingOf(request, subject), 'DENIED');
    throw new Failure(
      'api.not-allowed',
      session.hidden && authorise({ role: session.role }, action)
        ? `You read what is here without records marked ${session.hidden.join(', ')}; that does not include this. The attempt is on record.`
        : `The role ${session.role} does not include this. The attempt is on record. Ask whoever gives out roles if it should.`,
      {
        detail: { what: action },
      },
    );
  });
}

/** A page elsewhere can make its own name point here (DNS rebinding): it still says that name. */
function refuseOtherHost(request: FastifyRequest, hosts: ReadonlySet<string>): void {
  const host = request.headers.host ?? '';
  if (hosts.has(withoutPort(host))) return;
  throw new Failure(
    'api.wrong-host',
    'Expected the name of this server in the address; got another. Use the address the server printed; the operator names another one with flashlight start --url.',
    {
      detail: { what: 'Host', expected: [...hosts].join(', ') },
    },
  );
}

/** `publicOrigin`: behind a proxy the pages are of that origin, whatever host the proxy asks for. */
function refuseOtherOrigin(request: FastifyRequest, publicOrigin: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreignSite = typeof site === 'string' && site !== 'same-origin' && site !== 'none';
  const ours = origin === undefined || origin === publicOrigin || sameHost(origin, host ?? '');
  if (ours && !foreignSite) return;
  throw new Failure(
    'api.foreign-origin',
    'A page of another site asked for this. Nothing was changed. Use the portal itself.',
    {
      detail: { what: 'Origin' },
    },
  );
}

function sameHost(origin: string, host: string): boolean {
  try {
    const { protocol, host: from } = new URL(origin);
    return from === new URL(`${protocol}//${host}`).host;
  } catch {
    return false;
  }
}
