import { meaningsOfWord, ownerMeanings } from './guess-words.ts';

/** So many columns back a letter looks for its word. */
const lettersBeside = 4;

/** `B Address` beside `Buyer`, `S DOB` beside `Seized From`: the letter is the word a column before it begins with. */
export function withLetterRead(
  words: readonly string[],
  before: readonly { readonly words: readonly string[] }[],
): readonly string[] {
  const [letter, ...rest] = words;
  if (letter === undefined || !/^[a-z]$/.test(letter) || rest.length === 0) return words;
  for (const { words: beside } of before.slice(-lettersBeside).reverse()) {
    const owner = beside[0]?.startsWith(letter) && beside[0].length > 2 ? ownerOf(beside) : null;
    if (owner !== null) return [owner, ...rest];
  }
  return words;
}

/** Whose column it is, in one word. */
function ownerOf([first, second]: readonly string[]): string | null {
  if (/^(?:bought|purchased)$/.test(first!) && second === 'by') return 'purchaser';
  if (second === 'from' && meaningsOfWord(first!)[0] === 'recovery') return 'possessor';
  return ownerMeanings.has(meaningsOfWord(first!)[0]!) ? meaningsOfWord(first!)[0]! : null;
}
