import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyContent } from '../../src/jobs/save-board.ts';
import type { BoardContent, BoardNote, BoardPage, BoardPicture, BoardSummary } from '../../src/model/boards.ts';
import type { BoardSharesPage, BoardVersionsPage } from '../../src/api/contract/boards.ts';
import { parseEntityId } from '../../src/model/ids.ts';
import { roles, type Role } from '../../src/model/roles.ts';
import { importSmallCity } from './import-small-city.ts';
import { jpegOf, pngOf, webpOf } from './made-pictures.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

let server: TestServer;
let analyst: string;
let detective: string;
let things: string[];

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  analyst = await server.signIn('analyst');
  detective = await server.signIn('detective');
  const { results } = (await ask('GET', '/search?q=BKFT419')).json();
  const firearm = results[0].id as string;
  const graph = (await ask('GET', `/entities/${firearm}/links`)).json();
  things = graph.entities.map((entity: { id: string }) => entity.id);
});
afterAll(() => server.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function ask(method: Method, path: string, payload?: object | Buffer, more: Record<string, string> = {}) {
  const { cookie = analyst, ...headers } = more;
  return server.api.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
}

const contentOf = (ids: readonly string[], more: Partial<BoardContent> = {}): BoardContent => ({
  ...emptyContent,
  items: ids.map((id, at) => ({ id, x: at * 10, y: at })),
  roots: ids.slice(0, 1),
  ...more,
});

async function newBoard(name: string, content = contentOf(things)): Promise<number> {
  const answer = await ask('POST', '/boards', { name, content });
  expect(answer.statusCode).toBe(200);
  return answer.json().board;
}

const open = async (board: number, query = '', cookie = analyst): Promise<BoardPage> =>
  (await ask('GET', `/boards/${board}${query}`, undefined, { cookie })).json();

async function audited(where: string) {
  const { rows } = await server.store.database
    .pool('migrate')
    .query(`select action, subject, purpose, outcome from flashlight.audit_event where ${where} order by event_id`);
  return rows;
}

describe('a saved board', () => {
  test('opens with what stands on it and what ties it, read anew', async () => {
    const board = await newBoard('  Harbor Point  ');
    const page = await open(board);
    expect(page.board).toMatchObject({ name: 'Harbor Point', owner: 'test.analyst', may: 'own', version: 1 });
    expect(page.content).toEqual(contentOf(things));
    expect(page.entities.map((entity) => entity.id).toSorted()).toEqual(things.toSorted());
    expect(page.links.length).toBe(page.linksTotal);
    expect(page.links.length).toBeGreaterThan(2);
    expect(await audited(`action = 'boards.read' and subject ->> 'board' = '${board}'`)).toEqual([
      { action: 'boards.read', subject: { board }, purpose: null, outcome: 'ALLOWED' },
    ]);
  });

  test('keeps no word of a record: ids, places and marks alone', async () => {
    const board = await newBoard('Ids alone');
    const { rows } = await server.store.database
      .pool('migrate')
      .query('select content::text as text, change::text as change from flashlight.board_version where board_id = $1', [
        board,
      ]);
    const labels = (await open(board)).entities.map((entity) => entity.label);
    for (const label of labels) {
      expect(rows[0].text).not.toContain(label);
      expect(rows[0].change).not.toContain(label);
    }
  });

  test('has every save as a version that says who, when and how much changed, and can be taken up again', async () => {
    const board = await newBoard('Versions', contentOf(things.slice(0, 3)));
    const next = contentOf(things.slice(1), { pinned: [things[1]!], from: '2024-01-01' });
    const moved = { ...next, items: next.items.map((item, at) => (at === 1 ? { ...item, x: 99, y: 99 } : item)) };
    expect((await ask('POST', `/boards/${board}/versions`, { base: 1, content: moved })).json()).toEqual({
      board,
      version: 2,
    });
    const versions: BoardVersionsPage = (await ask('GET', `/boards/${board}/versions`)).json();
    expect(versions.items.map(({ version, savedBy, change }) => [version, savedBy, change])).toEqual([
      [
        2,
        'test.analyst',
        // The two that stay stand elsewhere than they did.
        { added: things.length - 3, removed: 1, moved: 2, marked: 1, filters: true },
      ],
      [1, 'test.analyst', { added: 3, removed: 0, moved: 0, marked: 0, filters: false }],
    ]);
    expect((await open(board, '?version=1')).content.items.length).toBe(3);
    const restored = await ask('POST', `/boards/${board}/versions/1/restoration`, { base: 2 });
    expect(restored.json()).toEqual({ board, version: 3 });
    const newest = await open(board);
    expect(newest.content).toEqual(contentOf(things.slice(0, 3)));
    expect(newest.opened).toMatchObject({ version: 3, restoredFrom: 1 });
    expect((await ask('GET', `/boards/${board}?version=9`)).json().code).toBe('api.not-found');
  });

  test('is not written over by whoever began from an earlier version', async () => {
    const board = await newBoard('Two at once');
    await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things.slice(2)) });
    const late = await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things.slice(3)) });
    expect([late.statusCode, late.json().code, late.json().got]).toEqual([409, 'board.changed', '2']);
    expect((await open(board)).content.items.length).toBe(things.length - 2);
    const stale = await ask('POST', `/boards/${board}/versions/1/restoration`, { base: 1 });
    expect(stale.json().code).toBe('board.changed');
    expect(await audited(`subject ->> 'board' = '${board}' and outcome = 'FAILED'`)).toHaveLength(2);
  });

  test('two saves of one moment: one is the next version, the other is told so', async () => {
    const board = await newBoard('Race');
    const save = () => ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things.slice(1)) });
    const answers = await Promise.all([save(), save(), save()]);
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409, 409]);
  });

  test('follows merges, says so, and of two that became one shows one', async () => {
    const [gone, into] = things.filter((id) => id.startsWith('person:'));
    const number = (id: string) => parseEntityId(id)!.number;
    const board = await newBoard('Merged');
    const note = await ask('POST', `/boards/${board}/notes`, { on: gone, text: 'Seen twice' });
    const pool = server.store.database.pool('migrate');
    const merge = (to: number | null) =>
      pool.query('update flashlight.entity set merged_into = $2 where entity_id = $1', [number(gone!), to]);
    await merge(number(into!));
    try {
      const page = await open(board);
      expect(page.merged).toEqual([{ was: gone, is: into }]);
      expect(page.content.items.map((item) => item.id).toSorted()).toEqual(
        things.filter((id) => id !== gone).toSorted(),
      );
      expect(page.notes.map(({ on, text }) => [on, text])).toEqual([[into, 'Seen twice']]);
      expect(note.json().on).toBe(gone);
    } finally {
      await merge(null);
    }
  });

  test('of what is not there for the reader neither draws nor counts anything, and keeps it through their saves', async () => {
    const absent = 'person:999999999';
    const board = await newBoard('Absent', contentOf(things.slice(0, 2)));
    const pool = server.store.database.pool('migrate');
    await pool.query(
      `update flashlight.board_version set content = jsonb_set(content, '{items}', content -> 'items' || $2::jsonb),
              change = jsonb_set(change, '{added}', change -> 'added' || to_jsonb($3::text)) where board_id = $1`,
      [board, JSON.stringify([{ id: absent, x: 1, y: 1 }]), absent],
    );
    const page = await open(board);
    expect(JSON.stringify(page)).not.toContain(absent);
    expect(page.opened.change.added).toBe(2);
    await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things.slice(0, 1)) });
    const { rows } = await pool.query(
      'select content from flashlight.board_version where board_id = $1 and version = 2',
      [board],
    );
    expect(rows[0].content.items.map((item: { id: string }) => item.id)).toEqual([things[0], absent]);
  });

  test('is renamed, put into the bin and taken out again by its owner', async () => {
    const board = await newBoard('Old name');
    expect((await ask('PATCH', `/boards/${board}`, { name: 'New name' })).json().name).toBe('New name');
    expect((await ask('DELETE', `/boards/${board}`)).statusCode).toBe(204);
    const listed = async () =>
      ((await ask('GET', '/boards')).json().items as BoardSummary[]).find((each) => each.board === board)!;
    expect((await listed()).binnedAt).not.toBeNull();
    const refused = await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things) });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'api.conflict']);
    expect((await ask('POST', `/boards/${board}/restoration`)).statusCode).toBe(204);
    expect((await listed()).binnedAt).toBeNull();
  });
});

