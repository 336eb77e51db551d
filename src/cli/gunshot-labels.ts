import { open } from 'node:fs/promises';
import { exportGunshotLabels } from '../jobs/export-gunshot-labels.ts';
import type { Database } from '../store/database.ts';
import { auditedRead } from './audited-read.ts';
import type { CommandIo } from './command.ts';

/** Writes what people know of incidents, a line each, to a file or to standard output; the read is on record. */
export async function writeGunshotLabels(
  { database, agencyId, io }: { database: Database; agencyId: number; io: CommandIo },
  { from, until, out }: { from: number; until: number; out: string | undefined },
): Promise<void> {
  const file = out === undefined ? null : await open(out, 'w', 0o600);
  let written = 0;
  try {
    const what = { action: 'gunshots.labels', subject: { from, until } };
    await auditedRead(database, agencyId, what, async (client) => {
      for await (const each of exportGunshotLabels(client, agencyId, { from, until })) {
        if (file === null) io.json(each);
        else await file.write(`${JSON.stringify(each)}\n`);
        written++;
      }
    });
  } finally {
    await file?.close();
  }
  io.err(`${written} incidents people know something of${out === undefined ? '' : `, in ${out}`}.`);
}
