/**
 * What records of a firearm say of how its serial number was removed and what a laboratory restored.
 *
 * **Source.** The columns of property rooms, laboratories and trace requests, as `serial-restoration.ts` reads them.
 * **Input.** The records of one firearm. **Output.** One entry for each thing said, with every source that says it.
 * **Limits.** Two laboratories that read differently stand side by side; nothing is made one of them.
 */
import type { SerialRestoration } from '../model/life.ts';
import type { LifeRecord } from './firearm-life.ts';

export function serialRestorations(records: readonly LifeRecord[]): SerialRestoration[] {
  const found = new Map<string, SerialRestoration>();
  for (const { firearm, source } of records) {
    const of = <T>(column: string) => (firearm[column] as T | null | undefined) ?? null;
    const said = {
      removal: of<SerialRestoration['removal']>('serial_removal'),
      removalRaw: of<string>('serial_removal_raw'),
      positionsKnown: of<number>('serial_positions_known'),
      attempted: of<boolean>('restoration_attempted'),
      result: of<SerialRestoration['result']>('restoration_result'),
      laboratory: of<string>('restoration_lab'),
      restored: of<string>('serial_restored'),
      grades: of<SerialRestoration['grades']>('serial_restored_grades'),
    };
    const { positionsKnown, ...others } = said;
    if (Object.values(others).every((value) => value === null)) continue;
    const key = JSON.stringify(said);
    const there = found.get(key) ?? { ...others, positionsKnown, sources: [] };
    if (!there.sources.some((each) => each.record === source.record)) there.sources.push(source);
    found.set(key, there);
  }
  return [...found.values()];
}
