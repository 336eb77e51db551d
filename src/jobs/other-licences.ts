import type pg from 'pg';
import type { OtherLicence } from '../model/answers.ts';
import { entityId } from '../model/ids.ts';
import { findOtherLicences } from '../store/other-licences.ts';

/** Other licences of the business a licence is of, and others at its premises. */
export async function otherLicences(client: pg.ClientBase, agencyId: number, dealer: number): Promise<OtherLicence[]> {
  const found = await findOtherLicences(client, agencyId, dealer);
  return found.map(({ entity, ...other }) => ({ id: entityId('dealer', entity), kind: 'dealer', ...other }));
}
