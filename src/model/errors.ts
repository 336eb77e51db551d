/**
 * Every failure code and, in one sentence, what it means.
 *
 * A code is stable: callers, scripts and the portal may depend on it. The part before the dot is the room or part of the
 * shell that fails.
 */
export const failureCodes = {
  'store.locked':
    'Another process uses this data directory, and the command needs it for itself or waited too long for it.',
  'store.no-binaries': 'The PostgreSQL programs are not installed for this machine.',
  'store.start-failed': 'The embedded PostgreSQL server did not start.',
  'store.unreachable-directory': 'The data directory cannot be read or written by the account that must use it.',
  'store.foreign-directory': 'The directory given as data directory holds files that are not ours.',
  'store.other-version': 'The data directory was made by another major version of PostgreSQL.',
  'store.damaged': 'The database files are incomplete or damaged.',
  'store.disk-full': 'There is no space left on the disk that holds the data directory.',
  'store.interrupted': 'A signal stopped the command before the store was open.',
} as const satisfies Record<string, string>;

/** A failure code; the registry `failureCodes` says what each one means. */
export type FailureCode = keyof typeof failureCodes;

/**
 * Something outside the program's control went wrong, and the person who asked can do something about it.
 *
 * The message says what was expected, what was got and what to do, and carries no personal data; `detail` holds the same
 * facts for machines.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: Record<string, unknown>;

  constructor(code: FailureCode, message: string, options: { detail?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.detail = options.detail ?? {};
  }
}
