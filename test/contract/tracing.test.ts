import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Coverage, RequestPage } from '../../src/model/tracing.ts';
import type { PreparedTraceRequests, TraceRequestsPage, UntracedPage } from '../../src/api/contract/tracing.ts';
import { followTraceResults } from '../../src/jobs/follow-trace-results.ts';
import { receiveRows } from '../receive-rows.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// The desk over HTTP: three firearms of one night, from the property room to a reviewed result.

const recoveriesHeader =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Zip,Possessor Last Name,Possessor First Name,Possessor DOB,Loss Code,Trace Number';
const place = '7 QUAY LN,HARBOR CITY,MD,21202,TESTERSON,MARLOWE,04/05/1990,6';
const recoveries = [
  recoveriesHeader,
  `P26000001,26-0000202,11/19/2026 01:45,P,RUGER,LCP,380,371234567,${place},`,
  `P26000002,26-0000202,11/19/2026 01:45,P,TAURUS,G2C,9MM,AAB123456,${place},`,
  `P26000003,26-0000203,11/01/2026 01:45,R,GLOCK,19,9MM,MADE IN AUSTRIA,${place},T20260000009`,
];
const resultsHeader =
  'Trace Number,Request Date,Completed Date,Completion,Serial Number,Manufacturer,Model,Caliber,Type,Recovery Date,Agency Case Number,Possessor Last Name,Possessor First Name';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  cookie = await server.signIn('analyst');
  await receiveRows(server.store, 'recoveries', recoveries, '2026-11-20T12:00:00Z');
});
afterAll(() => server.close());

