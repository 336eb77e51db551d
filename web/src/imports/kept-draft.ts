import type { Preview } from '../../../src/model/import-answers.ts';
import type { Mapping } from './mapping-draft.ts';

/** What the wizard knows of an uploaded file, kept for this tab so that a reload or a lock loses nothing. */
export interface KeptDraft {
  readonly file: string;
  /** What the server proposed when the file was handed in. */
  readonly guess: Preview['guess'];
  readonly header: readonly string[];
  readonly layouts: Preview['layouts'];
  readonly mapping: Mapping | null;
  readonly mappingName: string | null;
}

const keyOf = (upload: string) => `flashlight.import.${upload}`;

export function keepDraft(upload: string, draft: KeptDraft): void {
  try {
    sessionStorage.setItem(keyOf(upload), JSON.stringify(draft));
  } catch {
    // Without storage the draft holds until the page is left.
  }
}

export function keptDraft(upload: string): KeptDraft | null {
  try {
    const text = sessionStorage.getItem(keyOf(upload));
    return text === null ? null : (JSON.parse(text) as KeptDraft);
  } catch {
    return null;
  }
}

export function forgetDraft(upload: string): void {
  try {
    sessionStorage.removeItem(keyOf(upload));
  } catch {
    // Nothing was kept.
  }
}
