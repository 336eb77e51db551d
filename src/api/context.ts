import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type pg from 'pg';
import type { TSchema } from '@sinclair/typebox';
import type { LinkFollower } from '../jobs/follow-links.ts';
import { withAccount, withKeepingReader, withReader, withWriter, type Reading } from '../store/audit.ts';
import type { Agency } from '../store/agencies.ts';
import type { Database } from '../store/database.ts';
import type { Session } from '../store/sessions.ts';
import type { Action } from './authorise.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyRequest {
    /** The session of the request, once authorised; null on public routes. */
    session: Session | null;
    sessionToken: string | null;
  }
  interface FastifyContextConfig {
    /** What the route does; every route says it. */
    action?: Action | 'public';
    /** The request comes from the page, not from the person: it does not keep the session from idling out. */
    background?: boolean;
  }
}

export interface ServerOptions {
  readonly database: Database;
  readonly agency: Agency;
  /** Where uploads and rejects are kept. */
  readonly dataDir: string;
  /** The built portal (web/dist). */
  readonly webDir: string;
  readonly version: string;
  readonly clock?: () => Date;
  /**
   * Where people open the portal, where that is not the address it listens on, e.g. `https://flashlight.city.example`: its
   * name and its pages are ours, and with https cookies are sent over nothing else.
   */
  readonly publicUrl?: URL | undefined;
  /** Proxies whose `X-Forwarded-For` says from where a request comes: addresses, networks or `loopback`. */
  readonly trustProxy?: readonly string[] | undefined;
  /** GeoJSON of the agency's own boundaries. */
  readonly boundariesFile?: string | undefined;
  /** Base map tiles: a url template. */
  readonly tiles?: { readonly url: string; readonly attribution: string } | undefined;
  /** Where links are asked: in memory beside the store (the default), or in the store alone. */
  readonly linksFrom?: 'memory' | 'store';
  /** Whether leads follow the records while it serves (the default), or stay as they are kept. */
  readonly leads?: 'follow' | 'keep';
  /** Whether gunshots are located beside the answers (the default), or elsewhere. */
  readonly gunshots?: 'locate' | 'keep';
  /** Whether scans of exhibits are prepared and searched beside the answers (the default), or elsewhere. */
  readonly scans?: 'work' | 'keep';
  /** Brokers that hold the stream of pulses; without any it lies in the store. */
  readonly brokers?: readonly string[] | undefined;
  /** Hold every answer against its schema, and fail where it strays: for tests. */
  readonly checkAnswers?: boolean;
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info';
}

/** What routes work with. */
export interface Context {
  readonly database: Database;
  readonly agency: Agency;
  readonly options: ServerOptions;
  readonly now: () => Date;
  /** The links of an agency or excerpt in memory, following the store; null where the operator left them out. */
  readonly linksOf: (agencyId: number) => LinkFollower | null;
  /** Writes a named schema once in the OpenAPI document and refers to it. */
  readonly refer: <T extends TSchema>(schema: T) => T;
  /** A read on record: see `withReader`. `purpose`: where the request says it otherwise than in its header. */
  readonly read: <T>(
    request: FastifyRequest,
    subject: Reading['subject'],
    work: (client: pg.PoolClient) => Promise<T>,
    purpose?: string,
  ) => Promise<T>;
  /** A read on record after which is kept how what it gave stood: see `withKeepingReader`. */
  readonly readKeeping: <T>(
    request: FastifyRequest,
    subject: Reading['subject'],
    of: Parameters<typeof withKeepingReader<T>>[3],
  ) => Promise<T>;
  /** A read whose work finds out what goes on record, see `withAccount`; `purpose` as with a read. */
  readonly account: <T extends Reading['subject']>(
    request: FastifyRequest,
    asked: Reading['subject'],
    work: (client: pg.PoolClient) => Promise<T>,
    purpose?: string,
  ) => Promise<T>;
  /** A write on record; `purpose` as with a read. */
  readonly write: <T>(
    request: FastifyRequest,
    subject: Reading['subject'],
    work: (client: pg.PoolClient) => Promise<T>,
    purpose?: string,
  ) => Promise<T>;
}

/** The audit's account of a request. */
export function readingOf(request: FastifyRequest, subject: Reading['subject'], said?: string): Reading {
  const purpose = said ?? request.headers['flashlight-purpose'];
  return {
    action: request.routeOptions.config.action ?? 'unknown',
    subject,
    purpose: typeof purpose === 'string' ? purpose.trim().slice(0, 500) || null : null,
    requestId: request.id,
    address: request.ip,
  };
}

export function openContext(options: ServerOptions, { refer, linksOf }: Pick<Context, 'refer' | 'linksOf'>): Context {
  const { database, agency } = options;
  const session = (request: FastifyRequest) => {
    if (!request.session) throw new Error(`${request.routeOptions.url ?? request.url} reads without a session`);
    return request.session;
  };
  return {
    database,
    agency,
    options,
    now: options.clock ?? (() => new Date()),
    linksOf,
    refer,
    read: (request, subject, work, purpose) =>
      withReader(database, session(request), readingOf(request, subject, purpose), work),
    readKeeping: (request, subject, of) =>
      withKeepingReader(database, session(request), readingOf(request, subject), of),
    account: (request, asked, work, purpose) =>
      withAccount(database, session(request), readingOf(request, asked, purpose), work),
    write: (request, subject, work, purpose) =>
      withWriter(database, session(request), readingOf(request, subject, purpose), work),
  };
}
