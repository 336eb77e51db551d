/**
 * Vehicle identification numbers: seventeen characters with a check digit.
 *
 * **Source.** 49 CFR 565.13 and 565.15 (characters, table of values and weights; the check digit is the ninth character).
 * **Input.** Text. **Output.** {@link Vin}, or null where the text cannot be a number of seventeen characters.
 * **Limits.** Vehicles made before model year 1981, and many made for other countries, have none or no check digit: theirs are no valid number.
 */
import { plainText } from './plain-text.ts';

export interface Vin {
  readonly vin: string;
  /** The check digit is right: two vehicles do not share such a number. */
  readonly valid: boolean;
}

const SIGNS = /[^A-Z0-9]+/g;
/** Letters I, O and Q are never used: they are read as the figures they look like. */
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;
const values = new Map(
  [...'ABCDEFGHJKLMNPRSTUVWXYZ'].map((letter, at) => [letter, '12345678123457923456789'.charCodeAt(at) - 48]),
);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

export function cleanVin(raw: string): Vin | null {
  const written = plainText(raw).replace(SIGNS, '');
  if (written.length !== 17) return null;
  const vin = written.replaceAll('O', '0').replaceAll('Q', '0').replaceAll('I', '1');
  if (!VIN.test(vin)) return null;
  return { vin, valid: vin[8] === checkDigitOf(vin) && !(new Set(vin).size === 1) };
}

/** The ninth character as the others ask for it. */
export function checkDigitOf(vin: string): string {
  const sum = [...vin].reduce((total, each, at) => total + (values.get(each) ?? Number(each)) * weights[at]!, 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}
