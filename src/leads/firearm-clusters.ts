import type { FirearmFacts } from '../model/leads.ts';

/** Recovered, by a day or an incident that tells so. */
export const wasRecovered = ({ recoveredOn, recoveredIn }: FirearmFacts) =>
  recoveredOn !== null || recoveredIn !== null;

/** Whether a stolen firearm was recovered on the day of its theft or later; null where no day of the one or of the other tells. */
export function wasRecoveredSinceTheft(firearm: FirearmFacts): boolean | null {
  const { recoveries, recoveredOn, theft } = firearm;
  if (theft === null || !wasRecovered(firearm)) return false;
  const stolenOn = theft.on;
  const days = recoveries.length > 0 ? recoveries : recoveredOn === null ? [] : [recoveredOn];
  return stolenOn === null || days.length === 0 ? null : days.some((day) => day >= stolenOn);
}

/** Before the kit a group of firearms without a number was made from. */
export const kitPrefix = 'kit ';

/** Stands where no maker of the kit is named. */
const privatelyMade = 'PRIVATELY MADE';

/**
 * What a firearm has in common with others, as texts that name the group: `alike GLOCK 19, ground` of those whose serial number was made
 * unreadable in one way, `alike GLOCK 19` where it is not recorded how, `theft …` by one report, else by who lost several on one day,
 * `unserialised incident:4` by each shooting one without a number is tied to, `unserialised kit POLYMER80 PF940C` by what it was made from.
 */
export function clustersOf(firearm: FirearmFacts): string[] {
  const { obliterated, removal = null, make, model, theft, noSerialReason, shootings } = firearm;
  const groups: string[] = [];
  if (wasRecovered(firearm) && obliterated === true && make !== null && model !== null)
    groups.push(`alike ${make} ${model}${removal === null ? '' : `, ${removal}`}`);
  const stolen =
    theft === null ? null : (theft.incident ?? (theft.from === null ? null : `${theft.from} ${theft.on ?? ''}`));
  if (stolen !== null) groups.push(`theft ${stolen}`);
  if (noSerialReason === 'PMF' || noSerialReason === 'REMOVED')
    groups.push(...new Set(shootings.map(({ incident }) => `unserialised ${incident}`)));
  if (noSerialReason === 'PMF' && wasRecovered(firearm) && make !== null && make !== privatelyMade && model !== null)
    groups.push(`unserialised ${kitPrefix}${make} ${model}`);
  return groups;
}

/** The groups of one kind there are, each by what it has in common. */
export function* clusterSubjects(
  clusters: ReadonlyMap<string, unknown>,
  kind: 'alike' | 'theft' | 'unserialised',
): Iterable<string> {
  for (const key of clusters.keys()) if (key.startsWith(`${kind} `)) yield key.slice(kind.length + 1);
}
