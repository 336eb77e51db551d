import { parseArgs } from 'node:util';
import { detectPulses, type DetectedPulses } from '../jobs/detect-pulses.ts';
import { Failure } from '../model/errors.ts';
import { UsageError, type CommandIo } from './command.ts';

/** Answers each recording in turn; a bad one is told of, and the rest answered. */
export async function acousticsDetect(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) throw new UsageError('Expected a WAV recording or more.');
  let code = 0;
  for (const file of positionals) {
    try {
      const detected = await detectPulses(file);
      if (values.json) io.json(detected);
      else io.out(describe(detected));
      for (const { code: warning, message } of detected.warnings) io.err(`${file}: ${message} [${warning}]`);
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
