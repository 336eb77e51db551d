import { expect, test } from 'vitest';
import { contentOf, sameContent } from './board-content.ts';
import { readBoard } from './board.ts';

test('what a save keeps is the same as what was saved until something is done to it', () => {
  const positions = new Map([
    ['firearm:1', { x: 1.234567, y: 2 }],
    ['incident:2', { x: 3, y: 4 }],
  ]);
  const address = readBoard({ ids: 'firearm:1', pinned: 'firearm:1,person:9', colours: 'incident:2~red,incident:2~x' });
  const board = { all: ['firearm:1', 'incident:2', 'place:3'], roots: ['firearm:1'], address, positions };
  const content = contentOf(board);
  expect(content.items.map((item) => item.id)).toEqual(['firearm:1', 'incident:2']);
  expect(content.pinned).toEqual(['firearm:1']);
  expect(content.colours).toEqual([{ id: 'incident:2', colour: 'red' }]);
  expect(sameContent(content, contentOf(board))).toBe(true);
  for (const other of [
    { ...board, address: { ...address, hidden: ['incident:2'] } },
    { ...board, address: { ...address, colours: [] } },
    { ...board, address: { ...address, from: '2024-01-01' } },
    { ...board, positions: new Map(positions).set('firearm:1', { x: 9, y: 2 }) },
    { ...board, all: ['firearm:1'] },
  ])
    expect(sameContent(content, contentOf(other))).toBe(false);
});
