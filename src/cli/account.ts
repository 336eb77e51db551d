import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { listLogins, tieLogin } from '../store/account-logins.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

export const accountCommand: Command = {
  name: 'account',
  summary: 'Who runs the command line under which operating-system name',
  help: `flashlight account tie LOGIN NAME [--agency A]
flashlight account list [--json]

LOGIN is a name of the operating system, NAME the one the same person signs in with at the portal. What is judged or
confirmed at the command line under LOGIN then counts as NAME's, so that nobody is their own second person.

Example: flashlight account tie rortiz r.ortiz`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: storeOptions });
    const [verb, login, actor, ...rest] = positionals;
    if (verb === 'list' && login === undefined)
      return withStore('account', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const logins = await auditedRead(database, agencyId, { action: 'account.list', subject: {} }, (client) =>
          listLogins(client, agencyId),
        );
        if (values.json) io.json(logins);
        else
          io.out(
            logins.map((each) => `${each.login}  ${each.actor}  (tied by ${each.tiedBy})`).join('\n') ||
              'Nobody is tied to an operating-system name.',
          );
        return 0;
      });
    if (verb !== 'tie' || !login?.trim() || !actor?.trim() || rest.length > 0)
      throw new UsageError('Expected tie LOGIN NAME, as in flashlight account tie rortiz r.ortiz, or list.');
    return withStore('account', values, async (database) => {
      const { agencyId } = await chooseAgency(database, values.agency);
      await auditedRead(database, agencyId, { action: 'account.tie', subject: { login, actor } }, (client) =>
        tieLogin(client, agencyId, { login, actor, tiedBy: userInfo().username }),
      );
      io.out(`The operating-system name ${login} is ${actor}'s.`);
      return 0;
    });
  },
};
