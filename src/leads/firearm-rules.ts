/**
 * Leads about firearms: unreadable serial numbers alike, stolen and recovered, fast into shootings, without a number, traces to mend.
 *
 * **Source.** ATF's indicators (_Following the Gun_, 2000); NIBIN leads and hits with their standing. **Input.** Facts of firearms and traces.
 * **Output.** A lead, or none. **Limits.** A lead of the laboratory is unconfirmed and said to be; a withdrawn one is not among the facts. Where no day
 * tells whether a firearm was stolen before it was recovered it counts, and is said to.
 */
import type { EntityId } from '../model/ids.ts';
import type { FirearmFacts, LeadSettings } from '../model/leads.ts';
import { correctableCompletion } from '../model/trace-completion.ts';
import { clusterSubjects, kitPrefix, wasRecoveredSinceTheft } from './firearm-clusters.ts';
import { counted, leadOf, type LeadRule, type LeadWorld } from './lead-world.ts';

const tracesOf = (world: LeadWorld, firearms: readonly FirearmFacts[]) =>
  firearms.flatMap(({ firearm }) => world.ofFirearm.get(firearm) ?? []);

/** A cluster says no more than this however its traces score. */
const clusterStrength = 40;
/** A kit is sold to many. */
const kitStrength = 20;

export function obliteratedCluster({ clusterLeast }: LeadSettings): LeadRule {
  return {
    kind: 'obliterated-cluster',
    subjects: (world) => clusterSubjects(world.clusters, 'alike'),
    find(world, subject) {
      const firearms = world.clusters.get(`alike ${subject}`) ?? [];
      if (firearms.length < clusterLeast) return null;
      return leadOf(world, {
        kind: 'obliterated-cluster',
        subject,
        traces: tracesOf(world, firearms),
        firearms: firearms.map(({ firearm }) => firearm),
        incidents: firearms.flatMap(({ recoveredIn }) => recoveredIn ?? []),
        days: firearms.map(({ recoveredOn }) => recoveredOn),
        strength: clusterStrength,
        reason: `${firearms.length} recovered firearms of one make and model with the serial number made unreadable${firearms[0]!.removal == null ? '' : ' in one way'}: ${subject}`,
      });
    },
  };
}

export function stolenRecovered(): LeadRule {
  return {
    kind: 'stolen-recovered',
    subjects: (world) => clusterSubjects(world.clusters, 'theft'),
    find(world, subject) {
      const stolen = world.clusters.get(`theft ${subject}`) ?? [];
      const back = stolen.filter((each) => wasRecoveredSinceTheft(each) !== false);
      if (back.length === 0) return null;
      const undated = back.filter((each) => wasRecoveredSinceTheft(each) === null).length;
      const dealer = stolen.some(({ theft }) => /DEALER|TRANSIT/.test(theft?.kind ?? ''));
      return leadOf(world, {
        kind: 'stolen-recovered',
        subject,
        traces: tracesOf(world, back),
        firearms: back.map(({ firearm }) => firearm),
        incidents: [
          ...stolen.flatMap(({ theft }) => theft?.incident ?? []),
          // Where it was recovered first is where it came back only if it was not stolen later.
          ...back.flatMap(({ theft, recoveredOn, recoveredIn }) =>
            (recoveredOn ?? '9999') >= (theft?.on ?? '') ? (recoveredIn ?? []) : [],
          ),
        ],
        days: back.flatMap(({ theft, recoveries, recoveredOn }) => [
          theft!.on,
          recoveries.find((day) => day >= (theft!.on ?? '')) ?? recoveredOn,
        ]),
        strength: Math.min(60, (dealer ? 30 : 10) + 5 * back.length),
        reason: `${back.length} of ${counted(stolen.length, 'firearm')} of one theft${dealer ? ' from a dealer or a carrier' : ''} recovered${undated === 0 ? '' : `; of ${undated} no day tells whether the theft came first`}`,
      });
    },
  };
}

export function fastFirearm({ fastDays }: LeadSettings): LeadRule {
  return {
    kind: 'fast-firearm',
    subjects: (world) => world.ofFirearm.keys(),
    find(world, subject) {
      const about = world.firearm.get(subject as EntityId);
      const traces = world.ofFirearm.get(subject as EntityId) ?? [];
      const fast = traces.filter(
        ({ timeToCrime }) => timeToCrime.kind === 'computed' && timeToCrime.days >= 0 && timeToCrime.days < fastDays,
      );
      const shootings = about?.shootings ?? [];
      if (fast.length === 0 || shootings.length < 2) return null;
      const hits = shootings.filter(({ tie }) => tie === 'hit').length;
      return leadOf(world, {
        kind: 'fast-firearm',
        subject,
        traces: fast,
        incidents: shootings.map(({ incident }) => incident),
        days: shootings.map(({ on }) => on),
        reason: `Recovered within ${fastDays} days of its sale and tied to ${shootings.length} shootings, ${hits} by hits and ${shootings.length - hits} by unconfirmed leads`,
      });
    },
  };
}

/** A kit that more firearms were made from is a usual one, and ties nobody. */
const kitMost = 12;

export function unserialisedCluster({ clusterLeast }: LeadSettings): LeadRule {
  return {
    kind: 'unserialised-cluster',
    subjects: (world) => clusterSubjects(world.clusters, 'unserialised'),
    find(world, subject) {
      const firearms = world.clusters.get(`unserialised ${subject}`) ?? [];
      if (subject.startsWith(kitPrefix)) {
        if (firearms.length < clusterLeast || firearms.length > kitMost) return null;
        return leadOf(world, {
          kind: 'unserialised-cluster',
          subject,
          traces: tracesOf(world, firearms),
          firearms: firearms.map(({ firearm }) => firearm),
          incidents: firearms.flatMap(({ recoveredIn }) => recoveredIn ?? []),
          days: firearms.map(({ recoveredOn }) => recoveredOn),
          strength: kitStrength,
          reason: `${firearms.length} recovered firearms without a serial number made from one kit: ${subject.slice(kitPrefix.length)}`,
        });
      }
      const others = firearms.flatMap(({ shootings }) => shootings.map(({ incident }) => incident));
      if (firearms.length < 2 && new Set(others).size < 3) return null;
      return leadOf(world, {
        kind: 'unserialised-cluster',
        subject,
        traces: tracesOf(world, firearms),
        firearms: firearms.map(({ firearm }) => firearm),
        incidents: others,
        days: firearms.flatMap(({ shootings }) => shootings.map(({ on }) => on)),
        strength: clusterStrength,
        reason: `${counted(firearms.length, 'firearm')} without a serial number tied by ballistics to ${counted(new Set(others).size, 'shooting')}`,
      });
    },
  };
}

export function correctableTrace(): LeadRule {
  return {
    kind: 'trace-correctable',
    subjects: (world) => world.ofFirearm.keys(),
    find(world, subject) {
      const traces = world.ofFirearm.get(subject as EntityId) ?? [];
      const failed = traces.filter(({ completion }) => completion === correctableCompletion);
      // A later trace that came to a dealer has mended it.
      if (failed.length === 0 || traces.some(({ dealer }) => dealer !== null)) return null;
      return leadOf(world, {
        kind: 'trace-correctable',
        subject,
        traces: failed,
        strength: 20,
        reason: 'Not traced: make, model or importer missing or wrong',
      });
    },
  };
}
