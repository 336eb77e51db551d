import type { EntityRef } from '../model/evidence.ts';
import type { TraceDealer, TraceFacts, TracePerson } from '../model/trace-facts.ts';

/** What a trace calls those it names, in short. */
export function dealerRef({ id, name, licenceKey }: TraceDealer): EntityRef {
  return { id, kind: 'dealer', label: name ?? licenceKey ?? id };
}

export function personName({
  id,
  familyName,
  givenName,
}: Pick<TracePerson, 'id' | 'familyName' | 'givenName'>): string {
  return [familyName, givenName].filter(Boolean).join(', ') || id;
}

export function personRef(person: TracePerson): EntityRef {
  return { id: person.id, kind: 'person', label: personName(person) };
}

export function firearmLabel({ firearm, make, model, calibre }: TraceFacts): string {
  return [make, model, calibre].filter(Boolean).join(' ') || firearm;
}
