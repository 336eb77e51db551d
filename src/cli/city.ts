import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { expectFitted, fitCityIndex } from '../jobs/fit-city-index.ts';
import { loadCitySettings } from '../jobs/load-city-settings.ts';
import { readOutcomes } from '../jobs/read-outcomes.ts';
import { recordedOutcomes } from '../jobs/recorded-outcomes.ts';
import { proposeCitySettings, signCitySettings, withdrawCitySettings } from '../jobs/sign-city-settings.ts';
import type { FitReport, OutcomeCounts } from '../model/city-settings.ts';
import { Failure } from '../model/errors.ts';
import { inTransaction } from '../store/database.ts';
import { listSettings } from '../store/city-settings.ts';
import { actingAs } from './acting-as.ts';
import { auditedRead } from './audited-read.ts';
import { refuseSocialSecurity } from '../model/refuse-social-security.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

export const cityCommand: Command = {
  name: 'city',
  summary: 'What a city decides about how its traces are read: weights, thresholds, home',
  help: `flashlight city show [--json]
flashlight city propose SETTINGS.json --reason TEXT
flashlight city sign VERSION
flashlight city withdraw VERSION
flashlight city fit [--outcomes FILE.csv] [--propose --reason TEXT] [--json]

Settings are the weights of the city's index, from what on the rules make a lead, the counties the
city is made of, its districts, the outcome weights are fitted to, days its state's offices are closed,
clocks and letterhead of the tracing desk, and after how many days, twenty at most, reports of
multiple sales are destroyed. One person proposes them, another signs; every version stays. show prints those in force,
with --json in the shape that propose takes.

fit takes what traces came to from the outcomes recorded of leads, or from a file (columns
trace_number and outcome: case-opened, charged, convicted or none), fits weights on the first three fifths in time, calibrates on the next and reports on the last:
they can be signed only where they win there over the reference formula and over time to crime alone.

Example: flashlight city fit --propose --reason 'two years of outcomes'`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        reason: { type: 'string' },
        outcomes: { type: 'string' },
        propose: { type: 'boolean', default: false },
      },
    });
    const [verb = '', given, ...rest] = positionals;
    if (rest.length > 0) throw new UsageError(`Expected nothing after ${given}; got ${rest.join(' ')}.`);
    if (verb === 'propose' && given !== undefined) {
      const settings = await readSettings(given);
      const reason = expectReason(values.reason);
      return withStore('city', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const who = await actingAs(database, agencyId, { action: 'city.propose', subject: {} }, async () => undefined);
        io.err(who.said);
        const version = await inTransaction(database.pool('read'), (client) =>
          proposeCitySettings(client, agencyId, { settings, reason, proposedBy: who.actor }),
        );
        io.out(`Version ${version} waits for another person: \`flashlight city sign ${version}\`, or the city page.`);
        return 0;
      });
    }
    if (verb === 'sign' || verb === 'withdraw') {
      const version = Number(given);
      if (!Number.isSafeInteger(version) || version < 1)
        throw new UsageError(`Expected the version of settings; got ${given ?? 'nothing'}.`);
      return withStore('city', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const order = { action: `city.${verb}`, subject: { version } };
        const { actor, said } = await actingAs(database, agencyId, order, async () => undefined);
        io.err(said);
        await inTransaction(database.pool('read'), (client) =>
          verb === 'sign'
            ? signCitySettings(client, agencyId, { version, signedBy: actor })
            : withdrawCitySettings(client, agencyId, { version, endedBy: actor }),
        );
        io.out(verb === 'sign' ? `Version ${version} is in force.` : `Version ${version} is taken back.`);
        return 0;
      });
    }
    if (verb === 'show' && given === undefined)
      return withStore('city', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const { inForce, versions } = await auditedRead(
          database,
          agencyId,
          { action: 'city.show', subject: {} },
          async (client) => ({
            inForce: await loadCitySettings(client, agencyId),
            versions: await listSettings(client, agencyId),
          }),
        );
        if (values.json) io.json(inForce.settings);
        else {
          io.out(
            `In force: version ${inForce.version}, ${inForce.signedBy ? `signed by ${inForce.signedBy}` : 'declared'}`,
          );
          for (const each of versions)
            io.out(`${each.version}  ${each.state}  proposed by ${each.proposedBy}: ${each.reason}`);
        }
        return 0;
      });
    if (verb === 'fit' && given === undefined) {
      const reason = values.propose ? expectReason(values.reason) : null;
      const fromFile = values.outcomes === undefined ? null : await readOutcomes(values.outcomes);
      return withStore('city', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const order = { action: 'city.fit', subject: { outcomes: fromFile?.size ?? 'recorded' } };
        const {
          actor,
          said,
          found: tried,
        } = await actingAs(database, agencyId, order, async (client) => {
          const recorded = fromFile === null ? await recordedOutcomes(client, agencyId) : null;
          if (recorded !== null) io.err(countLine(recorded.counts));
          return fitCityIndex(client, agencyId, fromFile ?? recorded!.known, recorded?.ties);
        });
        const found = expectFitted(tried);
        if (values.json) io.json(found);
        else describeFit(found.report, io);
        if (reason === null) return 0;
        io.err(said);
        const { settings, report } = found;
        const version = await inTransaction(database.pool('read'), (client) =>
          proposeCitySettings(client, agencyId, { settings, fit: report, reason, proposedBy: actor }),
        );
        io.err(`Version ${version} waits for another person: \`flashlight city sign ${version}\`.`);
        return 0;
      });
    }
    throw new UsageError('Expected show, propose SETTINGS.json, sign VERSION, withdraw VERSION or fit.');
  },
};

