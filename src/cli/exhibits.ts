import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { workOnce, workOnScans } from '../jobs/work-on-scans.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

export const exhibitsCommand: Command = {
  name: 'exhibits',
  summary: 'Prepare and search scans of ballistic exhibits',
  help: `flashlight exhibits work [--once] [--data-dir D] [--agency A]

Prepares scans that people handed in, puts them into the collection and searches it, beside whatever else
does: the server has one such worker, and any number more may run, on this machine or on others that have
the same store and the same data directory. What a worker that was ended left is taken up by another.
Ends with Ctrl-C.

  --once   end when nothing waits

Example: flashlight exhibits work --data-dir /srv/flashlight`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, once: { type: 'boolean', default: false } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'work')
      throw new UsageError(`Expected work; got ${positionals.join(' ') || 'nothing'}.`);
    return withStore('exhibits work', values, async (database, dataDir) => {
      const { agencyId } = await chooseAgency(database, values.agency);
      const work = {
        agencyId,
        dataDir,
        worker: `${hostname()}/${process.pid}/0/${Date.now()}`,
        onNews: (news: string, { err, ...details }: Readonly<Record<string, unknown>>) =>
          io.err(`${news} ${JSON.stringify(details)}${err === undefined ? '' : `: ${String(err)}`}`),
      };
      if (values.once) {
        let done = 0;
        while (await workOnce(database, work)) done++;
        io.out(`${done} steps done; nothing waits.`);
        return 0;
      }
      workOnScans(database, work);
      // Until a signal ends it.
      return new Promise<never>(() => undefined);
    });
  },
};
