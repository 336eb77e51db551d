import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../model/errors.ts';
import type { CalibrationName } from '../model/surface-comparison.ts';
import { readCalibrationSet, type CalibrationSet } from './calibration-set.ts';

const ending = '.json';
const setsMost = 100;

/** The calibration sets the operator put into the data directory, by name: `calibration/NAME.json`. One that cannot be read is not among them. */
export async function listCalibrationSets(
  dataDir: string,
): Promise<readonly { readonly name: CalibrationName; readonly set: CalibrationSet }[]> {
  const folder = join(dataDir, 'calibration');
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(ending)).toSorted();
  const sets = await Promise.all(
    files.slice(0, setsMost).map(async (file) => {
      const set = await readCalibrationSet(join(folder, file)).catch((error: unknown) => {
        if (error instanceof Failure) return null;
        throw error;
      });
      return set === null
        ? []
        : [{ name: { name: file.slice(0, -ending.length), class: set.class, firearms: set.firearms }, set }];
    }),
  );
  return sets.flat();
}
