import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { modelReason } from '../../src/identity/join-observations.ts';
import { findCommonNeighbors, findLinks, findPaths, type LinkView } from '../../src/jobs/find-links.ts';
import { followLinks } from '../../src/jobs/follow-links.ts';
import { createSignInLink } from '../../src/jobs/sign-in.ts';
import type { Live } from '../../src/model/answers.ts';
import { atOneMoment } from '../../src/store/database.ts';
import type { TestServer } from '../contract/open-test-server.ts';
import { people } from '../sim/made-people.ts';
import { judgedBecause, play, stepsOf, World, type Worlds } from './two-worlds.ts';

// Two stores with the same records that a reader may see. One of them received others as well: before, between and after, and they
// tie together what the others leave apart. Whoever reads the excerpt without them is answered as by the store that never had them.

let worlds: Worlds | null = null;
afterEach(async () => {
  await worlds?.plain.server.close();
  await worlds?.whole.server.close();
});

/** Answers as they are but for what no two requests share: their own number, how long they took, and when somebody judged or drew. */
const asText = (body: string) =>
  body
    .replaceAll(/"(request|judgedAt|confirmedAt|withdrawnAt|at|savedAt|madeAt)":"[^"]*"/g, '"$1":"…"')
    .replaceAll(/"milliseconds":[\d.]+/g, '"milliseconds":0');

interface Asked {
  readonly answers: Map<string, string>;
  /** What was asked of the store for each, and with which values; the audit, which names who asks, left out. */
  readonly statements: Map<string, string[]>;
}

/** What a reader is answered, by address, and what that asked of the store. */
async function ask(server: TestServer, cookie: string, questions: readonly string[]): Promise<Asked> {
  const asked: Asked = { answers: new Map(), statements: new Map() };
  const original = pg.Client.prototype.query;
  for (const question of questions) {
    const [url, payload] = question.split(' ', 2) as [string, string?];
    const statements: string[] = [];
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
      const [sql, values = []] = typeof given[0] === 'string' ? given : [];
      const { text = sql, values: own = values } = (given[0] ?? {}) as { text?: string; values?: unknown[] };
      // Lists by their length: numbers of contents are those of a sequence that all share, and are in no answer.
      const said = (own as unknown[]).map((value) => (Array.isArray(value) ? value.length : typeof value));
      if (!/audit_event|flashlight.session/.test(String(text)))
        statements.push(`${String(text).replace(/timeout = \d+/, 'timeout = …')} ${JSON.stringify(said)}`);
      return (original as (...all: unknown[]) => unknown).apply(this, given);
    } as typeof original;
    const answered = () =>
      server.api.inject({
        url: `/api/v1${url}`,
        headers: { cookie, ...(payload ? { 'content-type': 'application/json' } : {}) },
        ...(payload ? { method: 'POST', payload } : {}),
      });
    let answer = await answered();
    // On a busy machine a search says that its time ran out: then it is asked again.
    for (let tries = 0; tries < 20 && url.startsWith('/search') && /"note":/.test(answer.body); tries++) {
      statements.length = 0;
      answer = await answered();
    }
    pg.Client.prototype.query = original;
    asked.statements.set(question, statements);
    asked.answers.set(question, `${answer.statusCode} ${asText(answer.body)}`);
  }
  return asked;
}

