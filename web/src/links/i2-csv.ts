import { linkThing } from '../../../src/model/boards.ts';
import type { Link, LinkedEntity } from '../../../src/model/links.ts';
import { rowsAsCsv } from '../frame/rows-as-csv.ts';
import { lookOf, type LinkLook } from './link-look.ts';

/**
 * How sure a line is, in the three words of Analyst's Notebook: a lead is never more than unconfirmed, and what was withdrawn
 * is drawn otherwise than a lead.
 */
const strengths: Readonly<Record<LinkLook, string>> = {
  hit: 'Confirmed',
  recorded: 'Confirmed',
  lead: 'Unconfirmed',
  derived: 'Tentative',
  retracted: 'Tentative',
};

/** Records that contradict each other confirm nothing. */
function strengthOf(link: Link): string {
  const strength = strengths[lookOf(link)];
  return link.conflict !== undefined && strength === 'Confirmed' ? 'Unconfirmed' : strength;
}

/** Types by the names Analyst's Notebook has icons for. */
export const i2Types: Readonly<Record<LinkedEntity['kind'], string>> = {
  firearm: 'Firearm',
  person: 'Person',
  dealer: 'Business',
  place: 'Location',
  incident: 'Event',
  vehicle: 'Vehicle',
};

/**
 * Links as a table that Analyst's Notebook imports: one row for each link, with both ends, what ties them, how sure that is,
 * when, and the row it rests on. Columns: docs/board-exports.md.
 */
export function i2Csv(
  links: readonly Link[],
  named: { nameOf: (id: string) => string; reads: (link: Link) => string; notesOf: (on: string) => readonly string[] },
): string {
  const kindOf = (id: string) => id.slice(0, id.indexOf(':')) as LinkedEntity['kind'];
  const ends = (['subject', 'object'] as const).flatMap((end, at) => {
    const header = `End ${at + 1}`;
    return [
      { id: `${end}Id`, header: `${header} Identity`, text: (link: Link) => link[end] },
      { id: `${end}Type`, header: `${header} Type`, text: (link: Link) => i2Types[kindOf(link[end])] },
      { id: `${end}Label`, header: `${header} Label`, text: (link: Link) => named.nameOf(link[end]) },
    ];
  });
  return rowsAsCsv(links, [
    ...ends,
    { id: 'type', header: 'Link Type', text: (link) => link.predicate },
    { id: 'label', header: 'Link Label', text: (link) => named.reads(link) },
    { id: 'direction', header: 'Direction', text: () => 'End 1 to End 2' },
    { id: 'strength', header: 'Strength', text: strengthOf },
    { id: 'look', header: 'Standing', text: (link) => lookOf(link) },
    { id: 'status', header: 'Status', text: (link) => link.status },
    { id: 'conflict', header: 'Conflict', text: (link) => link.conflict ?? '' },
    { id: 'from', header: 'Date', text: (link) => link.from ?? '' },
    { id: 'to', header: 'End Date', text: (link) => link.to ?? '' },
    {
      id: 'source',
      header: 'Source Reference',
      text: ({ source }) => `${source.file}, row ${source.line}, record ${source.record}, version ${source.version}`,
    },
    { id: 'sourceType', header: 'Source Type', text: (link) => link.source.feed },
    { id: 'notes', header: 'Notes', text: (link) => named.notesOf(linkThing(link.id)).join(' | ') },
    { id: 'handling', header: 'Handling', text: (link) => link.handling.join(' ') },
  ]);
}
