import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkPackage } from '../../src/jobs/verify-briefing.ts';
import type { LeadPage, LeadQueue } from '../../src/model/lead-answers.ts';
import type { LeadPicture, QueuePicture } from '../../src/model/lead-picture.ts';
import { receiveRows } from '../receive-rows.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let analyst: string;
let detective: string;
let lead: number;

const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';
const first =
  'T201,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T201,BBB2222,GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,01/01/2024,SMITH,ANN,07/04/1990,DL,MD,S100,JONES,BO,01/01/1995,07/06/2024';
const ties =
  'Lead Number,Kind,Status,Issued,Case A,Item A,Event Date A,Case B,Item B,Event Date B,Conclusion,Serial Number,Manufacturer,Retracted';

beforeAll(async () => {
  server = await openTestServer({ leads: 'follow' });
  [analyst, detective] = [await server.signIn('analyst'), await server.signIn('detective', 'es')];
  await receiveRows(server.store, 'etrace', [
    traces,
    first,
    'T202,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T202,CCC3333,GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,03/01/2024,SMITH,ANN,07/04/1990,DL,MD,S100,JONES,BO,01/01/1995,06/06/2024',
  ]);
  await receiveRows(server.store, 'nibin', [
    ties,
    'L-1,LEAD,DISSEMINATED,07/30/2024,24-T201,TF-1,07/06/2024,24-55,CC-1,07/01/2024,,BBB2222,GLOCK,',
    'L-2,LEAD,DISSEMINATED,07/30/2024,24-T201,TF-1,07/06/2024,24-66,CC-1,07/03/2024,,BBB2222,GLOCK,',
  ]);
  lead = await vi.waitUntil(
    async () => (await ask('/leads')).json<LeadQueue>().leads.find(({ kind }) => kind === 'fast-firearm')?.lead,
    { timeout: 60_000, interval: 200 },
  );
});
afterAll(() => server.close());

const ask = (path: string, cookie = analyst, purpose?: string) =>
  server.api.inject({
    url: `/api/v1${path}`,
    headers: { cookie, ...(purpose === undefined ? {} : { 'flashlight-purpose': encodeURIComponent(purpose) }) },
  });
const post = (path: string, payload: object, cookie = analyst) =>
  server.api.inject({ method: 'POST', url: `/api/v1${path}`, headers: { cookie }, payload });
const onRecord = async (action: string) => {
  const { rows } = await server.store.database
    .pool('read')
    .query<{ purpose: string | null; subject: Record<string, unknown>; outcome: string }>(
      'select purpose, subject, outcome from flashlight.audit_event where action = $1 order by event_id',
      [action],
    );
  return rows;
};

test('the picture of a lead has the life of its firearm and what ties it, that of a queue where each was recovered and fired', async () => {
  const picture = (await ask(`/leads/${lead}/picture`)).json<LeadPicture>();
  expect(picture.firearms).toEqual({ shown: 1, total: 1 });
  expect(picture.lives[0]!.events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['sold', 'unknown-interval', 'shooting', 'recovered']),
  );
  expect(picture.links.map(({ predicate }) => predicate)).toEqual(
    expect.arrayContaining(['PURCHASED', 'SOLD', 'POSSIBLY_FIRED_IN']),
  );
  const ends = new Set<string>(picture.entities.map(({ id }) => id));
  expect(picture.links.every(({ subject, object }) => ends.has(subject) && ends.has(object))).toBe(true);
  const queue = (await ask(`/leads/picture?leads=${lead},999999`)).json<QueuePicture>();
  expect(queue.events.map(({ event, leads }) => [event.kind, leads])).toEqual([
    ['shooting', [lead]],
    ['shooting', [lead]],
    ['recovered', [lead]],
  ]);
});

