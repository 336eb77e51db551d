import { parseArgs } from 'node:util';
import { isTimeZone } from '../model/values/time-zone.ts';
import { listAgencies, saveAgency } from '../store/agencies.ts';
import { UsageError, type Command } from './command.ts';
import { isAgencyCode, storeOptions, unknownTimeZone, withStore } from './open-store.ts';

export const agencyCommand: Command = {
  name: 'agency',
  summary: 'Agencies and their time zones',
  help: `flashlight agency list [--json]
flashlight agency add CODE --time-zone ZONE [--name NAME] [--city CITY] [--state ST]

An agency's files give local times: its zone says which instants they are.

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
      const agency = await saveAgency(database, {
        code,
        name: values.name ?? values.city ?? code,
        city: values.city ?? null,
        state: values.state ?? null,
        timeZone,
      });
      if (values.json) io.json(agency);
      else io.out(`${agency.code}: ${agency.name}, ${agency.timeZone}`);
      return 0;
    });
  },
};
