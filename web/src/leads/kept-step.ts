import type { LeadStep } from '../../../src/model/lead-workflow.ts';
import { withReason } from '../identity/kept-reasons.ts';

/** A lead a step is for, as it was when somebody looked at it. */
export interface DraftLead {
  readonly lead: number;
  readonly revision: number;
  readonly version: number;
}

/** A step being written: kept for this tab and person, so that a reload or a lock loses nothing, and takes it to no other lead. */
export interface StepDraft {
  readonly step: LeadStep;
  /** What it is for: settled when the step was opened, whatever is in hand or listed since. */
  readonly leads: readonly DraftLead[];
  /** Whom, which outcome, which lead: what the step needs beside its reason. */
  readonly detail: string;
  readonly reason: string;
}

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

const draftKey = (actor: string, place: string) => `flashlight.lead-step.${actor}.${place}`;
const usedKey = (actor: string, step: LeadStep) => `flashlight.lead-reasons.${actor}.${step}`;

/** The step that was being written; one that was kept without what it is for is for nothing. */
export function keptStep(actor: string, place: string): StepDraft | null {
  const kept = read<Partial<StepDraft>>(draftKey(actor, place));
  return kept?.leads === undefined || kept.leads.length === 0 ? null : (kept as StepDraft);
}
export const keepStep = (actor: string, place: string, draft: StepDraft | null): void =>
  write(draftKey(actor, place), draft);

/** Reasons this person gave for the step in this tab, the newest first. */
export const usedReasons = (actor: string, step: LeadStep): string[] => read(usedKey(actor, step)) ?? [];
export function keepUsed(actor: string, step: LeadStep, reason: string): void {
  if (reason.trim() !== '') write(usedKey(actor, step), withReason(usedReasons(actor, step), reason.trim()));
}