test('a package is made for a purpose alone, is the same bytes for the same at one time, and is on record by its hash', async () => {
  const path = `/leads/${lead}/briefing.zip`;
  expect((await ask(path)).statusCode).toBe(400);
  const made = await ask(path, analyst, 'Caso 24-9, reunión');
  expect(made.statusCode).toBe(200);
  const again = await ask(path, analyst, 'Caso 24-9, reunión');
  expect(made.rawPayload.equals(again.rawPayload)).toBe(true);
  const { manifest, files, sha256 } = checkPackage(made.rawPayload);
  expect(files.every(({ state }) => state === 'intact')).toBe(true);
  expect(manifest).toMatchObject({ lead, purpose: 'Caso 24-9, reunión', recipient: null, madeBy: 'test.analyst' });
  expect(manifest.handling).toEqual(expect.arrayContaining(['FTS-TIAHRT', 'NIBIN-LEAD']));
  const rows = await onRecord('leads.package');
  expect(rows.at(-1)).toMatchObject({
    purpose: 'Caso 24-9, reunión',
    subject: { lead, package: sha256 },
    outcome: 'ALLOWED',
  });
  // Of what people wrote only what they chose for it.
  for (const [text, inBriefing] of [
    ['Call the owner', true],
    ['Not for paper', false],
  ] as const)
    expect((await post(`/leads/${lead}/notes`, { text, inBriefing })).statusCode).toBe(201);
  const noted = unzipSync((await ask(path, analyst, 'x')).rawPayload);
  const written = JSON.parse(Buffer.from(noted['briefing.json']!).toString()) as { lead: LeadPage };
  expect(written.lead.notes.map(({ text }) => text)).toEqual(['Call the owner']);
  // In the language of the reader; the same figures.
  const spanish = unzipSync((await ask(path, detective, 'x')).rawPayload);
  expect(Buffer.from(spanish['briefing.pdf']!).subarray(0, 5).toString()).toBe('%PDF-');
});

/** Every name a value has anywhere in it, by its path; names of the facts of an event are of the records. */
function namesIn(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => namesIn(each, path)))];
  if (path.endsWith('.events.detail.')) return [];
  return Object.entries(value).flatMap(([name, of]) => [`${path}${name}`, ...namesIn(of, `${path}${name}.`)]);
}
const paths = (at: string, words: string) => words.split(' ').map((word) => `${at}${word}`);
const entityNames = 'id kind label';
const rowNames = 'record version feed layout file line receivedAt';
const toldOutside = new Set([
  ...paths(
    '',
    'format lead version standing madeAt madeBy agency purpose recipient consentedBy handling program engine settings baseline',
  ),
  ...paths('', 'files records picture profiles'),
  ...paths('files.', 'name bytes sha256'),
  ...paths('records.', 'record version sha256'),
  ...paths('lead.', 'summary refutation evidence unknown versions'),
  ...paths('lead.summary.', 'lead kind subject about reason also strength counts from to standing gets version'),
  ...paths('lead.summary.about.', entityNames),
  ...paths('lead.summary.also.', 'kind reason'),
  ...paths('lead.summary.counts.', 'traces persons firearms dealers incidents'),
  ...paths('lead.summary.gets.', 'geography events time solvability'),
  ...paths('lead.summary.gets.geography.', 'places unknown places.label places.count'),
  ...paths('lead.summary.gets.events.', 'fatal nonFatal shotsFired other unconfirmed points'),
  ...paths('lead.summary.gets.time.', 'last daysSince fastestDays points'),
  ...['purchaserKnown', 'possessorKnown', 'dealerKnown'].flatMap((of) => [
    `lead.summary.gets.solvability.${of}`,
    ...paths(`lead.summary.gets.solvability.${of}.`, 'numerator denominator unknown'),
  ]),
  ...paths('lead.summary.gets.solvability.', 'persons recovered points'),
  ...paths('lead.evidence.', 'traces persons firearms dealers incidents'),
  ...paths(
    'lead.evidence.traces.',
    'traceNumber firearm purchaser possessor dealer soldOn recoveredOn days score low high parts',
  ),
  ...paths('lead.evidence.traces.parts.', 'name value contribution low high'),
  ...[
    'traces.firearm',
    'traces.purchaser',
    'traces.possessor',
    'traces.dealer',
    'persons',
    'firearms',
    'dealers',
    'incidents',
  ].flatMap((of) => paths(`lead.evidence.${of}.`, entityNames)),
  ...paths('lead.unknown.', 'what count of'),
  ...paths('lead.versions.', 'version kind strength reason traces engine settings baseline madeAt'),
  ...paths('picture.', 'lives firearms entities links linksFrom linksOf firearms.shown firearms.total'),
  ...paths('picture.entities.', entityNames),
  ...paths(
    'picture.lives.',
    'firearm facts restorations timeToCrime shootings now sources cut disagreements events caution',
  ),
  ...paths('picture.lives.firearm.', entityNames),
  ...paths('picture.lives.facts.', 'name value unread raw sources'),
  ...paths('picture.lives.timeToCrime.', 'days why soldOn recoveredOn recoveries sources'),
  ...paths('picture.lives.shootings.', 'hits leads'),
  ...paths(
    'picture.lives.events.',
    'id kind from to days title place people basis tie status conflict sources handling detail',
  ),
  ...paths('picture.lives.events.place.', 'id label point precision county point.lon point.lat'),
  ...paths('picture.lives.events.people.', `${entityNames} role`),
  ...paths(
    'picture.links.',
    'id subject predicate object from to basis status source other description conflict against handling',
  ),
  ...[
    'lives.facts.sources',
    'lives.timeToCrime.sources',
    'lives.events.sources',
    'links.source',
    'links.other',
    'links.against',
  ].flatMap((of) => paths(`picture.${of}.`, rowNames)),
]);

