import { Type } from '@sinclair/typebox';
import { listenToStore } from '../../store/notifications.ts';
import { findSession } from '../../store/sessions.ts';
import { tokenSha256 } from '../../jobs/sign-in.ts';
import { Failure } from '../../model/errors.ts';
import { noQuerySchema } from '../contract/requests.ts';
import { partsOfLive } from '../authorise.ts';
import type { Api, Context } from '../context.ts';
import { EventHub, type HubEvent } from '../event-hub.ts';

const heartbeatSeconds = 15;
/** A page that lets this much pile up does not read: it comes back with the id of the last event it saw. */
const pendingBytesMax = 256 * 1024;
const pagesMax = 500;
const eventStream = 'text/event-stream; charset=utf-8';

const aboutLeads: ReadonlySet<string> = new Set(['leads', 'notices']);

/** What somebody may know of an event: of imports, for who may not see them, only that there is something new. */
function toldOf(event: HubEvent, parts: ReturnType<typeof partsOfLive>): HubEvent | null {
  if (aboutLeads.has(event.event)) return parts.leads ? event : null;
  if (event.event === 'gunshots') return parts.gunshots ? event : null;
  if (parts.imports) return event;
  return event.event === 'linked' || event.event === 'reset' ? { ...event, data: {} } : null;
}

/** Tells open pages at once of imports and of what they brought. `hub` is for readers of the agency; those of an excerpt have one of their own, which counts nothing else. */
export function addEventRoutes(
  api: Api,
  context: Context,
  hub: EventHub,
  headers: Readonly<Record<string, string>>,
): void {
  const { agency, database } = context;
  const hubs = new Map([[agency.agencyId, hub]]);
  const hubOf = (agencyId: number) => {
    const there = hubs.get(agencyId) ?? new EventHub();
    hubs.set(agencyId, there);
    return there;
  };
  const listener = listenToStore(database, {
    onMessage: ({ agencyId, kind, ...data }) => {
      // That links or facts changed is for the copies in memory: pages are told of whole imports, and of leads.
      if (typeof kind !== 'string' || kind === 'links' || kind === 'facts') return;
      if (/^[a-z-]+$/.test(kind)) hubs.get(Number(agencyId))?.publish(kind, data);
    },
    onGap: () => hubs.forEach((each) => each.publish('reset', {})),
  });
  const heart = setInterval(() => hubs.forEach((each) => each.beat()), heartbeatSeconds * 1000);
  heart.unref();
  api.addHook('preClose', async () => {
    clearInterval(heart);
    hubs.forEach((each) => each.end());
    await listener.close();
  });

  api.get(
    '/events',
    {
      config: { action: 'events.read', background: true },
      schema: {
        tags: ['live'],
        summary: 'Server-sent events: import, progress, linked, failed, leads, notices, gunshots, reset',
        querystring: noQuerySchema,
        headers: Type.Object({
          'last-event-id': Type.Optional(
            Type.String({
              maxLength: 100,
              description: 'The id of the last event seen: what was missed is sent first',
            }),
          ),
        }),
        response: {
          200: { description: 'Events as they come', content: { 'text/event-stream': { schema: Type.String() } } },
        },
      },
    },
    async (request, reply) => {
      await context.read(request, {}, async () => undefined);
      const { raw } = reply;
      const parts = partsOfLive(request.session!);
      const own = hubOf(request.session!.agencyId);
      if ([...hubs.values()].reduce((sum, each) => sum + each.open, 0) >= pagesMax) {
        throw new Failure(
          'api.busy',
          'As many pages are open as the server can keep up to date. Everything else works; reload to see what is new.',
        );
      }
      if (request.method === 'HEAD') return reply.type(eventStream).send('');
      reply.hijack();
      raw.writeHead(200, {
        ...headers,
        'content-type': eventStream,
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      raw.write(': open\n\n');
      const leave = own.subscribe(
        {
          send: (text) => {
            raw.write(text);
            return raw.writableLength < pendingBytesMax;
          },
          end: () => raw.destroy(),
          told: (event) => toldOf(event, parts),
        },
        request.headers['last-event-id'],
      );
      // A session that ends takes its open pages with it.
      const sessionSha256 = tokenSha256(request.sessionToken!);
      const watch = setInterval(() => {
        findSession(database.pool('read'), {
          sessionSha256,
          agencyId: agency.agencyId,
          now: context.now(),
          touch: false,
        })
          .then((session) => session ?? raw.end())
          .catch(() => undefined);
      }, heartbeatSeconds * 1000);
      watch.unref();
      raw.on('close', () => {
        clearInterval(watch);
        leave();
      });
    },
  );
}
