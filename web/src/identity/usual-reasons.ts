import type { Verdict } from './identity-queries.ts';

/** How the two rows agree in a field, and whether other rows of the two sides speak against it. */
export interface FieldAgreement {
  readonly field: string;
  readonly agreement: 'same' | 'near' | 'other' | 'silent';
  readonly against: boolean;
}

export type UsualReason = '1' | '2' | '3' | '4' | '5';

const numbers = ['serial', 'state_id', 'licence', 'plate', 'vin'];

/**
 * The usual reasons for a verdict that a pair bears out, by their numbers among the words: a reason goes on record and is disclosed later, so
 * that none is at hand which the page itself refutes. What rows do not tell (kin, an event, what an agency said) may be chosen for any pair of
 * its kind.
 */
export function usualReasons(verdict: Verdict, kind: string, fields: readonly FieldAgreement[]): UsualReason[] {
  const how = (names: readonly string[], agreement: FieldAgreement['agreement']) =>
    fields.some((each) => names.includes(each.field) && each.agreement === agreement);
  const differ = (...names: readonly string[]) =>
    how(names, 'other') || fields.some(({ field, against }) => names.includes(field) && against);
  const isPerson = kind === 'person';
  const all = ['given_name', 'family_name', 'born_on', 'address'].every((field) => how([field], 'same'));
  const borneOut: Record<Verdict, Record<UsualReason, boolean>> = {
    same: {
      1: isPerson && all,
      2: how(numbers, 'near'),
      3: true,
      4: isPerson && how(['given_name'], 'near'),
      5: true,
    },
    different: {
      1: isPerson && differ('born_on'),
      2: isPerson && differ('state_id', 'licence'),
      3: isPerson,
      4: true,
      5: kind === 'firearm' && differ('serial', 'model'),
    },
    unsure: { 1: true, 2: true, 3: isPerson, 4: isPerson && how(['born_on'], 'silent'), 5: true },
  };
  return (['1', '2', '3', '4', '5'] as const).filter((each) => borneOut[verdict][each]);
}
