import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Failure, failureCodes, type FailureCode } from '../model/errors.ts';
import type { Problem } from './contract/problem.ts';

/** HTTP status of each failure; by the whole code, else by the room before the dot. */
const statuses: Readonly<Record<string, number>> = {
  'api.invalid-request': 400,
  'api.headers-too-large': 431,
  'api.not-found': 404,
  'api.not-signed-in': 401,
  'api.not-allowed': 403,
  'api.bad-link': 401,
  'api.too-many-attempts': 429,
  'api.foreign-origin': 403,
  'api.wrong-host': 421,
  'api.conflict': 409,
  'board.changed': 409,
  'board.picture': 422,
  'lead.unknown-person': 400,
  'lead.package': 422,
  lead: 409,
  'candidate.unknown': 404,
  candidate: 409,
  'nibin.unknown': 404,
  'nibin.detail': 400,
  nibin: 409,
  text: 422,
  'tracing.unknown': 404,
  'tracing.no-reason': 400,
  'tracing.trace-number': 400,
  tracing: 409,
  'exhibit.unknown': 404,
  'exhibit.facts': 400,
  'exhibit.no-reason': 400,
  exhibit: 409,
  'sales.unknown': 404,
  'sales.destroyed': 422,
  sales: 409,
  'judgement.no-reason': 400,
  'judgement.unknown': 404,
  judgement: 409,
  'sensor.refused': 403,
  'sensor.unknown': 404,
  'sensor.key': 400,
  sensor: 409,
  'gunshot.unknown': 404,
  gunshot: 409,
  'layout.area': 400,
  layout: 409,
  'report.no-year': 404,
  'identity.no-model': 409,
  'identity.model': 409,
  'identity.second-person': 409,
  'identity.not-proposed': 409,
  'identity.too-few': 409,
  'identity.busy': 409,
  'identity.thresholds': 400,
  'city.settings': 400,
  'city.no-version': 404,
  city: 409,
  'api.busy': 503,
  'api.unexpected': 500,
  'file.too-large': 413,
  'file.bomb': 413,
  file: 422,
  sound: 422,
  'scan.not-prepared': 409,
  scan: 422,
  feed: 422,
  mapping: 422,
  store: 503,
};

export function statusOf(code: FailureCode): number {
  return statuses[code] ?? statuses[code.slice(0, code.indexOf('.'))] ?? 500;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** The body that tells of a failure. `expected`, `got` and `what` come from its detail, where it has them. */
export function problemOf(failure: Failure, request: string): Problem {
  const expected = text(failure.detail['expected']);
  const got = text(failure.detail['got']);
  const what = text(failure.detail['what']);
  return {
    type: `urn:flashlight:problem:${failure.code}`,
    title: failureCodes[failure.code],
    status: statusOf(failure.code),
    code: failure.code,
    detail: failure.message,
    ...(expected === undefined ? {} : { expected }),
    ...(got === undefined ? {} : { got }),
    ...(what === undefined ? {} : { what }),
    request,
  };
}

export function sendProblem(reply: FastifyReply, failure: Failure): FastifyReply {
  const problem = problemOf(failure, reply.request.id);
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

/** Whatever is thrown on the way to an answer becomes the one error body. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Failure) {
    if (statusOf(error.code) >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, error);
  }
  return sendProblem(reply, failureOf(error, request));
}

function failureOf(error: FastifyError | Error, request: FastifyRequest): Failure {
  if ('validation' in error && error.validation) {
    return shapeFailure(error.validation[0] as unknown as Strayed | undefined, error.validationContext);
  }
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
  if (status === 413) {
    return new Failure('file.too-large', 'What was sent is larger than this route takes. Nothing was kept.');
  }
  if (status >= 400 && status < 500) {
    return new Failure(
      'api.invalid-request',
      `The request cannot be read: ${error.message.replace(/\.$/, '')}. Nothing was changed. Correct the request; /api/v1/openapi.json describes it.`,
      { detail: { what: 'request' } },
    );
  }
  // The message may hold data of a row: it stays in the log.
  request.log.error({ err: error }, 'unexpected error');
  return new Failure(
    'api.unexpected',
    `Something went wrong that was not foreseen. Nothing was changed that an answer did not confirm. Try again; if it happens again, give the operator the request number ${request.id}.`,
  );
}

/** What the validator says of the part of a request that is not as described. */
interface Strayed {
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The schema it strays from, and what was sent. */
  readonly parentSchema?: { readonly description?: string };
  readonly data?: unknown;
}

/** Longer values say nothing to whoever sent them. */
const gotCharactersMax = 60;

function shapeFailure(strayed: Strayed | undefined, context: string | undefined): Failure {
  const part = context === 'querystring' ? 'query' : (context ?? 'request');
  const name = strayed
    ? strayed.instancePath ||
      text(strayed.params['missingProperty']) ||
      text(strayed.params['additionalProperty']) ||
      ''
    : '';
  const what = `${part}${name === '' ? '' : ` ${name.replace(/^\//, '')}`}`;
  const described = strayed?.parentSchema?.description;
  const expected = `${strayed?.message ?? 'another shape'}${described ? ` (${described})` : ''}`;
  // What was sent goes back to the sender alone, and of bodies not even there: they hold tokens and rows.
  const sent = context === 'body' ? undefined : text(strayed?.data);
  return new Failure(
    'api.invalid-request',
    `Expected of ${what}: ${expected}. Nothing was changed. Correct the request; /api/v1/openapi.json describes it.`,
    { detail: { what, expected, got: sent?.slice(0, gotCharactersMax) } },
  );
}

/** The answer for what is not there and for what may not be known to be there: the same. */
export function notFound(what: string): Failure {
  return new Failure(
    'api.not-found',
    `There is no ${what} here that you may see. Check the address, or search again.`,
    {
      detail: { what },
    },
  );
}