describe('a board of another person', () => {
  const see = (board: number) => ask('GET', `/boards/${board}`, undefined, { cookie: detective });

  test('is not there until it is shared, and no longer once that is revoked', async () => {
    const board = await newBoard('Shared');
    expect((await see(board)).statusCode).toBe(404);
    const shared = await ask('PUT', `/boards/${board}/shares`, { kind: 'role', name: 'detective', may: 'read' });
    expect((shared.json() as BoardSharesPage).items).toMatchObject([{ kind: 'role', name: 'detective', may: 'read' }]);
    expect((await see(board)).json().board.may).toBe('read');
    const list = (await ask('GET', '/boards', undefined, { cookie: detective })).json().items as BoardSummary[];
    expect(list.map((each) => each.board)).toContain(board);
    await ask('DELETE', `/boards/${board}/shares/role/detective`);
    expect((await see(board)).statusCode).toBe(404);
    expect(
      (await audited(`action = 'boards.write' and subject ->> 'board' = '${board}'`)).map(({ subject }) => subject),
    ).toEqual([
      { board, share: { kind: 'role', name: 'detective', may: 'read' } },
      { board, revoke: { kind: 'role', name: 'detective' } },
    ]);
  });

  test('shared to read takes no save, note, picture or share; shared to edit takes all but the last', async () => {
    const board = await newBoard('Rights');
    const tries = async () =>
      [
        await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things) }, { cookie: detective }),
        await ask('POST', `/boards/${board}/notes`, { on: null, text: 'Hello' }, { cookie: detective }),
        await ask('POST', `/boards/${board}/pictures`, pngOf(4, 4), { cookie: detective, 'content-type': 'image/png' }),
        await ask(
          'PUT',
          `/boards/${board}/shares`,
          { kind: 'role', name: 'analyst', may: 'edit' },
          { cookie: detective },
        ),
        await ask('PATCH', `/boards/${board}`, { name: 'Mine' }, { cookie: detective }),
        await ask('DELETE', `/boards/${board}`, undefined, { cookie: detective }),
      ].map((answer) => answer.statusCode);
    await ask('PUT', `/boards/${board}/shares`, { kind: 'person', name: 'test.detective', may: 'read' });
    expect(await tries()).toEqual([403, 403, 403, 403, 403, 403]);
    await ask('PUT', `/boards/${board}/shares`, { kind: 'person', name: 'test.detective', may: 'edit' });
    expect(await tries()).toEqual([200, 200, 200, 403, 403, 403]);
    const versions: BoardVersionsPage = (await ask('GET', `/boards/${board}/versions`)).json();
    expect(versions.items[0]!.savedBy).toBe('test.detective');
  });

  test('in the bin is gone for those it is shared with', async () => {
    const board = await newBoard('Binned');
    await ask('PUT', `/boards/${board}/shares`, { kind: 'role', name: 'detective', may: 'edit' });
    await ask('DELETE', `/boards/${board}`);
    expect((await see(board)).statusCode).toBe(404);
  });

  test('is shared with people and roles that may open boards, and nobody else', async () => {
    const board = await newBoard('With whom');
    const known: BoardSharesPage = (await ask('GET', `/boards/${board}/shares`)).json();
    expect(known.roles).toEqual(['detective', 'analyst']);
    expect(known.people).toEqual([{ name: 'test.detective', roles: ['detective'] }]);
    for (const [kind, name] of [
      ['role', 'commission'],
      ['person', 'nobody.here'],
      ['person', 'test.analyst'],
    ]) {
      const answer = await ask('PUT', `/boards/${board}/shares`, { kind, name, may: 'read' });
      expect([name, answer.statusCode]).toEqual([name, 400]);
    }
  });
});

