import swagger from '@fastify/swagger';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { keepDestroying } from '../jobs/destroy-multiple-sales.ts';
import { answerSensors } from './answer-sensors.ts';
import { locateGunshotsInThread } from '../jobs/gunshot-thread.ts';
import { followLinks, type LinkFollower } from '../jobs/follow-links.ts';
import { readyIndexes } from '../jobs/identity-index.ts';
import { followLeadsInThread } from '../jobs/lead-thread.ts';
import { workOnScansInThread } from '../jobs/scan-thread.ts';
import { writeNibinLeads } from '../jobs/write-nibin-leads.ts';
import { checkedAnswers } from './checked-answers.ts';
import { openContext, type Api, type Context, type ServerOptions } from './context.ts';
import { NamedSchemas } from './contract/named-schemas.ts';
import { uploadFormSchema } from './contract/imports.ts';
import { problemSchema } from './contract/problem.ts';
import { addGuard } from './guard.ts';
import { answerUnreadable } from './answer-unreadable.ts';
import { answerError } from './problem.ts';
import { refuseNul } from './refuse-nul.ts';
import { refuseSocialSecurityWritten } from './refuse-social-security.ts';
import { EventHub } from './event-hub.ts';
import { addAboutRoutes } from './routes/about.ts';
import { addCandidateReviewRoutes } from './routes/candidate-reviews.ts';
import { addCityRoutes } from './routes/city.ts';
import { addBoardRoutes } from './routes/boards.ts';
import { addEntityRoutes } from './routes/entities.ts';
import { addEventRoutes } from './routes/events.ts';
import { addExhibitRoutes } from './routes/exhibits.ts';
import { addIdentityRoutes } from './routes/identity.ts';
import { addGunshotDeskRoutes } from './routes/gunshot-desk.ts';
import { addGunshotRoutes } from './routes/gunshots.ts';
import { addImportRoutes } from './routes/imports.ts';
import { addLeadPackageRoutes } from './routes/lead-packages.ts';
import { addLeadPictureRoutes } from './routes/lead-pictures.ts';
import { addLeadRoutes } from './routes/leads.ts';
import { addLinkRoutes } from './routes/links.ts';
import { addLiveRoutes } from './routes/live.ts';
import { addMapRoutes } from './routes/maps.ts';
import { addMappingRoutes } from './routes/mappings.ts';
import { addNoticeRoutes } from './routes/notices.ts';
import { addNibinLeadRoutes } from './routes/nibin-leads.ts';
import { addMultipleSaleRoutes } from './routes/multiple-sales.ts';
import { addRecordRoutes } from './routes/records.ts';
import { addReportRoutes } from './routes/reports.ts';
import { addSearchRoutes } from './routes/search.ts';
import { addSensorRoutes } from './routes/sensors.ts';
import { addSessionRoutes } from './routes/sessions.ts';
import { addSurfaceRoutes } from './routes/surfaces.ts';
import { addTraceRoutes } from './routes/traces.ts';
import { addTracingRoutes } from './routes/tracing.ts';
import { securityHeaders } from './security-headers.ts';
import { servePortal } from './serve-portal.ts';

export const apiPrefix = '/api/v1';

