import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Failure } from '../model/errors.ts';
import { problemOf } from './problem.ts';

/** Answers bytes that are no request, of which there is neither route nor reply: with the one error body, then the end. */
export function answerUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = problemOf(failureOf(error.code), randomUUID());
  const body = JSON.stringify(problem);
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}

function failureOf(code: string | undefined): Failure {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Failure(
      'api.headers-too-large',
      'Expected headers and address of at most 16 KiB together; got more. Nothing was changed. Shorten the address, or delete cookies of this site.',
      { detail: { what: 'headers' } },
    );
  return new Failure(
    'api.invalid-request',
    'Expected a request of HTTP/1.1, whole and in time; got something else. Nothing was changed. Send it again.',
    { detail: { what: 'request' } },
  );
}
