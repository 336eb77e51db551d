import type { SourceRef } from '../model/evidence.ts';
import type { LeadPage } from '../model/lead-answers.ts';
import type { LeadPicture } from '../model/lead-picture.ts';

/**
 * Of the picture of a lead what may be told outside: what its evidence names, as it is in force. A picture is read when it is asked for, and
 * shows more than the lead rests on: people who took part in something else, what was withdrawn, which firearms were kept apart and why.
 */
export function pictureOutside({ evidence }: LeadPage, picture: LeadPicture): LeadPicture {
  const named = new Set<string>([
    ...[evidence.persons, evidence.firearms, evidence.dealers, evidence.incidents].flat().map(({ id }) => id),
    ...evidence.traces.flatMap(({ firearm, purchaser, possessor, dealer }) =>
      [firearm, purchaser, possessor, dealer].flatMap((each) => each?.id ?? []),
    ),
  ]);
  return {
    ...picture,
    lives: picture.lives.map((life) => ({
      ...life,
      apart: [],
      events: life.events
        .filter(({ status }) => status === 'ACTIVE')
        .map((event) => ({ ...event, people: event.people.filter(({ id }) => named.has(id)) })),
    })),
    entities: picture.entities.filter(({ id }) => named.has(id)),
    links: picture.links.filter(
      ({ subject, object, status }) => status === 'ACTIVE' && named.has(subject) && named.has(object),
    ),
  };
}

/** Rows a picture tells of. */
export function sourcesOfPicture({ lives, links }: LeadPicture): SourceRef[] {
  return [
    ...lives.flatMap(({ events, facts, timeToCrime }) => [
      ...events.flatMap(({ sources }) => sources),
      ...facts.flatMap(({ sources }) => sources),
      ...timeToCrime.sources,
    ]),
    ...links.flatMap(({ source, other, against }) => [source, ...(other ? [other] : []), ...(against ?? [])]),
  ];
}
