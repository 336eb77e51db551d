import type { ReviewPair, ReviewQueue } from '../../../src/model/identity.ts';
import type { QueueState, Verdict } from './identity-queries.ts';

/** What the reader decided on this page, the newest last: shown at once, taken back where the server refuses it. */
export interface Decision {
  readonly key: string;
  readonly from: QueueState;
  readonly to: QueueState;
  readonly verdict: Verdict;
  /** Whether it agrees with a judgement of somebody else. */
  readonly confirms: boolean;
  readonly reason: string;
  /** Overruled: on record, and joins nothing while a "different" stands. */
  readonly state: 'sending' | 'done' | 'overruled' | 'refused';
  /** Number of the judgement, once the server gave it. */
  readonly judgement: number | null;
  /** When it was settled, by the clock lists are dated with. */
  readonly at: number;
  readonly error: unknown;
}

/** How a pair is named in the address: the rows compared, the lower side first as the queue gives them. */
export function pairKey({ a, b }: { a: { row: string }; b: { row: string } }): string {
  return `${a.row},${b.row}`;
}

const pairPattern = /^([1-9]\d{0,15}-\d{1,2}),([1-9]\d{0,15}-\d{1,2})$/;

/** The two rows a key names; null where the text is none. */
export function rowsOfKey(key: string | null | undefined): { a: string; b: string } | null {
  const found = pairPattern.exec(key ?? '');
  return found === null ? null : { a: found[1]!, b: found[2]! };
}

/** Where a pair goes by a verdict. Of persons "same" waits for a second person, unless this is the second. */
export function stateAfter(kind: string, verdict: Verdict, confirms: boolean): QueueState {
  if (verdict === 'unsure') return 'unsure';
  return verdict === 'same' && kind === 'person' && !confirms ? 'waiting' : 'decided';
}

/** The log with the entry of the same pair put in the place of what was known of it. */
export function logged(log: readonly Decision[], decision: Decision): Decision[] {
  return [...log.filter((each) => each.key !== decision.key), decision];
}

export function settled(log: readonly Decision[], key: string, change: Partial<Decision>): Decision[] {
  return log.map((each) => (each.key === key ? { ...each, ...change } : each));
}

export function forgotten(log: readonly Decision[], key: string): Decision[] {
  return log.filter((each) => each.key !== key);
}

/** Whether a list of this age knows of the decision already. */
function isNews(decision: Decision, listAt: number): boolean {
  if (decision.state === 'sending') return true;
  return (decision.state === 'done' || decision.state === 'overruled') && decision.at >= listAt;
}

/** Whether anything was decided that a list of this age does not know. */
export const knowsNewer = (log: readonly Decision[], listAt: number): boolean =>
  log.some((decision) => isNews(decision, listAt));

/** The pairs of a list that are not decided since it was read. */
export function remaining(
  items: readonly ReviewPair[],
  log: readonly Decision[],
  state: QueueState,
  listAt: number,
): ReviewPair[] {
  const gone = new Set(log.filter((each) => each.from === state && isNews(each, listAt)).map((each) => each.key));
  return gone.size === 0 ? [...items] : items.filter((each) => !gone.has(pairKey(each)));
}

/** The counts of a list with what was decided since. */
export function countsNow(
  counts: ReviewQueue['counts'],
  log: readonly Decision[],
  listAt: number,
): ReviewQueue['counts'] {
  const now = { ...counts };
  for (const decision of log) {
    if (!isNews(decision, listAt) || decision.from === decision.to) continue;
    now[decision.from] = Math.max(0, now[decision.from] - 1);
    now[decision.to] += 1;
  }
  return now;
}

/** The pair to look at once this one is gone: the next of the list, else the one before it. */
export function nextKey(items: readonly ReviewPair[], key: string | null): string | null {
  const at = items.findIndex((each) => pairKey(each) === key);
  const next = items[at + 1] ?? (at > 0 ? items[at - 1] : undefined);
  return next === undefined || pairKey(next) === key ? null : pairKey(next);
}
