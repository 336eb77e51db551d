import type { Share } from '../model/share.ts';
import { componentWords, type TraceIndex } from '../model/trace-index.ts';
import type { TraceReport } from '../model/trace-report.ts';
import type { CommandIo } from './command.ts';

export const shareWords = ({ numerator, denominator, unknown }: Share) =>
  `${numerator} of ${denominator}, ${unknown} unknown`;

export function describeReport(report: TraceReport, limit: number, io: CommandIo): void {
  io.out(
    `${report.traces} traces. Dealer known: ${shareWords(report.dealerKnown)}. Purchaser known: ${shareWords(report.purchaserKnown)}. Time to crime known: ${shareWords(report.timeKnown)}.`,
  );
  if (report.governments > 0)
    io.out(`${report.governments} of them ended with governments or police: in no source state and no share by state.`);
  io.out('');
  for (const row of report.rows.slice(0, limit))
    io.out(
      `${String(row.traces).padStart(6)}  ${row.label}${row.id === null ? '' : ` (${row.id})`}  under three years: ${shareWords(row.short)}; out of state: ${shareWords(row.outOfState)}`,
    );
  if (report.rows.length > limit)
    io.out(`… ${report.rows.length - limit} more of ${report.rows.length}: raise --limit.`);
  io.out('');
  io.out(report.caution);
}

export function describeIndexes(indexes: readonly TraceIndex[], limit: number, io: CommandIo): void {
  for (const { traceNumber, firearm, score, low, high, components, why } of indexes.slice(0, limit)) {
    const interval = low === high ? '' : ` (${low!.toFixed(1)} to ${high!.toFixed(1)})`;
    const parts = components
      .filter(({ contribution }) => contribution !== 0)
      .map(({ name, contribution }) => `${name} ${contribution > 0 ? '+' : ''}${contribution.toFixed(1)}`);
    io.out(
      score === null
        ? `${traceNumber}  ${firearm}  none: ${why}`
        : `${traceNumber}  ${firearm}  ${score.toFixed(1)}${interval}  ${parts.join(', ')}`,
    );
  }
  io.out('');
  for (const [name, said] of Object.entries(componentWords)) io.out(`${name.padEnd(26)}${said}`);
  if (indexes.length > limit) io.out(`… ${indexes.length - limit} more of ${indexes.length}: raise --limit.`);
}
