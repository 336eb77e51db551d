import type { Preview } from '../../../src/model/import-answers.ts';
import { apiBase, Problem, type ProblemBody } from '../frame/request.ts';

/** Hands in a file. `fetch` does not say how much was sent, so this is a request of the older kind. */
export function uploadFile(
  file: File,
  options: { onProgress: (sent: number) => void; signal: AbortSignal },
): Promise<Preview> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    options.signal.addEventListener('abort', stop, { once: true });
    request.open('POST', `${apiBase}/uploads`);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.upload.addEventListener('progress', (event) => options.onProgress(event.loaded));
    request.upload.addEventListener('load', () => options.onProgress(file.size));
    const unreached: ProblemBody = { title: '', status: 0, code: 'network', detail: '' };
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      if (request.status >= 200 && request.status < 300 && answer !== null) return resolve(answer as Preview);
      const body = (answer ?? {}) as Partial<ProblemBody>;
      reject(
        new Problem({
          title: body.title ?? request.statusText,
          status: request.status,
          code: body.code ?? `http.${request.status}`,
          detail: body.detail ?? '',
        }),
      );
    });
    request.addEventListener('error', () => reject(new Problem(unreached)));
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
