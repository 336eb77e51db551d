import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestPage } from '../../src/model/tracing.ts';
import { receiveRows } from '../receive-rows.ts';
import { accessibilityFaults, atRest, openPortal, type Portal } from './open-portal.ts';

let portal: Portal;
let cookie: string;
let request: number;

const ask = async <T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<T> => {
  const answer = await portal.server.api.inject({
    method,
    url: `/api/v1/tracing${url}`,
    headers: { cookie },
    ...(payload && { payload }),
  });
  expect([url, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([url, 200, '']);
  return answer.json();
};
const now = () => ask<RequestPage>('GET', `/requests/${request}`);

beforeAll(async () => {
  portal = await openPortal();
  cookie = await portal.server.signIn('analyst');
  await receiveRows(
    portal.server.store,
    'recoveries',
    [
      'Property Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Possessor Last Name',
      'P1,11/19/2026 01:45,P,RUGER,LCP,380,371234567,7 QUAY LN,HARBOR CITY,MD,TESTERSON',
    ],
    '2026-11-20T12:00:00Z',
  );
  const { items } = await ask<{ items: { record: number; propertyNumber: string }[] }>('GET', '/untraced');
  ({
    requests: [request],
  } = await ask<{ requests: [number] }>('POST', '/requests', {
    records: items.filter(({ propertyNumber }) => propertyNumber === 'P1').map(({ record }) => record),
  }));
  const { form, version } = await now();
  const rest = { ncic_crime_code: '5299', ori: 'MDHCP0000', country_of_origin: 'USA' };
  await ask('PUT', `/requests/${request}`, { version, form: { ...form, ...rest }, acknowledged: [] });
}, 240_000);
afterAll(() => portal.close());

test('a social security number typed into a request is said to be refused and kept nowhere, and what came back is corrected with a change or a reason', async () => {
  const page = await portal.openPage({ role: 'analyst' });
  await page.goto(`/tracing/${request}`);
  const number = page.locator('#item-possessor_id_number');
  // 219-09-9999 stood in an advertisement of 1940 and was never given to anyone.
  await number.fill('219-09-9999');
  await page.keyboard.press('Tab');
  await page.getByText('Possessor: Identifier').first().waitFor();
  expect((await now()).form).not.toHaveProperty('possessor_id_number');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('9999');
  await number.fill('');
  await page.keyboard.press('Tab');
  expect(await accessibilityFaults(page)).toEqual([]);

  for (const [step, note] of [['validate'], ['submit'], ['return', 'which importer?']] as const) {
    const { version } = await now();
    await ask('POST', `/requests/${request}/steps`, { version, step, ...(note && { note }) });
  }
  await page.reload();
  const correct = async (reason: string) => {
    await page.getByRole('button', { name: 'Corrected', exact: true }).click();
    await page.getByLabel('What was corrected; needed where nothing on the form was').fill(reason);
    await page.locator('.step-bar button[type=submit]').click();
  };
  await correct('');
  await page.getByText('Correct what it came back for, or say why nothing is to be corrected.').first().waitFor();
  expect((await now()).state).toBe('RETURNED_FOR_INFO');
  await correct('it bears none');
  await expect.poll(async () => (await now()).state).toBe('CORRECTED');
  await atRest(page);
  expect([page.complaints.filter((each) => !/422|400/.test(each)), page.outside]).toEqual([[], []]);
}, 120_000);
