import { isFaint } from './guess-words.ts';

/** The fewest known words a word is made of, or null. */
export function partsOf(word: string, vocabulary: ReadonlySet<string>): string[] | null {
  if (word.length < 5) return null;
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 14); start <= end - 2; start++) {
      const before = best[start];
      const part = word.slice(start, end);
      if (!before || !vocabulary.has(part) || isFaint(part)) continue;
      if (!best[end] || before.length + 1 < best[end]!.length) best[end] = [...before, part];
    }
  }
  const found = best[word.length];
  return found && found.length <= 4 && found.some((part) => part.length >= 3) ? found : null;
}

/** Whether the letters of a word stand in another in this order. */
export function isWithin(letters: string, word: string): boolean {
  let at = 0;
  for (const letter of word) if (letter === letters[at]) at++;
  return at === letters.length;
}

/** Letters to add, drop, change or exchange; null where there are more than `max`. */
export function editsBetween(a: string, b: string, max: number): number | null {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length]! <= max ? row[b.length]! : null;
}
