import fc from 'fast-check';
import { expect, test } from 'vitest';
import { act, amend, redo, startUndo, undo } from './undo-stack.ts';

const actions = fc.array(fc.integer(), { minLength: 1, maxLength: 50 });

test('undoing every action leads back to the start, and redoing them to the end', () => {
  fc.assert(
    fc.property(fc.integer(), actions, (start, steps) => {
      let stack = startUndo(start);
      for (const step of steps) stack = act(stack, step);
      for (let count = 0; count < steps.length; count += 1) stack = undo(stack);
      expect(stack.present).toBe(start);
      expect(stack.past).toEqual([]);
      for (let count = 0; count < steps.length; count += 1) stack = redo(stack);
      expect(stack.present).toBe(steps.at(-1));
      expect(stack.future).toEqual([]);
    }),
  );
});

test('undo then redo changes nothing while there is something to undo', () => {
  fc.assert(
    fc.property(actions, (steps) => {
      let stack = startUndo(0);
      for (const step of steps) stack = act(stack, step);
      expect(redo(undo(stack))).toEqual(stack);
    }),
  );
});

test('a new action after an undo forgets what was undone', () => {
  const stack = act(undo(act(startUndo('a'), 'b')), 'c');
  expect(stack).toEqual({ past: ['a'], present: 'c', future: [] });
});

test('with nothing to undo or redo the state stays', () => {
  expect(undo(startUndo('a')).present).toBe('a');
  expect(redo(startUndo('a')).present).toBe('a');
});

test('amending is no step of its own', () => {
  expect(undo(amend(act(startUndo('a'), 'b'), 'b, placed')).present).toBe('a');
});
