import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../shared/data/', import.meta.url));

/** Path of a real, public data file that lies beside the checkout, or null where it does not (then the test says so and is skipped). */
export function sharedData(path: string): string | null {
  const full = root + path;
  return existsSync(full) ? full : null;
}
