import { join } from 'node:path';

/** Where the files of scans are kept: as handed in and as prepared under their SHA-256, and the masks people drew. */
export function scanFile(dataDir: string, sha256: string, ending: 'x3p' | 'mask' = 'x3p'): string {
  return join(dataDir, 'scans', `${sha256}.${ending}`);
}
