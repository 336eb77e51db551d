import type { LeadKind } from '../model/leads.ts';

/** Kinds about one purchaser: of one purchaser they are one lead, which names them all. */
export const aboutPurchaser: ReadonlySet<LeadKind> = new Set([
  'purchaser-several-traces',
  'purchaser-several-dealers',
  'multiple-purchase-recovered',
  'purchaser-fast-trace',
]);

/** What kinds stand for one another: with its subject a lead is known by it when what is found of it becomes more. */
export function topicOf(kind: LeadKind): string {
  return aboutPurchaser.has(kind) ? 'purchaser' : kind;
}
