import { dayOf, dayOfMinute, yearOf } from './calendar.ts';
import type { Place } from './city.ts';
import type { Firearm } from './firearms.ts';
import { privatelyMadeShare, recoveriesPerYear } from './published-shares.ts';
import type { Random } from '../stats/random.ts';
import { honestStates, type Sales } from './sales.ts';
import { firstDay, lastDay, years } from './town-years.ts';

/** Every other way to a police property room: owners, private transfers, burglaries, old firearms, firearms made at home. */
export class OrdinarySupply {
  readonly #sales: Sales;
  readonly #random: Random;

  constructor(sales: Sales, random: Random) {
    this.#sales = sales;
    this.#random = random;
  }

  /** First of all, because their ids are given by their place in the order. Sold in the ordinary way, taken some weeks after the scene. */
  makeVisitors(visitors: readonly { readonly minute: number; readonly place: Place }[]): void {
    const random = this.#random.fork('visitors');
    for (const scene of visitors) {
      const day = dayOfMinute(scene.minute);
      const recoveredOn = Math.min(lastDay, day + 2 + Math.floor(random.lognormal(50, 0.8)));
      const model = this.#sales.firearms.anyOfCalibre('9MM');
      const { firearm } = this.#sales.longSold(day, 'private-transfer', null, model);
      firearm.obliterated = false;
      this.#sales.release(firearm, Math.min(day, Math.max(firearm.soldOn ?? day, day - 200)), recoveredOn, 0.5);
      firearm.activity = 0;
      firearm.life.push({ day, what: 'SHOOTING', where: scene.place.block, person: '' });
    }
  }

