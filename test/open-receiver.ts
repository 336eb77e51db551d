import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly body: string;
  readonly signature: string;
}

/** A dispatch that takes messages, or refuses each for which `refuses` is true, on a port of its own. */
export async function openReceiver(take: (received: Received) => void, refuses: () => boolean) {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (refuses()) return void response.writeHead(503).end();
      take({ body, signature: String(request.headers['flashlight-signature']) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => void server.close() };
}
