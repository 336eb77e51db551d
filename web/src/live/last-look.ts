/** When the reader last looked at the board: a new visit begins after half an hour away, or when all is marked as seen. */
interface LastLook {
  /** What came in after this moment is new. */
  readonly since: string;
  /** When the board was last in view. */
  readonly seenAt: string;
}

const awayMilliseconds = 30 * 60_000;
const keyOf = (actor: string) => `flashlight.last-look.${actor}`;

/** The moment from which things are new in this visit; null at the first one. */
export function sinceOf(kept: LastLook | null, now: number): string | null {
  if (kept === null) return null;
  return now - Date.parse(kept.seenAt) > awayMilliseconds ? kept.seenAt : kept.since;
}

export function readLook(actor: string): LastLook | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(actor)) ?? 'null') as Partial<LastLook> | null;
    return typeof kept?.since === 'string' && typeof kept.seenAt === 'string' ? (kept as LastLook) : null;
  } catch {
    return null;
  }
}

/** Keeps that the board is in view now, and from when on things are new. */
export function keepLook(actor: string, since: string | null, now: number): void {
  const seenAt = new Date(now).toISOString();
  try {
    localStorage.setItem(keyOf(actor), JSON.stringify({ since: since ?? seenAt, seenAt }));
  } catch {
    // Without storage every visit is the first.
  }
}