test('detectives and analysts have boards; every other role is refused, on record', async () => {
  for (const role of roles) {
    const cookie = await server.signIn(role as Role);
    const may = role === 'detective' || role === 'analyst';
    const read = await ask('GET', '/boards', undefined, { cookie });
    const write = await ask('POST', '/boards', { name: 'x', content: contentOf([]) }, { cookie });
    expect([role, read.statusCode, write.statusCode]).toEqual([role, may ? 200 : 403, may ? 200 : 403]);
  }
  expect((await audited(`action = 'boards.read' and outcome = 'DENIED'`)).length).toBe(roles.length - 2);
});

describe('a note', () => {
  test('is edited and deleted, can be put back, and an earlier version of the board shows those of its time', async () => {
    const board = await newBoard('Notes');
    const on = things[1]!;
    const first: BoardNote = (await ask('POST', `/boards/${board}/notes`, { on, text: ' Call the shop ' })).json();
    expect(first).toMatchObject({ on, text: 'Call the shop', writtenBy: 'test.analyst', edited: false });
    await ask('POST', `/boards/${board}/versions`, { base: 1, content: contentOf(things.slice(1)) });
    const second: BoardNote = (
      await ask('PUT', `/boards/${board}/notes/${first.note}`, { text: 'Called the shop' })
    ).json();
    expect(second).toMatchObject({ on, text: 'Called the shop', edited: true });
    await ask('POST', `/boards/${board}/versions`, { base: 2, content: contentOf(things) });
    const texts = async (query = '') => (await open(board, query)).notes.map((note) => note.text);
    expect(await texts()).toEqual(['Called the shop']);
    expect(await texts('?version=2')).toEqual(['Call the shop']);
    expect(await texts('?version=1')).toEqual([]);
    expect((await ask('DELETE', `/boards/${board}/notes/${second.note}`)).statusCode).toBe(204);
    expect(await texts()).toEqual([]);
    expect((await ask('POST', `/boards/${board}/notes/${second.note}/restoration`)).json()).toEqual(second);
    expect(await texts()).toEqual(['Called the shop']);
  });

  test('edited by two at once takes the first, and tells the second', async () => {
    const board = await newBoard('Notes at once');
    const { note } = (await ask('POST', `/boards/${board}/notes`, { on: null, text: 'A' })).json();
    expect((await ask('PUT', `/boards/${board}/notes/${note}`, { text: 'B' })).statusCode).toBe(200);
    const late = await ask('PUT', `/boards/${board}/notes/${note}`, { text: 'C' });
    expect([late.statusCode, late.json().code]).toEqual([409, 'board.changed']);
    // Nor can what was edited be put back beside what it became.
    expect((await ask('POST', `/boards/${board}/notes/${note}/restoration`)).statusCode).toBe(404);
    expect((await ask('POST', `/boards/${board}/notes`, { on: 'person:999999999', text: 'x' })).statusCode).toBe(404);
    expect((await ask('POST', `/boards/${board}/notes`, { on: null, text: '   ' })).statusCode).toBe(400);
  });
});

