import type { Place } from './city.ts';
import { makeDealerThefts } from './dealer-thefts.ts';
import { OrdinarySupply } from './ordinary-supply.ts';
import type { Random } from '../stats/random.ts';
import type { Sales } from './sales.ts';
import type { Supply } from './supply.ts';
import { TraffickingSupply } from './trafficking-supply.ts';

/**
 * Makes every firearm of a precinct that any agency will write about, with its true way there: trafficking first, then
 * everything else up to the number police took in. Visitors come first of all, because their ids are given by their place.
 */
export function makeSupply(
  sales: Sales,
  visitors: readonly { readonly minute: number; readonly place: Place }[],
  random: Random,
): Supply {
  const ordinary = new OrdinarySupply(sales, random.fork('ordinary'));
  ordinary.makeVisitors(visitors);
  new TraffickingSupply(sales, random.fork('trafficking')).make();
  makeDealerThefts(sales, random);
  ordinary.fillYears();
  return sales.supply;
}
