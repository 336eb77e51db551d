import { parseArgs } from 'node:util';
import { Failure } from '../model/errors.ts';
import { isTimeZone } from '../model/values/time-zone.ts';
import { correctAgency, findAgency, listAgencies, saveAgency, type Agency } from '../store/agencies.ts';
import type { Database } from '../store/database.ts';
import { UsageError, type Command } from './command.ts';
import { isAgencyCode, storeOptions, unknownTimeZone, withStore } from './open-store.ts';

export const agencyCommand: Command = {
  name: 'agency',
  summary: 'Agencies and their time zones',
  help: `flashlight agency list [--json]
flashlight agency add CODE --time-zone ZONE [--name NAME] [--city CITY] [--state ST]

An agency's files give local times: its zone says which instants they are. Added again, an
agency without records is corrected; with records it stays, since they were read in its zone.

Example: flashlight agency add fresno --time-zone America/Los_Angeles --city Fresno --state CA`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        'time-zone': { type: 'string' },
        name: { type: 'string' },
        city: { type: 'string' },
        state: { type: 'string' },
      },
    });
    const [verb, code, ...rest] = positionals;
    if (rest.length > 0 || (verb !== 'list' && verb !== 'add')) throw new UsageError('Expected list or add CODE.');
    if (verb === 'list') {
      return withStore('agency', values, async (database) => {
        const agencies = await listAgencies(database);
        if (values.json) io.json(agencies);
        else
          io.out(agencies.map((each) => `${each.code}\t${each.name}\t${each.timeZone}`).join('\n') || 'No agency yet.');
        return 0;
      });
    }
    if (!code || !isAgencyCode(code))
      throw new UsageError('Expected a CODE of lower-case letters, digits and hyphens.');
    const timeZone = values['time-zone'];
    if (timeZone === undefined) throw new UsageError('Expected --time-zone.');
    if (!isTimeZone(timeZone)) throw unknownTimeZone(timeZone);
    if (values.state !== undefined && !/^[A-Z]{2}$/.test(values.state))
      throw new UsageError('Expected --state as two capital letters.');
    return withStore('agency', values, async (database) => {
      const agency = await addAgency(database, code, { ...values, timeZone });
      if (values.json) io.json(agency);
      else io.out(`${agency.code}: ${agency.name}, ${agency.timeZone}`);
      return 0;
    });
  },
};

/** Adds an agency, or corrects one that has no records; what is not given of a known one stays. */
async function addAgency(
  database: Database,
  code: string,
  given: { timeZone: string; name?: string | undefined; city?: string | undefined; state?: string | undefined },
): Promise<Agency> {
  const known = await findAgency(database, code);
  const wanted = {
    code,
    name: given.name ?? given.city ?? known?.name ?? code,
    city: given.city ?? known?.city ?? null,
    state: given.state ?? known?.state ?? null,
    timeZone: given.timeZone,
  };
  if (!known) return saveAgency(database, wanted);
  const differs = (['name', 'city', 'state', 'timeZone'] as const).filter((each) => known[each] !== wanted[each]);
  if (differs.length === 0) return known;
  const corrected = await correctAgency(database, wanted);
  if (corrected) return corrected;
  throw new Failure(
    'agency.has-records',
    `Expected ${code} as it is (${known.name}, ${[known.city, known.state].filter(Boolean).join(', ') || 'no city'}, ${known.timeZone}), since it has records that were read so, or an import under way. To read them otherwise, add the agency to an empty store (another --data-dir) and import its files there again; the other zone of files still to come goes into their mapping (timeZone).`,
    { detail: { code, differs, timeZone: known.timeZone } },
  );
}
