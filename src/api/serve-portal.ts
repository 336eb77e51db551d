import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from './context.ts';
import { notFound } from './problem.ts';

/** Vite puts a hash of the content in these names: they never change. */
const hashedName = /\/assets\/[^/]+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Serves the built portal. Any address that is no file and no route opens it, so that a link to a page works; `/api`
 * answers for itself.
 */
export async function servePortal(api: Api, webDir: string): Promise<void> {
  const index = join(webDir, 'index.html');
  if (existsSync(webDir)) {
    await api.register(fastifyStatic, {
      root: webDir,
      serve: false,
      index: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders(reply, path) {
        void reply.header('cache-control', hashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    api.get<{ Params: { '*': string } }>(
      '/*',
      { config: { action: 'public' }, schema: { hide: true } },
      (request, reply) => reply.sendFile(request.params['*']),
    );
  }
  api.setNotFoundHandler(async (request, reply) => {
    const { method, url } = request;
    const path = url.split('?', 1)[0]!;
    const page =
      (method === 'GET' || method === 'HEAD') &&
      !path.startsWith('/api') &&
      // A script that is missing is asked for as anything at all; the first page is there for whoever asks.
      (path === '/' || (request.headers.accept ?? '').includes('text/html'));
    if (!page) throw notFound('such address');
    if (!existsSync(index)) {
      return reply
        .code(503)
        .type('text/plain')
        .send('The portal is not built. Run `npm run build`, or start with `npm start`.\n');
    }
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(index));
  });
}
