import type { LeadPage } from '../model/lead-answers.ts';
import type { LeadPicture } from '../model/lead-picture.ts';

/** What may leave of a value: all of it, or of an object (of each of a list) these names and no others. */
type Allowed = true | { readonly [name: string]: Allowed };

const names = <Name extends string>(...all: readonly Name[]): Readonly<Record<Name, true>> =>
  Object.fromEntries(all.map((name) => [name, true])) as Record<Name, true>;

const entity = names('id', 'kind', 'label');
const source = names('record', 'version', 'feed', 'layout', 'file', 'line', 'receivedAt');
const share = names('numerator', 'denominator', 'unknown');

/**
 * What leaves of a lead: what it rests on, why it is one, what would refute it and what is not known. Nothing of how it stands inside: its state and
 * revision, who works it, what waits, what came of it, whether it is about an officer, how it is ranked, what was done, given or written.
 */
const leadOutside: Allowed = {
  summary: {
    ...names('lead', 'kind', 'subject', 'reason', 'strength', 'from', 'to', 'standing', 'version'),
    about: entity,
    also: names('kind', 'reason'),
    counts: names('traces', 'persons', 'firearms', 'dealers', 'incidents'),
    gets: {
      geography: { places: names('label', 'count'), unknown: true },
      events: names('fatal', 'nonFatal', 'shotsFired', 'other', 'unconfirmed', 'points'),
      time: names('last', 'daysSince', 'fastestDays', 'points'),
      solvability: {
        ...names('persons', 'recovered', 'points'),
        purchaserKnown: share,
        possessorKnown: share,
        dealerKnown: share,
      },
    },
  },
  refutation: true,
  evidence: {
    traces: {
      ...names('traceNumber', 'soldOn', 'recoveredOn', 'days', 'score', 'low', 'high'),
      firearm: entity,
      purchaser: entity,
      possessor: entity,
      dealer: entity,
      parts: names('name', 'value', 'contribution', 'low', 'high'),
    },
    persons: entity,
    firearms: entity,
    dealers: entity,
    incidents: entity,
  },
  unknown: names('what', 'count', 'of'),
  versions: names('version', 'kind', 'strength', 'reason', 'traces', 'engine', 'settings', 'baseline', 'madeAt'),
};

/** Of the picture: the lives and ties the evidence names, each with its rows. Who inside asserted a tie is not named; what speaks against it is. */
const pictureAllowed: Allowed = {
  firearms: names('shown', 'total'),
  linksFrom: true,
  linksOf: true,
  entities: entity,
  lives: {
    ...names('now', 'sources', 'disagreements', 'caution'),
    firearm: entity,
    facts: { ...names('name', 'value', 'unread', 'raw'), sources: source },
    restorations: {
      ...names('removal', 'removalRaw', 'positionsKnown', 'attempted', 'result', 'laboratory', 'restored', 'grades'),
      sources: source,
    },
    timeToCrime: { ...names('days', 'why', 'soldOn', 'recoveredOn', 'recoveries'), sources: source },
    shootings: names('hits', 'leads'),
    cut: { records: names('total', 'read'), links: { ...entity, ...names('total', 'read') } },
    events: {
      ...names('id', 'kind', 'from', 'to', 'days', 'title', 'basis', 'tie', 'status', 'conflict', 'handling', 'detail'),
      place: { ...names('id', 'label', 'precision', 'county'), point: names('lon', 'lat') },
      people: { ...entity, role: true },
      sources: source,
    },
  },
  links: {
    ...names('id', 'subject', 'predicate', 'object', 'from', 'to', 'basis', 'status', 'description', 'conflict'),
    handling: true,
    source,
    other: source,
    against: source,
  },
};

function only(value: unknown, allowed: Allowed): unknown {
  if (allowed === true || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each) => only(each, allowed));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, of]) => {
      const inner = allowed[name];
      return inner === undefined ? [] : [[name, only(of, inner)]];
    }),
  );
}

/** What stands in a package for somebody outside, by an allow-list: what is added to a lead one day is not told outside by itself. */
export function contentOutside(
  page: LeadPage,
  picture: LeadPicture,
): { lead: unknown; picture: unknown; profiles: [] } {
  return { lead: only(page, leadOutside), picture: only(picture, pictureAllowed), profiles: [] };
}
