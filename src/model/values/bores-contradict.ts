import { boreDifferenceMillimetresMax, cleanCalibre } from './calibre.ts';

/** Whether two calibres are of bores too far apart to be one. A calibre that is blank or not known contradicts none. */
export function boresContradict(a: string, b: string): boolean {
  const [x, y] = [a, b].map((code) => (code === '' ? undefined : cleanCalibre(code)?.millimetres));
  return x !== undefined && y !== undefined && Math.abs(x - y) > boreDifferenceMillimetresMax;
}
