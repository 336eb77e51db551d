import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFile } from '../../src/jobs/import-file.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import type { TestStore } from '../open-test-store.ts';

const header =
  'Multiple Sale Report Number,ATF Form,Report Date,Received,Transfer Date,FFL,Trade Name,Serial Number,Manufacturer,Model,Caliber,Type,Transferee Last Name,Transferee First Name,Transferee DOB,Transferee Street,Transferee ID Number,Additional Information';
/** A row of a report of a multiple sale. */
export const row = (report: string, serial: string, received: string, name = 'QUILLWORTHY,ESMERALDA') =>
  `${report},3310.4,01/05/2026,${received},01/05/2026,8-52-033-01-8F-12345,VALLEY ARMS,${serial},GLOCK,19,9MM,P,${name},02/03/1991,9 LARKSPUR CT,Q-123-456-789,PAID BY ZEBEDEE`;

/** What a desk looks at on a day. */
export const lookOf = ({ agency: { agencyId, timeZone } }: TestStore, today: string) => ({ agencyId, timeZone, today });

/** Imports reports of multiple sales. */
export async function receiveReports(
  store: TestStore,
  dataDir: string,
  lines: readonly string[],
  receivedAt = '2026-01-07T12:00:00Z',
) {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-received-'));
  const path = join(folder, 'QUILLWORTHY reports.csv');
  await writeFile(path, `${[header, ...lines].join('\r\n')}\r\n`);
  try {
    return await importFile(store.database, {
      agency: store.agency,
      feed: 'multiple-sales',
      path,
      rejectsDir: join(dataDir, 'rejects'),
      startedBy: 'test',
      receivedAt,
    });
  } finally {
    await linkRecords(store.database);
    await rm(folder, { recursive: true, force: true });
  }
}
