/**
 * Days from the first retail sale of a firearm to its recovery.
 *
 * **Source.** ATF, Firearms Trace Data: time-to-crime is the time between the retail sale and the recovery of the
 * firearm. Never imputed; a negative value is an error of the data, excluded and said.
 * **Input.** Days (`YYYY-MM-DD`) of sale and recovery, dealers and purchasers of the sale, as the sources give them.
 * **Output.** Whole days with the days counted from and to, or why not. Of several recoveries the first is counted to, or the one asked for.
 * **Limits.** Sources that contradict each other on the sale, its dealer or its purchaser give no number: which is right
 * is for a person to say. One that names fewer, or says less of them, contradicts nothing. Nor do days give a number that
 * cannot all be true: made or shipped after the sale, the purchaser a child or not born, stolen from an owner or fired in a
 * shooting tied by a confirmed hit before it, traced before the first recovery that is recorded, one recovery told on two
 * days. An unconfirmed lead contradicts no sale. A dealer may lose what nobody has bought yet.
 */
import { daysBetween } from '../model/values/days-between.ts';
import { anyContradict, type Party } from './parties-contradict.ts';

export type TimeToCrimeAnswer =
  | {
      readonly kind: 'computed';
      readonly days: number;
      readonly soldOn: string;
      readonly recoveredOn: string;
      /** Days of recovery recorded. */
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
  readonly madeOn?: readonly string[];
  readonly shippedOn?: readonly string[];
  /** Days on which a trace was asked for or completed. */
  readonly tracedOn?: readonly string[];
  /** Days of thefts from owners. */
  readonly stolenOn?: readonly string[];
  /** Days of shootings tied to it by hits that stand. */
  readonly firedOn?: readonly string[];
  /** For each case of which several days of recovery are recorded, these days. */
  readonly recoveriesOfCases?: readonly (readonly string[])[];
  /** A first retail sale of which the day is not known is recorded. */
  readonly undatedSale?: boolean;
  /** A recovery of which the day is not known is recorded. */
  readonly undatedRecovery?: boolean;
  /** The recovery that is counted to; left out: the first. */
  readonly countedTo?: string | undefined;
}

export function timeToCrime(recorded: RecordedSaleAndRecovery): TimeToCrimeAnswer {
  const { soldOn, dealers, purchasers, recoveredOn, countedTo } = recorded;
  const sales = [...new Set(soldOn)].sort();
  const ofCases = (recorded.recoveriesOfCases ?? []).map(daysOfOneRecovery);
  const recoveries = recoveryDays(recoveredOn, recorded.recoveriesOfCases ?? []).days;
  const sale = sales[0] ?? null;
  const recovery = countedTo ?? recoveries[0] ?? null;
  const undetermined = (why: string): TimeToCrimeAnswer => ({
    kind: 'undetermined',
    why,
    soldOn: sale,
    recoveredOn: recovery,
    recoveries: recoveries.length,
  });
  const noSale = recorded.undatedSale ? 'the day of the first retail sale' : 'the first retail sale';
  const noRecovery = recorded.undatedRecovery ? 'the day of the recovery' : 'a recovery';
  if (sale === null && recovery === null) return undetermined(`neither ${noSale} nor ${noRecovery} is recorded`);
  if (sale === null) return undetermined(`${noSale} is not recorded`);
  if (recovery === null)
    return undetermined(recorded.undatedRecovery ? `${noRecovery} is not recorded` : 'no recovery is recorded');
  if (sales.length > 1) return undetermined(`sources differ on the first retail sale: ${sales.join(', ')}`);
  const [dealersDiffer, purchasersDiffer] = [dealers, purchasers].map(anyContradict);
  if (dealersDiffer && purchasersDiffer)
    return undetermined('sources differ on the dealer and on the purchaser of the first retail sale');
  if (dealersDiffer) return undetermined('sources differ on the dealer of the first retail sale');
  if (purchasersDiffer) return undetermined('sources differ on the purchaser of the first retail sale');
  const twoDays = ofCases.find(({ days }) => days.length > 1 && (countedTo === undefined || days.includes(countedTo)));
  if (twoDays) return undetermined(`sources differ on the day of one recovery: ${twoDays.days.join(', ')}`);
  const disorder = daysInDisorder(sale, recovery, recorded);
  if (disorder !== null) return undetermined(disorder);
  return {
    kind: 'computed',
    days: daysBetween(sale, recovery),
    soldOn: sale,
    recoveredOn: recovery,
    recoveries: recoveries.length,
  };
}

