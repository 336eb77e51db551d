/**
 * Words of a command in which a value that begins with a minus and a figure is tied to its option: `--lon -76.61` becomes
 * `--lon=-76.61`, which would else be read as another option. No option of ours begins so.
 */
export function joinNegativeValues(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    if (before !== undefined && /^--[a-z][\w-]*$/.test(before) && /^-\.?\d/.test(word))
      joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}
