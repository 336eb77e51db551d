import { parseArgs } from 'node:util';
import { hideableTags, makeExcerpt } from '../jobs/make-excerpt.ts';
import { handlingTags } from '../model/feeds.ts';
import { Failure } from '../model/errors.ts';
import type { Agency } from '../store/agencies.ts';
import type { Database } from '../store/database.ts';
import { findExcerpts, type Excerpt } from '../store/excerpts.ts';
import { UsageError, type Command } from './command.ts';
import { linkProgress } from './link-progress.ts';
import { chooseAgency, isAgencyCode, storeOptions, withStore } from './open-store.ts';

export const excerptCommand: Command = {
  name: 'excerpt',
  summary: 'The store without some records, for readers who may not see them',
  help: `flashlight excerpt list [--agency A] [--json]
flashlight excerpt add NAME --without TAG[,TAG…] [--agency A] [--json]

An excerpt holds copies of all records that bear none of the handling tags, and what is derived from these alone:
whoever reads it is told what a store would say in which the others had never been. Imports, judgements and models
come into it with the agency's own. It takes as much room and time again as what it holds.
Sign-in links to it: flashlight sign-in-link ROLE --excerpt NAME.

Tags that records bear:
${hideableTags.map((tag) => `  ${tag.padEnd(12)} ${handlingTags[tag as keyof typeof handlingTags]}`).join('\n')}

Example: flashlight excerpt add prosecutor --without VENDOR-CONF`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, without: { type: 'string' } },
    });
    const [verb, name, ...rest] = positionals;
    if (rest.length > 0 || (verb !== 'list' && verb !== 'add') || (verb === 'list') !== (name === undefined))
      throw new UsageError('Expected list, or add NAME.');
    return withStore('excerpt', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      if (name === undefined) {
        const excerpts = await findExcerpts(database.pool('read'), agency.agencyId);
        if (values.json) io.json(excerpts.map(({ name: of, hidden }) => ({ name: of, without: hidden })));
        else io.out(excerpts.map(lineOf).join('\n') || 'No excerpt yet.');
        return 0;
      }
      if (!isAgencyCode(name)) throw new UsageError('Expected a NAME of lower-case letters, digits and hyphens.');
      if (values.without === undefined) throw new UsageError('Expected --without with handling tags.');
      const hidden = values.without.split(',').map((tag) => tag.trim());
      const excerpt = await makeExcerpt(database, agency, {
        name,
        hidden,
        onProgress: (progress) => io.err(linkProgress(progress)),
      });
      if (values.json) io.json({ name, without: excerpt.hidden });
      else io.out(lineOf(excerpt));
      return 0;
    });
  },
};

const lineOf = ({ name, hidden }: Excerpt) => `${name}\twithout ${hidden.join(', ')}`;

/** The excerpt of an agency that has a name. */
export async function chooseExcerpt(database: Database, agency: Agency, name: string): Promise<Excerpt> {
  const excerpts = await findExcerpts(database.pool('read'), agency.agencyId);
  const found = excerpts.find((each) => each.name === name);
  if (found) return found;
  throw new Failure(
    'excerpt.unknown',
    `Expected an excerpt of ${agency.code} (${excerpts.map((each) => each.name).join(', ') || 'none yet'}); got ${name}. Make it with flashlight excerpt add.`,
    { detail: { name } },
  );
}