/** Every route that names, counts or opens what there is, for some entities and records. */
function questionsOf(ids: readonly string[], records: readonly number[]): string[] {
  const items = ids.map((id, at) => ({ id, x: at, y: at }));
  const content = { items, roots: [], hidden: [], pinned: [], folded: [], colours: [], from: null, to: null };
  return [
    ...ids.flatMap((id, at) => {
      const [next, third] = [ids[(at + 1) % ids.length]!, ids[(at + 7) % ids.length]!];
      return [
        `/entities/${id}`,
        `/entities/${id}/links?hops=${1 + (at % 3)}&hub=${[3, 1000][at % 2]}`,
        ...(/^(person|firearm)/.test(id) ? [`/identity/clusters/${id}`] : []),
        ...(id.startsWith('firearm') ? [`/firearms/${id}/life`] : []),
        ...(at % 3 === 0
          ? [`/paths?from=${id}&to=${third}`, `/links/paths?from=${id}&to=${next}`, `/links/common?ids=${id},${third}`]
          : []),
        ...(at % 3 === 1 ? [`/identity/why?a=${id}&b=${next}`] : []),
      ];
    }),
    ...records.map((record) => `/records/${record}`),
    ...['ROSA', 'SPCL4711', '*711', 'OLDNAM', 'TIDEWATER', 'T20249999001', 'HZZ90017', people[0]!.familyName].map(
      (q) => `/search?q=${encodeURIComponent(q)}`,
    ),
    '/identity/queue?limit=100',
    '/identity/queue?state=decided&limit=100',
    `/places ${JSON.stringify({ ids })}`,
    `/links/among ${JSON.stringify({ ids, history: true })}`,
    `/boards ${JSON.stringify({ name: 'drawn', content: { ...content, history: false } })}`,
    '/live',
  ];
}

async function signIn(server: TestServer, agencyId: number, actor: string): Promise<string> {
  const token = await createSignInLink(server.store.database, {
    agencyId,
    actor,
    role: 'analyst',
    madeBy: 'tests',
    now: server.clock.now(),
  });
  const answer = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
  return String(answer.headers['set-cookie']).split(';', 1)[0]!;
}

/** Of the entities of all, those of hidden and shown rows: how many they are for a reader of the excerpt, and whether a model joins them. */
const tiedByHidden = (world: World, excerpt: number) =>
  world.query<{ kind: string; parts: number; byModel: boolean }>(
    `select w.kind, count(distinct e.entity_id)::int as parts, coalesce(bool_or(w.joined_by = $3), false) as "byModel"
       from flashlight.observation_of w left join flashlight.observation_of e
         on e.agency_id = $2 and e.record_id = w.record_id and e.ordinal = w.ordinal
      where w.agency_id = $1 group by w.entity_id, w.kind having count(e.record_id) between 1 and count(*) - 1`,
    [world.agencyId, excerpt, modelReason],
  );

