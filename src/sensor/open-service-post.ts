import type { BrokerPostOptions } from './broker-post.ts';
import { httpPost } from './http-post.ts';
import type { ServicePost } from './service-post.ts';

/** The way to a service, by what its address begins with. */
export function openServicePost(server: string, options: BrokerPostOptions): Promise<ServicePost> {
  if (/^https?:/.test(server)) return Promise.resolve(httpPost(server.replace(/\/$/, '')));
  return import('./broker-post.ts').then(({ brokerPost }) => brokerPost(server, options));
}
