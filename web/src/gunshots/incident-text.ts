import type { Words } from '../frame/words.tsx';
import type { GunshotItem } from './gunshot-queries.ts';

/** What names an item of the desk in the address and in lists. */
export const itemId = (item: GunshotItem): string => (item.kind === 'own' ? item.incident : `alert-${item.record}`);

/** "4 rounds, several shots" of our own; "Vendor alert V-77" of others. */
export function incidentTitle(item: GunshotItem, { say }: Words): string {
  if (item.kind === 'vendor')
    return item.number === null ? say('gunshots.vendorAlert') : say('gunshots.vendorNumber', { number: item.number });
  const { rounds, pattern } = item.summary;
  return say('gunshots.rounds', { n: rounds, pattern: say(`gunshots.pattern.${pattern}`) });
}

/** A length of time in the largest unit that says it well. */
export function secondsText(seconds: number | null, { say, language }: Words): string {
  if (seconds === null) return say('gunshots.unknownTime');
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const size = Math.abs(seconds);
  if (size < 120) return say('gunshots.seconds', { t: number.format(seconds) });
  if (size < 7200) return say('gunshots.minutes', { t: number.format(seconds / 60) });
  if (size < 172_800) return say('gunshots.hours', { t: number.format(seconds / 3600) });
  return say('gunshots.days', { t: number.format(seconds / 86_400) });
}

/** A distance on a street, in the city's own unit beside metres where that is not the metre. */
export function metersText(meters: number, { language }: Words, miles: boolean): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: meters < 10 ? 1 : 0 });
  return miles ? `${number.format(meters)} m (${number.format(meters * 3.28084)} ft)` : `${number.format(meters)} m`;
}
