import { parseArgs } from 'node:util';
import { Failure } from '../model/errors.ts';
import { UsageError, type CommandIo } from './command.ts';

interface AnsweredRecording {
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** Answers each recording named in turn; a bad one is told of, and the rest answered. */
export async function answerRecordings<T extends AnsweredRecording>(
  args: string[],
  io: CommandIo,
  answer: (file: string) => Promise<T>,
  describe: (answered: T) => string,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) throw new UsageError('Expected a WAV recording or more.');
  let code = 0;
  for (const file of positionals) {
    try {
      const answered = await answer(file);
      if (values.json) io.json(answered);
      else io.out(describe(answered));
      for (const { code: warning, message } of answered.warnings) io.err(`${file}: ${message} [${warning}]`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      code = 1;
      const { code: failure, message, detail } = error;
      if (values.json) io.json({ file, error: { code: failure, message, detail } });
      io.err(`flashlight acoustics: ${message} [${failure}]`);
    }
  }
  return code;
}
