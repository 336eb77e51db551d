import { locateGunshots } from '../../src/jobs/locate-gunshots.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { openDatabase } from '../../src/store/database.ts';

// Locates gunshots of a store, at a time that stands still, until it is killed.

const database = await openDatabase({ url: process.env['DATABASE_URL'], command: 'locate until killed' });
const agencyId = Number(process.argv[2]);
const at = new Date(Number(process.argv[3]));
locateGunshots(database, {
  agencyId,
  stream: storedPulseStream(database, agencyId),
  now: () => at,
  onNews: (news, { err }) => process.stdout.write(`${news} ${String(err)}\n`),
});
process.stdout.write('locating\n');
