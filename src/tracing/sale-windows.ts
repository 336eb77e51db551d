import type { StateHolidays } from '../model/tracing-settings.ts';
import { businessDaysFrom, salesTogether, unsureHolidays } from '../model/values/business-days.ts';

/**
 * Sales of one dealer to one person that make a multiple sale.
 *
 * **Source.** 18 U.S.C. 923(g)(3)(A) and 27 CFR 478.126a: two or more pistols or revolvers to an unlicensed person at one
 * time or within any five consecutive business days (Form 3310.4). Form 3310.12: two or more semi-automatic rifles of more
 * than .22 that take a detachable magazine, from dealers in Arizona, California, New Mexico and Texas.
 * **Input.** Sales with purchaser, dealer and day, and the holidays of states. **Output.** Windows as long as they reach: a
 * sale may lie in two. **Limits.** Whether a rifle takes a detachable magazine is not recorded: every semi-automatic one
 * counts, one of which no calibre is recorded too, and it is said of how many. Days on which alone a window hangs are told where the list of the
 * state was not read off its law. Days on which the offices of the state are shut, but the shop is open, do not count as business days.
 */
export interface RecordedSale {
  readonly dealer: number;
  readonly dealerState: string | null;
  readonly purchaser: number;
  readonly soldOn: string;
  readonly firearm: number;
  readonly label: string;
  readonly type: string | null;
  readonly calibre: string | null;
  /** What a trace says of it: part of a reported multiple sale. */
  readonly multipleSale: boolean | null;
  readonly serialNcic: string | null;
  readonly makeFamily: string | null;
}

export interface FoundWindow {
  readonly kind: 'handguns' | 'rifles';
  readonly sales: readonly RecordedSale[];
  readonly from: string;
  readonly to: string;
  readonly businessDays: number;
  /** Holidays by which alone it is one, from a list that was not read off the law. */
  readonly unsureDays: readonly string[];
  /** Rifles in it of which no calibre is recorded: they may be of .22. */
  readonly calibreUnknown: number;
}

const rifleStates = new Set(['AZ', 'CA', 'NM', 'TX']);
const rimfire = new Set(['22LR', '22SHORT', '22LONG', '22MAG', '22WMR', '17HMR']);

const isHandgun = ({ type }: RecordedSale) => type?.startsWith('P') ?? false;
const isReportedRifle = ({ type, calibre, dealerState }: RecordedSale) =>
  type === 'RI' && rifleStates.has(dealerState ?? '') && !(calibre !== null && rimfire.has(calibre));

export function findSaleWindows(
  sales: readonly RecordedSale[],
  holidays: Readonly<Record<string, StateHolidays>>,
): FoundWindow[] {
  const kinds = [
    ['handguns', sales.filter(isHandgun)],
    ['rifles', sales.filter(isReportedRifle)],
  ] as const;
  return kinds.flatMap(([kind, those]) =>
    [...Map.groupBy(those, ({ dealer, purchaser }) => `${dealer}/${purchaser}`).values()].flatMap((of) =>
      windowsOf(of, holidays[of.find(({ dealerState }) => dealerState !== null)?.dealerState ?? ''] ?? null).map(
        (window) => ({
          kind,
          ...window,
          calibreUnknown: kind === 'rifles' ? window.sales.filter(({ calibre }) => calibre === null).length : 0,
        }),
      ),
    ),
  );
}

/** The longest windows of sales of one dealer to one person: none lies in another. */
function windowsOf(
  sales: readonly RecordedSale[],
  calendar: StateHolidays | null,
): Omit<FoundWindow, 'kind' | 'calibreUnknown'>[] {
  const ordered = oncePerFirearm(sales).sort((a, b) => a.firearm - b.firearm);
  return salesTogether(ordered, () => calendar).map((of) => {
    const [from, to] = [of[0]!.soldOn, of.at(-1)!.soldOn];
    return {
      sales: of,
      from,
      to,
      businessDays: businessDaysFrom(from, to, calendar),
      unsureDays: unsureHolidays(from, to, calendar),
    };
  });
}

/** Several records tell of one sale; a firearm sold twice on different days by one dealer to one person is told by each day once. */
function oncePerFirearm(sales: readonly RecordedSale[]): RecordedSale[] {
  const once = new Map<string, RecordedSale>();
  for (const sale of sales) {
    const key = `${sale.firearm}/${sale.soldOn}`;
    const before = once.get(key);
    if (before === undefined || (before.multipleSale !== true && sale.multipleSale === true)) once.set(key, sale);
  }
  return [...once.values()];
}
