import type pg from 'pg';
import { findEntriesOf, setEntry } from '../store/ballistic-entries.ts';
import { findExhibits, type StoredExhibit } from '../store/exhibits.ts';
import type { ExhibitTurn } from './held-exhibit.ts';

/** Ties an exhibit whose numbers were changed to the one entry that bears them now, and to none where none does: the one before is of another. */
export async function tieByNewNumbers(client: pg.ClientBase, turn: ExhibitTurn, before: StoredExhibit): Promise<void> {
  const [after] = await findExhibits(client, turn.agencyId, [before.exhibit]);
  if ((['itemKey', 'caseKey', 'ibisKey'] as const).every((name) => before[name] === after![name])) return;
  const found = await findEntriesOf(client, turn.agencyId, after!);
  await setEntry(client, turn.agencyId, before.exhibit, found.length === 1 ? found[0]! : null);
}
