import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { destroyMultipleSales, type Destroyed } from '../jobs/destroy-multiple-sales.ts';
import { halfYear, loadCertification } from '../jobs/load-multiple-sales.ts';
import { dayOf } from '../model/values/calendar-arithmetic.ts';
import { localDay } from '../model/values/local-time.ts';
import { listAgencies } from '../store/agencies.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

export const multipleSalesCommand: Command = {
  name: 'multiple-sales',
  summary: 'Destroy reports of multiple sales whose days are over, and certify it',
  help: `flashlight multiple-sales destroy [--as-of D] [--agency A] [--json]
flashlight multiple-sales certify --half YYYY-1|YYYY-2 [--agency A] [--json]

destroy destroys every report whose days are over, one after the other: stopped at any moment, it goes on
with the rest when it is called again. The server does the same every hour. certify counts half a year.

  --as-of D    as of a day before today, YYYY-MM-DD; a later day is not believed
  --agency A   one agency (destroy: default all)

Example: flashlight multiple-sales destroy --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, 'as-of': { type: 'string' }, half: { type: 'string' } },
    });
    const [what, ...rest] = positionals;
    if ((what !== 'destroy' && what !== 'certify') || rest.length > 0)
      throw new UsageError(`Expected destroy or certify; got ${positionals.join(' ') || 'nothing'}.`);
    const asOf = values['as-of'];
    if (asOf !== undefined && dayOf(asOf) === null)
      throw new UsageError(`Expected --as-of to be a day of the calendar, YYYY-MM-DD; got ${asOf}.`);
    if (what === 'certify' && !/^20\d{2}-[12]$/.test(values.half ?? ''))
      throw new UsageError(`Expected --half like 2026-1; got ${values.half ?? 'nothing'}.`);
    return withStore('multiple-sales', values, async (database) => {
      const now = new Date();
      if (what === 'certify') {
        const agency = await chooseAgency(database, values.agency);
        const { agencyId, timeZone } = agency;
        const look = { agencyId, timeZone, today: localDay(now.toISOString(), timeZone) };
        const certification = await auditedRead(
          database,
          agencyId,
          { action: 'multiple-sales.certify', subject: { half: values.half } },
          (client) => loadCertification(client, look, halfYear(values.half!)),
        );
        if (values.json) io.json(certification);
        else
          io.out(
            `${certification.from} to ${certification.to}: ${certification.reports} reports destroyed, ${certification.inTime} of them in time. Kept as of ${certification.asOf}: ${certification.kept}, of them ${certification.excepted} excepted and ${certification.overdue} overdue.`,
          );
        return certification.overdue === 0 ? 0 : 1;
      }
      const agencies =
        values.agency === undefined ? await listAgencies(database) : [await chooseAgency(database, values.agency)];
      const destroyed: Destroyed[] = [];
      for (const agency of agencies)
        destroyed.push(await destroyMultipleSales(database, agency, { by: userInfo().username, now, asOf }));
      if (values.json) io.json(destroyed);
      else
        for (const each of destroyed)
          io.out(
            each.policy.destroy
              ? `${each.agency}: ${each.certificates.length} reports destroyed as of ${each.asOf} (${each.policy.days} days, ${each.policy.version}), ${each.rejectedRows} rejected rows with them.`
              : `${each.agency}: nothing is destroyed by its policy ${each.policy.version}.`,
          );
      if (!destroyed.some(({ pagesLeft }) => pagesLeft)) return 0;
      io.err(
        'Rows were destroyed, and the pages they stood on could not be written anew: somebody holds their table. Call it again.',
      );
      return 1;
    });
  },
};
