import type { EntryOfLead } from './neighbors.ts';

/** Two entries are one where their IBIS numbers agree, or, where one of them has none, their item numbers. */
export function sameEntry(a: EntryOfLead, b: EntryOfLead): boolean {
  return a.ibis !== null && b.ibis !== null ? a.ibis === b.ibis : a.item !== null && a.item === b.item;
}
