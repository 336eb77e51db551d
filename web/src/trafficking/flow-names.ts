import type { FlowColumn } from '../../../src/model/trace-filter.ts';
import type { StateMap } from '../../../src/model/state-map.ts';
import type { Words } from '../frame/words.tsx';

/** A column of flows as people read it. `map` names counties. */
export function columnName(by: FlowColumn, key: string, { say }: Pick<Words, 'say'>, map?: StateMap): string {
  if (key === 'none') return say('flows.none');
  if (key === 'untied') return say('flows.untied');
  if (by === 'quarter') return key.replace('-', ' ');
  return by === 'county' ? (map?.names[key] ?? key) : key;
}

/** Columns shown at once: of times the latest, of places those with the most; what is not recorded always. */
const columnsFirst = 8;

/** Where in all columns those shown stand. */
export function columnsShown(by: FlowColumn, keys: readonly string[], whole: boolean): number[] {
  const all = keys.map((_, at) => at);
  const named = all.filter((at) => keys[at] !== 'none' && keys[at] !== 'untied');
  if (whole || named.length <= columnsFirst) return all;
  const shown = by === 'year' || by === 'quarter' ? named.slice(-columnsFirst) : named.slice(0, columnsFirst);
  return all.filter((at) => shown.includes(at) || !named.includes(at));
}
