import { parseArgs } from 'node:util';
import { classifyRecording, type ClassifiedRecording } from '../jobs/classify-recording.ts';
import { Failure } from '../model/errors.ts';
import { UsageError, type CommandIo } from './command.ts';

/** Answers each recording in turn; a bad one is told of, and the rest answered. */
export async function acousticsClassify(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) throw new UsageError('Expected a WAV recording or more.');
  let code = 0;
  for (const file of positionals) {
    try {
      const classified = await classifyRecording(file);
      if (values.json) io.json(classified);
      else io.out(describe(classified));
      for (const { code: warning, message } of classified.warnings) io.err(`${file}: ${message} [${warning}]`);
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

const shownFeatures = 5;
const shownClasses = 3;

function describe({ file, decision, gunfire, otherClasses, features, fromSeconds }: ClassifiedRecording): string {
  const others = otherClasses
    .slice(0, shownClasses)
    .map(({ name, probability }) => `${name} ${probability.toFixed(2)}`)
    .join(', ');
  const parts = features
    .slice(0, shownFeatures)
    .map(
      ({ contribution, description }) =>
        `  ${contribution >= 0 ? '+' : '−'}${Math.abs(contribution).toFixed(1)}  ${description}`,
    );
  return [
    `${file}: ${decision} (gunfire ${gunfire.toFixed(2)}; ${others}), from ${fromSeconds.toFixed(1)} s`,
    ...parts,
  ].join('\n');
}
