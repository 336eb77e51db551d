import type { Dealer } from './dealers.ts';
import type { Channel } from './firearms.ts';
import type { FirearmModel } from './makers.ts';
import { phoneNumber, type Person } from './people.ts';
import type { Random } from '../stats/random.ts';
import type { Sales } from './sales.ts';
import { corridorStates } from './corridor-states.ts';
import { firstDay, lastDay } from './town-years.ts';

/** Straw purchasers and rings per precinct over all years. */
const strawsPerPrecinct = 62;
const ringsPerPrecinct = 11;
/** How long before the town's first day their purchases may begin. */
const lookbackDays = 3 * 365;

/** Straw purchasers, rings, dealers who sell off the books: firearms bought or sold in order to be passed on. */
export class TraffickingSupply {
  readonly #sales: Sales;
  readonly #random: Random;

  constructor(sales: Sales, random: Random) {
    this.#sales = sales;
    this.#random = random;
  }

  make(): void {
    this.#makeStraws();
    this.#makeRings();
    this.#makeDealerDiversions();
  }

  #makeStraws(): void {
    const random = this.#random.fork('straws');
    const count = random.poisson(strawsPerPrecinct * this.#sales.share);
    for (let i = 0; i < count; i++) {
      const state = corridorStates.draw(random);
      const dealers = Array.from({ length: random.chance(0.5) ? 1 : random.between(2, 4) }, () =>
        this.#sales.market.softSeller(state, random),
      );
      const start = random.between(firstDay - lookbackDays, lastDay - 40);
      const person = this.#sales.residentOf(state, dealers[0] as Dealer, { female: true, on: start });
      // A crew member's partner: same roof.
      if (state === 'MD' && random.chance(0.4))
        person.home = random.pick(this.#sales.underworld.crewChoice.draw(random).members).home;
      this.#sales.supply.strawPurchasers.add(person);
      this.#buySpree(person, Math.min(15, random.geometric(0.3)), start, dealers, 'straw', '');
    }
  }

  #makeRings(): void {
    const random = this.#random.fork('rings');
    const count = Math.max(1, random.poisson(ringsPerPrecinct * this.#sales.share));
    for (let i = 0; i < count; i++) {
      const id = `ring-${this.#sales.precinct}-${i + 1}`;
      const state = corridorStates.draw(random);
      const dealers = Array.from({ length: random.between(1, 4) }, () => this.#sales.market.softSeller(state, random));
      const start = random.between(firstDay - lookbackDays, lastDay - 200);
      const first = this.#sales.residentOf(state, dealers[0] as Dealer, { female: false, on: start });
      const purchasers: Person[] = [first];
      // What ties them: a roof, a phone, a surname. Some share two of them, some only the dealer and the month.
      const shared = random.pick(['roof', 'phone', 'surname', 'roof', 'mixed'] as const);
      const size = random.between(2, 8);
      const phone = phoneNumber(state, random);
      while (purchasers.length < size) {
        const next = this.#sales.residentOf(state, dealers[0] as Dealer, { female: random.chance(0.5), on: start });
        const tie =
          shared === 'mixed'
            ? random.pick(['roof', 'phone', 'surname', 'none'] as const)
            : random.chance(0.85)
              ? shared
              : 'none';
        const relative =
          tie === 'surname'
            ? this.#sales.people.make({
                sex: next.sex,
                group: first.group,
                family: first.family,
                born: next.born,
                home: random.chance(0.4) ? first.home : next.home,
              })
            : next;
        if (tie === 'roof') relative.home = first.home;
        if (tie === 'phone') relative.phone = phone;
        purchasers.push(relative);
      }
      if (shared === 'phone') first.phone = phone;
      const organiser = this.#sales.underworld.crewChoice.draw(random).members[0] as Person;
      this.#sales.supply.rings.push({ id, purchasers, organiser, dealers });
      for (const purchaser of purchasers)
        this.#buySpree(purchaser, 1 + random.poisson(2.6), start + random.between(0, 330), dealers, 'ring', id);
    }
  }

  /** Off the books: the dealer's paper shows a purchaser who does not exist, or nothing. */
  #makeDealerDiversions(): void {
    const random = this.#random.fork('diversions');
    const count = random.poisson(38 * this.#sales.share);
    for (let i = 0; i < count; i++) {
      const dealer = random.pick(this.#sales.market.complicit);
      const soldOn = random.between(firstDay - 2 * 365, lastDay - 20);
      const madeUp = random.chance(0.5) ? this.#sales.residentOf(dealer.town.state, dealer, { on: soldOn }) : null;
      this.#sales.trafficked(
        this.#sales.sale({ channel: 'dealer-diversion', soldOn, dealer, purchaser: madeUp, handgunsOnly: true })
          .firearm,
      );
    }
  }

  /** Buys `count` firearms in sprees: often two on one day, from one dealer or several. */
  #buySpree(
    purchaser: Person,
    count: number,
    start: number,
    dealers: readonly Dealer[],
    channel: Channel,
    ring: string,
  ): void {
    const random = this.#random;
    let bought = 0;
    let day = start;
    while (bought < count) {
      const dealer = random.pick(dealers);
      const together = Math.min(count - bought, random.chance(0.42) ? random.between(2, 3) : 1);
      let like: { model: FirearmModel; serialIndex: number } | null = null;
      for (let i = 0; i < together; i++) {
        const soldOn = day + (i > 0 && random.chance(0.3) ? random.between(1, 4) : 0);
        const sale = this.#sales.sale({
          channel,
          soldOn,
          dealer,
          purchaser,
          ring,
          handgunsOnly: random.chance(0.94),
          like,
        });
        like = sale.like;
        // Form 3310.4 is owed for two handguns within five business days; most dealers send it.
        sale.firearm.multipleSale = together > 1 && random.chance(0.92);
        this.#sales.trafficked(sale.firearm);
        bought++;
      }
      day += Math.floor(random.exponential(38)) + 1;
    }
  }
}
