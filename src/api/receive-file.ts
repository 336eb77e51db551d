import type { FastifyRequest } from 'fastify';
import { removeUpload, saveUpload, type Upload } from '../jobs/uploads.ts';
import { Failure } from '../model/errors.ts';

/** Most a file may have; the form around it is small. */
export const uploadBytesMax = 1024 ** 3;

/** A second file or field is read as far as to be refused. */
export const formLimits = { fileSize: uploadBytesMax, files: 2, fields: 2, parts: 2 };

/** What the reader of forms says of one that is broken; it gives these no code. */
const brokenForm = /boundary not found|unexpected end of multipart data|malformed part header/i;

const expectedForm = 'one file, in the field `file` of multipart/form-data, and nothing else';

function refusal(got: string): Failure {
  return new Failure('api.invalid-request', `Expected ${expectedForm}; got ${got}. Nothing was kept. Send one file.`, {
    detail: { what: 'form', expected: expectedForm, got },
  });
}

/** Keeps the one file of a form as an upload of the person; of anything else in the form nothing is kept. */
export async function receiveFile(request: FastifyRequest, dataDir: string): Promise<Upload> {
  if (!request.isMultipart()) throw refusal('another content type');
  let upload: Upload | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'file' && upload === null) {
        upload = await saveUpload(dataDir, {
          content: part.file,
          fileName: part.filename,
          actor: request.session!.actor,
        });
        if (part.file.truncated) throw tooLarge();
        continue;
      }
      throw refusal(part.fieldname === 'file' && upload ? 'a second one' : 'another field');
    }
  } catch (error) {
    if (upload) await removeUpload(upload);
    // What is left of the form is read past, or the connection would wait for it.
    request.raw.unpipe().resume();
    if (error instanceof Error && !('code' in error) && brokenForm.test(error.message))
      throw refusal('a form that is cut off or has no boundary');
    throw error;
  }
  if (!upload) throw refusal('none');
  return upload;
}

const tooLarge = () =>
  new Failure(
    'file.too-large',
    'Expected a file of at most 1 GiB; this one is larger. Nothing was kept. Split it, or import it with the command line.',
  );
