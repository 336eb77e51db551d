import { parseArgs } from 'node:util';
import { describeUnknownIds, findLinks, findPaths, unknownIds } from '../jobs/find-links.ts';
import { parseEntityId } from '../model/ids.ts';
import { predicates, type Cut, type Link, type LinkGraph, type Paths } from '../model/links.ts';
import type { EntityKind } from '../model/tables.ts';
import { auditedRead } from './audited-read.ts';
import { noteUnjoined } from './unjoined-note.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

export const linksCommand: Command = {
  name: 'links',
  summary: 'What is tied to what, and how two are connected',
  help: `flashlight links ID [--hops N] [--limit L] [--hub D] [--json]
flashlight links path A B [--limit L] [--hub D] [--json]

Ids are kind and number, e.g. firearm:8213, as other answers give them.
Entities with more than D links are shown and not walked through; what is left out is said. Without --hub
the city's settings say how many (\`flashlight city show\`).

  --hops N    1 to 4 (default 2)
  --limit L   entities shown at most (default 200), or paths (default 10); where more than one hop is
              asked, of one entity 100 links at most, the newest

Example: flashlight links person:20481 --hops 2 --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        hops: { type: 'string', default: '2' },
        limit: { type: 'string' },
        hub: { type: 'string' },
      },
    });
    const path = positionals[0] === 'path';
    const ids = (path ? positionals.slice(1) : positionals).map(idOf);
    if (ids.length !== (path ? 2 : 1)) throw new UsageError(path ? 'Expected two ids.' : 'Expected one id.');
    const hops = wholeNumber('--hops', values.hops, 1, 4);
    const limit = values.limit === undefined ? undefined : wholeNumber('--limit', values.limit, 1, path ? 1000 : 5000);
    const hubDegree = values.hub === undefined ? undefined : wholeNumber('--hub', values.hub, 1, 1_000_000);
    return withStore('links', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      const subject = { ids: positionals };
      return auditedRead(
        database,
        agency.agencyId,
        { action: path ? 'links.path' : 'links.expand', subject },
        async (client) => {
          await noteUnjoined(client, agency.agencyId, io);
          const unknown = await unknownIds(client, agency.agencyId, ids);
          if (unknown.length > 0) {
            const message = describeUnknownIds(unknown);
            if (values.json) io.json({ error: { code: 'entity.unknown', message, ids: unknown } });
            io.err(message);
            return 1;
          }
          const [from, to] = ids.map((id) => id.number);
          const answer = path
            ? (await findPaths(client, agency.agencyId, { from: from!, to: to!, limit, hubDegree }))!
            : await findLinks(client, agency.agencyId, { from: [from!], hops, limit, hubDegree });
          if (values.json) io.json(answer);
          else describe(answer, io);
          return 0;
        },
      );
    });
  },
};

function idOf(text: string): { kind: EntityKind; number: number } {
  const id = parseEntityId(text);
  if (!id) throw new UsageError(`Expected an id such as firearm:8213; got ${text}.`);
  return id;
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new UsageError(`Expected ${name} from ${min} to ${max}; got ${text}.`);
  return value;
}

/** Why links were left out. */
const cutReasons: Readonly<Record<Cut['reason'], (cut: Cut, hubDegree: number) => string>> = {
  hub: (_, hubDegree) => `hub: above ${hubDegree}, not walked through`,
  'limit-per-entity': ({ shown }) =>
    `limit-per-entity: of one entity the newest ${shown} are read; raise --limit, of which 100 count for one entity unless with --hops 1`,
  limit: () => 'limit: raise --limit',
};

function describe(answer: LinkGraph | Paths, io: CommandIo): void {
  const labels = new Map(answer.entities.map((entity) => [entity.id, entity.label]));
  if ('paths' in answer) {
    if (answer.length === null)
      io.out(
        `No chain of up to ${answer.lengthMax} links found (${answer.searched} entities searched); longer ones were not looked for.`,
      );
    for (const path of answer.paths) {
      io.out(path.map((id) => `${labels.get(id)} (${id})`).join(' – '));
      for (const [at, id] of path.slice(1).entries()) describeStep(answer, path[at]!, id);
    }
    if (answer.more) io.out('There are more chains of this length.');
  } else {
    for (const link of answer.links) {
      io.out(
        `${labels.get(link.subject)} (${link.subject})  ${link.predicate}  ${labels.get(link.object)} (${link.object})  ${withdrawn(link)}${link.from ?? 'undated'}  [${sourcesOf(link)}]`,
      );
      if (link.description !== undefined) io.out(`  ${link.basis}: ${link.description}`);
      if (link.conflict !== undefined) io.out(`  ${conflictOf(link)}`);
    }
  }
  /** A chain is worth what its links are: each of those between two of its entities, in words. */
  function describeStep({ links }: Paths, from: string, to: string): void {
    for (const link of links) {
      const back = link.subject === to && link.object === from;
      if (!back && (link.subject !== from || link.object !== to)) continue;
      const { reads, back: readsBack } = predicates[link.predicate];
      const tie = ballisticTies[link.predicate];
      io.out(
        `  ${labels.get(from)}  ${back ? readsBack : reads}  ${labels.get(to)}  ${tie ? `${tie}  ` : ''}${withdrawn(link)}${link.from ?? 'undated'}  [${sourcesOf(link)}]`,
      );
      if (link.description !== undefined) io.out(`    ${link.basis}: ${link.description}`);
      if (link.conflict !== undefined) io.out(`    ${conflictOf(link)}`);
    }
  }
  for (const cut of answer.cut)
    io.out(
      `Not shown: ${cut.total - cut.shown} of ${cut.total} links of ${labels.get(cut.id) ?? cut.label ?? cut.id} (${cutReasons[cut.reason](cut, answer.hubDegree)}).`,
    );
}

const lead = 'lead, unconfirmed';
const hit = 'hit, concluded by an examiner';
const ballisticTies: Partial<Record<Link['predicate'], string>> = {
  FIRED_IN: hit,
  LINKED_BY_HIT: hit,
  POSSIBLY_FIRED_IN: lead,
  LINKED_BY_LEAD: lead,
};

const withdrawn = (link: Link) => (link.status === 'RETRACTED' ? 'withdrawn  ' : '');

const conflictOf = ({ conflict, against = [] }: Link) => `CONFLICT: ${conflict} [${placesOf(against)}]`;

const sourcesOf = (link: Link) => placesOf([link.source, ...(link.other ? [link.other] : [])]);

const placesOf = (sources: readonly Link['source'][]) => sources.map(({ file, line }) => `${file}:${line}`).join(', ');
