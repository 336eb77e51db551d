import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportRecord } from '../../src/api/contract/boards.ts';
import { emptyContent } from '../../src/jobs/save-board.ts';
import type { BoardPage, Drawing } from '../../src/model/boards.ts';
import { loadBoardAs } from './board-as.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

let server: TestServer;
let analyst: string;
let detective: string;
let things: string[];
/** People that only trace results name. */
let traced: string[];

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  analyst = await server.signIn('analyst');
  detective = await server.signIn('detective');
  const firearm = (await ask('GET', '/search?q=BKFT419')).json().results[0].id as string;
  const graph = (await ask('GET', `/entities/${firearm}/links`)).json();
  things = graph.entities.map((entity: { id: string }) => entity.id);
  const { rows } = await server.store.database.pool('migrate').query<{ id: string }>(
    `select 'person:' || o.entity_id as id from flashlight.observation_of o
       join flashlight.record r using (agency_id, record_id) join flashlight.source s using (agency_id, source_id)
      where o.kind = 'person' group by o.entity_id having bool_and('FTS-TIAHRT' = any(coalesce(r.handling, s.handling))) order by 1`,
  );
  traced = rows.map(({ id }) => id);
});
afterAll(() => server.close());

async function ask(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, cookie = analyst) {
  return server.api.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
}

async function newBoard(ids: readonly string[]): Promise<number> {
  const items = ids.map((id, at) => ({ id, x: at * 10, y: at }));
  return (await ask('POST', '/boards', { name: 'Given out', content: { ...emptyContent, items } })).json().board;
}

const drawn = async (ids: readonly string[], cookie = analyst): Promise<Drawing> =>
  (await ask('POST', '/links/among', { ids }, cookie)).json();

async function audited(purpose: string) {
  const { rows } = await server.store.database
    .pool('migrate')
    .query('select action, subject, outcome from flashlight.audit_event where purpose = $1 order by event_id', [
      purpose,
    ]);
  return rows;
}

describe('what stands on a board', () => {
  test('is given with the tags of all its records, tied or not', async () => {
    expect(traced.length).toBeGreaterThan(0);
    const [person] = traced;
    const page: BoardPage = (await ask('GET', `/boards/${await newBoard([person!])}`)).json();
    expect(page.links).toEqual([]);
    expect(page.entities.map(({ id, handling }) => [id, handling])).toEqual([[person, ['FTS-TIAHRT']]]);
    expect(await drawn([person!])).toEqual({ entities: page.entities, links: [], linksTotal: 0 });
  });

  test('is drawn with the same links before it is saved as after', async () => {
    const page: BoardPage = (await ask('GET', `/boards/${await newBoard(things)}`)).json();
    const { entities, links, linksTotal } = await drawn(things);
    expect({ entities, links, linksTotal }).toEqual({
      entities: page.entities,
      links: page.links,
      linksTotal: page.linksTotal,
    });
    // More than hang on the one it began with: what ties the others among themselves is there too.
    expect(links.filter((link) => ![link.subject, link.object].includes(things[0]!)).length).toBeGreaterThan(0);
  });

  test('tells whoever may not see some records nothing of their tags', async () => {
    const board = await newBoard(things);
    const tagsOf = (page: BoardPage) => new Set(page.entities.flatMap(({ handling }) => handling));
    expect(tagsOf(await loadBoardAs(server, board, [])).has('FTS-TIAHRT')).toBe(true);
    const less = await loadBoardAs(server, board, ['FTS-TIAHRT']);
    expect(less.entities.length).toBeGreaterThan(0);
    expect(tagsOf(less).has('FTS-TIAHRT')).toBe(false);
  });
});

