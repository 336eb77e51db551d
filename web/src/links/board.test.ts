import { describe, expect, test } from 'vitest';
import { boardLinksMax, type BoardEntity } from '../../../src/model/boards.ts';
import type { Link, LinkGraph } from '../../../src/model/links.ts';
import { joinBoard, readBoard, writeBoard } from './board.ts';

const entity = (id: string, links: number): BoardEntity => ({
  id,
  kind: id.split(':')[0] as BoardEntity['kind'],
  label: id,
  hop: 0,
  links,
  firstSeen: null,
  lastSeen: null,
  handling: [],
});
const link = (id: string, subject: string, object: string, more: Partial<Link> = {}): Link => ({
  id,
  subject,
  predicate: 'PURCHASED',
  object,
  from: '2023-05-01',
  to: null,
  basis: 'RECORDED',
  status: 'ACTIVE',
  assertedBy: 'etrace',
  source: {
    record: 1,
    version: 1,
    feed: 'etrace',
    layout: 'results',
    file: 'a.csv',
    line: 2,
    receivedAt: '2024-01-01T00:00:00Z',
  },
  handling: [],
  ...more,
});
const answer: LinkGraph & { readonly entities: BoardEntity[] } = {
  from: ['firearm:1'],
  hops: 1,
  entities: [entity('firearm:1', 3), entity('person:2', 40), entity('incident:3', 1)],
  links: [
    link('a', 'person:2', 'firearm:1'),
    link('b', 'firearm:1', 'incident:3', { predicate: 'FIRED_IN', from: '2024-02-01' }),
    link('c', 'firearm:1', 'incident:3', { predicate: 'POSSIBLY_FIRED_IN', status: 'RETRACTED', from: '2024-01-01' }),
  ],
  cut: [],
  hubDegree: 1000,
};
const plain = readBoard({ ids: 'firearm:1' });

describe('the links board', () => {
  test('the address reads back as it was written, and what is no id is left out', () => {
    const board = readBoard({
      ids: 'firearm:1,person:2,nonsense,person:2',
      hidden: 'incident:3',
      path: 'firearm:1~person:2,broken~,firearm:1~incident:3~8',
      common: 'firearm:1~person:2,nonsense~person:2',
      cut: 'person:2~3,firearm:1,incident:3~12',
      groups: '1',
      from: '2023-01-01',
      history: '1',
    });
    expect(board.ids).toEqual(['firearm:1', 'person:2']);
    expect(board.path).toEqual(['firearm:1~person:2', 'firearm:1~incident:3~8']);
    expect(board.common).toEqual(['firearm:1~person:2']);
    expect(board.cut).toEqual([
      ['person:2', 3],
      ['firearm:1', 1],
    ]);
    expect([board.groups, board.between]).toEqual([true, false]);
    expect(readBoard(writeBoard(board))).toEqual(board);
  });

  test('several parts of the links of one thing are one: what is missing in the end is what none of them has', () => {
    const cut = (shown: number) => [
      { id: 'firearm:1', reason: 'limit-per-entity' as const, total: 4, shown, byPredicate: {} },
    ];
    const parts = [
      { ...answer, links: answer.links.slice(0, 2), cut: cut(2) },
      { ...answer, links: answer.links.slice(1), cut: cut(2) },
    ];
    expect(joinBoard(parts, plain).cut).toMatchObject([{ total: 4, shown: 3 }]);
    const last = { ...answer, links: [link('d', 'dealer:4', 'firearm:1')], cut: cut(1) };
    expect(joinBoard([...parts, last], plain).cut).toEqual([]);
  });

  test('links that are not drawn are counted for each entity', () => {
    const { notShown } = joinBoard([answer], plain);
    expect(notShown.get('person:2')).toBe(39);
    // The withdrawn link that is drawn too is none of its three: one of those is missing.
    expect(notShown.get('firearm:1')).toBe(1);
  });

  test('what is hidden takes its links with it, and they count as not shown', () => {
    const board = joinBoard([answer], { ...plain, hidden: ['person:2'] });
    expect(board.entities.map((each) => each.id)).toEqual(['firearm:1', 'incident:3']);
    expect(board.notShown.get('firearm:1')).toBe(2);
  });

  test('outside the time chosen a link and what hangs on it alone disappear', () => {
    const board = joinBoard([answer], { ...plain, from: '2024-01-15' });
    expect(board.links.map((each) => each.id)).toEqual(['b']);
    expect(board.entities.map((each) => each.id)).toEqual(['firearm:1', 'incident:3']);
  });

  test('links between the same two entities are one line in the look of the strongest', () => {
    const { pairs } = joinBoard([answer], plain);
    expect(pairs.map((pair) => [pair.key, pair.look, pair.links.length])).toEqual([
      ['firearm:1~person:2', 'recorded', 1],
      ['firearm:1~incident:3', 'hit', 2],
    ]);
  });
});

test('an address whose days are none shows all time', () => {
  const board = readBoard({ ids: 'firearm:1', from: 'garbage', to: '2024-02-30T' });
  expect([board.from, board.to]).toEqual([undefined, undefined]);
  expect(readBoard({ ids: 'firearm:1', from: '2024-02-01' }).from).toBe('2024-02-01');
});

