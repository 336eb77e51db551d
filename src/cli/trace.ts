import { parseArgs } from 'node:util';
import { loadCitySettings } from '../jobs/load-city-settings.ts';
import { answerIndexes } from '../jobs/answer-traces.ts';
import { HeldFacts } from '../jobs/held-facts.ts';
import { keepScores } from '../jobs/keep-scores.ts';
import { reportTraces } from '../jobs/report-traces.ts';
import { indexModes } from '../model/trace-index.ts';
import { flowColumns } from '../model/trace-filter.ts';
import { reportGroups } from '../model/trace-report.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { describeIndexes, describeReport } from './describe-traces.ts';
import { pictureNames, printPicture, type PictureName } from './trace-pictures.ts';
import { noteUnjoined } from './unjoined-note.ts';

const whats = ['report', 'index', ...pictureNames] as const;
const isWhat = (text: string | undefined): text is (typeof whats)[number] => whats.some((each) => each === text);

export const traceCommand: Command = {
  name: 'trace',
  summary: 'Traces counted, and their trafficking index',
  help: `flashlight trace report --by ${reportGroups.join('|')} [--limit N] [--agency A] [--json]
flashlight trace index [--mode ${indexModes.join('|')}] [--limit N] [--agency A] [--json]
flashlight trace flows [--by ${flowColumns.join('|')}] [--limit N] [--agency A] [--json]
flashlight trace published [--year Y] [--limit N] [--agency A] [--json]
flashlight trace corridors|dealers|flags [--limit N] [--agency A] [--json]

report counts traces by group, each share with what is not known. index gives each trace its
trafficking index with the parts it is the sum of, the highest first: with --json one line a trace.
An index is of a trace, never of a person.

flows counts firearms by source state and year of recovery, or by what --by says, and tells what the
first corridors have of what comes from other states. published sets own sources beside ATF's table
of the same state and year ('flashlight import trace-flows FILE' hands one in). corridors tells from which states more, or
fewer, come than they used to, with false discoveries held to one of ten. dealers holds each dealer
against what is to be expected and says how often it is among the first ten; a sale of a traced
firearm is no evidence of wrongdoing. flags lists what does not fit about traces.

  --mode reference  the New York Attorney General's published formula, exactly
  --mode city       the declared sum with an interval where something is not recorded (default once signed)
  --year Y          year of ATF's table (default: the latest of which there are own firearms too)
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
        year: { type: 'string' },
        limit: { type: 'string' },
      },
    });
    const [what, ...rest] = positionals;
    if (!isWhat(what) || rest.length > 0)
      throw new UsageError(`Expected ${whats.join(', ')}; got ${positionals.join(' ') || 'nothing'}.`);
    const by = what === 'report' ? oneOf('--by', values.by, reportGroups) : null;
    const columns = what === 'flows' && values.by !== undefined ? oneOf('--by', values.by, flowColumns) : undefined;
    const year = values.year === undefined ? undefined : wholeNumber('--year', values.year);
    if (what !== 'published' && year !== undefined) throw new UsageError('--year belongs to trace published.');
    const asked = what === 'index' && values.mode !== undefined ? oneOf('--mode', values.mode, indexModes) : null;
    if (what !== 'index' && values.mode !== undefined) throw new UsageError('--mode belongs to trace index.');
    if (what !== 'report' && what !== 'flows' && values.by !== undefined)
      throw new UsageError('--by belongs to trace report and trace flows.');
    const limit = values.limit === undefined ? (values.json ? Infinity : 20) : wholeNumber('--limit', values.limit);
    return withStore('trace', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      return auditedRead(
        database,
        agency.agencyId,
        {
          action: `trace.${what}`,
          subject: { by: by ?? columns ?? null, mode: asked, ...(year === undefined ? {} : { year }) },
        },
        async (client) => {
          await noteUnjoined(client, agency.agencyId, io);
          const order = { client, agencyId: agency.agencyId, limit, json: values.json, by: columns, year };
          if (by !== null) {
            const { home } = (await loadCitySettings(client, agency.agencyId)).settings;
            const report = await reportTraces(client, agency.agencyId, { by, home });
            if (values.json) io.json({ ...report, rows: report.rows.slice(0, limit) });
            else describeReport(report, limit, io);
          } else if (what === 'index') {
            const held = await new HeldFacts().of(client, agency.agencyId);
            const mode = asked ?? held.defaultMode;
            const indexes = answerIndexes(held, mode);
            const shown = indexes.slice(0, limit);
            const traceNumbers = shown.map(({ traceNumber }) => traceNumber);
            await keepScores(client, agency.agencyId, held, [{ mode, traceNumbers }]);
            if (values.json) for (const index of shown) io.json(index);
            if (!values.json) describeIndexes(indexes, limit, io);
          } else await printPicture(what as PictureName, order, io);
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

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`Expected ${name} from 1; got ${text}.`);
  return value;
}
