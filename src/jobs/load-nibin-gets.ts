import type pg from 'pg';
import { ballisticPredicates, isHit } from '../links/ballistic-predicates.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import type { NibinGets } from '../model/nibin-gets.ts';
import { localDay } from '../model/values/local-time.ts';
import { nibinGets, type TriagedEvent } from '../nibin/nibin-gets.ts';
import { findOfSameFirearms } from '../store/exhibits.ts';
import { findIncidentRows } from '../store/firearm-life.ts';
import { findIncidentPlaces } from '../store/lead-places.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findFirearmFacts } from '../store/nibin-facts.ts';
import { findNibinLeadsOf, type StoredNibinLead } from '../store/nibin-leads.ts';
import { findSolvability } from '../store/triage-facts.ts';
import { tellIncident } from '../trace/tell-incident.ts';
import { describeNibinLeads, type DescribedLead, type NibinLook } from './describe-nibin-leads.ts';
import { loadCitySettings } from './load-city-settings.ts';
import type { LoadedEnd } from './nibin-ends.ts';

/** Other leads that those shown are tied through, at about which the search for more ends; links read of one firearm at most. */
const leadsMost = 5000;
const linksMost = 1000;

/** One event, or the firearm, that leads tie: by entity where records tell of it, else by exhibit. */
interface Group {
  readonly events: Map<string, { readonly incident: number | null; confirmed: boolean }>;
  readonly firearms: Set<number>;
  testFired: boolean;
}

/**
 * What a triage asks of some leads, by their numbers. Tied with a lead is what leads the reader may see tie to its exhibits, exhibit by exhibit,
 * and what records tie to the firearms of the test fires among them. That a scene is tied to another by files alone is left out: it may be of another
 * firearm at the same scene. What is withdrawn ties nothing, and has no triage.
 */
export async function loadNibinGets(
  client: pg.ClientBase,
  look: NibinLook,
  shown: readonly DescribedLead[],
): Promise<Map<number, NibinGets>> {
  const { agencyId } = look;
  const standing = shown.filter(({ line }) => line.holds !== 'WITHDRAWN');
  if (standing.length === 0) return new Map();
  const groups = groupsOf([...standing, ...(await tiedThrough(client, look, standing))]);
  const ofLead = (lead: DescribedLead) => groups.get(lead.a.end.exhibit)!;
  const wanted = new Set(standing.map(ofLead));
  const firearms = [...new Set([...wanted].flatMap((group) => [...group.firearms]))];
  await addRecordedTies(client, agencyId, wanted, firearms);
  const described = new Map((await findFirearmFacts(client, agencyId, firearms)).map((each) => [each.firearm, each]));
  const factsOf = await readFacts(client, agencyId, [
    ...new Set([...wanted].flatMap(({ events }) => [...events.values()].flatMap(({ incident }) => incident ?? []))),
  ]);
  const today = localDay(look.now, look.timeZone);
  return new Map(
    standing.map((lead) => {
      const { events, firearms: tied, testFired } = ofLead(lead);
      const gets = nibinGets(
        {
          points: [lead.a, lead.b].map(({ end }) => (end.origin === 'TEST_FIRE' ? null : end.point)),
          events: [...events.values()].map(({ incident, confirmed }) => ({ ...factsOf(incident), confirmed })),
          testFired,
          recoveredOn: [...tied].flatMap((firearm) => described.get(firearm)?.recoveredOn ?? []),
        },
        today,
      );
      return [lead.line.lead, gets];
    }),
  );
}

/**
 * Other leads that stand, through which exhibits of those shown are tied to more: found step by step from these exhibits and those of the same
 * firearms, so that leads tied to none of them are not read.
 */
async function tiedThrough(
  client: pg.ClientBase,
  look: NibinLook,
  shown: readonly DescribedLead[],
): Promise<DescribedLead[]> {
  const { agencyId, undisseminated } = look;
  const have = new Set(shown.map(({ line }) => line.lead));
  const others = new Map<number, StoredNibinLead>();
  const seen = new Set<number>();
  let next = shown.flatMap(({ a, b }) => [a.end.exhibit, b.end.exhibit]);
  while (next.length > 0 && others.size < leadsMost) {
    for (const exhibit of next) seen.add(exhibit);
    const found = await findNibinLeadsOf(client, agencyId, next, { undisseminated, limit: leadsMost });
    for (const each of found) if (!have.has(each.lead)) others.set(each.lead, each);
    const beside = await findOfSameFirearms(client, agencyId, next);
    next = [...new Set([...found.flatMap(({ a, b }) => [a, b]), ...beside])].filter((exhibit) => !seen.has(exhibit));
  }
  const described = await describeNibinLeads(client, look, [...others.values()]);
  return described.filter(({ line }) => line.holds !== 'WITHDRAWN');
}

