/**
 * Days from the first retail sale of a firearm to its recovery.
 *
 * **Source.** ATF, Firearms Trace Data: time-to-crime is the time between the retail sale and the recovery of the
 * firearm. Never imputed; a negative value is an error of the data, excluded and said.
 * **Input.** Sale and recovery days (`YYYY-MM-DD`) as the sources give them. **Output.** Whole days, or why not.
 * **Limits.** Sources that differ on the sale give no number: which is right is for a person to say.
 */
export type TimeToCrimeAnswer =
  | { readonly kind: 'computed'; readonly days: number; readonly soldOn: string; readonly recoveredOn: string }
  | {
      readonly kind: 'undetermined';
      readonly why: string;
      readonly soldOn: string | null;
      readonly recoveredOn: string | null;
    };

export function timeToCrime(soldOn: readonly string[], recoveredOn: readonly string[]): TimeToCrimeAnswer {
  const sales = [...new Set(soldOn)].sort();
  const recoveries = [...new Set(recoveredOn)].sort();
  const sale = sales[0] ?? null;
  const recovery = recoveries[0] ?? null;
  const undetermined = (why: string): TimeToCrimeAnswer => ({
    kind: 'undetermined',
    why,
    soldOn: sale,
    recoveredOn: recovery,
  });
  if (sale === null && recovery === null)
    return undetermined('neither the first retail sale nor a recovery is recorded');
  if (sale === null) return undetermined('the first retail sale is not recorded');
  if (recovery === null) return undetermined('no recovery is recorded');
  if (sales.length > 1) return undetermined(`sources differ on the first retail sale: ${sales.join(', ')}`);
  const after = recoveries.find((day) => day >= sale);
  if (after === undefined)
    return undetermined(`the recovery (${recovery}) is dated before the sale (${sale}): one of the dates is wrong`);
  return { kind: 'computed', days: daysBetween(sale, after), soldOn: sale, recoveredOn: after };
}

/** Whole days from one local day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  );
}
