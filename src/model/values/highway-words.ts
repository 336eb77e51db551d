/**
 * Numbered highways, however they are written: I-95, INTERSTATE 95, US 1, US RTE 1, SR 140, MD-140, CO RD 12.
 *
 * **Source.** USPS Publication 28, "Postal Addressing Standards", appendix D4 (county, state and local highways): a highway is
 * written out and its number follows. Which of ROAD, ROUTE and HIGHWAY a state says of its own is not told apart: one state numbers one network.
 * **Input.** The words of a street behind its direction, in capitals. **Output.** The same with the highway in one spelling; untouched where there is none.
 * **Limits.** Two letters before a number are a state's only where nothing but a direction or a mile follows.
 */
import { cleanState } from './us-state.ts';

const NUMBER = /^\d{1,4}[A-Z]?$/;
const NUMBERED = /^(I|IH|US|SR|CR|RTE|RT|HWY|[A-Z]{2})-?(\d{1,4}[A-Z]?)$/;
const ROUTE_WORDS: ReadonlySet<string> = new Set('ROUTE RTE RT HIGHWAY HIGHWY HIWAY HIWY HWAY HWY ROAD RD'.split(' '));
const AFTER: ReadonlySet<string> = new Set(
  'N S E W NORTH SOUTH EAST WEST MM MP MILE MILEPOST MARKER EXIT KM AT'.split(' '),
);
/** What is behind the letters, and whether a word for a road may stand between them and the number. */
const NETWORKS: ReadonlyMap<string, string> = new Map([
  ['I', 'INTERSTATE'],
  ['IH', 'INTERSTATE'],
  ['INTERSTATE', 'INTERSTATE'],
  ['US', 'US HIGHWAY'],
  ['SR', 'STATE ROUTE'],
  ['STATE', 'STATE ROUTE'],
  ['CR', 'COUNTY ROAD'],
  ['COUNTY', 'COUNTY ROAD'],
  ['CO', 'COUNTY ROAD'],
]);
const ALONE: ReadonlyMap<string, string> = new Map([
  ...['ROUTE', 'RTE', 'RT'].map((word) => [word, 'ROUTE'] as const),
  ...['HIGHWAY', 'HIGHWY', 'HIWAY', 'HIWY', 'HWAY', 'HWY'].map((word) => [word, 'HIGHWAY'] as const),
]);

export function spellHighway(words: readonly string[]): readonly string[] {
  const [first, ...rest] = splitNumber(words);
  if (first === undefined || rest.length === 0) return words;
  const network = NETWORKS.get(first);
  if (network !== undefined) {
    const at = rest.length > 1 && ROUTE_WORDS.has(rest[0]!) ? 1 : 0;
    // CO 12 is a road of Colorado, CO RD 12 one of a county.
    if (NUMBER.test(rest[at]!) && (at > 0 || first !== 'CO')) return [...network.split(' '), ...rest.slice(at)];
    if (first !== 'CO') return words;
  }
  if (!NUMBER.test(rest[0]!)) return words;
  const alone = ALONE.get(first);
  if (alone !== undefined) return [alone, ...rest];
  const ofState = first.length === 2 && cleanState(first)?.code === first;
  return ofState && (rest.length === 1 || AFTER.has(rest[1]!)) ? ['STATE', 'ROUTE', ...rest] : words;
}

/** `I-95` is two words, as `I 95` is. */
export function splitNumber(words: readonly string[]): readonly string[] {
  const joined = NUMBERED.exec(words[0] ?? '');
  return joined ? [joined[1]!, joined[2]!, ...words.slice(1)] : words;
}
