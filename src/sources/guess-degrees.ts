import type { ColumnValues } from './guess-column-values.ts';
import { pointDegrees } from './point-degrees.ts';

/** Degrees with decimals; those of one city lie close together, those of a country apart. */
export function ofOneRegion({ values }: ColumnValues): number {
  if (!values.some((value) => value.includes('.'))) return 0.3;
  const degrees = values
    .map(Number)
    .filter((value) => value !== 0)
    .sort((a, b) => a - b);
  const span = degrees[Math.floor(degrees.length * 0.95)]! - degrees[Math.floor(degrees.length * 0.05)]!;
  return span <= 8 ? 1 : 0.65;
}

export function isPoint(value: string): boolean {
  return /\d\.\d+/.test(value) && pointDegrees(value).longitude !== '';
}

export function isDegree(value: string, min: number, max: number): boolean {
  const degrees = Math.abs(Number(value));
  return value !== '' && (degrees === 0 || (degrees >= min && degrees <= max));
}
