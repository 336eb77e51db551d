import { parseArgs } from 'node:util';
import { loadCoverage, loadUntraced } from '../jobs/load-tracing-board.ts';
import { loadRequestLines } from '../jobs/load-trace-requests.ts';
import type { Share } from '../model/share.ts';
import { localDay } from '../model/values/local-time.ts';
import { auditedRead } from './audited-read.ts';
import { dayOf } from '../model/values/calendar-arithmetic.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { noteUnjoined } from './unjoined-note.ts';

const parts = ['coverage', 'requests', 'untraced'] as const;

export const tracingCommand: Command = {
  name: 'tracing',
  summary: 'The tracing desk: coverage, requests, and what was never traced',
  help: `flashlight tracing coverage [--from D] [--to D] [--agency A] [--json]
flashlight tracing requests [--limit N] [--agency A] [--json]
flashlight tracing untraced [--limit N] [--agency A] [--json]

coverage says how much of what was recovered was traced, and how fast, each share with what is not known.
requests lists trace requests with where they stand, untraced the recoveries of which no trace and no
request is recorded: with --json one line each.

  --from D, --to D   recoveries of these days alone, YYYY-MM-DD
  --limit N          lines at most (default: all with --json, else 20)

Example: flashlight tracing coverage --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, from: { type: 'string' }, to: { type: 'string' }, limit: { type: 'string' } },
    });
    const what = parts.find((each) => each === positionals[0]);
    if (what === undefined || positionals.length > 1)
      throw new UsageError(`Expected ${parts.join(', ')}; got ${positionals.join(' ') || 'nothing'}.`);
    const [from, to] = (['from', 'to'] as const).map((name) => {
      const day = values[name];
      if (day !== undefined && dayOf(day) === null)
        throw new UsageError(`Expected --${name} to be a day of the calendar, YYYY-MM-DD; got ${day}.`);
      return day ?? null;
    }) as [string | null, string | null];
    const limit = values.limit === undefined ? (values.json ? 1_000_000 : 20) : Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`Expected --limit from 1; got ${values.limit}.`);
    return withStore('tracing', values, async (database) => {
      const { agencyId, timeZone } = await chooseAgency(database, values.agency);
      const look = {
        agencyId,
        timeZone,
        today: localDay(new Date().toISOString(), timeZone),
      };
      return auditedRead(database, agencyId, { action: `tracing.${what}`, subject: { from, to } }, async (client) => {
        await noteUnjoined(client, agencyId, io);
        if (what === 'coverage') {
          const coverage = await loadCoverage(client, look, { from, to });
          if (values.json) io.json(coverage);
          else {
            io.out(`${coverage.recoveries} recoveries of the property room. Traced: ${words(coverage.traced)}.`);
            for (const { days, share } of coverage.within) io.out(`Requested within ${days} days: ${words(share)}.`);
            io.out(`Completed to the purchaser: ${words(coverage.completedToPurchaser)}.`);
            io.out(`Correctable failures sent again: ${words(coverage.correctableResubmitted)}.`);
            const { median, known, unknown } = coverage.requestToResultDays;
            io.out(
              `Median days from request to result: ${median ?? 'not known'} (${known} known, ${unknown} unknown).`,
            );
            io.out(`\n${coverage.caution}`);
          }
          return 0;
        }
        if (what === 'requests') {
          const { items, more } = await loadRequestLines(client, look, { states: null, limit });
          list(
            items,
            io,
            values.json,
            ({ request, state, label, late }) =>
              `${String(request).padStart(6)}  ${state.padEnd(20)} ${label}${late === null ? '' : `  ${late.days} days late: ${late.why}`}`,
          );
          if (more && !values.json) io.out('… more: raise --limit.');
          return 0;
        }
        const { items, total } = await loadUntraced(client, look, limit);
        list(
          items,
          io,
          values.json,
          ({ propertyNumber, recoveredOn, label }) =>
            `${(propertyNumber ?? '').padEnd(12)} ${recoveredOn ?? 'no day    '}  ${label}`,
        );
        if (!values.json)
          io.out(`${items.length} of ${total} recoveries of which no trace and no request is recorded here.`);
        return 0;
      });
    });
  },
};

const words = ({ numerator, denominator, unknown }: Share) => `${numerator} of ${denominator}, ${unknown} unknown`;

function list<T>(items: readonly T[], io: CommandIo, json: boolean, tell: (item: T) => string): void {
  for (const item of items) if (json) io.json(item);
  if (!json) for (const item of items) io.out(tell(item));
}