test('a reader of an excerpt is answered as if the hidden records had never been, whenever it was made', async () => {
  const [plain, whole] = [await World.open(), await World.open()];
  worlds = { plain, whole };
  const [early, late] = await play(stepsOf('seed-a'), worlds, [
    { name: 'early', hidden: ['FTS-TIAHRT', 'VENDOR-CONF'], after: 1 },
    // Leads are hidden in it as well, of which there are none: another set of tags, and the same records.
    { name: 'late', hidden: ['FTS-TIAHRT', 'NIBIN-LEAD', 'VENDOR-CONF'], after: 11 },
  ]);
  const entities = (world: World, agencyId: number) =>
    world.query<{ id: string }>(
      `select kind || ':' || entity_id as id from flashlight.entity where agency_id = $1 and merged_into is null
        order by observations desc, entity_id limit 12`,
      [agencyId],
    );
  const some = [...(await entities(plain, plain.agencyId)), ...(await entities(whole, whole.agencyId))];
  const ids = [...new Set(some.map(({ id }) => id))];
  const records = await whole.query<{ id: number }>(
    `select record_id as id from flashlight.record where agency_id = $1 and record_id % 13 = 0 order by 1`,
    [whole.agencyId],
  );
  const questions = questionsOf(
    ids,
    records.map((each) => each.id),
  );
  const never = await ask(plain.server, await signIn(plain.server, plain.agencyId, 'somebody'), questions);
  const reasons = [...never.answers].filter(([, answer]) => answer.includes(judgedBecause));
  expect(reasons).not.toEqual([]);
  for (const [question, answer] of reasons)
    never.answers.set(question, answer.replaceAll(`"reason":"${judgedBecause}"`, '"reason":""'));
  for (const [name, excerpt] of [
    ['early', early!],
    ['late', late!],
  ] as const) {
    const asked = questions.filter((each, at) => name === 'early' || at % 3 === 0 || !each.startsWith('/entities'));
    const said = await ask(whole.server, await signIn(whole.server, excerpt, name), asked);
    // Why somebody judged so may name what is hidden: nobody is told in an excerpt.
    expect([...said.answers.values()].filter((each) => each.includes(judgedBecause))).toEqual([]);
    for (const question of asked.filter((each) => each !== '/live' && !each.startsWith('/boards'))) {
      expect([question, told(said, question, name)]).toEqual([question, told(never, question, name)]);
      expect([question, said.statements.get(question)]).toEqual([question, never.statements.get(question)]);
    }
    expect(boardOf(said)).toEqual(boardOf(never));
    // Imports are not told of in an excerpt; what happened is, as where nothing else had come in.
    expect(live(said).runs).toEqual([]);
    expect([live(said).events, live(said).newest]).toEqual([live(never).events, live(never).newest]);
    const counts = Object.entries(live(never).counts).filter(([each]) => !each.startsWith('records:'));
    expect(live(said).counts).toEqual(Object.fromEntries(counts));
  }
  // For those who may see everything much of it is otherwise, or the test would hold of anything.
  const pages = ids.map((id) => `/entities/${id}`);
  const all = await ask(whole.server, await signIn(whole.server, whole.agencyId, 'everybody'), pages);
  expect(pages.filter((each) => all.answers.get(each) !== never.answers.get(each)).length).toBeGreaterThan(
    ids.length / 3,
  );
  const tied = await tiedByHidden(whole, early!);
  const severalFor = tied.filter((each) => each.parts > 1).map((each) => each.kind);
  expect(severalFor).toEqual(expect.arrayContaining(['firearm', 'person']));
  expect(tied.filter((each) => each.kind === 'person' && each.byModel)).not.toEqual([]);
  await expectSameInMemory(worlds, early!, ids);
}, 240_000);

const live = ({ answers }: Asked) => JSON.parse(answers.get('/live')!.slice(4)) as Live;

/** The board as it is drawn: its number is that of a sequence. */
const boardOf = ({ answers }: Asked) => {
  const [, drawn] = [...answers].find(([question]) => question.startsWith('/boards '))!;
  return JSON.parse(drawn.slice(4).replace(/"board":\d+/, '"board":1')) as unknown;
};

/** An answer; of an excerpt made late, but for the history of joins, which begins when it is made. */
function told({ answers }: Asked, question: string, name: 'early' | 'late'): unknown {
  const said = answers.get(question)!;
  if (!said.startsWith('200')) return said;
  const read = JSON.parse(said.slice(4)) as object;
  return name === 'late' && question.startsWith('/identity/clusters') ? { ...read, events: [] } : read;
}

/** The links in memory: those of the excerpt answer as the store that never had the others. */
async function expectSameInMemory({ plain, whole }: Worlds, excerpt: number, ids: readonly string[]): Promise<void> {
  const follower = followLinks(whole.database, { agencyId: excerpt });
  await follower.loaded;
  const numbers = ids.map((id) => Number(id.split(':')[1]));
  const answers = (world: World, agencyId: number, view: LinkView) =>
    atOneMoment(world.database.pool('read'), async (client) => {
      const held = await view.follower?.hold(client);
      held?.release();
      expect(held === null).toBe(false);
      const said = [];
      for (const [at, from] of numbers.entries()) {
        const to = numbers[(at + 3) % numbers.length]!;
        said.push(
          await findLinks(client, agencyId, { from: [from], hops: 3, ...view }),
          await findPaths(client, agencyId, { from, to, ...view }),
          await findCommonNeighbors(client, agencyId, { ids: [from, to], ...view }),
        );
      }
      return said;
    });
  try {
    expect(await answers(whole, excerpt, { follower })).toEqual(await answers(plain, plain.agencyId, {}));
  } finally {
    await follower.close();
  }
}
