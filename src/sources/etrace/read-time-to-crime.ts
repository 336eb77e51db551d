import { readNumber } from '../read-number.ts';

const DAYS = /^([-+]?[\d,]+(?:\.\d+)?)\s*(?:D|DAYS?)\.?$/i;

/**
 * Time to crime in days as an export gives it, with or without the word `days`. Anything else (`2 years`) is no count of
 * days and gives null with `trace.time-to-crime-unread`.
 */
export function readTimeToCrime(cell: string, warnings: string[]): number | null {
  if (cell === '') return null;
  const days = readNumber(DAYS.exec(cell)?.[1] ?? cell);
  if (days !== null && Math.abs(days) < 100_000) return Math.round(days);
  if (/\d/.test(cell)) warnings.push('trace.time-to-crime-unread');
  return null;
}
