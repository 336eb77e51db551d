import { cleanState } from '../model/values/us-state.ts';

/**
 * The postal code of a state, district or territory from its name as federal tables print it, or null. Canada and Mexico,
 * which ATF prints beside the states, get their ISO 3166-1 codes of three letters: the two of Canada are California's.
 */
export function stateCode(label: string): string | null {
  return cleanState(label)?.code ?? others.get(label.trim().toUpperCase()) ?? null;
}

const others: ReadonlyMap<string, string> = new Map([
  ['CANADA', 'CAN'],
  ['MEXICO', 'MEX'],
  // The FBI's spelling.
  ['MARIANA ISLANDS', 'MP'],
]);
