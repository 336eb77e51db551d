import { linkThing } from '../../../src/model/boards.ts';
import type { Link } from '../../../src/model/links.ts';
import { rowsAsCsv } from '../frame/rows-as-csv.ts';
import { lookOf } from './link-look.ts';

/** The links of a board as a table, with what each rests on, what was noted on it and how it may be handled. */
export function linksCsv(
  links: readonly Link[],
  { nameOf, notesOf }: { nameOf: (id: string) => string; notesOf: (on: string) => readonly string[] },
): string {
  return rowsAsCsv(links, [
    { id: 'subject', header: 'subject', text: (link) => link.subject },
    { id: 'subjectLabel', header: 'subject_label', text: (link) => nameOf(link.subject) },
    { id: 'predicate', header: 'predicate', text: (link) => link.predicate },
    { id: 'object', header: 'object', text: (link) => link.object },
    { id: 'objectLabel', header: 'object_label', text: (link) => nameOf(link.object) },
    { id: 'from', header: 'from', text: (link) => link.from ?? '' },
    { id: 'to', header: 'to', text: (link) => link.to ?? '' },
    { id: 'basis', header: 'basis', text: (link) => link.basis },
    { id: 'status', header: 'status', text: (link) => link.status },
    { id: 'look', header: 'strength', text: (link) => lookOf(link) },
    { id: 'conflict', header: 'conflict', text: (link) => link.conflict ?? '' },
    { id: 'record', header: 'record', text: (link) => String(link.source.record) },
    { id: 'version', header: 'version', text: (link) => String(link.source.version) },
    { id: 'notes', header: 'notes', text: (link) => notesOf(linkThing(link.id)).join(' | ') },
    { id: 'handling', header: 'handling', text: (link) => link.handling.join(' ') },
    { id: 'file', header: 'file', text: (link) => link.source.file },
    { id: 'line', header: 'line', text: (link) => String(link.source.line) },
  ]);
}
