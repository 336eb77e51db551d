import multipart from '@fastify/multipart';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ImportQueue } from '../../jobs/import-queue.ts';
import { listImports, listRejects, listRunEntities, loadImport, writeRejects } from '../../jobs/list-imports.ts';
import { parseMapping } from '../../jobs/parse-mapping.ts';
import { previewUpload } from '../../jobs/upload-preview.ts';
import { findUpload, removeOldUploads, removeUpload, type Upload } from '../../jobs/uploads.ts';
import { previewSchema, runSchema } from '../../model/import-answers.ts';
import { Failure } from '../../model/errors.ts';
import { ordinalsPerRecord } from '../../model/ids.ts';
import { localDay } from '../../model/values/local-time.ts';
import { claimRequest, saveAnswer, type EarlierRequest, type RequestKey } from '../../store/idempotency.ts';
import { saveMapping } from '../../store/mappings.ts';
import {
  idempotencySchema,
  importOrderSchema,
  importPageSchema,
  importsPageSchema,
  previewBodySchema,
  rejectsPageSchema,
  runEntitiesPageSchema,
  uploadParamsSchema,
} from '../contract/imports.ts';
import { noQuerySchema, pageQuerySchema, runEntitiesQuerySchema, runParamsSchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { EventHub } from '../event-hub.ts';
import { notFound, problemOf } from '../problem.ts';
import { formLimits, receiveFile, uploadBytesMax } from '../receive-file.ts';

const sweepMinutes = 10;
const tags = ['imports'];

export async function addImportRoutes(api: Api, context: Context, hub: EventHub): Promise<void> {
  const { dataDir } = context.options;
  const queue = new ImportQueue(context.database, {
    agency: context.agency,
    dataDir,
    onEvent: ({ kind, ...data }) => hub.publish(kind, data),
  });
  const sweep = () => void removeOldUploads(dataDir, new Date()).catch(() => undefined);
  sweep();
  const timer = setInterval(sweep, sweepMinutes * 60_000);
  timer.unref();
  api.addHook('onClose', async () => {
    clearInterval(timer);
    await queue.drain();
  });
  await api.register(multipart, { limits: formLimits });
  addRunRoutes(api, context, queue);
  addUploadRoutes(api, context);
  addOrderRoute(api, context, queue);
}

function addRunRoutes(api: Api, context: Context, queue: ImportQueue): void {
  const { refer, read } = context;
  const { agencyId } = context.agency;

  api.get(
    '/imports',
    {
      config: { action: 'imports.read' },
      schema: {
        tags,
        summary: 'Imports, newest first',
        querystring: pageQuerySchema,
        response: { 200: refer(importsPageSchema) },
      },
    },
    async (request) => {
      const { cursor, limit = 50 } = request.query;
      const before = cursor === undefined ? undefined : readCursor(cursor, [Number.MAX_SAFE_INTEGER])[0];
      const { items, next } = await read(request, {}, (client) => listImports(client, agencyId, { before, limit }));
      return { items: [...items], next: next === null ? null : writeCursor([next]) };
    },
  );

  api.get(
    '/imports/:run',
    {
      config: { action: 'imports.read' },
      schema: {
        tags,
        summary: 'An import with the headers it found and the lines it passed over',
        params: runParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(importPageSchema) },
      },
    },
    async (request) => {
      const { run } = request.params;
      const dry = queue.dryRun(run);
      const found = await read(request, { run }, (client) => loadImport(client, agencyId, run));
      if (found) return found as never;
      if (dry) return { ...dry.run, sections: [], skipped: [], warnings: [...dry.warnings] };
      throw notFound('import');
    },
  );

  api.get(
    '/imports/:run/entities',
    {
      config: { action: 'entity.read' },
      schema: {
        tags,
        summary: 'The firearms, people, dealers, places and incidents the rows of an import speak of',
        params: runParamsSchema,
        querystring: runEntitiesQuerySchema,
        response: { 200: refer(runEntitiesPageSchema) },
      },
    },
    async (request) => {
      const { run } = request.params;
      const { cursor, kind, limit = 50 } = request.query;
      const at =
        cursor === undefined ? undefined : readCursor(cursor, [Number.MAX_SAFE_INTEGER, ordinalsPerRecord - 1]);
      const after = at && { record: at[0]!, ordinal: at[1]! };
      const page = await read(request, { run, entities: true }, (client) =>
        listRunEntities(client, agencyId, run, { after, kind, limit }),
      );
      if (!page) throw notFound('import');
      return {
        items: [...page.items],
        next: page.next === null ? null : writeCursor([page.next.record, page.next.ordinal]),
      };
    },
  );

  api.get(
    '/imports/:run/rejects',
    {
      config: { action: 'imports.rows' },
      schema: {
        tags,
        summary: 'The rows an import rejected, with the reason',
        params: runParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: refer(rejectsPageSchema) },
      },
    },
    async (request) => {
      const { run } = request.params;
      const { cursor, limit = 50 } = request.query;
      const after = cursor === undefined ? undefined : readCursor(cursor, [Number.MAX_SAFE_INTEGER])[0];
      const page = await read(request, { run }, (client) => listRejects(client, agencyId, run, { after, limit }));
      if (!page) throw notFound('import');
      return {
        items: page.items.map(({ reject: _, section: __, cells, ...reject }) => ({ ...reject, cells: [...cells] })),
        next: page.next === null ? null : writeCursor([page.next]),
      };
    },
  );

  api.get(
    '/imports/:run/rejects.csv',
    {
      config: { action: 'imports.rows' },
      schema: {
        tags,
        summary: 'The rejected rows as a file: mend it and import it again',
        params: runParamsSchema,
        querystring: noQuerySchema,
        response: { 200: { description: 'The file', content: { 'text/csv': { schema: Type.String() } } } },
      },
    },
    async (request, reply) => {
      const { run } = request.params;
      const found = await read(request, { run, file: true }, (client) => loadImport(client, agencyId, run));
      const dry = queue.dryRun(run);
      if (!found && !dry?.rejectsFile) throw notFound('file of rejects');
      const content = found
        ? Readable.from(
            writeRejects(async (after) => {
              const page = await read(request, { run, file: true, after: after ?? 0 }, (client) =>
                listRejects(client, agencyId, run, { after, limit: 1_000 }),
              );
              return page ?? { items: [], next: null };
            }, found),
          )
        : createReadStream(dry!.rejectsFile!);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="run-${run}-rejects.csv"`)
        .send(content as never);
    },
  );
}

function requestKeyOf({ agency }: Context, request: FastifyRequest): RequestKey | null {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? { agencyId: agency.agencyId, actor: request.session!.actor, key } : null;
}

async function ownUpload(context: Context, request: FastifyRequest, upload: string): Promise<Upload> {
  const found = await findUpload(context.options.dataDir, upload, request.session!.actor);
  if (!found) throw notFound('uploaded file (files are kept for an hour)');
  return found;
}

function addUploadRoutes(api: Api, context: Context): void {
  const { agency, now, options, refer, write } = context;
  const preview = (upload: Upload, mapping?: ReturnType<typeof parseMapping>) =>
    previewUpload(upload, { agency, receivedOn: localDay(now().toISOString(), agency.timeZone), mapping });

  api.post(
    '/uploads',
    {
      config: { action: 'imports.write' },
      bodyLimit: uploadBytesMax + 1024 * 1024,
      schema: {
        tags,
        summary: 'Hand in a file (multipart, field `file`, up to 1 GiB) and see what it looks like',
        consumes: ['multipart/form-data'],
        headers: idempotencySchema,
        querystring: noQuerySchema,
        response: { 200: refer(previewSchema) },
      },
    },
    async (request) => {
      const upload = await receiveFile(request, options.dataDir);
      const requestKey = requestKeyOf(context, request);
      const hash = createHash('sha256').update(`${upload.fileName}\0${upload.sha256}`).digest();
      const earlier = await write(request, { upload: upload.upload, bytes: upload.bytes }, async (client) => {
        const claim: EarlierRequest = requestKey ? await claimRequest(client, requestKey, hash) : { kind: 'none' };
        // The answer holds rows of the file, and is made again as long as that is kept.
        if (requestKey && claim.kind === 'none')
          await saveAnswer(client, requestKey, { status: 200, body: { upload: upload.upload } });
        return claim;
      }).catch(async (error: unknown) => {
        await removeUpload(upload);
        throw error;
      });
      if (earlier.kind === 'none') return preview(upload);
      await removeUpload(upload);
      if (earlier.kind !== 'answered') throw keyConflict(earlier.kind);
      return preview(await ownUpload(context, request, (earlier.body as Upload).upload));
    },
  );

  api.post(
    '/uploads/:upload/preview',
    {
      config: { action: 'imports.write' },
      schema: {
        tags,
        summary: 'The first rows of an uploaded file, read with a mapping or as what it looks like',
        params: uploadParamsSchema,
        querystring: noQuerySchema,
        body: previewBodySchema,
        response: { 200: refer(previewSchema) },
      },
    },
    async (request) => {
      const upload = await ownUpload(context, request, request.params.upload);
      const given = request.body.mapping;
      const mapping = given && parseMapping(JSON.stringify(given), 'given');
      await write(request, { upload: upload.upload, preview: true }, async () => undefined);
      return preview(upload, mapping);
    },
  );
}

function addOrderRoute(api: Api, context: Context, queue: ImportQueue): void {
  const { agency, database, now, refer, write } = context;

  api.post(
    '/imports',
    {
      config: { action: 'imports.write' },
      schema: {
        tags,
        summary: 'Import an uploaded file',
        headers: idempotencySchema,
        querystring: noQuerySchema,
        body: importOrderSchema,
        response: { 202: refer(runSchema) },
      },
    },
    async (request, reply) => {
      const { upload: uploadId, mappingName, dryRun = false } = request.body;
      const actor = request.session!.actor;
      const mapping = parseMapping(JSON.stringify(request.body.mapping), mappingName ?? 'given');
      const requestKey = requestKeyOf(context, request);
      const hash = createHash('sha256').update(JSON.stringify(request.body)).digest();
      let upload: Upload | null = null;
      // On record, claimed and named in one transaction; the import itself begins after it.
      const earlier = await write(request, { upload: uploadId, feed: mapping.feed, dryRun }, async (client) => {
        const claim: EarlierRequest = requestKey ? await claimRequest(client, requestKey, hash) : { kind: 'none' };
        if (claim.kind !== 'none') return claim;
        upload = await ownUpload(context, request, uploadId);
        if (mappingName !== undefined && !dryRun) {
          await saveMapping(client, agency.agencyId, {
            name: mappingName,
            feed: mapping.feed,
            mapping,
            savedBy: actor,
          });
        }
        return claim;
      });
      if (earlier.kind !== 'none') return answerAgain(earlier, reply);
      const { path, fileName, bytes } = upload!;
      try {
        const run = await queue.add({
          path,
          fileName,
          bytes,
          mapping,
          mappingName: mappingName ?? null,
          dryRun,
          startedBy: actor,
          receivedAt: now().toISOString(),
        });
        if (requestKey) await saveAnswer(database.pool('read'), requestKey, { status: 202, body: run });
        return reply.code(202).send(run);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const failure = new Failure(error.code, error.message.replaceAll(path, fileName), { cause: error });
        const problem = problemOf(failure, request.id);
        if (requestKey) await saveAnswer(database.pool('read'), requestKey, { status: problem.status, body: problem });
        throw failure;
      }
    },
  );
}

function answerAgain(earlier: Exclude<EarlierRequest, { kind: 'none' }>, reply: FastifyReply) {
  if (earlier.kind === 'answered') {
    const type = earlier.status < 400 ? 'application/json' : 'application/problem+json';
    return reply.code(earlier.status).type(type).serializer(JSON.stringify).send(earlier.body);
  }
  throw keyConflict(earlier.kind);
}

const keyConflict = (kind: 'other' | 'unfinished') =>
  new Failure(
    'api.conflict',
    kind === 'other'
      ? 'This Idempotency-Key was used for another request. Nothing was started. Use a new key.'
      : 'The request of this Idempotency-Key has begun and has no answer yet. Ask again in a moment.',
    { detail: { what: 'Idempotency-Key' } },
  );
