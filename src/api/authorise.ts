import { handlingTags, type HandlingTag } from '../model/feeds.ts';
import { isRole, type Role } from '../model/roles.ts';

/** The one place that says who may do what. Routes name an action; nothing else in the program asks for a role. */

export const actions = {
  'session.own': 'See, change and end the own session',
  search: 'Search firearms, people, dealers, places and incidents',
  'entity.read': 'Open a firearm, person, dealer, place or incident with what ties it to others',
  'entity.print': 'Print such a page, which is put on record with the purpose',
  'traces.read': 'See what traces say together, one by one, of a dealer and of what a person bought',
  'boards.read': 'Open saved boards of links, own ones and those shared with the person or role, and export a board',
  'boards.write': 'Save, share and bin boards, and put notes and pictures on them',
  'record.read': 'Open a record as received',
  'live.read':
    'Open the live page, which shows of what came in and what happened that which the role may read elsewhere',
  'alerts.read': 'See alerts of gunfire on the live page',
  'events.read': 'Be told at once of what comes in',
  'imports.read': 'See imports and their counts, without rows',
  'imports.rows': 'See the rows an import rejected',
  'imports.write': 'Hand in files and import them',
  'mappings.read': 'See saved mappings',
  'mappings.write': 'Save mappings',
  'identity.read': 'See which rows are held for one, why, and by which model',
  'identity.models': 'See the models learnt here, with what was counted to learn them',
  'identity.judge': 'Judge whether two rows speak of one, agree to such a judgement, take one back, agree to that',
  'identity.learn': 'Have a model of who is who learnt, or propose other thresholds',
  'identity.sign': 'Put a model in force that another person asked for',
  'city.read': 'See what the city decided about how its traces are read, in every version',
  'city.propose': 'Propose weights, thresholds and the rest of the city’s settings',
  'city.sign': 'Put settings in force that another person proposed',
  'reports.read': 'Read, print and take out reports of the firearms traced in a year',
  'leads.read': 'See leads, what they rest on and what was done about them, and notices of leads withdrawn',
  'leads.work': 'Triage, assign, work and close leads, record what came of them, and read notices',
  'leads.package': 'Make a briefing package of a lead, which is put on record with its purpose',
  'leads.release': 'Ask that a lead leave the agency, and agree to what takes a second person',
  'tracing.read': 'Open the tracing desk: requests, coverage, multiple-sale reports and their destruction',
  'tracing.write': 'Prepare, change, send and review trace requests',
  'exhibits.read': 'See ballistic exhibits, their scans, candidates, clocks and what is late',
  'exhibits.print':
    'Take out the report of a comparison of two exhibits, or of a case, which is put on record with the purpose',
  'exhibits.write': 'Enrol ballistic exhibits, take their steps, hand in scans and have them searched for',
  'gunshots.read': 'See gunshot incidents, their history, what was reported nearby, and what sensors cover',
  'gunshots.decide':
    'Take note of alerts, decide whether an incident was gunfire, take that back, and record what was found',
  'gunshots.hear': 'Ask sensors for two seconds of sound of an incident and play it, which is on record each time',
  'sensors.read': 'See sensors and their health, not where they are',
  'sensors.place':
    'See where sensors are or are planned, what each heard of an incident, and how its place was computed',
  'sensors.write': 'Enrol, configure and end sensors, save planned layouts, and note the weather',
  'nibin.read': 'See NIBIN leads with both ends, steps, recipients and figures, and notices of what became of them',
  'nibin.print': 'Print the page of a NIBIN lead, which is put on record with the purpose',
  'nibin.review': 'Look at pairs that searches put together, conclude on them on the screen, and give leads out',
  'nibin.work': 'Acknowledge, assign and follow up NIBIN leads, ask for confirmation, and record what came of them',
  'nibin.conclude': 'Conclude on the specimens as an examiner, and verify what another examiner concluded',
  'nibin.retract': 'Take a NIBIN lead back for an error, and call back what left with it',
  'map.read': 'See boundaries and the base map',
} as const;

export type Action = keyof typeof actions;

/**
 * What each role includes. The administrator runs the system and reads no case data: neither rows nor entities. The
 * commission sees no record. The prevention director does not see the police graph, nor a supervisor investigations.
 */
