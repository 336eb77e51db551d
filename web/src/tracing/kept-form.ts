import type { TraceRequestForm } from '../../../src/model/trace-request-form.ts';
import { socialSecurityItems } from '../../../src/model/social-security-items.ts';

/** What was typed and not saved yet, kept over a reload and a lock as long as the browser's window is open. */
interface KeptForm {
  readonly version: number;
  readonly form: TraceRequestForm;
}

const keyOf = (request: number) => `flashlight.tracing.${request}`;

/** The kept form of a request, where it was begun on the version that is there now. */
export function readKeptForm(request: number, version: number): TraceRequestForm | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(request)) ?? 'null') as KeptForm | null;
    return kept?.version === version ? kept.form : null;
  } catch {
    return null;
  }
}

/** Keeps a form, or forgets it once it is saved. */
export function keepForm(request: number, kept: KeptForm | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(keyOf(request));
    else {
      // What the server refuses to keep is not kept here either.
      const refused = new Set<string>(socialSecurityItems(kept.form));
      const form = Object.fromEntries(Object.entries(kept.form).filter(([key]) => !refused.has(key)));
      sessionStorage.setItem(keyOf(request), JSON.stringify({ ...kept, form }));
    }
  } catch {
    // A browser that keeps nothing loses what was not saved.
  }
}
