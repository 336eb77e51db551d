import { deleteBoardNote, editBoardNote, restoreBoardNote, writeBoardNote } from '../../jobs/write-board-note.ts';
import { boardNoteSchema } from '../../model/boards.ts';
import { boardNoteParamsSchema, boardParamsSchema, newNoteSchema, noteTextSchema } from '../contract/boards.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readerOf } from './board-reader.ts';

const tags = ['boards'];

export function addBoardNoteRoutes(api: Api, { refer, write }: Context): void {
  api.post(
    '/boards/:board/notes',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Write a note on a board or on a thing of it',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        body: newNoteSchema,
        response: { 200: refer(boardNoteSchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      const { on, text } = request.body;
      return write(request, { board, note: { on } }, (client) =>
        writeBoardNote(client, readerOf(request), { board, on, text: text.trim() }),
      );
    },
  );

  api.put(
    '/boards/:board/notes/:note',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Say a note anew; what it said before is kept',
        params: boardNoteParamsSchema,
        querystring: noQuerySchema,
        body: noteTextSchema,
        response: { 200: refer(boardNoteSchema) },
      },
    },
    async (request) => {
      const { board, note } = request.params;
      const text = request.body.text.trim();
      return write(request, { board, note }, (client) =>
        editBoardNote(client, readerOf(request), { board, note, text }),
      );
    },
  );

  api.delete(
    '/boards/:board/notes/:note',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Delete a note; it can be put back',
        params: boardNoteParamsSchema,
        querystring: noQuerySchema,
        response: { 204: { type: 'null', description: 'Deleted' } },
      },
    },
    async (request, reply) => {
      const { board, note } = request.params;
      await write(request, { board, note, deleted: true }, (client) =>
        deleteBoardNote(client, readerOf(request), { board, note }),
      );
      return reply.code(204).send();
    },
  );

  api.post(
    '/boards/:board/notes/:note/restoration',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Put a deleted note back',
        params: boardNoteParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(boardNoteSchema) },
      },
    },
    async (request) => {
      const { board, note } = request.params;
      return write(request, { board, note, deleted: false }, (client) =>
        restoreBoardNote(client, readerOf(request), { board, note }),
      );
    },
  );
}
