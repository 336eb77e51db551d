import { followLinks } from '../../src/jobs/follow-links.ts';
import { openDatabase } from '../../src/store/database.ts';

// Follows the links of a store and packs them anew after every change, until it is killed.

const database = await openDatabase({ url: process.env['DATABASE_URL'], command: 'follow until killed' });
const follower = followLinks(database, {
  agencyId: Number(process.argv[2]),
  overlayMax: 0,
  onNews: (news) => process.stdout.write(`${news}\n`),
});
await follower.loaded;
setInterval(() => undefined, 1000);
