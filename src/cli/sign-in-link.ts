import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { isRole, roles } from '../model/roles.ts';
import { findPortalUrl } from '../jobs/portal-url.ts';
import { createSignInLink } from '../jobs/sign-in.ts';
import { UsageError, type Command } from './command.ts';
import { chooseExcerpt } from './excerpt.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

export const signInLinkCommand: Command = {
  name: 'sign-in-link',
  summary: 'A one-time sign-in link for a role',
  help: `flashlight sign-in-link ROLE [--as NAME] [--excerpt E] [--url URL] [--agency A] [--json]

ROLE is one of: ${roles.join(', ')}.
The link works once, for a day, at the portal of this data directory: where it is served or was last (else
http://127.0.0.1:8080), or at URL. It signs in as NAME (default: the account that runs this command, which is
on record as its maker). With --excerpt what is read is an excerpt (flashlight excerpt), and nothing is decided for
others. One name is given links to one of them only, or to all the agency has.

Example: flashlight sign-in-link detective --as r.ortiz`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, as: { type: 'string' }, excerpt: { type: 'string' }, url: { type: 'string' } },
    });
    const [role, ...rest] = positionals;
    if (role === undefined || rest.length > 0 || !isRole(role)) {
      throw new UsageError(`Expected a role (${roles.join(', ')}); got ${positionals.join(' ') || 'none'}.`);
    }
    return withStore('sign-in-link', values, async (database, dataDir) => {
      const agency = await chooseAgency(database, values.agency);
      const madeBy = userInfo().username;
      const actor = values.as ?? madeBy;
      const { agencyId } =
        values.excerpt === undefined ? agency : await chooseExcerpt(database, agency, values.excerpt);
      const token = await createSignInLink(database, { agencyId, actor, role, madeBy });
      const url = values.url ?? (await findPortalUrl(dataDir)) ?? 'http://127.0.0.1:8080';
      const link = `${url.replace(/\/$/, '')}/sign-in#token=${token}`;
      if (values.json) io.json({ role, actor, link });
      else io.out(link);
      return 0;
    });
  },
};
