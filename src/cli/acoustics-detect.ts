import { detectPulses, type DetectedPulses } from '../jobs/detect-pulses.ts';
import { answerRecordings } from './answer-recordings.ts';
import type { CommandIo } from './command.ts';

export function acousticsDetect(args: string[], io: CommandIo): Promise<number> {
  return answerRecordings(args, io, detectPulses, describe);
}

function describe({ file, sampleRateHz, channels, seconds, pulses }: DetectedPulses): string {
  const several = channels > 1;
  const head = `${file}: ${seconds.toFixed(1)} s at ${sampleRateHz} samples a second${several ? `, ${channels} channels` : ''}, ${pulses.length} ${pulses.length === 1 ? 'impulse' : 'impulses'}`;
  if (pulses.length === 0) return head;
  const columns = [
    's',
    '± ms',
    ...(several ? ['channel'] : []),
    'peak',
    'over noise, dB',
    'rise, ms',
    'centre, Hz',
    '',
  ];
  const rows = pulses.map(({ timeSeconds, onsetSigmaSeconds, channel, peak, snrDb, features }) => [
    timeSeconds.toFixed(4),
    (onsetSigmaSeconds * 1000).toFixed(2),
    ...(several ? [String(channel)] : []),
    peak.toFixed(3),
    snrDb.toFixed(1),
    (features.riseSeconds * 1000).toFixed(1),
    features.centroidHz.toFixed(0),
    features.clippedSamples > 0 ? 'clipped' : '',
  ]);
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.slice(0, 1000).map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padStart(widths[i]!))
      .join('  ')
      .trimEnd();
  return [head, line(columns), ...rows.map(line)].join('\n');
}
