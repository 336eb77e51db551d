/**
 * What a lead or hit stands for once status, conclusion and withdrawal are read together.
 *
 * **Source.** AFTE range of conclusions; a hit is a link that an examiner confirmed on the specimens (NIBIN operating
 * standards).
 * **Input.** The values of a `ballistic_link`. **Output.** Hit or lead, and whether it stands.
 * **Limits.** Where a row contradicts itself the weaker reading holds: what an examiner eliminated is withdrawn whatever
 * its kind, and what an examiner did not identify, or has yet to examine, is no hit. A conclusion that could not be read is
 * no identification; nor is a status that could not be read, unless the conclusion beside it is one.
 */
export interface BallisticStanding {
  readonly tie: 'hit' | 'lead';
  readonly status: 'ACTIVE' | 'RETRACTED';
  /** The examiner's conclusion, where there is one that is no identification. */
  readonly conclusion: 'INCONCLUSIVE' | 'ELIMINATION' | 'UNSUITABLE' | null;
}

const withdrawnStatuses = new Set<unknown>(['NOT_CONFIRMED', 'RETRACTED', 'ELIMINATED', 'WITHDRAWN']);
const unconfirmedStatuses = new Set<unknown>([
  'NOT_CONFIRMED',
  'INCONCLUSIVE',
  'ELIMINATED',
  'CONFIRMATION_REQUESTED',
  'UNCONFIRMED',
]);
const otherConclusions = new Set<unknown>(['INCONCLUSIVE', 'ELIMINATION', 'UNSUITABLE']);

export function ballisticStanding(values: Readonly<Record<string, unknown>>): BallisticStanding {
  const { kind, status } = values;
  const conclusion = otherConclusions.has(values['conclusion'])
    ? (values['conclusion'] as BallisticStanding['conclusion'])
    : status === 'INCONCLUSIVE'
      ? 'INCONCLUSIVE'
      : null;
  const warned = (code: string) => Array.isArray(values['warnings']) && values['warnings'].includes(code);
  const unread =
    warned('ballistic.unknown-conclusion') ||
    (warned('ballistic.unknown-status') && values['conclusion'] !== 'IDENTIFICATION');
  const concluded = conclusion === null && !unread && !unconfirmedStatuses.has(status);
  return {
    tie: concluded && (kind === 'HIT' || status === 'CONFIRMED_HIT') ? 'hit' : 'lead',
    status:
      conclusion === 'ELIMINATION' || withdrawnStatuses.has(status) || Boolean(values['retracted_on'])
        ? 'RETRACTED'
        : 'ACTIVE',
    conclusion,
  };
}
