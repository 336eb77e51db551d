import type pg from 'pg';
import { boardFor, type BoardReader } from '../../jobs/board-right.ts';
import { shownPictures } from '../../jobs/load-board.ts';
import { pictureBytesMax, saveBoardPicture } from '../../jobs/save-board-picture.ts';
import { resolveNumbers } from '../../jobs/resolve-items.ts';
import { boardPictureSchema, pictureTypes } from '../../model/boards.ts';
import { Failure } from '../../model/errors.ts';
import { endPicture, findPictureBytes } from '../../store/board-pictures.ts';
import { boardParamsSchema, boardPictureParamsSchema, newPictureQuerySchema } from '../contract/boards.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { notFound } from '../problem.ts';
import { readerOf } from './board-reader.ts';

const tags = ['boards'];
/** Opened by itself a picture is a picture and nothing else: no script, no origin. */
const pictureHeaders = {
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  'content-disposition': 'inline',
};

type PictureOf = { readonly board: number; readonly picture: number };

async function movePicture(client: pg.ClientBase, reader: BoardReader, order: PictureOf & { to: 'bin' | 'board' }) {
  await boardFor(client, reader, order.board, 'edit');
  const moved = await endPicture(client, reader, order);
  if (moved === null) throw notFound('picture');
  return (await shownPictures(client, reader, [moved]))[0]!;
}

async function loadPicture(client: pg.ClientBase, reader: BoardReader, order: PictureOf) {
  await boardFor(client, reader, order.board, 'read');
  const found = await findPictureBytes(client, reader.agencyId, order);
  if (found === null) return null;
  // A picture of what the reader may not see is not there for them.
  if (found.entity === null) return found;
  return (await resolveNumbers(client, reader, [found.entity])).size === 0 ? null : found;
}

export async function addBoardPictureRoutes(api: Api, context: Context): Promise<void> {
  const { refer, read, write } = context;

  api.get(
    '/boards/:board/pictures/:picture',
    {
      config: { action: 'boards.read' },
      schema: {
        tags,
        summary: 'The bytes of a picture',
        params: boardPictureParamsSchema,
        querystring: noQuerySchema,
        response: {
          200: {
            description: 'The picture',
            content: Object.fromEntries(pictureTypes.map((type) => [type, { schema: { type: 'string' } }])),
          },
        },
      },
    },
    async (request, reply) => {
      const { board, picture } = request.params;
      const found = await read(request, { board, picture }, (client) =>
        loadPicture(client, readerOf(request), { board, picture }),
      );
      if (found === null) throw notFound('picture');
      return reply.headers(pictureHeaders).type(found.type).send(found.content);
    },
  );

  // The parser of pictures is for this one route: elsewhere a picture is no body.
  await api.register(async (pictures) => {
    pictures.addContentTypeParser(
      [...pictureTypes, 'application/octet-stream'],
      { parseAs: 'buffer', bodyLimit: pictureBytesMax },
      (_request, body, done) => done(null, body),
    );
    (pictures as unknown as Api).post(
      '/boards/:board/pictures',
      {
        config: { action: 'boards.write' },
        bodyLimit: pictureBytesMax,
        schema: {
          tags,
          summary: 'Put a picture on a board or on a thing of it: PNG, JPEG or WebP without metadata, of at most 2 MiB',
          params: boardParamsSchema,
          querystring: newPictureQuerySchema,
          response: { 200: refer(boardPictureSchema) },
        },
      },
      async (request) => {
        const { board } = request.params;
        const { on = null, caption = '' } = request.query;
        const content = request.body;
        if (!Buffer.isBuffer(content))
          throw new Failure(
            'api.invalid-request',
            `Expected the bytes of a picture as ${pictureTypes.join(', ')}; got another content type. Nothing was kept. Send the file itself.`,
            { detail: { what: 'body' } },
          );
        return write(request, { board, picture: { on, bytes: content.length } }, (client) =>
          saveBoardPicture(client, readerOf(request), { board, on, caption: caption.trim(), content }),
        );
      },
    );
  });

  api.delete(
    '/boards/:board/pictures/:picture',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Take a picture off a board; it can be put back',
        params: boardPictureParamsSchema,
        querystring: noQuerySchema,
        response: { 204: { type: 'null', description: 'Taken off' } },
      },
    },
    async (request, reply) => {
      const { board, picture } = request.params;
      await write(request, { board, picture, deleted: true }, (client) =>
        movePicture(client, readerOf(request), { board, picture, to: 'bin' }),
      );
      return reply.code(204).send();
    },
  );

  api.post(
    '/boards/:board/pictures/:picture/restoration',
    {
      config: { action: 'boards.write' },
      schema: {
        tags,
        summary: 'Put a picture back',
        params: boardPictureParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(boardPictureSchema) },
      },
    },
    async (request) => {
      const { board, picture } = request.params;
      return write(request, { board, picture, deleted: false }, (client) =>
        movePicture(client, readerOf(request), { board, picture, to: 'board' }),
      );
    },
  );
}
