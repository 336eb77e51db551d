import type pg from 'pg';
import type { BoardRight } from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import type { Reader } from '../store/audit.ts';
import { findBoard, type StoredBoard } from '../store/boards.ts';

const rank: Readonly<Record<BoardRight, number>> = { read: 0, edit: 1, own: 2 };

/** Who asks for a board, and what leaves no trace in what they are shown: handling tags of records they may not see. */
export interface BoardReader extends Reader {
  readonly hidden: readonly string[];
}

/** What is wanted of a board: to read it, to change what is on it, to say whose it is, or to take it out of the bin. */
export type BoardNeed = 'read' | 'edit' | 'own' | 'restore';

/** The board, where the reader may do with it what is needed. One that is not theirs is not there for them. */
export async function boardFor(
  client: pg.ClientBase,
  reader: Reader,
  board: number,
  need: BoardNeed,
): Promise<StoredBoard> {
  const found = await findBoard(client, reader, board, need === 'read' ? 'read' : 'change');
  if (found === null)
    throw new Failure(
      'api.not-found',
      'There is no board here that you may see. It may have been put into the bin, or is no longer shared with you. Open the list of boards.',
      { detail: { what: 'board' } },
    );
  if (rank[found.may] < rank[need === 'restore' ? 'own' : need])
    throw new Failure(
      'api.not-allowed',
      need === 'edit'
        ? 'This board is shared with you to read. Nothing was changed. Save it as a board of your own, or ask its owner to let you edit it.'
        : 'Only the owner of a board names it, shares it or puts it into the bin. Nothing was changed. Ask the owner.',
      { detail: { what: 'board' } },
    );
  if (found.binnedAt !== null && (need === 'edit' || need === 'own'))
    throw new Failure('api.conflict', 'This board is in the bin. Nothing was changed. Take it out of the bin first.', {
      detail: { what: 'board' },
    });
  return found;
}