test('links outside the chosen time are not drawn, and are there to be shown as left out', () => {
  const answer = {
    from: ['firearm:1'],
    hops: 1,
    hubDegree: 500,
    entities: [entity('firearm:1', 2), entity('person:2', 1), entity('person:3', 1)],
    links: [
      link('1', 'person:2', 'firearm:1', { from: '2023-05-01' }),
      link('2', 'person:3', 'firearm:1', { from: '2024-05-01' }),
    ],
    cut: [],
  } as LinkGraph;
  const board = joinBoard([answer], readBoard({ ids: 'firearm:1', to: '2023-12-31' }));
  expect(board.links.map((each) => each.id)).toEqual(['1']);
  expect(board.ofAllTimes.map((each) => each.id)).toEqual(['1', '2']);
});

test('links without a date are counted, and left out with what they alone tie where that is asked', () => {
  const undated = link('d', 'person:4', 'firearm:1', { from: null });
  const answers = [
    { ...answer, entities: [...answer.entities, entity('person:4', 1)], links: [...answer.links, undated] },
  ];
  const board = joinBoard(answers, readBoard({ ids: 'firearm:1', from: '2024-01-15' }));
  expect(board.links.map(({ id }) => id)).toEqual(['b', 'd']);
  expect(board.undated).toBe(1);
  const without = joinBoard(answers, readBoard({ ids: 'firearm:1', from: '2024-01-15', dated: '1' }));
  expect(without.links.map(({ id }) => id)).toEqual(['b']);
  expect(without.entities.map(({ id }) => id)).not.toContain('person:4');
  expect(without.undated).toBe(1);
});

test('of more links than a board has room for the newest are drawn, undated ones last', () => {
  const many = Array.from({ length: boardLinksMax }, (_, at) =>
    link(`m${at}`, 'person:2', 'firearm:1', { from: '2024-06-01' }),
  );
  const older = [
    link('old', 'person:2', 'firearm:1', { from: '1999-01-01' }),
    link('none', 'person:2', 'firearm:1', { from: null }),
  ];
  const board = joinBoard([{ ...answer, links: [...older, ...many] }], plain);
  expect(board.links.length).toBe(boardLinksMax);
  expect(board.links.some(({ id }) => id === 'old' || id === 'none')).toBe(false);
});

test('days the wrong way round are the same two days', () => {
  const { from, to } = readBoard({ ids: 'firearm:1', from: '2024-06-01', to: '2020-01-01' });
  expect([from, to]).toEqual(['2020-01-01', '2024-06-01']);
});

describe('what the server says ties everything on a board', () => {
  const among = {
    entities: answer.entities.map((each) => ({ ...each, handling: each.id === 'person:2' ? ['FTS-TIAHRT'] : [] })),
    links: [...answer.links, link('e', 'person:2', 'incident:3'), link('f', 'person:2', 'person:99')],
  };

  test('is drawn beside what was answered, between what stands on it', () => {
    expect(joinBoard([answer], plain).links.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const board = joinBoard([answer], plain, undefined, among);
    expect(board.links.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'e']);
    expect(board.entities.map(({ id }) => id)).toEqual(joinBoard([answer], plain).entities.map(({ id }) => id));
  });

  test('brings the tags of what is drawn; until it is there none are known', () => {
    expect(joinBoard([answer], plain).handling).toBe(null);
    expect(joinBoard([answer], plain, undefined, among).handling).toEqual(['FTS-TIAHRT']);
    const hidden = readBoard({ ids: 'firearm:1', hidden: 'person:2' });
    expect(joinBoard([answer], hidden, undefined, among).handling).toEqual([]);
  });
});

describe('a saved board', () => {
  const held = { entities: answer.entities, links: answer.links, roots: ['firearm:1'] };
  const nothing = readBoard({});

  test('draws what it holds, also what nothing ties', () => {
    const board = joinBoard([], nothing, { ...held, entities: [...answer.entities, entity('place:9', 4)] });
    expect(board.entities.map((each) => each.id).toSorted()).toEqual([
      'firearm:1',
      'incident:3',
      'person:2',
      'place:9',
    ]);
    expect(board.notShown.get('place:9')).toBe(4);
  });

  test('shows within a time what was tied then, and what no link ties at any time', () => {
    const board = joinBoard([], readBoard({ from: '2024-01-15' }), {
      ...held,
      entities: [...answer.entities, entity('place:9', 4)],
    });
    expect(board.entities.map((each) => each.id).toSorted()).toEqual(['firearm:1', 'incident:3', 'place:9']);
  });

  test('folded takes away what hangs on a thing alone, and counts it', () => {
    const board = joinBoard([], readBoard({ folded: 'firearm:1' }), held);
    expect(board.entities.map((each) => each.id)).toEqual(['firearm:1']);
    expect(board.foldedCount).toBe(2);
    expect(board.all.toSorted()).toEqual(['firearm:1', 'incident:3', 'person:2']);
  });

  test('colours and folds stand in the address and read back', () => {
    const board = readBoard({ folded: 'firearm:1', colours: 'person:2~green,person:3~pink,x~red' });
    expect(board.colours).toEqual([['person:2', 'green']]);
    expect(readBoard(writeBoard(board))).toEqual(board);
  });
});
