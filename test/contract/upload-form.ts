import { expect } from 'vitest';
import type { Preview } from '../../src/model/import-answers.ts';
import type { TestServer } from './open-test-server.ts';

/** A file as a browser hands it in. */
export function uploadForm(text: string, fileName: string) {
  const boundary = '----flashlight-test';
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  };
}

/** A scan as a browser hands it in. */
export function scanForm(bytes: Uint8Array, fileName: string) {
  const boundary = '----flashlight-test';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** Hands a file in and gives what it looks like. */
export async function uploadText(
  { api }: TestServer,
  cookie: string,
  text: string,
  fileName: string,
): Promise<Preview> {
  const { headers, payload } = uploadForm(text, fileName);
  const answer = await api.inject({ method: 'POST', url: '/api/v1/uploads', headers: { cookie, ...headers }, payload });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}
