/** What is asked of two things of a board, as the address says it: `a~b`, or `a~b~8` for eight ways. */
export interface PairQuestion {
  readonly from: string;
  readonly to: string;
  /** How many ways. */
  readonly ways: number;
}

/** Ways one may ask for; the server gives twenty at most. */
export const waysChoices = [1, 3, 5, 10, 20] as const;
export const waysDefault = 5;
const waysMax = 20;

export function readPair(text: string): PairQuestion {
  const [from = '', to = '', ways] = text.split('~');
  const asked = Number(ways ?? waysDefault);
  return { from, to, ways: Number.isInteger(asked) && asked >= 1 && asked <= waysMax ? asked : waysDefault };
}

export function writePair({ from, to, ways }: PairQuestion): string {
  return ways === waysDefault ? `${from}~${to}` : `${from}~${to}~${ways}`;
}

/** Which of the ways between which two is looked at, as the address says it. */
export interface StepOfWay {
  readonly from: string;
  readonly to: string;
  readonly at: number;
}

export const writeStep = ({ from, to, at }: StepOfWay) => `${from}~${to}~${at + 1}`;

/** All ways that were found, one after another, as steps. */
export function stepsOf(
  found: readonly { readonly from: string; readonly to: string; readonly paths: readonly unknown[] }[],
): StepOfWay[] {
  return found.flatMap(({ from, to, paths }) => paths.map((_, at) => ({ from, to, at })));
}

/** The next or previous way, round about; from none the first, or the last. */
export function stepBy(steps: readonly StepOfWay[], now: string | undefined, by: 1 | -1): string | undefined {
  if (steps.length === 0) return undefined;
  const at = steps.findIndex((step) => writeStep(step) === now);
  const next = at < 0 ? (by > 0 ? 0 : steps.length - 1) : (at + by + steps.length) % steps.length;
  return writeStep(steps[next]!);
}

/** The lines of the chart along a way. */
export function pairsAlong(path: readonly string[]): string[] {
  return path.slice(1).map((id, at) => [path[at]!, id].toSorted().join('~'));
}
