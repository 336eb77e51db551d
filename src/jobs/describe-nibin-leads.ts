import type pg from 'pg';
import { ballisticStanding } from '../links/ballistic-standing.ts';
import type { NibinLeadLine, OtherSource } from '../model/nibin.ts';
import type { NibinStanding } from '../model/nibin-states.ts';
import { contradicts, sameLead, standingBeside, type ComparedLead } from '../nibin/same-lead.ts';
import { findImportedLeads, findLeadsOthersWithdrew, type ImportedLead } from '../store/nibin-facts.ts';
import { findNibinLeadsByNumber, type StoredNibinLead } from '../store/nibin-leads.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { loadNibinEnds, type LoadedEnd } from './nibin-ends.ts';

/** Who looks, and when. `undisseminated`: they may see leads that nobody outside the laboratory was given. */
export interface NibinLook {
  readonly agencyId: number;
  /** ISO 8601. */
  readonly now: string;
  readonly undisseminated: boolean;
  /** Of the agency: whose day it is. */
  readonly timeZone: string;
}

/** Leads with both ends, and what others say of the same; what a triage asks comes on top. */
export interface DescribedLead {
  readonly line: Omit<NibinLeadLine, 'gets'>;
  readonly a: LoadedEnd;
  readonly b: LoadedEnd;
}

export async function describeNibinLeads(
  client: pg.ClientBase,
  { agencyId, now }: Pick<NibinLook, 'agencyId' | 'now'>,
  leads: readonly StoredNibinLead[],
): Promise<DescribedLead[]> {
  const ends = await loadNibinEnds(
    client,
    agencyId,
    leads.flatMap(({ a, b }) => [a, b]),
  );
  const whole = leads.flatMap((lead) => {
    const [a, b] = [ends.get(lead.a), ends.get(lead.b)];
    return a === undefined || b === undefined ? [] : [{ lead, a, b, compared: comparedOf(lead, a, b) }];
  });
  const imported = await findImportedLeads(client, agencyId, {
    numbers: whole.flatMap(({ compared }) => compared.numbers),
    cases: whole.flatMap(({ a, b }) => [a.caseKey, b.caseKey]).filter((each) => each !== null),
    ibis: whole.flatMap(({ a, b }) => [a.ibisKey, b.ibisKey]).filter((each) => each !== null),
  });
  const { settings } = await loadCitySettings(client, agencyId);
  return whole.map(({ lead, a, b, compared }) => {
    const otherSources = imported.flatMap((each) => otherSourceOf(lead, compared, each));
    const { lead: number, number: out, revision, state, standing, generatedAt, disseminatedAt } = lead;
    return {
      a,
      b,
      line: {
        lead: number,
        number: out,
        revision,
        state,
        standing,
        holds: standingBeside(
          standing,
          otherSources.map((each) => each.standing),
        ),
        a: a.end,
        b: b.end,
        generatedAt,
        disseminatedAt,
        stateAt: lead.stateAt,
        stateBy: lead.stateBy,
        assignee: lead.assignee,
        lateHours: lateHours(lead, now, settings.ballistics.disseminationTargetHours),
        otherSources,
      },
    };
  });
}

/** Numbers of leads that stand here, while a file of the network or a laboratory withdraws the same. */
export async function leadsWithdrawnElsewhere(
  client: pg.ClientBase,
  look: Pick<NibinLook, 'agencyId' | 'now'>,
): Promise<number[]> {
  const numbers = await findLeadsOthersWithdrew(client, look.agencyId, 'all');
  if (numbers.length === 0) return [];
  const leads = await findNibinLeadsByNumber(client, look.agencyId, numbers);
  const described = await describeNibinLeads(client, look, leads);
  return described.flatMap(({ line }) => (line.holds === 'WITHDRAWN' ? line.lead : []));
}

function comparedOf({ number, otherNumber }: StoredNibinLead, a: LoadedEnd, b: LoadedEnd): ComparedLead {
  const endOf = ({ caseKey, end, ibisKey }: LoadedEnd) => ({
    caseKey,
    item: end.item,
    ibis: ibisKey,
  });
  return { numbers: [number, ...(otherNumber === null ? [] : [otherNumber])], a: endOf(a), b: endOf(b) };
}

export function standingOf(values: Readonly<Record<string, unknown>>): NibinStanding {
  const { tie, status } = ballisticStanding(values);
  return status === 'RETRACTED' ? 'WITHDRAWN' : tie === 'hit' ? 'HIT' : 'LEAD';
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

function otherSourceOf(lead: StoredNibinLead, own: ComparedLead, { source, values }: ImportedLead): OtherSource[] {
  const endOf = (end: 'a' | 'b') => ({
    caseKey: textOf(values[`case_${end}`]),
    item: textOf(values[`item_${end}`]),
    ibis: textOf(values[`ibis_${end}`]),
  });
  const number = textOf(values['lead_number']);
  const by = sameLead(own, { numbers: number === null ? [] : [number], a: endOf('a'), b: endOf('b') });
  if (by === null) return [];
  const standing = standingOf(values);
  return [
    { source, number, by, standing, status: textOf(values['status']), differs: contradicts(lead.standing, standing) },
  ];
}

/** What is late is what waits to be given out; the rest has no target anybody set. */
function lateHours({ state, stateAt }: StoredNibinLead, now: string, targetHours: number): number | null {
  if (state !== 'PEER_REVIEWED') return null;
  const over = (Date.parse(now) - Date.parse(stateAt)) / 3_600_000 - targetHours;
  return over > 0 ? over : null;
}
