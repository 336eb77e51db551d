import { parseArgs } from 'node:util';
import { findFirearms } from '../jobs/find-firearm.ts';
import { loadLife } from '../jobs/load-life.ts';
import type { Event } from '../model/evidence.ts';
import { parseEntityId } from '../model/ids.ts';
import type { Life } from '../model/life.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { auditedRead } from './audited-read.ts';
import { noteUnjoined } from './unjoined-note.ts';

export const firearmCommand: Command = {
  name: 'firearm',
  summary: 'The life of a firearm',
  help: `flashlight firearm SERIAL_OR_ID [--agency A] [--json]

The dated events of a firearm's life with source, place, people and basis; intervals nobody
recorded are events of their own. A serial that several makers used names several firearms:
then they are listed, and one of their ids is to be given.

Example: flashlight firearm BXK482 --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: storeOptions });
    const [wanted, ...rest] = positionals;
    if (!wanted || rest.length > 0) throw new UsageError('Expected one serial number or id.');
    if (/[*%]/.test(wanted))
      throw new UsageError(
        `Expected a whole serial number or an id; got ${wanted}. Search by part of one in the portal.`,
      );
    return withStore('firearm', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      return auditedRead(database, agency.agencyId, { action: 'firearm.life', subject: { wanted } }, async (client) => {
        await noteUnjoined(client, agency.agencyId, io);
        const found = await findFirearms(client, agency.agencyId, wanted);
        if (found.length !== 1) {
          if (values.json)
            io.json({ error: { code: found.length === 0 ? 'firearm.unknown' : 'firearm.several', candidates: found } });
          io.err(
            found.length === 0
              ? `No firearm with the serial number or id ${wanted}. Search by part of it in the portal, or check the spelling.`
              : `Several firearms bear ${wanted}: ${found.map((each) => `${each.id} (${each.label})`).join(', ')}. Give one of the ids.`,
          );
          return 1;
        }
        const life = (await loadLife(client, agency.agencyId, parseEntityId(found[0]!.id)!.number))!;
        if (values.json) io.json(life);
        else io.out(describeLife(life));
        return 0;
      });
    });
  },
};

function describeLife(life: Life): string {
  const facts = life.facts.map((fact) => `${fact.name} ${fact.value}`).join(' · ');
  const ttc =
    life.timeToCrime.days === null
      ? `not known: ${life.timeToCrime.why}`
      : `${life.timeToCrime.days} days, ${life.timeToCrime.why}`;
  return [
    `${life.firearm.label}  (${life.firearm.id})`,
    facts,
    `Time to crime: ${ttc}`,
    agreement(life),
    ...cutWords(life),
    ...life.apart.map(
      ({ id, label, reason }) =>
        `Kept apart from ${label} (${id}), ${reason}: their records contradict each other, or were judged to be of two firearms.`,
    ),
    '',
    ...life.events.map(describeEvent),
    '',
    life.caution,
  ].join('\n');
}

/** What is not read, and what that leaves unsaid. */
function cutWords({ cut }: Life): string[] {
  if (cut === null) return [];
  const { records, links } = cut;
  return [
    ...(records
      ? [
          `Of the ${records.total} source rows that name this firearm only ${records.read} are read, those of the newest events: what came before is not shown.`,
        ]
      : []),
    ...links.map(
      ({ id, label, total, read }) =>
        `Of the ${total} ballistic links of ${label} (${id}) the newest ${read} are followed: shootings may be missing, and no time without a record is told.`,
    ),
  ];
}

/** Sources may agree on what the firearm is and contradict each other on what happened to it. */
function agreement(life: Life): string {
  const differ = life.disagreements.filter((name) => name !== 'what-happened').map((name) => name.replaceAll('-', ' '));
  if (differ.length > 0) return `Sources differ on: ${differ.join(', ')}`;
  if (life.disagreements.length > 0) return 'What is told cannot all be true: see what is marked with "!".';
  if (life.sources === 0) return 'No row in force speaks of it: only earlier versions did.';
  if (life.cut?.records) return 'The sources that are read agree.';
  return life.sources === 1 ? 'One source speaks of it.' : 'Sources agree.';
}

function describeEvent(event: Event): string {
  const when = event.to ? `${event.from ?? '…'} – ${event.to}` : (event.from ?? 'undated');
  const who = event.people.map((each) => `${each.role}: ${each.label}`).join(', ');
  const source = event.sources[0]
    ? `[${event.sources[0].file}:${event.sources[0].line}${event.sources.length > 1 ? ` and ${event.sources.length - 1} more` : ''}]`
    : '';
  const status = event.status === 'RETRACTED' ? ' (retracted)' : '';
  return [
    when.padEnd(24),
    `${event.title}${status}`,
    event.place &&
      (event.place.precision === 'county' ? `${event.place.label} (county of the licence)` : event.place.label),
    who,
    typeof event.detail['laboratoryStatus'] === 'string' ? `status: ${event.detail['laboratoryStatus']}` : '',
    event.conflict ? `! ${event.conflict}` : '',
    source,
  ]
    .filter(Boolean)
    .join('  ');
}