/** The server with all its routes, not yet listening. */
export async function buildServer(options: ServerOptions): Promise<Api> {
  const headers = { ...securityHeaders(tileOrigins(options)) };
  const setHeaders = (request: FastifyRequest, reply: FastifyReply) => {
    // An answer may have a stricter policy of its own.
    const own = reply.getHeader('content-security-policy');
    void reply.headers(own === undefined ? headers : { ...headers, 'content-security-policy': own });
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store');
  };
  const api = Fastify({
    // Rows and names stay out of the log: it has the request's id, route and status.
    logger: {
      level: options.logLevel ?? 'warn',
      serializers: {
        req: (request) => ({ method: request.method, route: request.routeOptions?.url }),
        res: (reply) => ({ status: reply.statusCode }),
      },
    },
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    trustProxy: options.trustProxy ? [...options.trustProxy] : false,
    ajv: {
      customOptions: {
        removeAdditional: false,
        coerceTypes: true,
        useDefaults: true,
        allErrors: false,
        verbose: true,
        // Else the text Infinity becomes a number no bound is held against.
        strictNumbers: false,
      },
    },
    // What no route sees has the one error body all the same.
    frameworkErrors: (error, request, reply) => {
      setHeaders(request, reply);
      return answerError(error, request, reply);
    },
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, headers),
  }) as unknown as Api;

  const schemas = new NamedSchemas();
  const linksOf = linksInMemory(options, api);
  followLeads(options, api);
  writeLeftLeads(options, api);
  locateGunshots(options, api);
  answerByBrokers(options, api);
  workOnScans(options, api);
  const context = openContext(options, { refer: (schema) => schemas.refer(schema), linksOf });

  api.setErrorHandler(answerError);
  api.addHook('onSend', async (request, reply) => setHeaders(request, reply));
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Flashlight',
        version: options.version,
        description: 'Crime-gun intelligence for a city. Reads are on record; errors are application/problem+json.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'flashlight_session' } } },
    },
    // A form is read as it comes, so that no validator sees it: it is only described.
    transform: ({ schema, url }) => ({
      schema: schema?.consumes?.includes('multipart/form-data') ? { ...schema, body: uploadFormSchema } : schema,
      url,
    }),
    refResolver: { buildLocalReference: (schema) => String(schema['$id']) },
  });
  addGuard(api, context);
  api.addHook('preHandler', refuseNul);
  api.addHook('preHandler', refuseSocialSecurityWritten);
  const problem = schemas.refer(problemSchema);
  await api.register(
    async (routes) => {
      // The compiler holds answers to their schemas; checking each at run time as well is for tests. Set where the schemas are added:
      // there Fastify would put its own in place of one set further out.
      routes.setSerializerCompiler(({ schema }) =>
        options.checkAnswers ? checkedAnswers(schemas, schema) : JSON.stringify,
      );
      // Every route may answer with the one error body; protected ones need a session.
      routes.addHook('onRoute', (route) => {
        const security = route.config?.action === 'public' ? {} : { security: [{ session: [] }] };
        route.schema = { ...security, ...route.schema };
        (route.schema.response as Record<string, unknown>)['default'] = {
          description: 'What went wrong',
          content: { 'application/problem+json': { schema: problem } },
        };
      });
      const add = routes as unknown as Api;
      addAboutRoutes(add, context);
      addSessionRoutes(add, context);
      addSearchRoutes(add, context);
      addRecordRoutes(add, context);
      addEntityRoutes(add, context);
      addTraceRoutes(add, context);
      addIdentityRoutes(add, context);
      addLinkRoutes(add, context);
      addLeadRoutes(add, context);
      addLeadPictureRoutes(add, context);
      addLeadPackageRoutes(add, context);
      addNoticeRoutes(add, context);
      addCandidateReviewRoutes(add, context);
      addNibinLeadRoutes(add, context);
      await addBoardRoutes(add, context);
      addCityRoutes(add, context);
      addLiveRoutes(add, context);
      addReportRoutes(add, context);
      addSurfaceRoutes(add, context);
      addTracingRoutes(add, context);
      addMultipleSaleRoutes(add, context);
      addGunshotRoutes(add, context);
      addGunshotDeskRoutes(add, context);
      addSensorRoutes(add, context);
      addMapRoutes(add, context);
      addMappingRoutes(add, context);
      const hub = new EventHub();
      addEventRoutes(add, context, hub, headers);
      await addImportRoutes(add, context, hub);
      addExhibitRoutes(add, context);
      for (const schema of schemas.all()) routes.addSchema(schema);
    },
    { prefix: apiPrefix },
  );
  await servePortal(api, options.webDir);
  await api.ready();
  return api;
}

