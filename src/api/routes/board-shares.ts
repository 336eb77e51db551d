import type pg from 'pg';
import { boardFor } from '../../jobs/board-right.ts';
import { Failure } from '../../model/errors.ts';
import { roles } from '../../model/roles.ts';
import { findColleagues, findShares, revokeShare, saveShare } from '../../store/board-shares.ts';
import { authorise } from '../authorise.ts';
import {
  boardParamsSchema,
  boardShareParamsSchema,
  boardSharesPageSchema,
  newShareSchema,
  type BoardSharesPage,
} from '../contract/boards.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { notFound } from '../problem.ts';
import type { Session } from '../../store/sessions.ts';

const tags = ['boards'];
/** Roles a board can be shared with: those that may open one. */
const rolesWithBoards = roles.filter((role) => authorise({ role }, 'boards.read'));

async function loadShares(client: pg.ClientBase, session: Session, board: number): Promise<BoardSharesPage> {
  const colleagues = await findColleagues(client, session.agencyId, rolesWithBoards);
  return {
    items: await findShares(client, session.agencyId, board),
    people: colleagues.filter(({ name }) => name !== session.actor),
    roles: [...rolesWithBoards],
  };
}

export function addBoardShareRoutes(api: Api, { refer, read, write }: Context): void {
  api.get(
    '/boards/:board/shares',
    {
      config: { action: 'boards.read' },
      schema: {
        tags,
        summary: 'With whom a board is shared, and with whom it could be; for its owner',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(boardSharesPageSchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      const session = request.session!;
      return read(request, { board, shares: true }, async (client) => {
        if ((await boardFor(client, session, board, 'read')).may !== 'own') throw notFound('list of shares');
        return loadShares(client, session, board);
      });
    },
  );

  api.put(
    '/boards/:board/shares',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Share a board with a person or a role, to read or to edit',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        body: newShareSchema,
        response: { 200: refer(boardSharesPageSchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      const session = request.session!;
      const { kind, name, may } = request.body;
      return write(request, { board, share: { kind, name, may } }, async (client) => {
        await boardFor(client, session, board, 'own');
        const known = await loadShares(client, session, board);
        const there =
          kind === 'role' ? known.roles.includes(name) : known.people.some((person) => person.name === name);
        if (!there)
          throw new Failure(
            'api.invalid-request',
            'Expected a person of the agency, or a role, that may open boards, other than yourself. Nothing was shared. Choose one of the list.',
            { detail: { what: 'name' } },
          );
        await saveShare(client, session, { board, kind, name, may });
        return loadShares(client, session, board);
      });
    },
  );

  api.delete(
    '/boards/:board/shares/:kind/:name',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Stop sharing a board with a person or a role, at once',
        params: boardShareParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(boardSharesPageSchema) },
      },
    },
    async (request) => {
      const { board, kind, name } = request.params;
      const session = request.session!;
      return write(request, { board, revoke: { kind, name } }, async (client) => {
        await boardFor(client, session, board, 'own');
        if (!(await revokeShare(client, session, { board, kind, name }))) throw notFound('share');
        return loadShares(client, session, board);
      });
    },
  );
}
