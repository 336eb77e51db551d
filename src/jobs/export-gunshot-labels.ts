import type pg from 'pg';
import { gunshotLabel, type GunshotLabel } from '../acoustics/gunshot-label.ts';
import type { GunshotSummary } from '../model/gunshots.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { findKnownIncidents, type KnownIncident } from '../store/known-incidents.ts';
import { findPulsesOfSlot } from '../store/sensor-pulses.ts';

const pageIncidents = 200;

/**
 * One incident people know of, to teach from. No sound, no place of anything, nobody's name; and of arrivals no times, from which, with the place of the
 * incident, it could be worked out where sensors stand.
 */
export interface LabelledIncident extends GunshotLabel {
  readonly incident: string;
  /** The program no longer locates it: what it once heard may be missing. */
  readonly withdrawn: boolean;
  readonly decision: KnownIncident['decision'];
  readonly findings: readonly string[];
  readonly pattern: GunshotSummary['pattern'];
  readonly shooters: number;
  readonly moving: boolean;
  readonly shots: readonly {
    /** After the first shot. */
    readonly afterSeconds: number;
    readonly ellipseMajorMeters: number;
    readonly arrivals: readonly {
      /** Which of the sensors that heard the incident: a number that means nothing elsewhere. */
      readonly sensor: number;
      readonly residualSeconds: number;
      /** What the sensor measured; null where it was not kept (before migration 0050). */
      readonly pulse: Pick<StreamPulse, 'snrDb' | 'peak' | 'features'> | null;
    }[];
  }[];
}

/** Every incident of a span of time that people know something of, oldest first. */
export async function* exportGunshotLabels(
  client: pg.ClientBase,
  agencyId: number,
  span: { readonly from: number; readonly until: number },
): AsyncGenerator<LabelledIncident> {
  let after: KnownIncident | null = null;
  for (;;) {
    const page: KnownIncident[] = await findKnownIncidents(client, agencyId, { ...span, after, limit: pageIncidents });
    for (const known of page) yield await labelIncident(client, agencyId, known);
    after = page.at(-1) ?? null;
    if (page.length < pageIncidents) return;
  }
}

async function labelIncident(client: pg.ClientBase, agencyId: number, known: KnownIncident): Promise<LabelledIncident> {
  const { incident, state, summary, decision, findings, shots } = known;
  const slots = new Map<string, ReadonlyMap<string, StreamPulse>>();
  for (const { cell, slot } of shots) {
    if (slots.has(`${cell}/${slot}`)) continue;
    const kept = (await findPulsesOfSlot(client, agencyId, { cell, slot })) ?? [];
    slots.set(`${cell}/${slot}`, new Map(kept.map((pulse) => [nameOf(pulse), pulse])));
  }
  const sensors = [...new Set(shots.flatMap(({ arrivals }) => arrivals.map(({ sensor }) => sensor)))].sort();
  return {
    incident,
    withdrawn: state === 'WITHDRAWN',
    ...gunshotLabel(decision, findings),
    decision,
    findings,
    pattern: summary.pattern,
    shooters: summary.shooters,
    moving: summary.moving,
    shots: shots.map(({ cell, slot, timeMicroseconds, arrivals }) => {
      const told = summary.shots.find((each) => each.timeMicroseconds === timeMicroseconds);
      return {
        afterSeconds: (timeMicroseconds - known.firstMicroseconds) / 1e6,
        ellipseMajorMeters: told!.ellipse95.majorMeters,
        arrivals: arrivals
          .map((arrival) => {
            const pulse = slots.get(`${cell}/${slot}`)!.get(nameOf(arrival));
            return {
              sensor: sensors.indexOf(arrival.sensor),
              residualSeconds: arrival.residualSeconds,
              pulse: pulse === undefined ? null : { snrDb: pulse.snrDb, peak: pulse.peak, features: pulse.features },
            };
          })
          .sort((one, other) => one.sensor - other.sensor),
      };
    }),
  };
}

const nameOf = ({ sensor, sequence }: { sensor: string; sequence: number }) => `${sensor}/${sequence}`;
