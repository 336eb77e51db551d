/**
 * Squares of a vote, the one worth most on top.
 *
 * **Source.** Binary heap (Williams, Communications of the ACM 7, 1964, algorithm 232).
 * **Input.** A list, squares. **Output.** The list changed, or its top. **Limits.** Of squares worth the same it is not said which comes first.
 */
export interface Square {
  x: number;
  y: number;
  half: number;
  /** When its windows begin. */
  from: number;
  to: number;
  score: number;
  /** The best window's middle. */
  seconds: number;
  /** When it was looked at: pulses may have been taken since. */
  age: number;
}

export function pushSquare(heap: Square[], square: Square): void {
  let at = heap.length;
  heap.push(square);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (heap[above]!.score >= square.score) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = square;
}

export function popSquare(heap: Square[]): Square | null {
  const top = heap[0];
  if (top === undefined) return null;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && heap[below + 1]!.score > heap[below]!.score) below++;
    if (heap[below]!.score <= last.score) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = last;
  return top;
}
