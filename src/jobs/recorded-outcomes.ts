import type pg from 'pg';
import { outcomes, type Outcome, type OutcomeCounts } from '../model/city-settings.ts';
import { leadOutcomes, type LeadOutcome } from '../model/lead-workflow.ts';
import { findLeadOutcomes, type RecordedLeadOutcome } from '../store/lead-outcomes.ts';
import type { KnownOutcomes } from './fit-city-index.ts';
import { loadCitySettings } from './load-city-settings.ts';

export interface RecordedOutcomes {
  readonly known: KnownOutcomes;
  /** Of each trace the leads whose outcome it has part in. */
  readonly ties: ReadonlyMap<string, readonly string[]>;
  readonly counts: OutcomeCounts;
}

const graveness: readonly (Outcome | 'none')[] = ['none', ...outcomes];

/**
 * What traces came to, by what is recorded of the leads they are in; of several leads the gravest. A lead whose case is open and of which
 * nothing is recorded says that a case was opened, and not that nobody will be charged: where more than a case is asked for it says nothing.
 * Nor does a firearm that was recovered: something came of the lead, and of charges nothing is said.
 */
export async function recordedOutcomes(client: pg.ClientBase, agencyId: number): Promise<RecordedOutcomes> {
  const leads = await findLeadOutcomes(client, agencyId);
  const { outcome: asked } = (await loadCitySettings(client, agencyId)).settings;
  const known = new Map<string, Outcome | 'none'>();
  const ties = new Map<string, string[]>();
  for (const [at, lead] of leads.entries()) {
    const came = cameTo(lead, asked);
    if (came === null) continue;
    for (const trace of lead.traces) {
      ties.set(trace, [...(ties.get(trace) ?? []), `lead ${at}`]);
      const held = known.get(trace);
      if (held === undefined || graveness.indexOf(came) > graveness.indexOf(held)) known.set(trace, came);
    }
  }
  const of = (is: Outcome | 'none') => [...known.values()].filter((each) => each === is).length;
  return {
    known,
    ties,
    counts: {
      leads: leadOutcomes.map((outcome) => ({
        outcome,
        leads: leads.filter((lead) => lead.outcome === outcome).length,
      })),
      openCases: leads.filter(({ outcome }) => outcome === null).length,
      traces: graveness.map((outcome) => ({ outcome, traces: of(outcome) })),
    },
  };
}

const traceOutcomes: Readonly<Record<Exclude<LeadOutcome, 'firearm-recovered'>, Outcome | 'none'>> = {
  conviction: 'convicted',
  indictment: 'charged',
  charge: 'charged',
  arrest: 'case-opened',
  none: 'none',
};

function cameTo({ outcome, opened }: RecordedLeadOutcome, asked: Outcome): Outcome | 'none' | null {
  if (outcome === null || outcome === 'firearm-recovered')
    return opened && asked === 'case-opened' ? 'case-opened' : null;
  const came = traceOutcomes[outcome];
  return came === 'none' && opened ? 'case-opened' : came;
}
