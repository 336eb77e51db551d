/**
 * What a laboratory says of a serial number that was removed: how it was removed, what was restored, and how surely, position by position.
 *
 * **Source.** Kinds of removal and methods of restoration as in NIJ, "Serial Number Restoration" (Firearm Examiner Training, module 12).
 * **Input.** Cells as a laboratory or property room wrote them. **Output.** Words of a short list, or null where a cell says none of them.
 * **Limits.** Laboratories grade in figures, letters or words of their own. Ours: 90 and above, `H` and the like are high, 60 and above medium.
 * A grade that fits no position of the number is read for none of them.
 */
import { plainText } from './plain-text.ts';
import { cleanSerialNumber } from './serial-number.ts';

export const removalMethods = ['ground', 'drilled', 'punched', 'filed', 'over-stamped', 'chemical', 'unknown'] as const;
export type RemovalMethod = (typeof removalMethods)[number];

const methodWords: readonly (readonly [RemovalMethod, RegExp])[] = [
  ['over-stamped', /\b(?:OVER ?STAMP|RE ?STAMP|ALTERED|OVER ?STRUCK)/],
  ['drilled', /\b(?:DRILL|BORED|MILLED)/],
  ['punched', /\b(?:PUNCH|PEEN|CENTER ?PUNCH|HAMMER)/],
  ['filed', /\b(?:FILED|FILING|SANDED|SANDING|SCRAPED|SCRATCHED)|^FILE$/],
  ['ground', /\b(?:GROUND|GRIND|GRINDING|DREMEL|ABRADED)/],
  ['chemical', /\b(?:CHEMICAL|ACID|ETCH)/],
  ['unknown', /^(?:UNKNOWN|UNK|UNDETERMINED|NOT KNOWN|NOT DETERMINED)$/],
];

/** Of several methods in one cell the first of the list, which leaves least behind. */
export function cleanRemovalMethod(raw: string): RemovalMethod | null {
  const text = words(raw);
  return methodWords.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

export const restorationResults = ['full', 'partial', 'none'] as const;
export type RestorationResult = (typeof restorationResults)[number];

export function cleanRestorationResult(raw: string): RestorationResult | null {
  const text = words(raw);
  if (
    /^(?:NONE|NO|NEGATIVE|NOT RESTORED|UNSUCCESSFUL|NO RESULTS?|NOTHING|FAILED|UNABLE(?: TO RESTORE)?|NOT RECOVERED)$/.test(
      text,
    )
  )
    return 'none';
  if (/^(?:PARTIAL(?:LY)?|PART|IN PART|INCOMPLETE)\b/.test(text)) return 'partial';
  if (/^(?:FULL(?:Y)?|COMPLETE(?:LY)?|RESTORED|SUCCESS(?:FUL)?|POSITIVE|WHOLE)\b/.test(text)) return 'full';
  return null;
}

export const restorationGrades = ['high', 'medium', 'low', 'unread'] as const;
export type RestorationGrade = (typeof restorationGrades)[number];

const gradeWords: Readonly<Record<string, RestorationGrade>> = {
  H: 'high',
  HIGH: 'high',
  C: 'high',
  CERTAIN: 'high',
  CLEAR: 'high',
  M: 'medium',
  MED: 'medium',
  MEDIUM: 'medium',
  MODERATE: 'medium',
  P: 'medium',
  PROBABLE: 'medium',
  L: 'low',
  LOW: 'low',
  POSSIBLE: 'low',
  N: 'unread',
  NONE: 'unread',
  '?': 'unread',
  '-': 'unread',
};
const highMin = 90;
const mediumMin = 60;

/** A grade for each of so many positions; null where the cell does not give exactly that many, each of them readable. */
export function cleanRestorationGrades(raw: string, positions: number): RestorationGrade[] | null {
  const text = raw.trim().toUpperCase();
  const parts = /[\s,;/|]/.test(text) ? text.split(/[\s,;/|]+/).filter((part) => part !== '') : [...text];
  if (positions === 0 || parts.length !== positions) return null;
  const shares = parts.some((part) => /^0?\.\d+$/.test(part));
  const grades = parts.map((part) => gradeOf(part, shares));
  return grades.every((grade) => grade !== null) ? grades : null;
}

function gradeOf(part: string, shares: boolean): RestorationGrade | null {
  const word = gradeWords[part];
  if (word !== undefined) return word;
  if (!/^\d+(?:\.\d+)?%?$|^\.\d+$/.test(part)) return null;
  const figure = Number(part.replace('%', '')) * (shares ? 100 : 1);
  if (figure > 100) return null;
  return figure >= highMin ? 'high' : figure >= mediumMin ? 'medium' : figure > 0 ? 'low' : 'unread';
}

/**
 * A restored number with `?` where the laboratory is not sure: what is compared with other numbers. Where it grades no position, what it
 * read stands.
 */
export function sureSerial(restored: string, grades: readonly string[] | null): string {
  if (grades === null || grades.length !== restored.length) return restored;
  return [...restored].map((character, at) => (grades[at] === 'high' ? character : '?')).join('');
}

/** The restored number in its canonical form; empty where the cell holds none. */
export const cleanRestored = (raw: string) => cleanSerialNumber(raw)?.clean ?? '';

const words = (raw: string) =>
  plainText(raw)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
