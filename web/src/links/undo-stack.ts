/** What was, what is and what was undone: every action can be taken back and done again. */
export interface UndoStack<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

const stepsMax = 200;

export function startUndo<State>(present: State): UndoStack<State> {
  return { past: [], present, future: [] };
}

/** Does something new; what had been undone is gone. */
export function act<State>(stack: UndoStack<State>, next: State): UndoStack<State> {
  return { past: [...stack.past, stack.present].slice(-stepsMax), present: next, future: [] };
}

/** Changes what is without it being an action of the reader, such as placing what has just arrived. */
export function amend<State>(stack: UndoStack<State>, present: State): UndoStack<State> {
  return { ...stack, present };
}

export function undo<State>(stack: UndoStack<State>): UndoStack<State> {
  const before = stack.past.at(-1);
  if (before === undefined) return stack;
  return { past: stack.past.slice(0, -1), present: before, future: [stack.present, ...stack.future] };
}

export function redo<State>(stack: UndoStack<State>): UndoStack<State> {
  const [after, ...rest] = stack.future;
  if (after === undefined) return stack;
  return { past: [...stack.past, stack.present], present: after, future: rest };
}
