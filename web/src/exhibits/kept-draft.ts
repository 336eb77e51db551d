const keyOf = (of: string) => `flashlight.exhibit-draft.${of}`;

/** What was typed of an exhibit and not sent yet, kept in this tab alone. */
export function readDraft(of: string): Readonly<Record<string, string>> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(of)) ?? 'null');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, string>) : null;
  } catch {
    return null;
  }
}

export function keepDraft(of: string, values: Readonly<Record<string, string>>): void {
  try {
    sessionStorage.setItem(keyOf(of), JSON.stringify(values));
  } catch {
    // It is kept until the page is closed.
  }
}

export function forgetDraft(of: string): void {
  try {
    sessionStorage.removeItem(keyOf(of));
  } catch {
    // There is nothing to forget.
  }
}