test('nothing is packed for somebody outside but the version two people agreed to', async () => {
  const outside = (recipient: number) =>
    ask(`/leads/${lead}/briefing.zip?recipient=${recipient}`, analyst, 'Joint case');
  expect((await outside(1)).json()).toMatchObject({ code: 'lead.not-released' });
  const { revision, version } = (await ask(`/leads/${lead}`)).json<LeadPage>().summary;
  const asked = await post(`/leads/${lead}/release`, {
    revision,
    version,
    recipient: 'State police',
    purpose: 'Joint case',
  });
  const { request } = asked.json<{ request: number }>();
  expect((await post(`/leads/${lead}/requests/${request}`, { agree: true, version }, detective)).statusCode).toBe(204);
  const { recipients } = (await ask(`/leads/${lead}`)).json<LeadPage>();
  const { recipient } = recipients.find(({ side }) => side === 'outside')!;
  const packed = await outside(recipient);
  expect(packed.statusCode).toBe(200);
  expect(checkPackage(packed.rawPayload).manifest).toMatchObject({
    recipient: 'State police',
    consentedBy: 'test.detective',
  });
  // Nothing but what may be told: every name in the package, wherever it stands, is on a list that says so.
  const inPackage = unzipSync(packed.rawPayload);
  expect(Object.keys(inPackage).sort()).toEqual(['briefing.json', 'briefing.pdf', 'manifest.json']);
  const named = ['briefing.json', 'manifest.json'].flatMap((file) =>
    namesIn(JSON.parse(Buffer.from(inPackage[file]!).toString())),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !toldOutside.has(name))).toEqual([]);
  const inward = JSON.parse(
    Buffer.from(
      unzipSync((await ask(`/leads/${lead}/briefing.zip`, analyst, 'File')).rawPayload)['briefing.json']!,
    ).toString(),
  ) as { lead: LeadPage };
  expect(inward.lead.recipients.length).toBeGreaterThan(0);
  expect(inward.lead.summary).toMatchObject({ aboutOfficer: false, state: 'GENERATED' });
  // What else the purchaser bought is no part of the lead; inside it stands on her page.
  const written = (archive: Buffer) => Buffer.from(unzipSync(archive)['briefing.json']!).toString();
  expect(written((await ask(`/leads/${lead}/briefing.zip`, analyst, 'File')).rawPayload)).toContain('CCC3333');
  expect(JSON.parse(written(packed.rawPayload))).toMatchObject({ profiles: [] });
  expect(written(packed.rawPayload)).not.toContain('CCC3333');

  // A row that makes no other version of the lead, and that the two who agreed could not see.
  await receiveRows(
    server.store,
    'etrace',
    [traces, first.replace('07/20/2024', '07/21/2024')],
    '2027-01-01T00:00:00Z',
  );
  const late = (await outside(recipient)).json<{ code: string; detail: string }>();
  expect((await ask(`/leads/${lead}`)).json<LeadPage>().summary.version).toBe(version);
  expect(late).toMatchObject({ code: 'lead.not-released', detail: expect.stringContaining('came in later') });

  // What it rests on changed: nothing leaves of it.
  await receiveRows(
    server.store,
    'nibin',
    [ties, 'L-2,LEAD,NOT CONFIRMED,07/30/2024,24-T201,TF-1,07/06/2024,24-66,CC-1,07/03/2024,,BBB2222,GLOCK,09/01/2024'],
    '2026-02-01T00:00:00Z',
  );
  await vi.waitUntil(async () => (await ask(`/leads/${lead}`)).json<LeadPage>().summary.standing === 'WITHDRAWN', {
    timeout: 60_000,
    interval: 200,
  });
  expect((await outside(recipient)).json()).toMatchObject({ code: 'lead.not-standing' });
  // Inside it can be printed for the record, and says that it is withdrawn.
  const kept = await ask(`/leads/${lead}/briefing.zip`, analyst, 'File');
  expect(checkPackage(kept.rawPayload).manifest.standing).toBe('WITHDRAWN');
});
