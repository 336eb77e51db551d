import { answerMilliseconds, type ServicePost } from './service-post.ts';

/** The way to a service by HTTPS. */
export function httpPost(server: string): ServicePost {
  return {
    async post(kind, body) {
      try {
        const answer = await fetch(`${server}/api/v1/sensor/${kind}`, {
          method: 'POST',
          redirect: 'manual',
          signal: AbortSignal.timeout(answerMilliseconds),
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return { status: answer.status, body: await answer.json().catch(() => null) };
      } catch {
        return null;
      }
    },
    close: () => Promise.resolve(),
  };
}