describe('an export', () => {
  test('is on record with the tags the store has of what is in it, and answers with them', async () => {
    const board = await newBoard(things);
    const { links, entities } = await drawn(things);
    const order = { kind: 'i2', board, version: 1, entities: things, links: links.map(({ id }) => id) };
    const answer = await ask('POST', '/board-exports', { ...order, purpose: 'Case 24-1' });
    expect(answer.statusCode).toBe(200);
    const { handling }: ExportRecord = answer.json();
    expect(handling).toEqual([...new Set([...entities, ...links].flatMap((each) => each.handling))].toSorted());
    expect(await audited('Case 24-1')).toEqual([
      {
        action: 'boards.read',
        subject: { export: 'i2', board, version: 1, entities: things, links: links.length, handling },
        outcome: 'ALLOWED',
      },
    ]);
    const foreign = await ask('POST', '/board-exports', { ...order, purpose: 'not theirs' }, detective);
    expect(foreign.statusCode).toBe(404);
    expect((await audited('not theirs')).map(({ outcome }) => outcome)).toEqual(['FAILED']);
  });

  test('of things that no drawn link ties carries what their records say', async () => {
    const answer = await ask('POST', '/board-exports', {
      kind: 'svg',
      entities: traced.slice(0, 1),
      links: [],
      purpose: 'Case 24-2',
    });
    expect(answer.json()).toEqual({ handling: ['FTS-TIAHRT'] });
    expect((await audited('Case 24-2'))[0].subject.handling).toEqual(['FTS-TIAHRT']);
  });

  test.each([
    ['names nothing', { entities: [] }, 400, 'entities'],
    ['says itself how it may be handled', { handling: [] }, 400, 'handling'],
    ['names what is not there', { entities: ['person:999999999'] }, 404, 'There is no person:999999999.'],
    ['names a link that is not there', { links: ['999999999'] }, 404, '1 of 1 are no longer there'],
  ])('that %s is refused, and nothing says it was made', async (name, change, status, says) => {
    const order = { kind: 'png', entities: things.slice(0, 2), links: [] as string[], purpose: name };
    const answer = await ask('POST', '/board-exports', { ...order, ...change });
    expect([answer.statusCode, answer.json().detail.includes(says)]).toEqual([status, true]);
    expect((await audited(name)).filter(({ outcome }) => outcome === 'ALLOWED')).toEqual([]);
  });

  test('of a saved board that names nothing that stands on it is refused', async () => {
    const board = await newBoard(things.slice(0, 2));
    const order = { kind: 'csv', board, links: [], purpose: 'of another board' };
    const other = await ask('POST', '/board-exports', { ...order, entities: things.slice(2, 3) });
    expect(other.statusCode).toBe(404);
    expect(other.json().detail).toContain('none of the things named does');
    const more = await ask('POST', '/board-exports', { ...order, entities: things.slice(1, 3), purpose: 'and more' });
    expect(more.statusCode).toBe(200);
    expect((await audited('and more'))[0].subject).toMatchObject({ board, version: 1, entities: things.slice(1, 3) });
  });

  test('of a board with a note of its own carries the tags of everything on it, drawn or not', async () => {
    const open = things.find((id) => id.startsWith('place:')) ?? things.find((id) => id.startsWith('incident:'))!;
    const own = (await drawn([open])).entities[0]!.handling;
    expect(own).not.toContain('FTS-TIAHRT');
    const board = await newBoard([open, traced[0]!]);
    const give = async () =>
      (
        await ask('POST', '/board-exports', { kind: 'print', board, entities: [open], links: [], purpose: 'own' })
      ).json<ExportRecord>().handling;
    expect(await give()).toEqual(own);
    await ask('POST', `/boards/${board}/notes`, { on: traced[0], text: 'On one that is not drawn' });
    expect(await give()).toEqual(own);
    await ask('POST', `/boards/${board}/notes`, { on: null, text: 'Whatever it speaks of' });
    expect(await give()).toEqual([...own, 'FTS-TIAHRT'].toSorted());
  });

  test('of links between things that it does not name is refused', async () => {
    const { links } = await drawn(things);
    const { subject, id } = links[0]!;
    const answer = await ask('POST', '/board-exports', { kind: 'csv', entities: [subject], links: [id], purpose: 'x' });
    expect(answer.statusCode).toBe(404);
  });
});
