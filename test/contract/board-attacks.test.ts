import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyContent } from '../../src/jobs/save-board.ts';
import { loadBoardAs } from './board-as.ts';
import { judgeObservations } from '../../src/jobs/judge-observations.ts';
import { saveNextVersion } from '../../src/jobs/save-board.ts';
import type { BoardContent, BoardNote, BoardPage } from '../../src/model/boards.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

// What somebody tries who wants to see what they may not, or to break a board.

let server: TestServer;
let cookie: string;
let things: string[];

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  cookie = await server.signIn('analyst');
  const { results } = (await ask('GET', '/search?q=BKFT419')).json();
  const graph = (await ask('GET', `/entities/${results[0].id}/links`)).json();
  things = graph.entities.map((entity: { id: string }) => entity.id);
});
afterAll(() => server.close());

async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
  return server.api.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
}

const contentOf = (ids: readonly string[], more: Partial<BoardContent> = {}): BoardContent => ({
  ...emptyContent,
  items: ids.map((id, at) => ({ id, x: at * 10, y: at })),
  roots: ids.slice(0, 1),
  ...more,
});

async function newBoard(content = contentOf(things)): Promise<number> {
  return (await ask('POST', '/boards', { name: 'Attacked', content })).json().board;
}
const open = async (board: number, query = ''): Promise<BoardPage> =>
  (await ask('GET', `/boards/${board}${query}`)).json();

test('a note on a link is kept with its versions, edited, deleted and put back, and is on nothing that is no link', async () => {
  const board = await newBoard();
  const { links } = await open(board);
  const on = `link:${links[0]!.id}`;
  const note: BoardNote = (await ask('POST', `/boards/${board}/notes`, { on, text: 'who saw this?' })).json();
  expect(note).toMatchObject({ on, text: 'who saw this?', edited: false });
  const version = { base: 1, content: contentOf(things) };
  expect((await ask('POST', `/boards/${board}/versions`, version)).statusCode).toBe(200);
  const edited = (await ask('PUT', `/boards/${board}/notes/${note.note}`, { text: 'the clerk did' })).json();
  expect(edited).toMatchObject({ on, edited: true });
  expect((await ask('DELETE', `/boards/${board}/notes/${edited.note}`)).statusCode).toBe(204);
  expect((await open(board)).notes).toEqual([]);
  expect((await ask('POST', `/boards/${board}/notes/${edited.note}/restoration`)).json()).toMatchObject({ on });
  expect((await open(board)).notes.map(({ text }) => text)).toEqual(['the clerk did']);
  for (const absent of ['link:999999999', 'link:0', 'link:x', 'record:1'])
    expect([absent, (await ask('POST', `/boards/${board}/notes`, { on: absent, text: 'x' })).statusCode]).toEqual([
      absent,
      absent === 'link:999999999' ? 404 : 400,
    ]);
});

test('read by somebody who may see less a board shows nothing of it, and their save takes nothing of it away', async () => {
  const board = await newBoard(contentOf(things, { pinned: things, colours: [{ id: things.at(-1)!, colour: 'red' }] }));
  const whole = await loadBoardAs(server, board, []);
  const tag = 'FTS-TIAHRT';
  const hiddenLinks = whole.links.filter((link) => link.handling.includes(tag));
  expect(hiddenLinks.length).toBeGreaterThan(0);
  const on = `link:${hiddenLinks[0]!.id}`;
  await ask('POST', `/boards/${board}/notes`, { on, text: 'of a trace' });
  const less = await loadBoardAs(server, board, [tag]);
  expect(less.links.filter((link) => link.handling.includes(tag))).toEqual([]);
  expect(less.linksTotal).toBe(whole.linksTotal - hiddenLinks.length);
  expect(less.notes).toEqual([]);
  expect((await loadBoardAs(server, board, [])).notes.map((note) => note.on)).toEqual([on]);
  const seen = less.content.items.map(({ id }) => id);
  expect(seen.length).toBeLessThan(things.length);
  const saved = contentOf(seen.slice(0, 1));
  const reader = { agencyId: server.store.agency.agencyId, actor: 'test.analyst', role: 'analyst', hidden: [tag] };
  const client = await server.store.database.pool('read').connect();
  try {
    await saveNextVersion(client, reader, { board, base: 1, content: saved });
  } finally {
    client.release();
  }
  const after = await open(board);
  const unseen = things.filter((id) => !seen.includes(id));
  expect(after.content.items.map(({ id }) => id).toSorted()).toEqual([seen[0]!, ...unseen].toSorted());
  expect(after.content.pinned.toSorted()).toEqual(unseen.toSorted());
});

test('what was parted since from what stands on a board is told', async () => {
  const { rows } = await server.store.database.pool('read').query<{ entity: number; numbers: number[] }>(
    `select entity_id as entity, array_agg((record_id * 64 + ordinal)::int order by record_id) as numbers from flashlight.observation_of
      where kind = 'firearm' and status = 'ACTIVE' group by 1 having count(*) > 1 limit 1`,
  );
  const { entity, numbers } = rows[0]!;
  const board = await newBoard(contentOf([`firearm:${entity}`]));
  expect((await open(board)).split).toEqual([]);
  const { agencyId } = server.store.agency;
  await judgeObservations(server.store.database, agencyId, {
    a: numbers[0]!,
    b: numbers.at(-1)!,
    verdict: 'different',
    reason: 'two photographs',
    judgedBy: 'test',
  });
  const { split } = await open(board);
  expect(split).toEqual([{ from: `firearm:${entity}`, other: expect.stringMatching(/^firearm:\d+$/) }]);
  expect(split[0]!.other).not.toBe(split[0]!.from);
  await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf([`firearm:${entity}`]) });
  expect((await open(board)).split).toEqual([]);
});

test('more than a board holds, a note of a megabyte, ids of another agency and a drawing with a script are refused or not there', async () => {
  const many = Array.from({ length: 5001 }, (_, at) => `person:${at + 1}`);
  const tooMany = await ask('POST', '/boards', { name: 'Many', content: contentOf(many) });
  expect([tooMany.statusCode, tooMany.json().code]).toEqual([400, 'api.invalid-request']);
  const board = await newBoard();
  const long = await ask('POST', `/boards/${board}/notes`, { on: null, text: 'x'.repeat(1_000_000) });
  expect([long.statusCode, typeof long.json().code]).toEqual([400, 'string']);
  const longer = await ask('POST', `/boards/${board}/notes`, { on: null, text: 'x'.repeat(3_000_000) });
  expect([longer.statusCode, typeof longer.json().code]).toEqual([413, 'string']);
  const drawing = await server.api.inject({
    method: 'POST',
    url: `/api/v1/boards/${board}/pictures`,
    headers: { cookie, 'content-type': 'image/png' },
    payload: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  });
  expect([drawing.statusCode, drawing.json().code]).toEqual([422, 'board.picture']);
  const owner = server.store.database.pool('migrate');
  const foreign = 987_654_321;
  await owner.query(
    `insert into flashlight.entity (agency_id, entity_id, kind, label) values ($1, $2, 'person', 'Of another agency')`,
    [server.store.agency.agencyId + 1, foreign],
  );
  const other = await newBoard(contentOf([things[0]!, `person:${foreign}`]));
  const page = await open(other);
  expect(page.content.items.map(({ id }) => id)).toEqual([things[0]]);
  expect(JSON.stringify(page)).not.toContain('another agency');
});
