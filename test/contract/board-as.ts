import { loadBoard } from '../../src/jobs/load-board.ts';
import type { BoardPage } from '../../src/model/boards.ts';
import type { TestServer } from './open-test-server.ts';

/** A board as the analyst who made it reads it, where records with some handling tags are hidden from them. */
export async function loadBoardAs(server: TestServer, board: number, hidden: readonly string[]): Promise<BoardPage> {
  const client = await server.store.database.pool('read').connect();
  try {
    const { agencyId } = server.store.agency;
    return await loadBoard(client, { agencyId, actor: 'test.analyst', role: 'analyst', hidden }, { board });
  } finally {
    client.release();
  }
}
