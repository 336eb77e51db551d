import { componentNames } from '../../../src/model/trace-index.ts';
import type { CitySettings } from '../../../src/model/city-settings.ts';

/** One thing that two configurations say differently; `key` names its words, `of` the part of it. */
export interface SettingChange {
  readonly key: string;
  readonly of: string | null;
  readonly before: string;
  readonly after: string;
}

/** Everything two configurations say, as flat lines of text in the order of the page. */
function linesOf(settings: CitySettings): Map<string, { key: string; of: string | null; text: string }> {
  const lines = new Map<string, { key: string; of: string | null; text: string }>();
  const add = (key: string, text: string, of: string | null = null) =>
    lines.set(`${key} ${of ?? ''}`, { key, of, text });
  for (const [at, weight] of settings.weights.time.entries())
    add('city.part.time-to-crime', String(weight), `city.slope.${at}`);
  for (const name of componentNames.slice(1) as (keyof CitySettings['weights']['other'])[])
    add(`city.part.${name}`, String(settings.weights.other[name]));
  add('city.state', settings.home.state ?? '');
  add('city.counties', settings.home.counties.join(', '));
  add('city.outcome', `city.outcome.${settings.outcome}`);
  for (const [name, value] of Object.entries(settings.leads)) add(`city.leads.${name}`, String(value));
  add('city.demandLetterTraces', String(settings.dealers.demandLetterTraces));
  add('city.first', String(settings.dealers.first));
  add('city.districts', settings.districts.map(({ written, name }) => `${written} = ${name}`).join('; '));
  add('city.holidays', settings.holidays.map(({ state, on, name }) => `${state} ${on} ${name}`).join('; '));
  const { tracedWithinDays, requester, ...targets } = settings.tracing;
  add('city.tracing.tracedWithinDays', tracedWithinDays.join(', '));
  for (const [name, value] of Object.entries(targets)) add(`city.tracing.${name}`, String(value));
  for (const [name, value] of Object.entries(requester)) add(`city.requester.${name}`, value);
  for (const [name, value] of Object.entries(settings.ballistics)) add(`city.ballistics.${name}`, String(value));
  add('city.multipleSales.days', String(settings.multipleSales.days));
  add('city.gunshots.placeMeters', String(settings.gunshots.placeMeters));
  add('city.gunshots.areaMeters', String(settings.gunshots.areaMeters));
  add('city.denials.inLeads', `city.denials.${settings.denials.inLeads ? 'used' : 'unused'}`);
  add('city.hubDegree', String(settings.links.hubDegree));
  return lines;
}

/** What differs between two configurations, in the order of the page. */
export function settingChanges(before: CitySettings, after: CitySettings): SettingChange[] {
  const was = linesOf(before);
  return [...linesOf(after)].flatMap(([at, { key, of, text }]) => {
    const old = was.get(at)!.text;
    return old === text ? [] : [{ key, of, before: old, after: text }];
  });
}

/** Points each part of the index can add at most, of the hundred; below nothing for what speaks against. */
export function pointsOfParts({ time, other }: CitySettings['weights']): { name: string; points: number }[] {
  const sums = [
    { name: 'time-to-crime', weight: time.reduce((sum, each) => sum + each, 0) },
    ...Object.entries(other).map(([name, weight]) => ({ name, weight })),
  ];
  const all = sums.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  return sums.map(({ name, weight }) => ({ name, points: all === 0 ? 0 : (100 * weight) / all }));
}
