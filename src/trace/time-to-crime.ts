/**
 * Days from the first retail sale of a firearm to its recovery.
 *
 * **Source.** ATF, Firearms Trace Data: time-to-crime is the time between the retail sale and the recovery of the
 * firearm. Never imputed; a negative value is an error of the data, excluded and said.
 * **Input.** Days (`YYYY-MM-DD`) of sale and recovery, dealers and purchasers of the sale, as the sources give them.
 * **Output.** Whole days with the days counted from and to, or why not. Of several recoveries the first is counted to.
 * **Limits.** Sources that contradict each other on the sale, its dealer or its purchaser give no number: which is right
 * is for a person to say. One that names fewer, or says less of them, contradicts nothing.
 */
import { anyContradict, type Party } from './parties-contradict.ts';

export type TimeToCrimeAnswer =
  | {
      readonly kind: 'computed';
      readonly days: number;
      readonly soldOn: string;
      readonly recoveredOn: string;
      /** Days of recovery recorded: the first is counted to. */
      readonly recoveries: number;
    }
  | {
      readonly kind: 'undetermined';
      readonly why: string;
      readonly soldOn: string | null;
      readonly recoveredOn: string | null;
      readonly recoveries: number;
    };

export interface RecordedSaleAndRecovery {
  readonly soldOn: readonly string[];
  /** Those the sources name as dealer and as purchaser of the first retail sale. */
  readonly dealers: readonly Party[];
  readonly purchasers: readonly Party[];
  readonly recoveredOn: readonly string[];
}

export function timeToCrime({ soldOn, dealers, purchasers, recoveredOn }: RecordedSaleAndRecovery): TimeToCrimeAnswer {
  const sales = [...new Set(soldOn)].sort();
  const recoveries = [...new Set(recoveredOn)].sort();
  const sale = sales[0] ?? null;
  const recovery = recoveries[0] ?? null;
  const undetermined = (why: string): TimeToCrimeAnswer => ({
    kind: 'undetermined',
    why,
    soldOn: sale,
    recoveredOn: recovery,
    recoveries: recoveries.length,
  });
  if (sale === null && recovery === null)
    return undetermined('neither the first retail sale nor a recovery is recorded');
  if (sale === null) return undetermined('the first retail sale is not recorded');
  if (recovery === null) return undetermined('no recovery is recorded');
  if (sales.length > 1) return undetermined(`sources differ on the first retail sale: ${sales.join(', ')}`);
  const [dealersDiffer, purchasersDiffer] = [dealers, purchasers].map(anyContradict);
  if (dealersDiffer && purchasersDiffer)
    return undetermined('sources differ on the dealer and on the purchaser of the first retail sale');
  if (dealersDiffer) return undetermined('sources differ on the dealer of the first retail sale');
  if (purchasersDiffer) return undetermined('sources differ on the purchaser of the first retail sale');
  if (recovery < sale)
    return undetermined(`the recovery (${recovery}) is dated before the sale (${sale}): one of the dates is wrong`);
  return {
    kind: 'computed',
    days: daysBetween(sale, recovery),
    soldOn: sale,
    recoveredOn: recovery,
    recoveries: recoveries.length,
  };
}

/** Whole days from one local day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  );
}
