/** The words of a note that is not saved yet, kept for this tab and person: a reload or a lock loses none. */
const prefix = 'flashlight.note.';

/** Which note it is: of which board, on what, and which one is edited. */
export function noteKey(of: { actor: string; board: number; on: string | null; note?: number }): string {
  return `${prefix}${of.actor} ${of.board} ${of.on ?? ''} ${of.note ?? 'new'}`;
}

export function keptNote(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

export function keepNote(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Without storage it holds until the page is left.
  }
}
