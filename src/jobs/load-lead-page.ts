import type pg from 'pg';
import { leadUnknowns } from '../leads/lead-unknowns.ts';
import { leadKinds } from '../model/leads.ts';
import type { EntityRef } from '../model/evidence.ts';
import type { EntityId } from '../model/ids.ts';
import type { LeadPage } from '../model/lead-answers.ts';
import type { FrozenTrace } from '../model/lead-evidence.ts';
import { stepsOf, type LeadStep } from '../model/lead-workflow.ts';
import { componentNames } from '../model/trace-index.ts';
import { findLeadNotes } from '../store/lead-notes.ts';
import { findLeadEvents, findLeadRequests, findRecipients } from '../store/lead-work.ts';
import { isOnePerson } from '../store/account-logins.ts';
import { findJoinedLeads, findLeadVersions, findLeadsByNumber } from '../store/leads.ts';
import { loadKindUses, sharesOf } from './load-lead-queue.ts';
import { labelledEntities, summariseLeads } from './summarise-leads.ts';

/** One lead with all it rests on and all that was done about it; null where there is none of that number. */
export async function loadLeadPage(
  client: pg.ClientBase,
  agencyId: number,
  lead: number,
  { actor, today }: { readonly actor: string; readonly today: string },
): Promise<LeadPage | null> {
  const [kept] = await findLeadsByNumber(client, agencyId, [lead]);
  if (kept === undefined) return null;
  const uses = await loadKindUses(client, agencyId);
  const [summary] = await summariseLeads(client, agencyId, [kept], { shares: sharesOf(uses), today });
  const versions = await findLeadVersions(client, agencyId, lead);
  const events = await findLeadEvents(client, agencyId, lead);
  const requests = await findLeadRequests(client, agencyId, lead);
  const { evidence } = kept;
  const refs = await labelledEntities(client, agencyId, [
    ...evidence.persons,
    ...evidence.firearms,
    ...evidence.dealers,
    ...evidence.incidents,
    ...evidence.traces.flatMap(({ firearm, purchaser, possessor, dealer }) =>
      [firearm, purchaser, possessor, dealer].filter((id) => id !== null),
    ),
    ...versions.flatMap(({ lost }) => lost.entities),
  ]);
  const known = (ids: readonly EntityId[]) => ids.flatMap((id) => refs.get(id) ?? []);
  const [last] = events;
  return {
    summary: summary!,
    refutation: [...leadKinds[kept.kind].refutation],
    evidence: {
      traces: evidence.traces
        .flatMap((trace) => tracesOf(trace, refs))
        .sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || (a.traceNumber < b.traceNumber ? -1 : 1)),
      persons: known(evidence.persons),
      firearms: known(evidence.firearms),
      dealers: known(evidence.dealers),
      incidents: known(evidence.incidents),
    },
    unknown: leadUnknowns(kept.evidence, summary!.gets.geography.unknown),
    use: uses.find(({ kind }) => kind === kept.kind)!,
    steps:
      kept.standing === 'JOINED'
        ? []
        : stepsOf(kept, last === undefined ? null : { step: last.step as LeadStep, before: last.before }),
    versions: versions.map((version) => ({
      ...version,
      lost: {
        traces: [...version.lost.traces],
        reasons: [...version.lost.reasons],
        entities: known(version.lost.entities),
      },
    })),
    events: events.map(({ before: _, ...event }) => event),
    requests: await Promise.all(
      requests.map(async (request) => ({
        ...request,
        mayAnswer: request.answer === null && !(await isOnePerson(client, agencyId, request.askedBy, actor)),
      })),
    ),
    recipients: await findRecipients(client, agencyId, lead),
    joined: await findJoinedLeads(client, agencyId, lead),
    notes: await findLeadNotes(client, agencyId, lead),
  };
}

function tracesOf(trace: FrozenTrace, refs: ReadonlyMap<EntityId, EntityRef>): LeadPage['evidence']['traces'] {
  const ref = (id: EntityId | null) => (id === null ? null : (refs.get(id) ?? null));
  const firearm = ref(trace.firearm);
  if (firearm === null) return [];
  return [
    {
      ...trace,
      flags: [...(trace.flags ?? [])],
      firearm,
      purchaser: ref(trace.purchaser),
      possessor: ref(trace.possessor),
      dealer: ref(trace.dealer),
      parts: trace.parts.map(([value, contribution, low, high], at) => ({
        name: componentNames[at]!,
        value,
        contribution,
        low,
        high,
      })),
    },
  ];
}
