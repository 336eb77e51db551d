import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTown } from '../../src/town/town.ts';

/** The feed files of a small town, by path below `feeds/`. */
export function townFiles(options: { seed: number; scale: number }): Map<string, string> {
  const files = new Map<string, string>();
  for (const { path, text } of makeTown(options))
    if (path.startsWith('feeds/')) files.set(path.slice(6), (files.get(path.slice(6)) ?? '') + text);
  return files;
}

export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Names of all files below a folder. */
export function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

export const headerOf = (text: string) => text.slice(0, text.indexOf('\r\n'));
export const rowsOf = (text: string) => text.trimEnd().split('\r\n').slice(1);
export const csvText = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\r\n')}\r\n`;

/** FBI background checks by month and state, for as many months as asked: rows that observe nobody and nothing. */
export function backgroundChecks(rows: number): string {
  const states = ['AL', 'AK', 'AZ', 'AR', 'CA', 'CO', 'CT', 'DE', 'FL', 'GA', 'HI', 'ID', 'IL', 'IN', 'IA', 'KS', 'KY']
    .concat([
      'LA',
      'ME',
      'MD',
      'MA',
      'MI',
      'MN',
      'MS',
      'MO',
      'MT',
      'NE',
      'NV',
      'NH',
      'NJ',
      'NM',
      'NY',
      'NC',
      'ND',
      'OH',
    ])
    .concat(['OK', 'OR', 'PA', 'RI', 'SC', 'SD', 'TN', 'TX', 'UT', 'VT', 'VA', 'WA', 'WV', 'WI', 'WY']);
  const lines = ['month,state,permit,handgun,long_gun,other,totals'];
  for (let n = 0; n < rows; n++) {
    const month = Math.floor(n / states.length);
    const when = `${1999 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    lines.push(`${when},${states[n % states.length]},${n % 7},${n},${n * 2},${n % 3},${(n % 7) + n * 3 + (n % 3)}`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

/**
 * A city in little that touches everything linking does: several batches in one run, records that observe nothing,
 * persons and firearms tied together by later files, and rows that change, so that their links are superseded.
 */
export function busyCity(manyRows = 5_000): Map<string, string> {
  const town = townFiles({ seed: 11, scale: 0.03 });
  const files = new Map<string, string>();
  for (const [path, text] of town)
    if (/^(recoveries|thefts)\/|^etrace\/results|^nibin\/leads/.test(path)) files.set(path, text);
  const text = [...files].find(([name]) => name.startsWith('recoveries/'))![1];
  const header = headerOf(text);
  const originals = rowsOf(text);
  const many: string[] = [];
  // The same firearms and people under other property numbers: thousands of observations of few entities.
  for (let n = 0; many.length < manyRows; n++) {
    const cells = originals[n % originals.length]!.split(',');
    many.push([`PX${n}`, ...cells.slice(1)].join(','));
  }
  files.set('recoveries/x-many.csv', csvText(header, many));
  const changed = originals.map((row) => row.replace(/,([A-Z]+),/, ',$1 CHANGED,'));
  files.set('recoveries/y-changed.csv', csvText(header, [...changed, ...many.slice(0, 500)]));
  files.set('nics/checks.csv', backgroundChecks(4_500));
  return files;
}
