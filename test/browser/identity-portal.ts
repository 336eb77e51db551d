import { learnIdentity } from '../../src/jobs/learn-identity.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { ReviewQueue } from '../../src/model/identity.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { receiveRows } from '../receive-rows.ts';
import { twoOfOneName } from '../two-of-one-name.ts';
import { openPortal, type Portal } from './open-portal.ts';
import { peopleWithSlipsCsv } from './people-with-slips.ts';

export interface IdentityPortal extends Portal {
  /** What the server answers to a detective. */
  ask<T>(path: string): Promise<T>;
  queue(state?: string): Promise<ReviewQueue>;
}

/** The portal over a city whose people are written with slips, and a model in force that joins nobody by itself. */
export async function openIdentityPortal(): Promise<IdentityPortal> {
  const portal = await openPortal();
  const { server } = portal;
  await importSmallCity(server, [['etrace', peopleWithSlipsCsv(60)]]);
  await receiveRows(server.store, 'recoveries', twoOfOneName);
  const { database, agency } = server.store;
  const model = await learnIdentity(database, agency.agencyId, {
    kind: 'person',
    learntBy: 'test.analyst',
    acceptBits: null,
  });
  await signIdentityModel(database, agency.agencyId, { model, signedBy: 'test.detective' });
  const ask = async <T>(path: string): Promise<T> => {
    const cookie = await server.signIn('detective');
    return (await server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json() as T;
  };
  return {
    ...portal,
    ask,
    queue: (state = 'open') => ask<ReviewQueue>(`/identity/queue?limit=100&state=${state}`),
  };
}
