import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseDocument } from '../../src/exhibits/case-document.ts';
import { loadCaseReport } from '../../src/jobs/load-case-report.ts';
import type { NibinLeadPage } from '../../src/model/nibin.ts';
import type { PrintedBlock } from '../../src/model/printed-document.ts';
import { inTransaction } from '../../src/store/database.ts';
import { askAs, enrolSearched, receiveShootings, sendAs, signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let of: Record<string, number>;
const who: Record<string, string> = {};

beforeAll(async () => {
  server = await openTestServer();
  await receiveShootings(server);
  of = await enrolSearched(server, [
    { a: 'first', b: 'fired', cells: 30 },
    { a: 'second', b: 'first', cells: 20 },
  ]);
  for (const [name, role] of [
    ['ann', 'technician'],
    ['bo', 'technician'],
    ['eve', 'examiner'],
    ['fay', 'examiner'],
    ['dan', 'detective'],
  ] as const)
    who[name] = await signInAs(server, name, role);
});
afterAll(() => server.close());

const post = <T>(path: string, name: string, payload: object) => askAs<T>(server, path, who[name]!, 'POST', payload);

async function bothSay(a: string, b: string): Promise<void> {
  const [x, y] = [of[a]!, of[b]!].sort((p, q) => p - q);
  for (const name of ['ann', 'bo']) await post(`/candidate-reviews/${x}/${y}`, name, { conclusion: 'LEAD' });
}

const textOf = (block: PrintedBlock): string[] =>
  block.kind === 'heading' || block.kind === 'paragraph'
    ? [block.text]
    : block.kind === 'list'
      ? [...block.items]
      : block.kind === 'facts'
        ? block.rows.map((row) => row.join(': '))
        : block.kind === 'table'
          ? block.rows.map((row) => row.join(' | '))
          : [];

/** What the report of the case of an exhibit says to somebody, as text. */
async function told(name: string, { undisseminated = false, language = 'en' as 'en' | 'es' } = {}): Promise<string[]> {
  const { agencyId } = server.store.agency;
  const now = server.clock.now().toISOString();
  const about = { timeZone: 'America/New_York', agency: 'Harbor', program: '1', handling: [] };
  const report = await inTransaction(server.store.database.pool('read'), (client) =>
    loadCaseReport(
      client,
      { agencyId, now, timeZone: 'America/New_York', undisseminated },
      { exhibit: of[name]!, actor: 'dan' },
    ),
  );
  const { title, caution, blocks } = caseDocument(report, {
    ...about,
    language,
    purpose: 'Case',
    madeBy: 'dan',
    madeAt: now,
  });
  // Times are written with a narrow space.
  return [title, caution ?? '', ...blocks.flatMap(textOf)].map((line) => line.replaceAll('\u202f', ' '));
}

const take = (exhibit: number, name: string, purpose: string | null = 'For the prosecutor') =>
  server.api.inject({
    url: `/api/v1/exhibits/${exhibit}/case-report.pdf`,
    headers: {
      cookie: who[name]!,
      ...(purpose !== null && { 'flashlight-purpose': encodeURIComponent(purpose) }),
    },
  });

test('a case without a lead says so, who held what, and what is wanting', async () => {
  const text = await told('second');
  expect(text.slice(0, 2)).toEqual([
    'Ballistic evidence of case 24-0003',
    'NIBIN lead: possible association; not a confirmed identification; requires microscopic confirmation. Where an examiner concluded, see the limitations of the report.',
  ]);
  expect(text).toContain('No lead of an exhibit of this case may be told here.');
  expect(text).toContain(
    'second-1 | Cartridge case, Scene | 9MM | Nov 20, 2026, 05:00, collector | laboratory | Correlated',
  );
  expect(text).toContain('No scan is in force, so that nothing here was compared: second-1.');
  expect(text).toContain('Candidates of a search wait to be looked through: second-1.');
  expect(text.filter((line) => line.includes(' | enroller')).map((line) => line.split(' | ')[1])).toEqual([
    'Collected and enrolled',
    'Received',
    'Triaged',
  ]);
  expect(text.join('\n')).not.toMatch(/\bmatch|%/i);
});

test('a lead is told once it is given out, a hit with who concluded and its limitations, in both languages', async () => {
  await bothSay('first', 'fired');
  expect(await told('first')).toContain('No lead of an exhibit of this case may be told here.');
  expect(await told('first', { undisseminated: true })).toContain(
    'Item first-1 of this case and item fired-1 of case 24-0002',
  );
  await post('/nibin-leads/1/dissemination', 'ann', {
    revision: 2,
    recipients: [{ side: 'inside', name: 'dan', purpose: 'Case 24-0001' }],
  });
  const lead = await told('first');
  expect(lead).toContain(
    'NIBIN lead FL26-00001: two people saw a possible association on the screen. No examiner confirmed it on the specimens.',
  );
  expect(await told('fired')).toContain('Item fired-1 of this case and item first-1 of case 24-0001');
  // Of the other pair of the same exhibit no lead was issued: it is not in the report.
  expect(lead.join('\n')).not.toContain('second-1');

  await post('/nibin-leads/1/steps', 'dan', { revision: 3, step: 'acknowledge' });
  await post('/nibin-leads/1/steps', 'dan', { revision: 4, step: 'assign', assignee: 'dan' });
  await post('/nibin-leads/1/steps', 'dan', { revision: 5, step: 'investigate', note: 'Spoke to witnesses' });
  await post('/nibin-leads/1/steps', 'dan', { revision: 6, step: 'request-confirmation' });
  const waits = await post<NibinLeadPage>('/nibin-leads/1/conclusions', 'eve', {
    revision: 7,
    conclusion: 'IDENTIFICATION',
    method: 'Comparison microscope, both specimens',
    limitation: 'Holds for the marks compared; see the report.',
    report: 'FR26-1',
    on: '2026-11-21',
  });
  await post(`/nibin-leads/1/conclusions/${waits.conclusions[0]!.id}/verification`, 'fay', {
    revision: 7,
    agrees: true,
  });
  const concluded =
    'Examiner eve concluded on 2026-11-21: identification (report FR26-1), verified by fay. Limitations, as in the report: Holds for the marks compared; see the report.';
  expect(await told('first')).toContain(concluded);
  expect((await told('first', { language: 'es' })).join('\n')).toContain(
    'Holds for the marks compared; see the report.',
  );
});

test('it is taken out for a purpose that is on record with the leads it tells; withdrawn, it is called back and says so', async () => {
  const refused = await take(of['first']!, 'dan', null);
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([400, 'api.invalid-request']);
  const pdf = await take(of['first']!, 'dan');
  expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  await take(of['second']!, 'dan');
  const { rows } = await server.store.database
    .pool('read')
    .query<{ subject: object; purpose: string }>(
      `select subject, purpose from flashlight.audit_event where action = 'exhibits.print' and purpose is not null order by event_id`,
    );
  expect(rows).toEqual([
    { subject: { exhibit: of['first'], format: 'pdf', caseLeads: [1] }, purpose: 'For the prosecutor' },
    { subject: { exhibit: of['second'], format: 'pdf', caseLeads: [] }, purpose: 'For the prosecutor' },
  ]);

  const withdrawn = await post<NibinLeadPage>('/nibin-leads/1/retraction', 'eve', {
    revision: 8,
    reason: 'Items were mixed up',
  });
  expect(withdrawn.recalls.map(({ what, takenBy, about }) => [what, takenBy, about])).toEqual([
    ['exhibits.print', 'dan', `format pdf, exhibit ${of['first']}, caseLeads [1]`],
  ]);
  const text = await told('first');
  expect(text).toContain(
    'NIBIN lead FL26-00001 of these two exhibits was withdrawn: the association does not hold. What is printed here must not be used as if it did.',
  );
  expect(text).toContain('It was taken back for an error that was found: Items were mixed up');
});

test('an exhibit of no case, and none at all, are said', async () => {
  const owner = await server.store.database.connect('migrate');
  await owner.query('update flashlight.exhibit set case_no = null, case_key = null where exhibit_id = $1', [
    of['third'],
  ]);
  await owner.end();
  const codes = [];
  for (const exhibit of [of['third']!, 99_999]) codes.push((await take(exhibit, 'dan')).json<{ code: string }>().code);
  expect(codes).toEqual(['exhibit.without-case', 'exhibit.unknown']);
  const answer = await sendAs(
    server,
    `/exhibits/${of['first']}/case-report.pdf`,
    await signInAs(server, 'pat', 'commission'),
    'GET',
    {},
  );
  expect(answer.statusCode).toBe(403);
});
