import { dateOf, dayOf } from './calendar.ts';
import { milesBetween, outsideStreet } from './city.ts';
import { namesByGroup } from './names.ts';
import { phoneNumber } from './people.ts';
import type { Random } from '../stats/random.ts';
import { licenceDistricts, townsByState, type SourceTown } from './source-towns.ts';
import { WeightedChoice } from './weighted-choice.ts';

/**
 * How a dealer behaves. Only the truth knows. `busy` sells much, honestly, near the city: the confounder every count of traces
 * runs into. `careless` does not ask; `complicit` sells off the books or to made-up purchasers.
 */
export type DealerRole = 'ordinary' | 'busy' | 'careless' | 'complicit' | 'distributor';

export interface Dealer {
  readonly index: number;
  readonly town: SourceTown;
  readonly type: string;
  readonly region: string;
  readonly sequence: string;
  readonly licensee: string;
  readonly business: string;
  readonly street: string;
  readonly phone: string;
  readonly role: DealerRole;
  readonly salesPerYear: number;
  readonly from: number;
  readonly to: number;
  /** A year and month in which the three-year licence runs out; others follow by threes. */
  readonly expiryYear: number;
  readonly expiryMonth: number;
  readonly milesToCity: number;
}

/** Licences by state in one dealer world of about 2,500. Proportions between states after the ATF licensee list of May 2013, thinned with distance. */
const licencesByState: Readonly<Record<string, number>> = {
  MD: 640,
  VA: 420,
  PA: 330,
  WV: 170,
  NC: 260,
  GA: 230,
  SC: 140,
  DE: 110,
  FL: 60,
  DC: 4,
  OH: 14,
  TX: 18,
  AL: 10,
  TN: 10,
  KY: 10,
  CA: 8,
  NY: 6,
  CO: 5,
  LA: 6,
  MI: 5,
  NJ: 5,
  IL: 4,
  OK: 4,
  IN: 4,
  WA: 4,
  MS: 4,
  CT: 4,
  KS: 4,
  AZ: 4,
  AK: 3,
  MO: 4,
  MA: 4,
};

const licencesPerWorldVirginia = 420;
const cityCentre = { lon: -76.62, lat: 39.2845 };
const monthLetters = 'ABCDEFGHJKLM';

const businessFirst =
  'Bayside Ridgeline Old-Line Keystone Piedmont Blue-Ridge Cumberland Tidewater Palmetto Peachtree Shenandoah Allegheny Chesapeake Potomac Crossroads Liberty Patriot Frontier Summit Valley Eagle Hunters Sportsmans Outfitters Trading-Post Main-Street Riverside Mountaineer Carolina Diamond-State Capitol County-Line Route-40 Interstate Five-Points Big-Creek Lakeside'.split(
    ' ',
  );
const businessLast = [
  'GUNS',
  'ARMS',
  'FIREARMS',
  'GUN SHOP',
  'SPORTING GOODS',
  'OUTDOORS',
  'GUN & PAWN',
  'ARMORY',
  'SHOOTING SUPPLIES',
  'GUNS & AMMO',
  'TACTICAL',
  'GUNSMITHING',
];
const pawnLast = ['PAWN', 'PAWN & JEWELRY', 'LOAN COMPANY', 'GUN & PAWN', 'CASH PAWN'];

/**
 * The dealers of one world (one per nine precincts). Types as on the ATF list: most 01, pawnbrokers mostly south, some makers.
 * Sales are lognormal: a few sell most of the firearms.
 */
export function makeDealers(world: number, worlds: number, random: Random): Dealer[] {
  const dealers: Dealer[] = [];
  for (const [state, count] of Object.entries(licencesByState)) {
    const towns = townsByState.get(state);
    const regions = licenceDistricts[state];
    if (towns === undefined || regions === undefined)
      throw new Error(`expected towns and licence districts for ${state}`);
    const townChoice = new WeightedChoice(towns, (town) => town.weight);
    for (let i = 0; i < count; i++) {
      const town = townChoice.draw(random);
      const kind = random.next();
      const south = ['GA', 'NC', 'SC', 'FL', 'AL', 'TN', 'MS'].includes(state);
      const type =
        kind < 0.74
          ? '01'
          : kind < (south ? 0.92 : 0.79)
            ? '02'
            : kind < 0.96
              ? '07'
              : kind < 0.98
                ? '06'
                : kind < 0.99
                  ? '08'
                  : '10';
      const miles = milesBetween(town, cityCentre);
      const first = random.pick(businessFirst).replace('-', ' ').toUpperCase();
      const owner = ownerName(random);
      const named = random.chance(0.55);
      const business = type === '02' ? `${first} ${random.pick(pawnLast)}` : `${first} ${random.pick(businessLast)}`;
      const founded = dayOf(2021, 1, 1) - Math.floor(random.exponential(12 * 365));
      const late = random.chance(0.1);
      const from = late ? dayOf(2021, 1, 1) + random.between(0, 1700) : founded;
      const closes = random.chance(0.14);
      const sells = type === '01' || type === '02' ? 1 : type === '07' ? 0.25 : 0;
      dealers.push({
        index: dealers.length,
        town,
        type,
        region: regions[i % regions.length] as string,
        sequence: licenceSequence(state, i, world, worlds),
        licensee: named ? (random.chance(0.5) ? `${business} LLC` : `${business} INC`) : owner,
        business: named && random.chance(0.4) ? '' : business,
        street: outsideStreet(random).toUpperCase(),
        phone: phoneNumber(state, random),
        role: 'ordinary',
        salesPerYear: sells === 0 ? 0 : sells * Math.min(2500, random.lognormal(45, 1.45)) * (miles < 25 ? 2.2 : 1),
        from,
        to: closes ? Math.max(from + 400, dayOf(2021, 1, 1) + random.between(0, 1800)) : dayOf(2030, 1, 1),
        expiryYear: 2021 + random.between(0, 2),
        expiryMonth: random.between(1, 12),
        milesToCity: miles,
      });
    }
  }
  return giveRoles(dealers, random);
}