/** The days of recovery that are recorded, in order, and for each day told the first of the recovery it is of. */
export function recoveryDays(
  told: readonly string[],
  ofCases: readonly (readonly string[])[],
): { readonly days: readonly string[]; readonly firstOf: ReadonlyMap<string, string> } {
  const second = new Map<string, string>();
  for (const { days, second: later } of ofCases.map(daysOfOneRecovery))
    for (const day of later)
      second.set(
        day,
        days.findLast((first) => first < day)!,
      );
  const firstOf = new Map(told.map((day) => [day, second.get(day) ?? day]));
  return { days: [...new Set(told)].filter((day) => !second.has(day)).sort(), firstOf };
}

/** The days of one recovery; of two that follow on each other the first, as where its events are merged. */
function daysOfOneRecovery(told: readonly string[]): { days: string[]; second: string[] } {
  const days: string[] = [];
  const second: string[] = [];
  for (const day of [...new Set(told)].sort()) {
    const last = days.at(-1);
    (last !== undefined && daysBetween(last, day) === 1 ? second : days).push(day);
  }
  return { days, second };
}

/** Nobody younger buys a firearm at a dealer's, whatever the law of the day and place: such a day is a slip. */
const purchaserAgeLeast = 12;

/** Which of the days around sale and recovery cannot be true beside the other; null where all may be. */
function daysInDisorder(sale: string, recovery: string, recorded: RecordedSaleAndRecovery): string | null {
  const wrong = 'one of the dates is wrong';
  if (recovery < sale) return `the recovery (${recovery}) is dated before the sale (${sale}): ${wrong}`;
  const last = (days: readonly string[] = []) => days.toSorted().at(-1)?.slice(0, 10) ?? '';
  const first = (days: readonly string[] = []) => days.toSorted()[0]?.slice(0, 10) ?? '9999';
  const ages = recorded.purchasers.flatMap((purchaser) => ageOf(purchaser, sale) ?? []);
  if (ages.some((age) => age < 0)) return `the sale is dated before the purchaser was born: ${wrong}`;
  if (ages.some((age) => age < purchaserAgeLeast))
    return `the purchaser was younger than ${purchaserAgeLeast} at the sale: ${wrong}`;
  const made = last(recorded.madeOn);
  if (made > sale) return `the manufacture (${made}) is dated after the sale (${sale}): ${wrong}`;
  const shipped = last(recorded.shippedOn);
  if (shipped > sale) return `the shipment (${shipped}) is dated after the sale (${sale}): ${wrong}`;
  const stolen = first(recorded.stolenOn);
  if (stolen < sale)
    return `a theft from an owner (${stolen}) is dated before the sale (${sale}): ${wrong}, or these are two firearms`;
  const fired = first(recorded.firedOn);
  if (fired < sale)
    return `a shooting tied by a confirmed hit (${fired}) is dated before the sale (${sale}): ${wrong}, or these are two firearms`;
  const traced = first(recorded.tracedOn);
  return traced < recovery
    ? `the trace (${traced}) is dated before the ${recorded.countedTo === undefined ? 'first recorded recovery' : 'recovery'} (${recovery}): ${wrong}`
    : null;
}

/** Whole years of a party on a day, negative before birth; null where no day of birth is recorded. */
export function ageOf({ said }: Pick<Party, 'said'>, on: string): number | null {
  const born = said['born_on'];
  if (typeof born !== 'string') return null;
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5, 10) < born.slice(5, 10) ? years - 1 : years;
}
