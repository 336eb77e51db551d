/** Where a command writes. Machine output is one JSON value or JSON lines on standard output and nothing else. */
export interface CommandIo {
  out(text: string): void;
  /** Progress and log lines. */
  err(text: string): void;
  json(value: unknown): void;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Usage, options and an example. */
  readonly help: string;
  /** Runs with the words after the command's name; gives the exit code: 0 done, 1 failed, 2 wrong usage. */
  run(args: string[], io: CommandIo): Promise<number>;
}

/** The words given do not make a command: exit 2, with what was expected. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