/** What leads tie together, by exhibit. Test fires of one firearm are one. */
function groupsOf(leads: readonly DescribedLead[]): Map<number, Group> {
  const above = new Map<string, string>();
  const topOf = (node: string): string => {
    const next = above.get(node);
    return next === undefined ? node : topOf(next);
  };
  const join = (x: string, y: string) => {
    const [a, b] = [topOf(x), topOf(y)];
    if (a !== b) above.set(a, b);
  };
  const nodeOf = ({ end }: LoadedEnd) => `exhibit ${end.exhibit}`;
  for (const { a, b } of leads) {
    join(nodeOf(a), nodeOf(b));
    for (const end of [a, b]) if (end.firearm !== null) join(nodeOf(end), `firearm ${end.firearm.firearm}`);
  }
  const groups = new Map<string, Group>();
  const of = new Map<number, Group>();
  for (const { line, a, b } of leads)
    for (const each of [a, b]) {
      const top = topOf(nodeOf(each));
      const group = groups.get(top) ?? { events: new Map(), firearms: new Set(), testFired: false };
      groups.set(top, group);
      of.set(each.end.exhibit, group);
      addEnd(group, each, line.holds === 'HIT');
    }
  return of;
}

function addEnd(group: Group, { end, firearm, incident, caseKey }: LoadedEnd, confirmed: boolean): void {
  if (firearm !== null) group.firearms.add(firearm.firearm);
  if (end.origin === 'TEST_FIRE') group.testFired = true;
  else addEvent(group, incident, { key: caseKey ?? `exhibit ${end.exhibit}`, confirmed });
}

function addEvent(
  group: Group,
  incident: number | null,
  { key, confirmed }: { key: string; confirmed: boolean },
): void {
  const id = incident === null ? key : `incident ${incident}`;
  const held = group.events.get(id);
  if (held === undefined) group.events.set(id, { incident, confirmed });
  else held.confirmed ||= confirmed;
}

/** Shootings that records, those of others among them, tie to the firearms. */
async function addRecordedTies(
  client: pg.ClientBase,
  agencyId: number,
  groups: ReadonlySet<Group>,
  firearms: readonly number[],
): Promise<void> {
  const source = weighedLinks(postgresLinkSource(client, agencyId));
  const links = (await source.neighbors(firearms, { predicates: ballisticPredicates }, linksMost)).filter(
    ({ status, subjectKind }) => status === 'ACTIVE' && subjectKind === 'firearm',
  );
  const ofFirearm = Map.groupBy(links, ({ subject }) => subject);
  for (const group of groups)
    for (const firearm of group.firearms)
      for (const link of ofFirearm.get(firearm) ?? [])
        addEvent(group, link.object, { key: '', confirmed: isHit(link) });
}

type Facts = Omit<TriagedEvent, 'confirmed'>;
const unknownFacts: Facts = { classification: null, on: null, place: null, suspectNamed: false, plate: false };

async function readFacts(
  client: pg.ClientBase,
  agencyId: number,
  incidents: readonly number[],
): Promise<(incident: number | null) => Facts> {
  const told = await findIncidentRows(client, agencyId, incidents);
  const places = await findIncidentPlaces(client, agencyId, incidents);
  const solvable = new Map((await findSolvability(client, agencyId, incidents)).map((each) => [each.incident, each]));
  const { districts } = (await loadCitySettings(client, agencyId)).settings;
  const nameOf = new Map(districts.map(({ written, name }) => [written, name]));
  return (incident) => {
    if (incident === null) return unknownFacts;
    const { classification, on } = tellIncident(told.get(incident)?.rows ?? []);
    const place = places.get(incident) ?? null;
    const { suspectNamed = false, plate = false } = solvable.get(incident) ?? {};
    return { classification, on, place: place === null ? null : (nameOf.get(place) ?? place), suspectNamed, plate };
  };
}
