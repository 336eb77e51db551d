import { parseArgs } from 'node:util';
import { replayLiveFire, type ReplaySummary } from '../jobs/replay-live-fire.ts';
import { UsageError, type CommandIo } from './command.ts';

export async function acousticsReplay(args: string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: 'string', default: 'pulses' }, json: { type: 'boolean', default: false } },
  });
  const [folder, ...rest] = positionals;
  if (folder === undefined) throw new UsageError('Expected the folder of a live fire.');
  if (rest.length > 0) throw new UsageError(`Expected one folder; got ${rest.join(' ')} as well.`);
  const { from } = values;
  if (from !== 'pulses' && from !== 'audio')
    throw new UsageError(`Expected --from to be pulses or audio; got ${from}.`);
  const report = await replayLiveFire(folder, from);
  if (values.json) io.json(report);
  else for (const each of [...report.positions, report.all]) io.out(describe(each));
  return 0;
}

function describe(of: ReplaySummary): string {
  const { position, tests, detected, countsExact, rounds, located, within10m, heldByEllipse95, errorMeters } = of;
  const errors = errorMeters
    ? `; error P50 ${errorMeters.p50.toFixed(1)} m, P90 ${errorMeters.p90.toFixed(1)} m, most ${errorMeters.max.toFixed(1)} m`
    : '';
  return `${position}: ${detected} of ${tests} tests detected, counts exact in ${countsExact}; ${located} shots located of ${rounds} fired, ${within10m} within 10 m, ${heldByEllipse95} held by their ellipse${errors}; ${of.otherIncidents} other incidents`;
}
