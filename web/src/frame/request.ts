/** One error body over all routes: application/problem+json. */
export interface ProblemBody {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** An answer that is no answer: what the server said, or that it could not be reached (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.title = body.title;
  }
}

export const apiBase = '/api/v1';

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new Problem({
      title: body.title ?? response.statusText,
      status: response.status,
      code: body.code ?? `http.${response.status}`,
      detail: body.detail ?? '',
    });
  } catch {
    return new Problem({
      title: response.statusText,
      status: response.status,
      code: `http.${response.status}`,
      detail: '',
    });
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks the server and gives its JSON; throws a Problem otherwise. */
export async function request<T>(
  method: Method,
  path: string,
  options: { body?: unknown; signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<T> {
  return ask<T>(path, {
    method,
    headers: { ...(options.body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

/** Sends bytes as what they are; the server tells by them alone what they are. */
export async function sendBytes<T>(path: string, content: Blob): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { 'content-type': content.type }, body: content });
}

/** Sends a form with a file in it. */
export async function sendForm<T>(path: string, form: FormData): Promise<T> {
  return ask<T>(path, { method: 'POST', body: form });
}

/** Asks for a file and hands it to the browser to keep. */
export async function keepFile(path: string, body: unknown, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(apiBase + path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Problem({ title: '', status: 0, code: 'network', detail: '' });
  }
  if (!response.ok) throw await problemOf(response);
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  // What is only begun (202) or is nothing (204) has no body.
  const text = await (await reach(path, init)).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(apiBase + path, {
      ...init,
      credentials: 'same-origin',
      headers: { accept: 'application/json, application/problem+json', ...(init.headers as Record<string, string>) },
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem({ title: '', status: 0, code: 'network', detail: '' });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** A file as the server makes it. */
export async function requestFile(path: string, headers: Record<string, string>): Promise<Blob> {
  return (await reach(path, { method: 'GET', headers })).blob();
}

/** Values that are set, as a query string with its question mark. */
export function queryString(values: Record<string, string | number | boolean | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
