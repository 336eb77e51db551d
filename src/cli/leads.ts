import { parseArgs } from 'node:util';
import { bringLeadsUpToDate } from '../jobs/bring-leads-up-to-date.ts';
import { listLeads } from '../jobs/load-lead-queue.ts';
import { leadKinds } from '../model/leads.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { verifyPackage } from './leads-verify.ts';
import { noteUnjoined } from './unjoined-note.ts';

export const leadsCommand: Command = {
  name: 'leads',
  summary: 'What in the records is worth a look, and why',
  help: `flashlight leads [--limit N] [--rebuild] [--agency A] [--json]
flashlight leads verify PACKAGE.zip [--files-only] [--agency A] [--json]

Leads found in traces, recoveries, thefts, arrests and ballistic ties, those first of which most is to
be expected: each with its number, its reason, what it rests on and what would refute it. They are kept
in the store, and brought up to date first. With --json one line a lead. A lead is where to look; it is
no finding against anybody.

  --limit N      leads printed at most (default: all with --json, else 20)
  --rebuild      count the usual rates anew that leads are held against

verify holds a briefing package against its manifest, and its record versions and its own bytes
against the store it was made from; exit code 1 where something is not intact.

  --files-only   without a store: the files against the manifest alone

Example: flashlight leads --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        limit: { type: 'string' },
        rebuild: { type: 'boolean', default: false },
        'files-only': { type: 'boolean', default: false },
      },
    });
    if (positionals[0] === 'verify') return verifyPackage(positionals.slice(1), values, io);
    if (positionals.length > 0) throw new UsageError(`Expected no argument; got ${positionals.join(' ')}.`);
    const limit = values.limit === undefined ? (values.json ? Infinity : 20) : Number(values.limit);
    if (!(limit === Infinity || (Number.isInteger(limit) && limit > 0)))
      throw new UsageError(`Expected --limit from 1; got ${values.limit}.`);
    return withStore('leads', values, async (database) => {
      const { agencyId } = await chooseAgency(database, values.agency);
      await bringLeadsUpToDate(database, agencyId, { renew: values.rebuild });
      return auditedRead(database, agencyId, { action: 'leads.list', subject: {} }, async (client) => {
        await noteUnjoined(client, agencyId, io);
        const { leads, total } = await listLeads(client, agencyId, limit);
        for (const { lead: id, kind, strength, reason, also, state: work, evidence } of leads) {
          const { title, refutation } = leadKinds[kind];
          const { numbers: traces, persons, firearms, dealers, incidents, from, to } = evidence;
          const of = { traces, persons, firearms, dealers, incidents };
          if (values.json) io.json({ id, kind, strength, reason, also, refutation, ...of, from, to, state: work });
          else
            io.out(
              [
                `${String(id).padStart(6)}  ${strength.toFixed(0).padStart(3)}  ${title}${work === 'GENERATED' ? '' : ` (${work})`}`,
                `             ${reason}${also.map((each) => `; ${each.reason}`).join('')}`,
                `             traces ${traces.join(', ') || 'none'}; ${[...persons, ...dealers, ...firearms].join(', ')}`,
                `             refuted where: ${refutation.join('; ')}`,
              ].join('\n'),
            );
        }
        if (!values.json && total > leads.length) io.out(`… ${total - leads.length} more of ${total}: raise --limit.`);
        return 0;
      });
    });
  },
};
