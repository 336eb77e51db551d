import type { Link } from '../../../src/model/links.ts';

/** How a link is drawn: what an examiner concluded, what is unconfirmed, what a row says, what a rule or model adds, what was withdrawn. */
export const linkLooks = ['hit', 'lead', 'recorded', 'derived', 'retracted'] as const;
export type LinkLook = (typeof linkLooks)[number];

const hits = new Set<Link['predicate']>(['FIRED_IN', 'LINKED_BY_HIT']);
const leads = new Set<Link['predicate']>(['POSSIBLY_FIRED_IN', 'LINKED_BY_LEAD']);

export function lookOf(link: Pick<Link, 'predicate' | 'basis' | 'status'>): LinkLook {
  if (link.status !== 'ACTIVE') return 'retracted';
  if (hits.has(link.predicate)) return 'hit';
  if (leads.has(link.predicate)) return 'lead';
  return link.basis === 'RECORDED' ? 'recorded' : 'derived';
}

/** Colour token, thickness in pixels and dashes of each look; dashes tell them apart without colour. */
export const lookStyle: Record<
  LinkLook,
  { colour: string; thickness: number; dash: readonly [number, number] | null }
> = {
  hit: { colour: 'hit', thickness: 4, dash: null },
  lead: { colour: 'lead', thickness: 2.6, dash: [7, 5] },
  recorded: { colour: 'line-strong', thickness: 2, dash: null },
  derived: { colour: 'accent', thickness: 2.2, dash: [2, 4] },
  retracted: { colour: 'muted', thickness: 1.8, dash: [2, 8] },
};

/** Links between the same two entities, drawn as one line in the look of the strongest. */
export interface LinkPair {
  readonly key: string;
  readonly a: string;
  readonly b: string;
  readonly look: LinkLook;
  readonly links: readonly Link[];
}

export function pairLinks(links: readonly Link[]): LinkPair[] {
  const pairs = new Map<string, Link[]>();
  for (const link of links) {
    const key = [link.subject, link.object].toSorted().join('~');
    const both = pairs.get(key);
    if (both === undefined) pairs.set(key, [link]);
    else both.push(link);
  }
  return [...pairs].map(([key, both]) => ({
    key,
    a: both[0]!.subject,
    b: both[0]!.object,
    look: linkLooks[Math.min(...both.map((link) => linkLooks.indexOf(lookOf(link))))]!,
    links: both,
  }));
}
