import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBoard } from './board.ts';
import { boardAsText, boardOfText, type BoardState } from './kept-board.ts';
import { act, startUndo, undo, type UndoStack } from './undo-stack.ts';

const states = fc.record({
  ids: fc.uniqueArray(
    fc.integer({ min: 1, max: 9999 }).map((n) => `firearm:${n}`),
    { minLength: 1, maxLength: 4 },
  ),
  history: fc.boolean(),
  x: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((x) => !Object.is(x, -0)),
});

const stateOf = ({ ids, history, x }: { ids: string[]; history: boolean; x: number }): BoardState => ({
  address: readBoard({ ids: ids.join(','), ...(history ? { history: '1' } : {}) }),
  positions: new Map(ids.map((id) => [id, { x, y: x }])),
});

function stackOf(made: readonly BoardState[], undone: number): UndoStack<BoardState> {
  let stack = startUndo(made[0]!);
  for (const state of made.slice(1)) stack = act(stack, state);
  for (let count = 0; count < undone; count += 1) stack = undo(stack);
  return stack;
}

test('a board kept and read again is the same, with what can be undone and done again', () => {
  fc.assert(
    fc.property(fc.array(states, { minLength: 1, maxLength: 20 }), fc.nat(25), (made, undone) => {
      const stack = stackOf(made.map(stateOf), undone);
      expect(boardOfText(boardAsText(stack, 'ana'), 'ana')).toEqual(stack);
    }),
  );
});

test('a board is kept for the person who made it', () => {
  const text = boardAsText(startUndo(stateOf({ ids: ['firearm:1'], history: false, x: 1 })), 'ana');
  expect(boardOfText(text, 'bea')).toBeNull();
  expect(boardOfText('{', 'ana')).toBeNull();
  expect(boardOfText('{}', 'ana')).toBeNull();
});

test('of many steps on a large board the latest are kept, within a bound', () => {
  const large = Array.from({ length: 400 }, (_, step): BoardState => ({
    address: readBoard({ ids: `firearm:${step + 1}` }),
    positions: new Map(Array.from({ length: 1500 }, (_, n) => [`person:${n}`, { x: step + n / 7, y: n / 3 }])),
  }));
  const text = boardAsText(stackOf(large, 0), 'ana');
  expect(text.length).toBeLessThanOrEqual(1_000_000);
  const kept = boardOfText(text, 'ana')!;
  expect(kept.present).toEqual(large.at(-1));
  expect(kept.past.length).toBeGreaterThan(3);
  expect(kept.past).toEqual(large.slice(-1 - kept.past.length, -1));
});
