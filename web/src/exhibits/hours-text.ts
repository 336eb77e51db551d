import type { Words } from '../frame/words.tsx';

/** So many hours, as people say it: minutes below one, days from three on. */
export function hoursText(hours: number, { say }: Pick<Words, 'say'>): string {
  if (hours < 1) return say('exhibits.minutes', { n: Math.max(0, Math.round(hours * 60)) });
  if (hours < 72) return say('exhibits.hours', { n: Math.round(hours) });
  return say('exhibits.days', { n: Math.round(hours / 24) });
}
