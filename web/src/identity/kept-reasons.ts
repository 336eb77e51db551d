import type { Verdict } from './identity-queries.ts';

/** A reason being written: kept for this tab and person, so that a reload or a lock loses nothing. */
export interface ReasonDraft {
  readonly key: string;
  readonly verdict: Verdict;
  readonly text: string;
  /** Whether the box is open; what was written stays at hand where it was closed without sending. */
  readonly open: boolean;
}

export const reasonsOffered = 5;

const draftKey = (actor: string) => `flashlight.reason-draft.${actor}`;
const usedKey = (actor: string, verdict: Verdict) => `flashlight.reasons.${actor}.${verdict}`;

function read<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage it holds until the page is left.
  }
}

export const keptDraft = (actor: string): ReasonDraft | null => read(draftKey(actor));
export const keepDraft = (actor: string, draft: ReasonDraft | null): void => write(draftKey(actor), draft);

/** Reasons this person used for the verdict in this tab, the newest first. */
export const usedReasons = (actor: string, verdict: Verdict): string[] => read(usedKey(actor, verdict)) ?? [];

export function keepReason(actor: string, verdict: Verdict, reason: string): void {
  write(usedKey(actor, verdict), withReason(usedReasons(actor, verdict), reason));
}

/** The list with the reason at its head, once. */
export function withReason(used: readonly string[], reason: string): string[] {
  return [reason, ...used.filter((each) => each !== reason)].slice(0, reasonsOffered);
}

/** Reasons to choose from: those used before, then the usual ones as far as there is room. */
export function offeredReasons(used: readonly string[], usual: readonly string[]): string[] {
  return [...used, ...usual.filter((each) => !used.includes(each))].slice(0, reasonsOffered);
}

/** A longer draft under a name of its own. */
export const keptText = (name: string): string => read(`flashlight.draft.${name}`) ?? '';
export const keepText = (name: string, text: string): void =>
  write(`flashlight.draft.${name}`, text === '' ? null : text);