  /** Everything else, year by year, up to the number police took in. */
  fillYears(): void {
    const random = this.#random.fork('years');
    for (const year of years) {
      const from = dayOf(year, 1, 1);
      const to = dayOf(year, 12, 31);
      const already = this.#sales.supply.firearms.filter(
        (f) => f.recoveredOn !== null && yearOf(f.recoveredOn) === year,
      ).length;
      const target = random.poisson((recoveriesPerYear * this.#sales.share) / 9);
      const privately = Math.round(target * (privatelyMadeShare[year] ?? 0.1));
      const old = Math.round(target * 0.108);
      for (let i = 0; i < privately; i++) this.#privatelyMade(random.between(from, to));
      for (let i = 0; i < old; i++) this.#old(random.between(from, to));
      let missing = target - already - privately - old;
      while (missing > 0) missing -= this.#ordinary(random.between(from, to), Math.min(missing, 6));
    }
    this.#neverRecovered(random);
  }

  #privatelyMade(recoveredOn: number): void {
    const random = this.#random;
    const madeOn = recoveredOn - Math.floor(5 + random.exponential(240));
    this.#sales.release(
      this.#sales.bare(this.#sales.firearms.kit(), 'privately-made', madeOn),
      madeOn + 2,
      recoveredOn,
      0.6,
    );
  }

  /** Sold before records had to be kept (Gun Control Act of 1968). */
  #old(recoveredOn: number): void {
    const random = this.#random;
    const madeOn = random.between(dayOf(1931, 1, 1), dayOf(1968, 6, 1));
    const firearm = this.#sales.bare(this.#sales.firearms.modelMadeIn(madeOn, random.chance(0.5)), 'old', madeOn);
    this.#sales.release(
      firearm,
      Math.max(madeOn, recoveredOn - Math.floor(random.exponential(900))),
      recoveredOn,
      0.15,
    );
    if (random.chance(0.8)) firearm.activity = 0;
  }

  /** Lawfully sold, then kept, lent, resold or stolen. Gives one or several recoveries; returns how many. */
  #ordinary(recoveredOn: number, most: number): number {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.21) return this.#owner(recoveredOn);
    if (roll < 0.5) return this.#burglary(recoveredOn, most);
    const { firearm, soldOn } = this.#sales.longSold(recoveredOn, 'private-transfer', null);
    const from = Math.max(soldOn + 1, recoveredOn - Math.floor(random.exponential(420)));
    // Passed on before, unrecorded, once or twice.
    for (let i = random.between(0, 2); i > 0; i--)
      firearm.life.push({ day: random.between(soldOn, from), what: 'TRANSFERRED', where: '', person: '' });
    firearm.obliterated = random.chance(0.045);
    this.#sales.release(firearm, from, recoveredOn, 0.38);
    return 1;
  }

  #owner(recoveredOn: number): number {
    const random = this.#random;
    const soldOn = recoveredOn - Math.max(1, Math.floor(random.lognormal(3, 1.3) * 365));
    const state = random.chance(0.75) ? 'MD' : honestStates.draw(random);
    const dealer = this.#sales.market.seller(state, random);
    const purchaser = this.#sales.residentOf(state, dealer, { on: soldOn });
    const { firearm } = this.#sales.sale({
      channel: 'owner',
      soldOn,
      dealer,
      purchaser,
      handgunsOnly: random.chance(0.8),
    });
    firearm.holder = purchaser;
    firearm.recoveredOn = recoveredOn;
    firearm.activity = random.chance(0.08) ? 0.4 : 0;
    return 1;
  }

  /** A home or a car broken into: one firearm, or a collector's dozen that then surface one by one. */
  #burglary(recoveredOn: number, most: number): number {
    const random = this.#random;
    const collector = most > 3 && random.chance(0.05);
    const state = honestStates.draw(random);
    const dealer = this.#sales.market.seller(state, random);
    const purchaser = this.#sales.residentOf(state, dealer, { on: recoveredOn - 2000 });
    const day = recoveredOn - Math.max(1, Math.floor(random.lognormal(240, 1.2)));
    const taken = collector ? random.between(5, 12) : random.chance(0.75) ? 1 : random.between(2, 3);
    const firearms: Firearm[] = [];
    let recovered = 0;
    for (let i = 0; i < taken; i++) {
      const again = i === 0 ? recoveredOn : day + Math.floor(random.lognormal(300, 1.1)) + 1;
      const found = i === 0 || (recovered < most && random.chance(collector ? 0.5 : 0.6));
      const { firearm, soldOn } = this.#sales.longSold(Math.min(recoveredOn, day), 'home-theft', { purchaser, state });
      // Collectors buy several at once, and dealers report it: a multiple sale that means nothing.
      if (collector) firearm.multipleSale = random.chance(0.45);
      firearm.stolenOn = Math.max(day, soldOn);
      firearm.life.push({ day: firearm.stolenOn, what: 'STOLEN', where: purchaser.home.city, person: purchaser.id });
      firearm.obliterated = random.chance(0.05);
      this.#sales.release(
        firearm,
        firearm.stolenOn + random.between(0, 30),
        found ? Math.max(again, firearm.stolenOn + 1) : null,
        0.45,
      );
      if (firearm.recoveredOn !== null) recovered++;
      firearms.push(firearm);
    }
    this.#sales.supply.thefts.push({
      kind: random.chance(0.55) ? 'PERSON_BURGLARY' : 'PERSON_VEHICLE',
      day,
      reportedOn: day + Math.floor(random.exponential(4)),
      victim: purchaser,
      dealer: null,
      firearms,
      reported:
        day >= firstDay && day <= lastDay && purchaser.home.city === 'HARBOR CITY'
          ? random.chance(0.8)
          : random.chance(0.3),
    });
    return Math.max(1, recovered);
  }

  /** Firearms that shoot and are never found: about a quarter more than the recovered ones that shoot. */
  #neverRecovered(random: Random): void {
    const count = random.poisson(320 * this.#sales.share);
    for (let i = 0; i < count; i++) {
      const from = random.between(firstDay - 600, lastDay - 10);
      if (random.chance(0.3)) {
        this.#sales.release(this.#sales.bare(this.#sales.firearms.kit(), 'privately-made', from - 30), from, null, 0.8);
      } else {
        const { firearm } = this.#sales.longSold(from, 'private-transfer', null);
        this.#sales.release(firearm, from, null, 0.8);
      }
      const last = this.#sales.supply.firearms.at(-1) as Firearm;
      last.activity = random.lognormal(0.9, 0.9);
    }
  }
}
