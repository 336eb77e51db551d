import type { Predicate } from '../model/links.ts';

/** How ballistics ties a firearm or an incident to an incident. */
export const ballisticPredicates: readonly Predicate[] = [
  'FIRED_IN',
  'POSSIBLY_FIRED_IN',
  'LINKED_BY_HIT',
  'LINKED_BY_LEAD',
];

/** Whether a ballistic link rests on what an examiner concluded. */
export const isHit = ({ predicate }: { readonly predicate: Predicate }) =>
  predicate === 'FIRED_IN' || predicate === 'LINKED_BY_HIT';
