/** A stretch of a text: said by both, by this one alone, or exchanged with its neighbour. */
export interface Stretch {
  readonly text: string;
  readonly kind: 'same' | 'other' | 'exchanged';
}

export interface Compared {
  readonly a: readonly Stretch[];
  readonly b: readonly Stretch[];
}

const lengthMax = 128;
/** Beyond this share of its letters a text is another one: marked letter by letter it would be noise. */
const shareMax = 0.5;

/** Where two texts part, letter by letter: as few letters put in, left out, replaced or exchanged as can be. */
export function slipsBetween(a: string, b: string): Compared {
  const left = Array.from(a);
  const right = Array.from(b);
  const whole: Compared = { a: stretches([[a, 'other']]), b: stretches([[b, 'other']]) };
  if (a === b) return { a: stretches([[a, 'same']]), b: stretches([[b, 'same']]) };
  if (Math.max(left.length, right.length) > lengthMax || left.length === 0 || right.length === 0) return whole;
  const cost = costsOf(left, right);
  if (cost[left.length]![right.length]! > Math.max(left.length, right.length) * shareMax) return whole;

  const marksA: Mark[] = [];
  const marksB: Mark[] = [];
  let i = left.length;
  let j = right.length;
  // From the ends back: the way the least cost was come by.
  while (i > 0 || j > 0) {
    const here = cost[i]![j]!;
    if (i > 0 && j > 0 && left[i - 1] === right[j - 1] && here === cost[i - 1]![j - 1]) {
      marksA.unshift([left[--i]!, 'same']);
      marksB.unshift([right[--j]!, 'same']);
    } else if (isExchange(left, right, i, j) && here === cost[i - 2]![j - 2]! + 1) {
      marksA.unshift([left[i - 2]! + left[i - 1]!, 'exchanged']);
      marksB.unshift([right[j - 2]! + right[j - 1]!, 'exchanged']);
      i -= 2;
      j -= 2;
    } else if (i > 0 && j > 0 && here === cost[i - 1]![j - 1]! + 1) {
      marksA.unshift([left[--i]!, 'other']);
      marksB.unshift([right[--j]!, 'other']);
    } else if (i > 0 && here === cost[i - 1]![j]! + 1) marksA.unshift([left[--i]!, 'put in']);
    else marksB.unshift([right[--j]!, 'put in']);
  }
  return { a: stretches(asWords(marksA)), b: stretches(asWords(marksB)) };
}

type Mark = readonly [text: string, kind: Stretch['kind'] | 'put in'];

/**
 * Letters put in may stand in several places for as few slips: of RODRIGUEZ RAMIREZ beside RODRIGUEZ, EZ RAMIR as well as RAMIREZ. They are moved to
 * where they begin and end with a word, if there is such a place.
 */
function asWords(marks: readonly Mark[]): Mark[] {
  const moved = [...marks];
  for (let from = 0, to = 0; from < moved.length; from = Math.max(to, from + 1)) {
    if (moved[from]![1] !== 'put in') continue;
    for (to = from; moved[to]?.[1] === 'put in';) to++;
    const letter = (at: number) => moved[at]?.[0] ?? ' ';
    const ends = (at: number) => letter(at) === ' ' || letter(at - 1) === ' ';
    const wholeWords = (by: number) => Number(ends(from + by)) + Number(ends(to + by));
    const places = [0];
    for (let by = 0; moved[from + by - 1]?.[1] === 'same' && letter(from + by - 1) === letter(to + by - 1);)
      places.push(--by);
    for (let by = 0; moved[to + by]?.[1] === 'same' && letter(to + by) === letter(from + by);) places.push(++by);
    const best = places.reduce((x, y) => (wholeWords(y) > wholeWords(x) ? y : x));
    for (let at = Math.min(from, from + best); at < Math.max(to, to + best); at++)
      moved[at] = [letter(at), at >= from + best && at < to + best ? 'put in' : 'same'];
    to = Math.max(to, to + best);
  }
  return moved;
}

function isExchange(left: readonly string[], right: readonly string[], i: number, j: number): boolean {
  return i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] && left[i - 1] !== left[i - 2];
}

function costsOf(left: readonly string[], right: readonly string[]): number[][] {
  const cost = Array.from({ length: left.length + 1 }, (_, i) =>
    Array.from({ length: right.length + 1 }, (_unused, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const replaced = cost[i - 1]![j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      let least = Math.min(replaced, cost[i - 1]![j]! + 1, cost[i]![j - 1]! + 1);
      if (isExchange(left, right, i, j)) least = Math.min(least, cost[i - 2]![j - 2]! + 1);
      cost[i]![j] = least;
    }
  }
  return cost;
}

/** Letters of one kind that follow on one another, as one. */
function stretches(marks: readonly Mark[]): Stretch[] {
  const found: { text: string; kind: Stretch['kind'] }[] = [];
  for (const [text, mark] of marks) {
    const kind = mark === 'put in' ? 'other' : mark;
    const last = found.at(-1);
    // Each exchange is one of its own: two beside each other would read as one long one.
    if (last !== undefined && last.kind === kind && kind !== 'exchanged') last.text += text;
    else if (text !== '') found.push({ text, kind });
  }
  return found;
}