export const permissions: Readonly<Record<Role, readonly Action[]>> = {
  detective: [
    'session.own',
    'search',
    'entity.read',
    'entity.print',
    'traces.read',
    'boards.read',
    'boards.write',
    'record.read',
    'live.read',
    'alerts.read',
    'events.read',
    'imports.read',
    'mappings.read',
    'identity.read',
    'identity.models',
    'identity.judge',
    'identity.sign',
    'city.read',
    'city.sign',
    'reports.read',
    'leads.read',
    'leads.work',
    'leads.package',
    'leads.release',
    'tracing.read',
    'tracing.write',
    'exhibits.read',
    'exhibits.print',
    'exhibits.write',
    'gunshots.read',
    'nibin.read',
    'nibin.print',
    'nibin.work',
    'map.read',
  ],
  analyst: [
    'session.own',
    'search',
    'entity.read',
    'entity.print',
    'traces.read',
    'boards.read',
    'boards.write',
    'record.read',
    'live.read',
    'alerts.read',
    'events.read',
    'imports.read',
    'imports.rows',
    'imports.write',
    'mappings.read',
    'mappings.write',
    'identity.read',
    'identity.models',
    'identity.judge',
    'identity.learn',
    'identity.sign',
    'city.read',
    'city.propose',
    'city.sign',
    'reports.read',
    'leads.read',
    'leads.work',
    'leads.package',
    'leads.release',
    'tracing.read',
    'tracing.write',
    'exhibits.read',
    'exhibits.print',
    'exhibits.write',
    'gunshots.read',
    'nibin.read',
    'nibin.print',
    'nibin.work',
    'map.read',
  ],
  'gunshot-desk': [
    'session.own',
    'live.read',
    'alerts.read',
    'events.read',
    'gunshots.read',
    'gunshots.decide',
    'gunshots.hear',
    'sensors.read',
    'sensors.place',
    'sensors.write',
    'map.read',
  ],
  technician: [
    'session.own',
    'exhibits.read',
    'exhibits.print',
    'exhibits.write',
    'nibin.read',
    'nibin.print',
    'nibin.review',
    'nibin.retract',
    'map.read',
  ],
  examiner: [
    'session.own',
    'exhibits.read',
    'exhibits.print',
    'nibin.read',
    'nibin.print',
    'nibin.conclude',
    'nibin.retract',
    'map.read',
  ],
  supervisor: ['session.own', 'map.read'],
  'prevention-director': ['session.own', 'map.read'],
  commission: ['session.own', 'map.read'],
  administrator: ['session.own', 'imports.read', 'mappings.read', 'sensors.read', 'map.read'],
};

/**
 * What a reader of an excerpt may do, where their role includes it: read, and draw boards of their own. What decides for
 * everybody (imports, mappings, judgements, models) and what counts all records (imports, models) is not theirs.
 */
const withinExcerpt: ReadonlySet<Action> = new Set<Action>([
  'session.own',
  'search',
  'entity.read',
  'entity.print',
  'traces.read',
  'boards.read',
  'boards.write',
  'record.read',
  'live.read',
  'alerts.read',
  'events.read',
  'identity.read',
  'reports.read',
  'leads.read',
  'leads.package',
  'map.read',
]);

/** Who asks: a role, and whether they read an excerpt. */
interface Asking {
  readonly role: string;
  readonly hidden?: readonly string[] | null;
}

/** All that the session may do. A role this version does not know may do nothing. */
export function actionsOf({ role, hidden = null }: Asking): Action[] {
  if (!isRole(role)) return [];
  return permissions[role].filter((action) => hidden === null || withinExcerpt.has(action));
}

export function authorise(session: Asking, action: Action): boolean {
  return actionsOf(session).includes(action);
}

/** What the live page and its events tell a session: of each part what it may read elsewhere. */
export function partsOfLive(session: Asking): {
  alerts: boolean;
  entities: boolean;
  imports: boolean;
  leads: boolean;
  gunshots: boolean;
} {
  return {
    alerts: authorise(session, 'alerts.read'),
    entities: authorise(session, 'entity.read'),
    imports: authorise(session, 'imports.read'),
    leads: authorise(session, 'leads.read'),
    gunshots: authorise(session, 'gunshots.read'),
  };
}

/** Handling tags a role may not see among the links it reads: none is kept from those who read entities so far. */
const hiddenFrom: Readonly<Partial<Record<Role, readonly HandlingTag[]>>> = { detective: [], analyst: [] };

/** What leaves no trace in the links a session reads. Everything, for a role of which nothing is said. An excerpt holds nothing that is hidden. */
export function hiddenHandling(session: { readonly role: string }): readonly HandlingTag[] {
  const hidden = isRole(session.role) ? hiddenFrom[session.role] : undefined;
  return hidden ?? (Object.keys(handlingTags) as HandlingTag[]);
}
