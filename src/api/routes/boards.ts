import { boardFor } from '../../jobs/board-right.ts';
import { loadBoard, loadVersions } from '../../jobs/load-board.ts';
import { restoreVersion, saveNewBoard, saveNextVersion } from '../../jobs/save-board.ts';
import { boardPageSchema, boardSummarySchema } from '../../model/boards.ts';
import { binBoard, findBoards, renameBoard } from '../../store/boards.ts';
import {
  boardNameSchema,
  boardParamsSchema,
  boardQuerySchema,
  boardsPageSchema,
  boardVersionParamsSchema,
  boardVersionsPageSchema,
  newBoardSchema,
  newVersionSchema,
  savedBoardSchema,
  versionRestorationSchema,
} from '../contract/boards.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { addBoardExportRoutes } from './board-exports.ts';
import { addBoardNoteRoutes } from './board-notes.ts';
import { addBoardPictureRoutes } from './board-pictures.ts';
import { readerOf } from './board-reader.ts';
import { addBoardShareRoutes } from './board-shares.ts';

export const boardTags = ['boards'];
/** A board of five thousand things with every mark. */
const contentBytesMax = 1_572_864;
const none = (description: string) => ({ 204: { type: 'null', description } }) as const;

export async function addBoardRoutes(api: Api, context: Context): Promise<void> {
  addListRoutes(api, context);
  addVersionRoutes(api, context);
  addBoardShareRoutes(api, context);
  addBoardNoteRoutes(api, context);
  await addBoardPictureRoutes(api, context);
  addBoardExportRoutes(api, context);
}

function addListRoutes(api: Api, context: Context): void {
  const { refer, read, write } = context;

  api.get(
    '/boards',
    {
      config: { action: 'boards.read' },
      schema: {
        tags: boardTags,
        summary: 'Saved boards: own ones, those in the own bin, those shared with the person or role',
        querystring: noQuerySchema,
        response: { 200: refer(boardsPageSchema) },
      },
    },
    async (request) => ({ items: await read(request, {}, (client) => findBoards(client, readerOf(request))) }),
  );

  api.post(
    '/boards',
    {
      config: { action: 'boards.write' },
      bodyLimit: contentBytesMax,
      schema: {
        tags: boardTags,
        summary: 'Save a board under a name, as its first version',
        querystring: noQuerySchema,
        body: newBoardSchema,
        response: { 200: refer(savedBoardSchema) },
      },
    },
    async (request) => {
      const { name, content } = request.body;
      const board = await write(request, { board: 'new', things: content.items.length }, (client) =>
        saveNewBoard(client, readerOf(request), { name: name.trim(), content }),
      );
      return { board, version: 1 };
    },
  );

  api.get(
    '/boards/:board',
    {
      config: { action: 'boards.read' },
      schema: {
        tags: boardTags,
        summary: 'A board as it was saved, drawn anew from the store under the rights of whoever asks',
        params: boardParamsSchema,
        querystring: boardQuerySchema,
        response: { 200: refer(boardPageSchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      const { version, history } = request.query;
      return read(request, { board, ...(version === undefined ? {} : { version }) }, (client) =>
        loadBoard(client, readerOf(request), { board, version, history }),
      );
    },
  );

  api.patch(
    '/boards/:board',
    {
      config: { action: 'boards.write' },
      schema: {
        tags: boardTags,
        summary: 'Give a board another name',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        body: boardNameSchema,
        response: { 200: refer(boardSummarySchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      const name = request.body.name.trim();
      return write(request, { board, rename: true }, async (client) => {
        const before = await boardFor(client, readerOf(request), board, 'own');
        await renameBoard(client, readerOf(request), { board, name });
        return { ...before, name };
      });
    },
  );

  api.delete(
    '/boards/:board',
    {
      config: { action: 'boards.write' },
      schema: {
        tags: boardTags,
        summary: 'Put a board into the bin, from which it can be taken again',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        response: none('In the bin'),
      },
    },
    async (request, reply) => {
      const { board } = request.params;
      await write(request, { board, bin: true }, async (client) => {
        await boardFor(client, readerOf(request), board, 'own');
        await binBoard(client, readerOf(request), { board, to: 'bin' });
      });
      return reply.code(204).send();
    },
  );

  api.post(
    '/boards/:board/restoration',
    {
      config: { action: 'boards.write' },
      schema: {
        tags: boardTags,
        summary: 'Take a board out of the bin',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        response: none('In the list again'),
      },
    },
    async (request, reply) => {
      const { board } = request.params;
      await write(request, { board, bin: false }, async (client) => {
        await boardFor(client, readerOf(request), board, 'restore');
        await binBoard(client, readerOf(request), { board, to: 'list' });
      });
      return reply.code(204).send();
    },
  );
}

function addVersionRoutes(api: Api, context: Context): void {
  const { refer, read, write } = context;

  api.get(
    '/boards/:board/versions',
    {
      config: { action: 'boards.read' },
      schema: {
        tags: boardTags,
        summary: 'The versions of a board, newest first: who, when, and how much changed',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(boardVersionsPageSchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      return {
        items: await read(request, { board, versions: true }, (client) =>
          loadVersions(client, readerOf(request), board),
        ),
      };
    },
  );

  api.post(
    '/boards/:board/versions',
    {
      config: { action: 'boards.write' },
      bodyLimit: contentBytesMax,
      schema: {
        tags: boardTags,
        summary: 'Save the next version of a board, unless somebody saved one in between',
        params: boardParamsSchema,
        querystring: noQuerySchema,
        body: newVersionSchema,
        response: { 200: refer(savedBoardSchema) },
      },
    },
    async (request) => {
      const { board } = request.params;
      const { base, content } = request.body;
      const version = await write(request, { board, base, things: content.items.length }, (client) =>
        saveNextVersion(client, readerOf(request), { board, base, content }),
      );
      return { board, version };
    },
  );

  api.post(
    '/boards/:board/versions/:version/restoration',
    {
      config: { action: 'boards.write' },
      schema: {
        tags: boardTags,
        summary: 'Take up an earlier version again, as the newest',
        params: boardVersionParamsSchema,
        querystring: noQuerySchema,
        body: versionRestorationSchema,
        response: { 200: refer(savedBoardSchema) },
      },
    },
    async (request) => {
      const { board, version } = request.params;
      const { base } = request.body;
      const restored = await write(request, { board, base, restore: version }, (client) =>
        restoreVersion(client, readerOf(request), { board, base, version }),
      );
      return { board, version: restored };
    },
  );
}