async function ask<T>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<T> {
  const answer = await server.api.inject({
    method,
    url: `/api/v1/tracing${url}`,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
  expect([url, answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([url, 200, '']);
  return answer.json() as T;
}

async function refused(method: 'POST' | 'PUT', url: string, payload: object): Promise<string> {
  const answer = await server.api.inject({ method, url: `/api/v1/tracing${url}`, headers: { cookie }, payload });
  return (answer.json() as { code: string }).code;
}

const page = (request: number) => ask<RequestPage>('GET', `/requests/${request}`);
const step = async (request: number, name: string, note?: string) =>
  ask<RequestPage>('POST', `/requests/${request}/steps`, {
    version: (await page(request)).version,
    step: name,
    ...(note === undefined ? {} : { note }),
  });
const edit = async (request: number, form: object, acknowledged: string[] = []) => {
  const before = await page(request);
  return ask<RequestPage>('PUT', `/requests/${request}`, {
    version: before.version,
    form: { ...before.form, ...form },
    acknowledged,
  });
};
const rest = { ncic_crime_code: '5299', ori: 'MDHCP0000', country_of_origin: 'USA' };

let [first, second] = [0, 0];

test('firearms recovered without a trace wait at the desk; one with a trace number does not', async () => {
  const { items, total } = await ask<UntracedPage>('GET', '/untraced');
  expect(total).toBe(2);
  expect(items.map(({ propertyNumber, daysSince, kind }) => [propertyNumber, daysSince, kind])).toEqual([
    ['P26000001', 2, 'pistol'],
    ['P26000002', 2, 'pistol'],
  ]);
  const coverage = await ask<Coverage>('GET', '/coverage');
  expect(coverage.traced).toEqual({ numerator: 1, denominator: 3, unknown: 0 });
  // Two are two days old, so that nobody knows yet of ten days; of the third no day of request is recorded.
  expect(coverage.within.map(({ days, share }) => [days, share])).toEqual([
    [1, { numerator: 0, denominator: 2, unknown: 1 }],
    [5, { numerator: 0, denominator: 0, unknown: 3 }],
    [10, { numerator: 0, denominator: 0, unknown: 3 }],
  ]);
});

test('a request is filled from the recovery, once, and says from which record', async () => {
  const { items } = await ask<UntracedPage>('GET', '/untraced');
  const records = items.map(({ record }) => record);
  const made = await ask<PreparedTraceRequests>('POST', '/requests', { records });
  [first, second] = made.requests as [number, number];
  expect(made.refused).toEqual([]);
  const again = await ask<PreparedTraceRequests>('POST', '/requests', { records: [records[0], 999_999] });
  expect(again.refused.map(({ why }) => why).sort()).toEqual(['has-request', 'no-recovery']);
  const request = await page(first);
  expect(request.form).toMatchObject({
    serial_number: '371234567',
    manufacturer: 'RUGER',
    model: 'LCP',
    firearm_type: 'P',
    recovery_date: '2026-11-19',
    recovery_city: 'HARBOR CITY',
    possessor_last_name: 'TESTERSON',
    possessor_dob: '1990-04-05',
    agency_case_no: '26-0000202',
    date_of_request: '2026-11-21',
  });
  expect(request.prefilled['serial_number']).toBe(records[0]);
  expect(request.checks.map(({ code }) => code)).toEqual(['form.items-missing']);
  expect(request.late).toEqual({ days: 1, why: 'the draft is not finished' });
  expect((await ask<UntracedPage>('GET', '/untraced')).total).toBe(0);
});

test('what is wrong blocks it, what is edited by two at once is refused, what is validated can be taken back', async () => {
  expect(await refused('POST', `/requests/${first}/steps`, { version: 1, step: 'validate' })).toBe('tracing.checks');
  await edit(first, rest);
  expect(await refused('PUT', `/requests/${first}`, { version: 1, form: {}, acknowledged: [] })).toBe(
    'tracing.changed',
  );
  expect(await refused('POST', `/requests/${first}/steps`, { version: 2, step: 'submit' })).toBe('tracing.wrong-step');
  expect((await step(first, 'validate')).state).toBe('VALIDATED');
  const undone = await step(first, 'undo');
  expect([undone.state, undone.undo]).toEqual(['DRAFT', 'edit']);
  expect((await step(first, 'validate')).state).toBe('VALIDATED');
  expect(await refused('POST', '/exports', { requests: [first, second], format: 'csv', purpose: '' })).toBe(
    'tracing.wrong-step',
  );
});

test('the export is the form, as CSV that the feed of traces reads and as the same PDF bytes each time', async () => {
  const file = async (format: string) =>
    server.api.inject({
      method: 'POST',
      url: '/api/v1/tracing/exports',
      headers: { cookie },
      payload: { requests: [first], format, purpose: 'Test of the desk' },
    });
  const csv = await file('csv');
  expect(csv.body.split('\r\n')[1]).toContain(`FL-${first},,2026-11-21,ROUTINE`);
  const pdf = await file('pdf');
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await file('pdf')).rawPayload.equals(pdf.rawPayload)).toBe(true);
  expect((await page(first)).state).toBe('EXPORTED');
  const lines = csv.body.trimEnd().split('\r\n');
  const read = await receiveRows({ ...server.store }, 'etrace', lines, '2026-11-21T12:00:00Z');
  expect(read).toMatchObject({ accepted: 1, layouts: ['requests'] });
});

test('results bring requests on by trace number, and by serial number, make and case; what contradicts waits for a person', async () => {
  await step(first, 'submit');
  await step(first, 'acknowledge', 't 2026-0000001');
  await edit(second, rest);
  await step(second, 'validate');
  await step(second, 'submit');
  const run = await receiveRows(
    server.store,
    'etrace',
    [
      resultsHeader,
      // The trace number of the first request, and another serial number.
      'T20260000001,11/21/2026,11/24/2026,Traced to purchaser,371234568,RUGER,LCP,380,P,11/19/2026,26-0000202,TESTERSON,MARLOWE',
      'T20260000002,11/21/2026,11/24/2026,Insufficient information,AAB123456,TAURUS,G2C,9MM,P,11/19/2026,26-0000202,TESTERSON,MARLOWE',
    ],
    '2026-11-25T12:00:00Z',
  );
  const followed = await followTraceResults(server.store.database, server.store.agency, {
    run: run.run,
    now: server.clock.now(),
  });
  expect(followed).toEqual({ moved: 1, disagree: 1 });
  const contradicted = await page(first);
  expect([contradicted.state, contradicted.disagrees]).toEqual(['ACKNOWLEDGED', true]);
  expect(contradicted.results[0]!.differs).toEqual([
    { field: 'serial_number', asked: '371234567', came: '371234568', identity: true },
  ]);
  const returned = await page(second);
  expect([returned.state, returned.traceNumber]).toEqual(['RETURNED_FOR_INFO', 'T20260000002']);
  expect(returned.undo).toBeNull();
});

test('a person takes the result or sets it aside, and a returned request is corrected and sent again', async () => {
  const before = await page(first);
  const judged = await ask<RequestPage>('PUT', `/requests/${first}/results/${before.results[0]!.record}`, {
    version: before.version,
    answers: false,
  });
  expect([judged.state, judged.disagrees, judged.results]).toEqual(['ACKNOWLEDGED', false, []]);
  expect(judged.setAside.map(({ record }) => record)).toEqual([before.results[0]!.record]);
  const back = await step(first, 'undo');
  expect([back.disagrees, back.setAside]).toEqual([true, []]);
  const judge = (version: number, body: object) =>
    [`/requests/${first}/results/${before.results[0]!.record}`, { version, ...body }] as const;
  const answered = await ask<RequestPage>('PUT', ...judge(back.version, { answers: true }));
  expect([answered.state, answered.disagrees]).toEqual(['COMPLETED', false]);

  // It was another firearm after all: what the result did goes with it, and it is taken again only by saying so.
  await step(first, 'review');
  const aside = await ask<RequestPage>('PUT', ...judge((await page(first)).version, { answers: false }));
  expect([aside.state, aside.traceNumber, aside.results]).toEqual(['ACKNOWLEDGED', 'T20260000001', []]);
  expect(await refused('PUT', ...judge(aside.version, { answers: true }))).toBe('tracing.set-aside');
  const taken = await ask<RequestPage>('PUT', ...judge(aside.version, { answers: true, again: true }));
  expect(taken.events.slice(-3).map((event) => event.step)).toEqual(['set-aside', 'take-again', 'complete']);
  expect(taken.setAside).toEqual([]);
  expect([taken.state, taken.disagrees]).toEqual(['COMPLETED', false]);
  await step(first, 'review');
  expect((await step(first, 'link')).state).toBe('LINKED');

  // Nothing was corrected yet, nor was it once the correction is taken back; who says why may send it as it is.
  const correct = async () => ({ version: (await page(second)).version, step: 'correct' });
  expect(await refused('POST', `/requests/${second}/steps`, await correct())).toBe('tracing.no-reason');
  expect((await step(second, 'correct', 'the centre asked for what it had')).state).toBe('CORRECTED');
  await step(second, 'undo');
  await edit(second, { importer: 'TAURUS INC' });
  await step(second, 'undo');
  expect(await refused('POST', `/requests/${second}/steps`, await correct())).toBe('tracing.no-reason');

  await edit(second, { importer: 'TAURUS INTERNATIONAL' });
  await step(second, 'correct');
  const resubmitted = await step(second, 'resubmit');
  expect(resubmitted.events.map((event) => event.step)).toEqual([
    'prepare',
    'edit',
    'validate',
    'submit',
    'return',
    'correct',
    'undo',
    'edit',
    'undo',
    'edit',
    'correct',
    'resubmit',
  ]);
  const { counts } = await ask<TraceRequestsPage>('GET', '/requests?state=RESUBMITTED');
  expect(counts).toEqual({ LINKED: 1, RESUBMITTED: 1 });
});

test('a result that moved a request by itself gives back state, trace number and form when it is set aside, and cannot be linked', async () => {
  await receiveRows(
    server.store,
    'recoveries',
    [recoveriesHeader, `P26000004,26-0000204,11/18/2026 01:45,P,RUGER,LCP,380,377777777,${place},`],
    '2026-11-25T12:00:00Z',
  );
  const { items } = await ask<UntracedPage>('GET', '/untraced');
  const { requests } = await ask<PreparedTraceRequests>('POST', '/requests', { records: [items[0]!.record] });
  const third = requests[0]!;
  await edit(third, rest);
  await step(third, 'validate');
  const sent = await step(third, 'submit');
  const follow = async (line: string) => {
    const run = await receiveRows(server.store, 'etrace', [resultsHeader, line], '2026-11-26T12:00:00Z');
    await followTraceResults(server.store.database, server.store.agency, { run: run.run, now: server.clock.now() });
    return page(third);
  };
  const setAside = async (from: RequestPage) =>
    ask<RequestPage>('PUT', `/requests/${third}/results/${from.results[0]!.record}`, {
      version: from.version,
      answers: false,
    });
  const returned = await follow(
    'T20260000071,11/25/2026,11/26/2026,Insufficient information,377777777,RUGER,LCP,380,P,11/18/2026,26-0000204,TESTERSON,MARLOWE',
  );
  expect([returned.state, returned.traceNumber]).toEqual(['RETURNED_FOR_INFO', 'T20260000071']);
  await edit(third, { model: 'LCP II' });
  const back = await setAside(await page(third));
  expect([back.state, back.traceNumber, back.form]).toEqual(['SUBMITTED', null, sent.form]);
  expect(back.setAside.map(({ traceNumber }) => traceNumber)).toEqual(['T20260000071']);

  const completed = await follow(
    'T20260000072,11/25/2026,11/27/2026,Traced to purchaser,377777777,RUGER,LCP,380,P,11/18/2026,26-0000204,TESTERSON,MARLOWE',
  );
  expect([completed.state, completed.traceNumber]).toEqual(['COMPLETED', 'T20260000072']);
  await step(third, 'review');
  expect((await setAside(await page(third))).state).toBe('SUBMITTED');
  // Completed by hand under that number: the result that was set aside is none to link to.
  await step(third, 'acknowledge', 'T20260000072');
  await step(third, 'complete');
  const reviewed = await step(third, 'review');
  expect(await refused('POST', `/requests/${third}/steps`, { version: reviewed.version, step: 'link' })).toBe(
    'tracing.no-result',
  );
});

describe('of a trace in several versions, and of several results', () => {
  const line = (trace: string, serial: string, rest: string, make = 'RUGER') =>
    `${trace},11/25/2026,${rest},${serial},${make},LCP,380,P,11/17/2026,26-0000205,TESTERSON,MARLOWE`;
  async function sentRequest(property: string, serial: string, acknowledged?: string): Promise<number> {
    await receiveRows(
      server.store,
      'recoveries',
      [recoveriesHeader, `${property},26-0000205,11/17/2026 01:45,P,RUGER,LCP,380,${serial},${place},`],
      '2026-11-25T12:00:00Z',
    );
    const { items } = await ask<UntracedPage>('GET', '/untraced');
    const { requests } = await ask<PreparedTraceRequests>('POST', '/requests', { records: [items[0]!.record] });
    await edit(requests[0]!, rest);
    await step(requests[0]!, 'validate');
    await step(requests[0]!, 'submit');
    if (acknowledged !== undefined) await step(requests[0]!, 'acknowledge', acknowledged);
    return requests[0]!;
  }
  async function follow(request: number, ...lines: string[]): Promise<RequestPage> {
    const run = await receiveRows(server.store, 'etrace', [resultsHeader, ...lines], '2026-11-28T12:00:00Z');
    await followTraceResults(server.store.database, server.store.agency, { run: run.run, now: server.clock.now() });
    return page(request);
  }
  const judge = async (request: number, record: number, body: object) =>
    ask<RequestPage>('PUT', `/requests/${request}/results/${record}`, {
      version: (await page(request)).version,
      ...body,
    });

  test('setting one aside holds for every version, and what comes anew of it only marks the request', async () => {
    const request = await sentRequest('P26000005', '378888881');
    const pending = await follow(request, line('T20260000081', '378888881', ',In process'));
    expect(pending.traceNumber).toBe('T20260000081');
    const completed = await follow(request, line('T20260000081', '378888881', '11/27/2026,Traced to purchaser'));
    expect(completed.state).toBe('COMPLETED');
    const aside = await judge(request, completed.results[0]!.record, { answers: false });
    expect([aside.state, aside.traceNumber, aside.disagrees]).toEqual(['SUBMITTED', null, false]);

    const anew = await follow(request, line('T20260000081', '378888881', '11/28/2026,Traced to purchaser'));
    expect([anew.state, anew.traceNumber, anew.results, anew.disagrees]).toEqual(['SUBMITTED', null, [], true]);
    const still = await judge(request, anew.setAside[0]!.record, { answers: false });
    expect([still.state, still.disagrees, still.setAside.length]).toEqual(['SUBMITTED', false, 1]);

    // Taking it after all is one decision: taken back, it is set aside again, and no import takes it.
    const taken = await judge(request, anew.setAside[0]!.record, { answers: true, again: true });
    expect([taken.state, taken.setAside]).toEqual(['COMPLETED', []]);
    const back = await step(request, 'undo');
    expect([back.state, back.setAside.length, back.undo]).toEqual(['SUBMITTED', 1, 'set-aside']);
    const after = await follow(request, line('T20260000089', '370000000', '11/28/2026,Traced to purchaser'));
    expect([after.state, after.setAside.length, after.disagrees]).toEqual(['SUBMITTED', 1, false]);
  });

  test('taking one holds for the firearm it named: issued anew with another serial number, it moves nothing until somebody looks', async () => {
    const request = await sentRequest('P26000007', '378888883', 'T20260000085');
    const other = await follow(request, line('T20260000085', '378888833', ',In process'));
    const taken = await judge(request, other.results[0]!.record, { answers: true });
    expect([taken.state, taken.disagrees]).toEqual(['ACKNOWLEDGED', false]);
    const reissued = await follow(request, line('T20260000085', '379999999', '11/27/2026,Traced to purchaser'));
    expect([reissued.state, reissued.disagrees, reissued.results[0]!.differs.map(({ came }) => came)]).toEqual([
      'ACKNOWLEDGED',
      true,
      ['379999999'],
    ]);
    // What names the firearm that was taken brings the request on by itself.
    const again = await follow(request, line('T20260000085', '378888833', '11/28/2026,Traced to purchaser'));
    expect([again.state, again.disagrees]).toEqual(['COMPLETED', false]);
  });

  test('setting one of two aside that disagree leaves the other to be looked at', async () => {
    const request = await sentRequest('P26000006', '378888882');
    const both = await follow(
      request,
      line('T20260000082', '378888882', '11/27/2026,Traced to purchaser'),
      line('T20260000083', '378888882', '11/27/2026,Traced to purchaser'),
      line('T20260000084', '378888882', '11/27/2026,Traced to purchaser'),
    );
    expect([both.disagrees, both.results.length]).toEqual([true, 3]);
    const one = await judge(request, both.results[2]!.record, { answers: false });
    expect([one.disagrees, one.results.length]).toEqual([true, 2]);
    const two = await judge(request, both.results[1]!.record, { answers: false });
    expect([two.disagrees, two.results.length]).toEqual([false, 1]);
    expect((await step(request, 'undo')).disagrees).toBe(true);
  });
});

test('coverage counts what was sent here and what came back', async () => {
  const coverage = await ask<Coverage>('GET', '/coverage?from=2026-11-19&to=2026-11-19');
  expect(coverage.recoveries).toBe(2);
  expect(coverage.traced).toEqual({ numerator: 2, denominator: 2, unknown: 0 });
  expect(coverage.within[1]).toEqual({ days: 5, share: { numerator: 2, denominator: 2, unknown: 0 } });
  expect(coverage.correctableResubmitted).toEqual({ numerator: 1, denominator: 1, unknown: 0 });
});

describe('the desk', () => {
  test.each(['gunshot-desk', 'supervisor', 'commission', 'administrator'] as const)(
    'is closed to the role %s',
    async (role) => {
      const other = await server.signIn(role);
      const answer = await server.api.inject({ url: '/api/v1/tracing/requests', headers: { cookie: other } });
      expect(answer.statusCode).toBe(403);
    },
  );
});