describe('a picture', () => {
  const put = (board: number, bytes: Buffer, type = 'image/png') =>
    ask('POST', `/boards/${board}/pictures?on=${things[0]}&caption=Left%20side`, bytes, { 'content-type': type });

  test('is kept by its bytes and served as nothing but a picture, under the rights of the board', async () => {
    const board = await newBoard('Pictures');
    for (const [bytes, type] of [
      [pngOf(20, 10), 'image/png'],
      [jpegOf(20, 10), 'image/jpeg'],
      [webpOf(20, 10), 'image/webp'],
    ] as const) {
      // What it is said to be does not count.
      const saved: BoardPicture = (await put(board, bytes, 'application/octet-stream')).json();
      expect(saved).toMatchObject({ on: things[0], type, width: 20, height: 10, caption: 'Left side' });
      const path = `/boards/${board}/pictures/${saved.picture}`;
      const answer = await ask('GET', path);
      expect(answer.rawPayload.equals(bytes)).toBe(true);
      expect(answer.headers).toMatchObject({
        'content-type': type,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      });
      expect((await ask('GET', path, undefined, { cookie: detective })).statusCode).toBe(404);
    }
    const { pictures } = await open(board);
    expect(pictures.length).toBe(3);
    const [{ picture }] = pictures as [BoardPicture];
    expect((await ask('DELETE', `/boards/${board}/pictures/${picture}`)).statusCode).toBe(204);
    expect((await open(board)).pictures.length).toBe(2);
    expect((await ask('POST', `/boards/${board}/pictures/${picture}/restoration`)).statusCode).toBe(200);
    expect((await open(board)).pictures.length).toBe(3);
  });

  test('of another kind, too large, cut off, or with what a camera wrote is refused, and nothing of it is kept', async () => {
    const board = await newBoard('No pictures');
    for (const [bytes, status, says] of [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 422, 'another kind'],
      [pngOf(20, 10).subarray(0, 40), 422, 'cut off'],
      [pngOf(5000, 1), 422, '5000 by 1'],
      [jpegOf(20, 10, [[0xe1, 'Exif\0\0GPS']]), 422, 'APP1'],
      [pngOf(20, 10, [['eXIf', 'GPS']]), 422, 'eXIf'],
      [Buffer.alloc(2 * 1024 * 1024 + 1, 1), 413, ''],
    ] as const) {
      const answer = await put(board, bytes);
      expect([says, answer.statusCode]).toEqual([says, status]);
      expect(answer.json().detail).toContain(says);
    }
    expect((await ask('POST', `/boards/${board}/pictures`, { a: 1 })).statusCode).toBe(400);
    expect((await open(board)).pictures).toEqual([]);
  });
});

test('a note or picture on what is not there for the reader is not there either, nor are its bytes', async () => {
  const board = await newBoard('Of nothing');
  const { note } = (await ask('POST', `/boards/${board}/notes`, { on: things[1], text: 'On a person' })).json();
  const { picture } = (
    await ask('POST', `/boards/${board}/pictures?on=${things[1]}`, pngOf(8, 8), { 'content-type': 'image/png' })
  ).json();
  const pool = server.store.database.pool('migrate');
  await pool.query('update flashlight.note set entity_id = 999999999 where note_id = $1', [note]);
  await pool.query('update flashlight.board_picture set entity_id = 999999999 where picture_id = $1', [picture]);
  const page = await open(board);
  expect([page.notes, page.pictures]).toEqual([[], []]);
  expect((await ask('GET', `/boards/${board}/pictures/${picture}`)).statusCode).toBe(404);
});
