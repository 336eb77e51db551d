import type { NibinStanding } from '../model/nibin-states.ts';
import { itemKey } from '../model/values/item-key.ts';

/**
 * Which lead of a file of the network, or of a laboratory, is one of our own.
 *
 * **Source.** Numbers are given by the site; items and cases by the agency. **Input.** One of our leads, and what a file says of one.
 * **Output.** By what they are one, or null. **Limits.** Two leads of the same two cases that name different items are of different
 * specimens, perhaps of two firearms: they are kept apart, and together tie the cases once.
 */
export interface LeadEnd {
  readonly caseKey: string | null;
  readonly item: string | null;
  readonly ibis: string | null;
}

export interface ComparedLead {
  readonly numbers: readonly string[];
  readonly a: LeadEnd;
  readonly b: LeadEnd;
}

export type SameBy = 'number' | 'ibis' | 'items' | 'cases';

export function sameLead(own: ComparedLead, other: ComparedLead): SameBy | null {
  const turned = { ...other, a: other.b, b: other.a };
  const by = [pairBy(own, other), pairBy(own, turned)].filter((each) => each !== null);
  // The same number on another pair is another site's number, or a mistake of one: what it stands for decides.
  const numbered = own.numbers.some((number) => other.numbers.some((each) => isWrittenAs(number, each)));
  if (numbered && (by.length > 0 || !saysPair(other) || !saysPair(own))) return 'number';
  return by.toSorted((x, y) => order.indexOf(x) - order.indexOf(y))[0] ?? null;
}

const order: readonly SameBy[] = ['ibis', 'items', 'cases'];

const saysPair = ({ a, b }: ComparedLead) => [a, b].every(({ caseKey, ibis }) => caseKey !== null || ibis !== null);

function pairBy(own: ComparedLead, other: ComparedLead): SameBy | null {
  const [a, b] = [endBy(own.a, other.a), endBy(own.b, other.b)];
  if (a === null || b === null) return null;
  return order[Math.max(order.indexOf(a), order.indexOf(b))]!;
}

/** By what two ends are one; null where they are not, or where nothing says so. */
function endBy(x: LeadEnd, y: LeadEnd): SameBy | null {
  if (x.ibis !== null && y.ibis !== null) return isWrittenAs(x.ibis, y.ibis) ? 'ibis' : null;
  if (x.caseKey === null || x.caseKey !== y.caseKey) return null;
  if (x.item !== null && y.item !== null) return isWrittenAs(x.item, y.item) ? 'items' : null;
  return 'cases';
}

/** One number, however it is spelled. */
const isWrittenAs = (x: string, y: string): boolean => itemKey(x) === itemKey(y);

/**
 * What a lead of our own holds for, beside what files tell of it: withdrawn where anybody withdrew it, a hit where two examiners here agreed. A file that still
 * calls that a lead is behind, and a file's hit is none of ours.
 */
export function standingBeside(own: NibinStanding, others: readonly NibinStanding[]): NibinStanding {
  return others.includes('WITHDRAWN') ? 'WITHDRAWN' : own;
}

/** Whether a file contradicts a lead of our own, rather than being behind it. */
export const contradicts = (own: NibinStanding, other: NibinStanding): boolean =>
  own !== other && !(own === 'HIT' && other === 'LEAD');
