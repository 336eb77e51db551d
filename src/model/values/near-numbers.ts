/**
 * Numbers that are one slip of the pen away from one that was typed: serial, licence, case and trace numbers.
 *
 * **Source.** F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964: one
 * character wrong, missing, too many, or two neighbours swapped are four in five of all errors of typing. Characters that
 * look alike on worn metal and in scans are those of the serial number's `skeleton`.
 * **Input.** Letters and digits. **Output.** Every number one slip away, or two where both are look-alikes, the likeliest
 * first: about 75 for each character. They are looked up, so that nothing depends on how many numbers a store holds.
 * **Limits.** Two other slips are not found.
 */
import { skeletonOf } from './serial-number.ts';

/** How the number found differs from the one typed; `longer` and `shorter` by one character. */
export type Nearness = 'look-alike' | 'swapped' | 'differs' | 'longer' | 'shorter';

/** `?` stands for a character nobody could read. */
const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ?'];

const lookAlikes = new Map(
  alphabet.map((each) => [each, alphabet.filter((other) => other !== each && skeletonOf(other) === skeletonOf(each))]),
);

/** The numbers near one, each with how it differs, the likeliest first. */
export function nearNumbers(number: string): Map<string, Nearness> {
  const near = new Map<string, Nearness>();
  const add = (term: string, how: Nearness) => {
    if (term !== number && !near.has(term)) near.set(term, how);
  };
  const at = [...number].keys().toArray();
  const replaced = (text: string, index: number, by: string) => text.slice(0, index) + by + text.slice(index + 1);
  const alike = (text: string, from: number) =>
    at
      .slice(from)
      .flatMap((index) =>
        (lookAlikes.get(text[index]!) ?? []).map((by) => ({ index, term: replaced(text, index, by) })),
      );

  const once = alike(number, 0);
  for (const { term } of once) add(term, 'look-alike');
  for (const { term, index } of once) for (const twice of alike(term, index + 1)) add(twice.term, 'look-alike');
  for (const index of at.slice(1))
    add(number.slice(0, index - 1) + number[index]! + number[index - 1]! + number.slice(index + 1), 'swapped');
  for (const index of at) for (const by of alphabet) add(replaced(number, index, by), 'differs');
  for (const index of at) add(replaced(number, index, ''), 'shorter');
  for (const index of [...at, number.length])
    for (const more of alphabet) add(number.slice(0, index) + more + number.slice(index), 'longer');
  return near;
}
