import { parseArgs } from 'node:util';
import { loadCitySettings } from '../jobs/load-city-settings.ts';
import { indexTraces } from '../jobs/index-traces.ts';
import { reportTraces } from '../jobs/report-traces.ts';
import type { Share } from '../model/share.ts';
import { componentWords, indexModes, type TraceIndex } from '../model/trace-index.ts';
import { reportGroups, type TraceReport } from '../model/trace-report.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { noteUnjoined } from './unjoined-note.ts';

export const traceCommand: Command = {
  name: 'trace',
  summary: 'Traces counted, and their trafficking index',
  help: `flashlight trace report --by ${reportGroups.join('|')} [--limit N] [--agency A] [--json]
flashlight trace index [--mode ${indexModes.join('|')}] [--limit N] [--agency A] [--json]

report counts traces by group, each share with what is not known. index gives each trace its
trafficking index with the parts it is the sum of, the highest first: with --json one line a trace.
An index is of a trace, never of a person.

  --mode reference  the New York Attorney General's published formula, exactly
  --mode city       the declared sum with an interval where something is not recorded (default)
  --limit N         rows printed at most (default: all with --json, else 20)

Example: flashlight trace report --by dealer --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        by: { type: 'string' },
        mode: { type: 'string' },
        limit: { type: 'string' },
      },
    });
    const [what, ...rest] = positionals;
    if ((what !== 'report' && what !== 'index') || rest.length > 0)
      throw new UsageError(`Expected report or index; got ${positionals.join(' ') || 'nothing'}.`);
    const by = what === 'report' ? oneOf('--by', values.by, reportGroups) : null;
    const mode = what === 'index' ? oneOf('--mode', values.mode ?? 'city', indexModes) : null;
    if (what === 'report' && values.mode !== undefined) throw new UsageError('--mode belongs to trace index.');
    if (what === 'index' && values.by !== undefined) throw new UsageError('--by belongs to trace report.');
    const limit = values.limit === undefined ? (values.json ? Infinity : 20) : wholeNumber(values.limit);
    return withStore('trace', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      return auditedRead(
        database,
        agency.agencyId,
        { action: `trace.${what}`, subject: { by, mode } },
        async (client) => {
          await noteUnjoined(client, agency.agencyId, io);
          const { home, weights } = (await loadCitySettings(client, agency.agencyId)).settings;
          if (by !== null) {
            const report = await reportTraces(client, agency.agencyId, { by, home });
            if (values.json) io.json({ ...report, rows: report.rows.slice(0, limit) });
            else describeReport(report, limit, io);
          } else {
            const indexes = await indexTraces(client, agency.agencyId, { mode: mode!, home, weights });
            for (const index of indexes.slice(0, limit)) if (values.json) io.json(index);
            if (!values.json) describeIndexes(indexes, limit, io);
          }
          return 0;
        },
      );
    });
  },
};

function oneOf<T extends string>(name: string, text: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new UsageError(`Expected ${name} ${allowed.join(', ')}; got ${text ?? 'nothing'}.`);
  return found;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`Expected --limit from 1; got ${text}.`);
  return value;
}

const words = ({ numerator, denominator, unknown }: Share) => `${numerator} of ${denominator}, ${unknown} unknown`;

function describeReport(report: TraceReport, limit: number, io: CommandIo): void {
  io.out(
    `${report.traces} traces. Dealer known: ${words(report.dealerKnown)}. Purchaser known: ${words(report.purchaserKnown)}. Time to crime known: ${words(report.timeKnown)}.`,
  );
  io.out('');
  for (const row of report.rows.slice(0, limit))
    io.out(
      `${String(row.traces).padStart(6)}  ${row.label}${row.id === null ? '' : ` (${row.id})`}  under three years: ${words(row.short)}; out of state: ${words(row.outOfState)}`,
    );
  if (report.rows.length > limit)
    io.out(`… ${report.rows.length - limit} more of ${report.rows.length}: raise --limit.`);
  io.out('');
  io.out(report.caution);
}

function describeIndexes(indexes: readonly TraceIndex[], limit: number, io: CommandIo): void {
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