/** Loads beside the answers, which come from the store until it is done: those of the agency now, of an excerpt once one is asked for. */
function linksInMemory({ database, agency, linksFrom = 'memory' }: ServerOptions, api: Api): Context['linksOf'] {
  if (linksFrom === 'store') return () => null;
  const followers = new Map<number, LinkFollower>();
  const linksOf = (agencyId: number) => {
    let follower = followers.get(agencyId);
    if (follower === undefined) {
      follower = followLinks(database, {
        agencyId,
        onNews: (news, details) => api.log['err' in details ? 'warn' : 'info'](details, news),
      });
      followers.set(agencyId, follower);
    }
    return follower;
  };
  linksOf(agency.agencyId);
  api.addHook('onClose', async () => {
    await Promise.all([...followers.values()].map((follower) => follower.close()));
  });
  return linksOf;
}

/** A lead whose step was taken and whose record was not written before the last program ended is written as this one begins. */
function writeLeftLeads({ database, agency, dataDir, clock = () => new Date() }: ServerOptions, api: Api): void {
  api.addHook('onReady', () =>
    writeNibinLeads(database, { agency, dataDir, now: clock() }).then(
      () => undefined,
      (err: unknown) => api.log.error({ err }, 'NIBIN leads could not be written as records'),
    ),
  );
}

/** Leads follow the records beside the answers, in this process as in any other that serves the agency: one of them writes at a time. */
function followLeads({ database, agency, leads = 'follow' }: ServerOptions, api: Api): void {
  if (leads === 'keep') return;
  const follower = followLeadsInThread(database, {
    agencyId: agency.agencyId,
    onNews: (news, details) => api.log['err' in details ? 'warn' : 'info'](details, news),
  });
  api.addHook('onClose', () => follower.close());
}

/** Gunshots are located beside the answers; where several processes serve the agency, one of them writes at a time. */
function locateGunshots({ database, agency, brokers, gunshots = 'locate' }: ServerOptions, api: Api): void {
  if (gunshots === 'keep') return;
  const locator = locateGunshotsInThread(database, {
    agency,
    brokers: brokers ?? null,
    onNews: (news, details) => api.log['err' in details ? 'warn' : 'info'](details, news),
  });
  api.addHook('onClose', () => locator.close());
}

/** Sensors may send by the brokers that hold their pulses, too. */
function answerByBrokers({ agency, brokers }: ServerOptions, api: Api): void {
  if (!brokers) return;
  let answering: { close(): Promise<void> } | null = null;
  api.addHook('onReady', (done) => {
    answering = answerSensors(api, { brokers, agencyCode: agency.code, prefix: apiPrefix });
    done();
  });
  // Before what takes the messages is closed.
  api.addHook('preClose', async () => answering?.close());
}

/** Scans are prepared and searched beside the answers; any number of processes do so together. */
function workOnScans({ database, agency, dataDir, scans = 'work' }: ServerOptions, api: Api): void {
  if (scans === 'keep') return;
  const working = workOnScansInThread(database, {
    agencyId: agency.agencyId,
    dataDir,
    onNews: (news, details) => api.log['err' in details ? 'warn' : 'info'](details, news),
  });
  api.addHook('onClose', () => working.close());
}

/** Starts serving; `url` is where. */
export async function startServer(
  options: ServerOptions & { readonly host?: string; readonly port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const api = await buildServer(options);
  try {
    const url = await api.listen({ host: options.host ?? '127.0.0.1', port: options.port });
    const destroying = keepDestroying(options.database, {
      now: options.clock ?? (() => new Date()),
      onTrouble: (err) => api.log.error({ err }, 'reports of multiple sales could not be destroyed'),
    });
    const ready = readyIndexes(options.database);
    return {
      url,
      async close() {
        await destroying.close();
        await api.close();
        await ready.close();
      },
    };
  } catch (error) {
    // What runs beside the answers goes on otherwise.
    await api.close();
    throw error;
  }
}

function tileOrigins(options: ServerOptions): string[] {
  const url = options.tiles?.url;
  return url && /^https?:/.test(url) ? [new URL(url.replace(/[{}]/g, '')).origin] : [];
}
