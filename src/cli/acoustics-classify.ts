import { classifyRecording, type ClassifiedRecording } from '../jobs/classify-recording.ts';
import { answerRecordings } from './answer-recordings.ts';
import type { CommandIo } from './command.ts';

export function acousticsClassify(args: string[], io: CommandIo): Promise<number> {
  return answerRecordings(args, io, classifyRecording, describe);
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
