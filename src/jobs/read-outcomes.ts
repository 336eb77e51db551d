import { Failure } from '../model/errors.ts';
import { outcomes, type Outcome } from '../model/city-settings.ts';
import { openTable } from '../sources/reading/open-table.ts';
import type { KnownOutcomes } from './fit-city-index.ts';
import { openSourceFile } from './open-source-file.ts';

const columns = ['trace_number', 'outcome'] as const;

/** Reads what traces came to: columns `trace_number` and `outcome`, of which each is case-opened, charged, convicted or none. */
export async function readOutcomes(path: string): Promise<KnownOutcomes> {
  const file = await openSourceFile(path);
  const reader = await openTable(file.bytes);
  const known = new Map<string, Outcome | 'none'>();
  let at: readonly number[] | null = null;
  for await (const { rows } of reader.batches())
    for (const { cells, line } of rows) {
      if (at === null) {
        const header = cells.map((cell) => cell.trim().toLowerCase());
        at = columns.map((name) => header.indexOf(name));
        if (at.includes(-1))
          throw new Failure('city.outcomes', `Expected columns ${columns.join(' and ')}; got ${header.join(', ')}.`);
        continue;
      }
      const [traceNumber = '', outcome = ''] = at.map((column) => (cells[column] ?? '').trim());
      if (traceNumber === '') continue;
      if (outcome !== 'none' && !outcomes.some((each) => each === outcome))
        throw new Failure(
          'city.outcomes',
          `Expected ${outcomes.join(', ')} or none as the outcome on line ${line}; got something else. Nothing was read.`,
        );
      known.set(traceNumber, outcome as Outcome | 'none');
    }
  if (known.size === 0) throw new Failure('city.outcomes', 'Expected at least one trace with an outcome; got none.');
  return known;
}
