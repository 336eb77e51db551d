import type { LinkedEntity } from '../../../src/model/links.ts';
import { rowsAsCsv } from '../frame/rows-as-csv.ts';
import { i2Types } from './i2-csv.ts';

/**
 * Every thing a board draws, tied or not, as a table that Analyst's Notebook imports as entities. Columns: docs/board-exports.md.
 * `drawnOf`: how many drawn links each has.
 */
export function entitiesCsv(
  entities: readonly LinkedEntity[],
  said: {
    readonly drawnOf: (id: string) => number;
    readonly notesOf: (on: string) => readonly string[];
    readonly tags: ReadonlyMap<string, readonly string[]>;
  },
): string {
  return rowsAsCsv(entities, [
    { id: 'id', header: 'Identity', text: ({ id }) => id },
    { id: 'type', header: 'Type', text: ({ kind }) => i2Types[kind] },
    { id: 'label', header: 'Label', text: ({ label }) => label },
    { id: 'first', header: 'First Seen', text: ({ firstSeen }) => firstSeen ?? '' },
    { id: 'last', header: 'Last Seen', text: ({ lastSeen }) => lastSeen ?? '' },
    { id: 'links', header: 'Links', text: ({ links }) => String(links) },
    { id: 'drawn', header: 'Links Here', text: ({ id }) => String(said.drawnOf(id)) },
    { id: 'notes', header: 'Notes', text: ({ id }) => said.notesOf(id).join(' | ') },
    { id: 'handling', header: 'Handling', text: ({ id }) => said.tags.get(id)!.join(' ') },
  ]);
}
