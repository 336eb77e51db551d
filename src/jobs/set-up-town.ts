import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Agency } from '../store/agencies.ts';
import { listAgencies, saveAgency } from '../store/agencies.ts';
import type { Database } from '../store/database.ts';
import { importFile } from './import-file.ts';
import { listFeedFiles } from './import-folder.ts';
import { learnIdentity } from './learn-identity.ts';
import { linkRecords } from './link-records.ts';
import { makeTownFiles } from './make-town.ts';
import { isDestroyed } from './refuse-destroyed.ts';
import { signIdentityModel } from './sign-identity-model.ts';
import type { CitySettings } from '../model/city-settings.ts';
import { declaredSettings } from './load-city-settings.ts';
import { proposeCitySettings, signCitySettings } from './sign-city-settings.ts';
import { inTransaction } from '../store/database.ts';
import { districts } from '../town/city.ts';
import { comparedKinds } from '../model/identity.ts';

/** The fictional city of the demonstration: made, never anyone's. */
const townAgency: Omit<Agency, 'agencyId'> = {
  code: 'harbor-city',
  name: 'Harbor City',
  city: 'Harbor City',
  state: 'MD',
  timeZone: 'America/New_York',
};

/**
 * The fictional city lies over the outline box of Baltimore (`town/city.ts`), and so in three real counties: the city, Baltimore County and
 * Anne Arundel. At small scales only its southern districts are lived in, most of which lie in the latter two.
 */
function townSettings(): CitySettings {
  return {
    ...declaredSettings(townAgency.state),
    home: { state: townAgency.state, counties: ['24003', '24005', '24510'] },
    districts: districts.map(({ name }) => ({ written: name, name })),
  };
}

/** Whether what a store shows is the town of the demonstration, made here. */
export function isTown({ code }: Pick<Agency, 'code'>, dataDir: string): boolean {
  return code === townAgency.code && existsSync(join(dataDir, 'town', '.imported'));
}

export interface TownOrder {
  readonly dataDir: string;
  readonly seed: number;
  readonly scale: number;
  readonly onProgress: (text: string) => void;
}

/**
 * Fills an empty store with the known-truth town, through the importers an agency uses. A store that holds anything else
 * is left alone; one whose town was interrupted is completed.
 */
export async function setUpTown(database: Database, order: TownOrder): Promise<{ madeNow: boolean }> {
  const folder = join(order.dataDir, 'town');
  const done = join(folder, '.imported');
  const agencies = await listAgencies(database);
  const ours = agencies.length === 0 || (agencies.length === 1 && agencies[0]!.code === townAgency.code);
  if (!ours || existsSync(done) || (agencies.length > 0 && !existsSync(folder))) return { madeNow: false };
  if (!existsSync(folder)) {
    order.onProgress('Making a known-truth town …');
    makeTownFiles({ seed: order.seed, scale: order.scale, out: folder, onProgress: () => undefined });
  }
  const agency = await saveAgency(database, townAgency);
  const files = await listFeedFiles(folder);
  let rows = 0;
  for (const [at, file] of files.entries()) {
    const result = await importFile(database, {
      agency,
      ...file,
      rejectsDir: join(order.dataDir, 'rejects'),
      startedBy: 'demonstration',
      receivedAt: new Date().toISOString(),
    });
    rows += result.read;
    // What is destroyed in the store after its days does not lie beside it in a file.
    if (isDestroyed(file.feed)) await rm(file.path);
    order.onProgress(`Importing the town: ${at + 1} of ${files.length} files, ${rows.toLocaleString('en')} rows`);
  }
  const { records } = await linkRecords(database, (progress) =>
    order.onProgress(
      `Joining records into firearms, people, dealers and places: ${progress.records.toLocaleString('en')} of about ${rows.toLocaleString('en')}`,
    ),
  );
  for (const kind of comparedKinds) {
    order.onProgress(`Learning which records are of one ${kind}, and joining by it …`);
    const model = await learnIdentity(database, agency.agencyId, { kind, learntBy: 'demonstration' });
    await signIdentityModel(database, agency.agencyId, { model, signedBy: 'demonstration (signed)' });
  }
  await inTransaction(database.pool('read'), async (client) => {
    const settings = townSettings();
    const version = await proposeCitySettings(client, agency.agencyId, {
      settings,
      reason: 'Counties, districts and declared weights of the demonstration',
      proposedBy: 'demonstration',
    });
    await signCitySettings(client, agency.agencyId, { version, signedBy: 'demonstration (signed)' });
  });
  order.onProgress(`The town is in: ${records.toLocaleString('en')} records linked.`);
  await writeFile(done, '');
  return { madeNow: true };
}