function ownerName(random: Random): string {
  const names =
    namesByGroup[random.chance(0.85) ? 'anglo' : random.pick(['polish', 'hispanic', 'african-american'] as const)];
  return `${random.pickZipf(names.family)}, ${random.pickZipf(names.male)} ${random.pickZipf(names.male)}`.toUpperCase();
}

/** Five digits that no other licence of the region has, in any world: multiplication modulo a prime. */
function licenceSequence(state: string, i: number, world: number, worlds: number): string {
  // VA and DC share a region, so their ordinals must not meet.
  const ordinal = ((state === 'DC' ? licencesPerWorldVirginia : 0) + i) * worlds + world;
  return String(1 + ((ordinal * 60_493 + 17_389) % 99_989)).padStart(5, '0');
}

function giveRoles(dealers: Dealer[], random: Random): Dealer[] {
  const order = random.shuffle(
    dealers.filter((d) => d.salesPerYear > 0 && d.type !== '07' && d.from < dayOf(2018, 1, 1)).map((d) => d.index),
  );
  const near = order.filter((i) => (dealers[i] as Dealer).milesToCity < 45);
  const corridor = order.filter((i) =>
    ['MD', 'VA', 'PA', 'WV', 'GA', 'NC', 'SC', 'DE'].includes((dealers[i] as Dealer).town.state),
  );
  const set = (index: number | undefined, role: DealerRole, salesPerYear: number): void => {
    if (index === undefined || (dealers[index] as Dealer).role !== 'ordinary') return;
    dealers[index] = { ...(dealers[index] as Dealer), role, salesPerYear, to: dayOf(2030, 1, 1) };
  };
  for (let i = 0; i < 10; i++) set(near[i], 'busy', random.between(3000, 8000));
  for (let i = 10; i < 34; i++) set(corridor[i], 'careless', random.between(150, 1100));
  for (let i = 34; i < 40; i++) set(corridor[i], 'complicit', random.between(80, 500));
  const makers = random.shuffle(dealers.filter((d) => d.salesPerYear === 0));
  for (const d of makers.slice(0, 12))
    dealers[d.index] = { ...d, type: '01', role: 'distributor', to: dayOf(2030, 1, 1), from: dayOf(1985, 1, 1) };
  return dealers;
}

/** The licence number as it stood on a day: R-DD-CCC-TT-YM-SSSSS, expiry within the following three years. */
export function licenceNumber(dealer: Dealer, day: number): string {
  const { year, month } = expiryAfter(dealer, day);
  return `${dealer.region}-${dealer.town.county}-${dealer.type}-${year % 10}${monthLetters[month - 1]}-${dealer.sequence}`;
}

export function expiryAfter(dealer: Dealer, day: number): { year: number; month: number } {
  const { year, month } = dateOf(day);
  // The first of the three-yearly expiries that lies after this month.
  const months = (dealer.expiryYear - year) * 12 + dealer.expiryMonth - month;
  const ahead = (((months - 1) % 36) + 36) % 36;
  const total = year * 12 + month - 1 + ahead + 1;
  return { year: Math.floor(total / 12), month: (total % 12) + 1 };
}

/** R-DD-SSSSS, which stays the same over renewals. */
export function licenceKey(dealer: Dealer): string {
  return `${dealer.region}-${dealer.sequence}`;
}

/** Dealers to draw sellers from: by state and sales, and the ones traffickers go to. */
export class DealerMarket {
  readonly dealers: readonly Dealer[];
  readonly #bySales = new Map<string, WeightedChoice<Dealer>>();
  readonly #soft = new Map<string, WeightedChoice<Dealer>>();
  readonly complicit: readonly Dealer[];
  readonly distributors: readonly Dealer[];

  constructor(dealers: readonly Dealer[]) {
    this.dealers = dealers;
    for (const [state, list] of Map.groupBy(dealers, (d) => d.town.state)) {
      const sellers = list.filter((d) => d.salesPerYear > 0);
      this.#bySales.set(state, new WeightedChoice(sellers, (d) => d.salesPerYear * (d.milesToCity < 20 ? 2 : 1)));
      const soft = sellers.filter((d) => d.role === 'careless' || d.role === 'complicit');
      if (soft.length > 0) this.#soft.set(state, new WeightedChoice(soft, (d) => Math.sqrt(d.salesPerYear)));
    }
    this.complicit = dealers.filter((d) => d.role === 'complicit');
    this.distributors = dealers.filter((d) => d.role === 'distributor');
  }

  seller(state: string, random: Random): Dealer {
    const choice = this.#bySales.get(state);
    if (choice === undefined) throw new Error(`expected dealers in ${state}`);
    return choice.draw(random);
  }

  /** Where a straw purchaser goes in a state: half the time to a dealer who does not ask, if there is one. */
  softSeller(state: string, random: Random): Dealer {
    const soft = this.#soft.get(state);
    return soft !== undefined && random.chance(0.5) ? soft.draw(random) : this.seller(state, random);
  }
}
