import type pg from 'pg';
import { runsToLink } from '../store/linking.ts';
import type { CommandIo } from './command.ts';

/** Says on the error stream which imports are not joined yet: what is shown lacks them. */
export async function noteUnjoined(client: pg.ClientBase, agencyId: number, io: CommandIo): Promise<void> {
  const runs = (await runsToLink(client)).filter((run) => run.agencyId === agencyId);
  if (runs.length === 0) return;
  const records = runs.reduce((sum, run) => sum + run.records, 0);
  io.err(
    `Not joined yet: ${records} ${records === 1 ? 'record' : 'records'} of ${runs.length} ${runs.length === 1 ? 'import' : 'imports'}. What follows may lack what they say. They are joined by an import that is running, or by the next \`flashlight import\` or \`flashlight start\`.`,
  );
}
