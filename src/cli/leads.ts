import { parseArgs } from 'node:util';
import { loadLeads } from '../jobs/load-leads.ts';
import { leadKinds } from '../model/leads.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { verifyPackage } from './leads-verify.ts';
import { noteUnjoined } from './unjoined-note.ts';

export const leadsCommand: Command = {
  name: 'leads',
  summary: 'What in the records is worth a look, and why',
  help: `flashlight leads [--limit N] [--agency A] [--json]
flashlight leads verify PACKAGE.zip [--files-only] [--agency A] [--json]

Leads found in traces, recoveries, thefts, arrests and ballistic ties, the strongest first: each with
its reason, what it rests on and what would refute it. With --json one line a lead. A lead is where to
look; it is no finding against anybody.

  --limit N      leads printed at most (default: all with --json, else 20)

verify holds a briefing package against its manifest, and its record versions and its own bytes
against the store it was made from; exit code 1 where something is not intact.

  --files-only   without a store: the files against the manifest alone

Example: flashlight leads --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, limit: { type: 'string' }, 'files-only': { type: 'boolean', default: false } },
    });
    if (positionals[0] === 'verify') return verifyPackage(positionals.slice(1), values, io);
    if (positionals.length > 0) throw new UsageError(`Expected no argument; got ${positionals.join(' ')}.`);
    const limit = values.limit === undefined ? (values.json ? Infinity : 20) : Number(values.limit);
    if (!(limit === Infinity || (Number.isInteger(limit) && limit > 0)))
      throw new UsageError(`Expected --limit from 1; got ${values.limit}.`);
    return withStore('leads', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      return auditedRead(database, agency.agencyId, { action: 'leads.list', subject: {} }, async (client) => {
        await noteUnjoined(client, agency.agencyId, io);
        const leads = await loadLeads(client, agency.agencyId, { state: agency.state, counties: [] });
        for (const { subject, strength, also, ...lead } of leads.slice(0, limit)) {
          const { title, refutation } = leadKinds[lead.kind];
          const id = `${lead.kind} ${subject}`;
          if (values.json) io.json({ id, ...lead, strength, also, refutation, state: 'GENERATED' });
          else
            io.out(
              [
                `${strength.toFixed(0).padStart(3)}  ${title}`,
                `     ${lead.reason}${also.map(({ reason }) => `; ${reason}`).join('')}`,
                `     traces ${lead.traces.join(', ') || 'none'}; ${[...lead.persons, ...lead.dealers, ...lead.firearms].join(', ')}`,
                `     refuted where: ${refutation.join('; ')}`,
              ].join('\n'),
            );
        }
        if (!values.json && leads.length > limit)
          io.out(`… ${leads.length - limit} more of ${leads.length}: raise --limit.`);
        return 0;
      });
    });
  },
};