function expectReason(reason: string | undefined): string {
  if (!reason?.trim()) throw new UsageError('Expected --reason: a sentence on why the city should read its traces so.');
  refuseSocialSecurity(reason, '--reason');
  return reason;
}

async function readSettings(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Failure('file.unreadable', `Expected a file that can be read at ${path}; it cannot.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('city.settings', 'Expected JSON, as `flashlight city show --json` prints it; it is none.', {
      cause,
    });
  }
}

function countLine({ leads, openCases, traces }: OutcomeCounts): string {
  const of = (parts: readonly (readonly [string, number])[]) => parts.map(([what, n]) => `${what} ${n}`).join(', ');
  return [
    `Recorded of leads: ${of(leads.map(({ outcome, leads: n }) => [outcome, n]))}; cases opened and nothing recorded yet ${openCases}.`,
    `Their traces: ${of(traces.map(({ outcome, traces: n }) => [outcome, n]))}.`,
  ].join('\n');
}

function describeFit(
  { outcome, fitted, reported, leftOut, area, gain, brier, calibration, reliability, stability, wins }: FitReport,
  io: CommandIo,
): void {
  const of = ({ traces, outcomes }: { traces: number; outcomes: number }) => `${outcomes} of ${traces} traces`;
  io.out(
    [
      `Outcome: ${outcome} or graver. Fitted on ${of(fitted)} with it; reported on ${of(reported)}, ${reported.from} to ${reported.to}.`,
      ...(reported.groups === undefined
        ? []
        : [
            `These are ${reported.groups} groups of traces that share no lead, purchaser or firearm; ${leftOut ?? 0} earlier traces of groups that go on later are left out.`,
          ]),
      `Area under the curve: fitted ${area.city.toFixed(3)}, reference formula ${area.reference.toFixed(3)}, time to crime alone ${area.timeAlone.toFixed(3)}.`,
      `Gain over the better of the two: ${gain.low.toFixed(3)} to ${gain.high.toFixed(3)} (95 %).`,
      `Brier score ${brier.toFixed(3)}${calibration ? `, slope ${calibration.slope.toFixed(2)}, intercept ${calibration.intercept.toFixed(2)}` : ''}.`,
      'Said on the average, and how many had the outcome:',
      ...reliability.map(({ said, trues, total }) => `  ${said.toFixed(3)}  ${trues} of ${total}`),
      ...(stability === undefined
        ? []
        : [
            `With each weight drawn anew within a fifth of itself, ${Math.round(stability.kept)} of the first ${stability.top} stay on the average (${stability.draws} draws).`,
          ]),
      wins ? 'The weights win, and may be signed.' : 'The weights do not win, and stay off.',
    ].join('\n'),
  );
}
