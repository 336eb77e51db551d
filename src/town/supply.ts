import { dateOf, dayOf, dayOfMinute, yearOf } from './calendar.ts';
import type { Place } from './city.ts';
import type { Underworld } from './crews.ts';
import type { Dealer, DealerMarket } from './dealers.ts';
import { FirearmMaker, type Channel, type Firearm } from './firearms.ts';
import type { FirearmModel } from './makers.ts';
import { phoneNumber, type PeopleMaker, type Person } from './people.ts';
import { marylandSourceStates2017, privatelyMadeShare, recoveriesPerYear } from './published-shares.ts';
import type { Random } from './random.ts';
import { townsByState } from './source-towns.ts';
import { WeightedChoice, weightedKeys } from './weighted-choice.ts';

export const firstDay = dayOf(2021, 1, 1);
export const lastDay = dayOf(2025, 12, 31);
export const years = [2021, 2022, 2023, 2024, 2025] as const;

/** Firearms stolen together and the report of it. */
export interface Theft {
  readonly kind: 'DEALER_BURGLARY' | 'DEALER_LOSS' | 'IN_TRANSIT' | 'PERSON_BURGLARY' | 'PERSON_VEHICLE';
  readonly day: number;
  readonly reportedOn: number;
  readonly victim: Person | null;
  readonly dealer: Dealer | null;
  readonly firearms: Firearm[];
  readonly reported: boolean;
}

export interface Ring {
  readonly id: string;
  readonly purchasers: readonly Person[];
  readonly organiser: Person;
  readonly dealers: readonly Dealer[];
}

export interface Supply {
  readonly firearms: Firearm[];
  readonly thefts: Theft[];
  readonly rings: Ring[];
  readonly strawPurchasers: Set<Person>;
}

/** States where firearms of Maryland's recoveries were sold, for everything but trafficking; set so that the total meets ATF's matrix. */
const honestStates = weightedKeys({ ...marylandSourceStates2017, MD: 2_350 });
/** The corridor: traffickers go out of state two times in three. */
const corridorStates = weightedKeys({
  MD: 1_700,
  VA: 1_080,
  PA: 440,
  WV: 390,
  GA: 330,
  NC: 300,
  SC: 210,
  DE: 160,
  FL: 170,
  TX: 80,
  OH: 60,
  AL: 60,
  TN: 50,
  KY: 40,
});

/** Straw purchasers and rings per precinct over all years. */
const strawsPerPrecinct = 62;
const ringsPerPrecinct = 11;
const lookbackDays = 3 * 365;

interface SaleWishes {
  readonly channel: Channel;
  readonly soldOn: number;
  readonly dealer: Dealer;
  readonly purchaser: Person | null;
  readonly ring?: string;
  readonly handgunsOnly?: boolean;
  readonly model?: FirearmModel;
  readonly like?: { model: FirearmModel; serialIndex: number } | null;
}

/** Makes every firearm of a precinct that any agency will write about, with its true way there. */
export class SupplyMaker {
  readonly #maker: FirearmMaker;
  readonly #people: PeopleMaker;
  readonly #market: DealerMarket;
  readonly #world: Underworld;
  readonly #random: Random;
  readonly #precinct: number;
  readonly #share: number;
  readonly #visitors: readonly { readonly minute: number; readonly place: Place }[];
  readonly #supply: Supply = { firearms: [], thefts: [], rings: [], strawPurchasers: new Set() };

  constructor(options: {
    precinct: number;
    precincts: number;
    share: number;
    people: PeopleMaker;
    market: DealerMarket;
    underworld: Underworld;
    visitors: readonly { readonly minute: number; readonly place: Place }[];
    random: Random;
  }) {
    this.#visitors = options.visitors;
    this.#precinct = options.precinct;
    this.#share = options.share;
    this.#people = options.people;
    this.#market = options.market;
    this.#world = options.underworld;
    this.#random = options.random;
    this.#maker = new FirearmMaker(options.precinct, options.precincts, options.random.fork('serials'));
  }

  make(): Supply {
    this.#makeVisitors();
    this.#makeStraws();
    this.#makeRings();
    this.#makeDealerDiversions();
    this.#makeDealerThefts();
    this.#fillYears();
    return this.#supply;
  }

  #sale(wishes: SaleWishes): { firearm: Firearm; like: { model: FirearmModel; serialIndex: number } } {
    const random = this.#random;
    const madeOn = wishes.soldOn - Math.floor(25 + random.exponential(150));
    const alike = wishes.like !== undefined && wishes.like !== null && random.chance(0.55) ? wishes.like.model : null;
    const model = wishes.model ?? alike ?? this.#maker.modelMadeIn(madeOn, wishes.handgunsOnly === true);
    const { serial, serialIndex } = this.#maker.serialFor(model, wishes.like ?? null);
    const distributor = random.chance(0.7) ? random.pick(this.#market.distributors) : null;
    const id = this.#maker.nextId();
    const firearm: Firearm = {
      id,
      model,
      serial,
      channel: wishes.channel,
      ring: wishes.ring ?? '',
      madeOn,
      soldOn: wishes.soldOn,
      dealer: wishes.dealer,
      distributor,
      purchaser: wishes.purchaser,
      multipleSale: false,
      stolenOn: null,
      holder: null,
      crew: -1,
      streetFrom: wishes.soldOn,
      recoveredOn: null,
      obliterated: false,
      activity: 0,
      blemish: '',
      life: [],
    };
    this.#record(firearm);
    this.#supply.firearms.push(firearm);
    return { firearm, like: { model, serialIndex } };
  }

  #record(firearm: Firearm): void {
    const { life, dealer, distributor, purchaser } = firearm;
    life.push({ day: firearm.madeOn, what: 'MANUFACTURED', where: firearm.model.maker.name, person: '' });
    if (distributor !== null)
      life.push({
        day: firearm.madeOn + 4,
        what: 'SHIPPED',
        where: distributor.business || distributor.licensee,
        person: '',
      });
    if (dealer !== null) {
      const shipped =
        firearm.soldOn === null
          ? firearm.madeOn + 20
          : firearm.madeOn + Math.floor((firearm.soldOn - firearm.madeOn) * 0.6);
      life.push({ day: shipped, what: 'SHIPPED', where: dealer.business || dealer.licensee, person: '' });
      if (firearm.soldOn !== null && firearm.channel !== 'dealer-theft' && firearm.channel !== 'carrier-theft')
        life.push({
          day: firearm.soldOn,
          what: 'SOLD',
          where: dealer.business || dealer.licensee,
          person: purchaser?.id ?? '',
        });
    }
  }

  /** Puts a firearm on the street in somebody's hands; returns false when it was recovered before the town's first day. */
  #release(firearm: Firearm, from: number, recoveredOn: number | null, crewChance: number): void {
    const random = this.#random;
    firearm.streetFrom = recoveredOn === null ? from : Math.min(from, recoveredOn);
    if (random.chance(crewChance)) {
      const crew = this.#world.crewChoice.draw(random);
      firearm.crew = crew.index;
      firearm.holder = random.pickZipf(crew.members);
    } else firearm.holder = random.pickZipf(this.#world.loners);
    if (recoveredOn !== null && recoveredOn >= firstDay && recoveredOn <= lastDay) firearm.recoveredOn = recoveredOn;
    // Most firearms never leave a cartridge case; a few leave many, and those that crews share the most.
    firearm.activity = random.chance(firearm.crew >= 0 ? 0.75 : 0.4) ? random.lognormal(1, 0.9) : 0;
    firearm.life.push({
      day: firearm.streetFrom,
      what: 'TRANSFERRED',
      where: 'HARBOR CITY',
      person: firearm.holder.id,
    });
  }

  /** Time from a straw sale to recovery: median a year, so that four in five are "short". */
  #trafficked(firearm: Firearm): void {
    const random = this.#random;
    const soldOn = firearm.soldOn ?? firstDay;
    const recoveredOn = soldOn + Math.max(2, Math.floor(random.lognormal(340, 1.25)));
    const handedOver = Math.min(recoveredOn - 1, soldOn + Math.floor(random.exponential(18)));
    firearm.obliterated = random.chance(0.1);
    this.#release(firearm, Math.max(soldOn, handedOver), random.chance(0.78) ? recoveredOn : null, 0.7);
  }

  #residentOf(state: string, near: Dealer, wishes: { female?: boolean; on: number }): Person {
    const random = this.#random;
    const town = random.chance(0.6) ? near.town : random.pick(townsByState.get(state) ?? [near.town]);
    const inCity = state === 'MD' && random.chance(0.45);
    return this.#people.make({
      sex: random.chance(wishes.female === true ? 0.6 : 0.2) ? 'F' : 'M',
      age: 21 + random.exponential(9),
      on: wishes.on,
      home: inCity ? this.#people.cityAddress() : this.#people.outsideAddress(town),
    });
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
        const sale = this.#sale({ channel, soldOn, dealer, purchaser, ring, handgunsOnly: random.chance(0.94), like });
        like = sale.like;
        // Form 3310.4 is owed for two handguns within five business days; most dealers send it.
        sale.firearm.multipleSale = together > 1 && random.chance(0.92);
        this.#trafficked(sale.firearm);
        bought++;
      }
      day += Math.floor(random.exponential(38)) + 1;
    }
  }

  /** First of all, because their ids are given by their place in the order. Sold in the ordinary way, taken some weeks after the scene. */
  #makeVisitors(): void {
    const random = this.#random.fork('visitors');
    for (const scene of this.#visitors) {
      const day = dayOfMinute(scene.minute);
      const recoveredOn = Math.min(lastDay, day + 2 + Math.floor(random.lognormal(50, 0.8)));
      const model = this.#maker.anyOfCalibre('9MM');
      const { firearm } = this.#longSold(day, 'private-transfer', null, model);
      firearm.obliterated = false;
      this.#release(firearm, Math.min(day, Math.max(firearm.soldOn ?? day, day - 200)), recoveredOn, 0.5);
      firearm.activity = 0;
      firearm.life.push({ day, what: 'SHOOTING', where: scene.place.block, person: '' });
    }
  }

  #makeStraws(): void {
    const random = this.#random.fork('straws');
    const count = random.poisson(strawsPerPrecinct * this.#share);
    for (let i = 0; i < count; i++) {
      const state = corridorStates.draw(random);
      const dealers = Array.from({ length: random.chance(0.5) ? 1 : random.between(2, 4) }, () =>
        this.#market.softSeller(state, random),
      );
      const start = random.between(firstDay - lookbackDays, lastDay - 40);
      const person = this.#residentOf(state, dealers[0] as Dealer, { female: true, on: start });
      // A crew member's partner: same roof.
      if (state === 'MD' && random.chance(0.4))
        person.home = random.pick(this.#world.crewChoice.draw(random).members).home;
      this.#supply.strawPurchasers.add(person);
      this.#buySpree(person, Math.min(15, random.geometric(0.3)), start, dealers, 'straw', '');
    }
  }

  #makeRings(): void {
    const random = this.#random.fork('rings');
    const count = Math.max(1, random.poisson(ringsPerPrecinct * this.#share));
    for (let i = 0; i < count; i++) {
      const id = `ring-${this.#precinct}-${i + 1}`;
      const state = corridorStates.draw(random);
      const dealers = Array.from({ length: random.between(1, 4) }, () => this.#market.softSeller(state, random));
      const start = random.between(firstDay - lookbackDays, lastDay - 200);
      const first = this.#residentOf(state, dealers[0] as Dealer, { female: false, on: start });
      const purchasers: Person[] = [first];
      // What ties them: a roof, a phone, a surname. Some share two of them, some only the dealer and the month.
      const shared = random.pick(['roof', 'phone', 'surname', 'roof', 'mixed'] as const);
      const size = random.between(2, 8);
      const phone = phoneNumber(state, random);
      while (purchasers.length < size) {
        const next = this.#residentOf(state, dealers[0] as Dealer, { female: random.chance(0.5), on: start });
        const tie =
          shared === 'mixed'
            ? random.pick(['roof', 'phone', 'surname', 'none'] as const)
            : random.chance(0.85)
              ? shared
              : 'none';
        const relative =
          tie === 'surname'
            ? this.#people.make({
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
      const organiser = this.#world.crewChoice.draw(random).members[0] as Person;
      this.#supply.rings.push({ id, purchasers, organiser, dealers });
      for (const purchaser of purchasers)
        this.#buySpree(purchaser, 1 + random.poisson(2.6), start + random.between(0, 330), dealers, 'ring', id);
    }
  }

  /** Off the books: the dealer's paper shows a purchaser who does not exist, or nothing. */
  #makeDealerDiversions(): void {
    const random = this.#random.fork('diversions');
    const count = random.poisson(38 * this.#share);
    for (let i = 0; i < count; i++) {
      const dealer = random.pick(this.#market.complicit);
      const soldOn = random.between(firstDay - 2 * 365, lastDay - 20);
      const madeUp = random.chance(0.5) ? this.#residentOf(dealer.town.state, dealer, { on: soldOn }) : null;
      this.#trafficked(
        this.#sale({ channel: 'dealer-diversion', soldOn, dealer, purchaser: madeUp, handgunsOnly: true }).firearm,
      );
    }
  }

  #makeDealerThefts(): void {
    const random = this.#random.fork('dealer-thefts');
    const burglaries = random.poisson(3 * this.#share) + 1;
    for (let i = 0; i < burglaries; i++) {
      const carrier = random.chance(0.25);
      const loss = !carrier && random.chance(0.3);
      const dealer = this.#market.seller(random.chance(0.55) ? 'MD' : corridorStates.draw(random), random);
      const day = random.between(firstDay - 500, lastDay - 30);
      const firearms: Firearm[] = [];
      const taken = loss ? random.between(1, 3) : random.between(4, 18);
      for (let k = 0; k < taken; k++) {
        const { firearm } = this.#sale({
          channel: carrier ? 'carrier-theft' : 'dealer-theft',
          soldOn: day,
          dealer,
          purchaser: null,
          handgunsOnly: true,
        });
        firearm.stolenOn = day;
        firearm.life.push({ day, what: 'STOLEN', where: dealer.business || dealer.licensee, person: '' });
        const recoveredOn = day + Math.max(1, Math.floor(random.lognormal(260, 1.2)));
        firearm.obliterated = random.chance(0.05);
        this.#release(firearm, day + random.between(0, 20), random.chance(0.55) ? recoveredOn : null, 0.75);
        firearms.push(firearm);
      }
      this.#supply.thefts.push({
        kind: carrier ? 'IN_TRANSIT' : loss ? 'DEALER_LOSS' : 'DEALER_BURGLARY',
        day,
        reportedOn: day + random.between(0, 3),
        victim: null,
        dealer,
        firearms,
        reported: random.chance(0.94),
      });
    }
  }

  /** Everything else, year by year, up to the number police took in. */
  #fillYears(): void {
    const random = this.#random.fork('years');
    for (const year of years) {
      const from = dayOf(year, 1, 1);
      const to = dayOf(year, 12, 31);
      const already = this.#supply.firearms.filter(
        (f) => f.recoveredOn !== null && yearOf(f.recoveredOn) === year,
      ).length;
      const target = random.poisson((recoveriesPerYear * this.#share) / 9);
      const privately = Math.round(target * (privatelyMadeShare[year] ?? 0.1));
      const old = Math.round(target * 0.108);
      for (let i = 0; i < privately; i++) this.#privatelyMade(random.between(from, to));
      for (let i = 0; i < old; i++) this.#old(random.between(from, to));
      let missing = target - already - privately - old;
      while (missing > 0) missing -= this.#ordinary(random.between(from, to), Math.min(missing, 6));
    }
    this.#neverRecovered(random);
  }

  #bare(model: FirearmModel, channel: Channel, madeOn: number): Firearm {
    const { serial } = this.#maker.serialFor(model, null);
    const firearm: Firearm = {
      id: this.#maker.nextId(),
      model,
      serial,
      channel,
      ring: '',
      madeOn,
      soldOn: null,
      dealer: null,
      distributor: null,
      purchaser: null,
      multipleSale: false,
      stolenOn: null,
      holder: null,
      crew: -1,
      streetFrom: madeOn,
      recoveredOn: null,
      obliterated: false,
      activity: 0,
      blemish: '',
      life: [
        {
          day: madeOn,
          what: 'MANUFACTURED',
          where: channel === 'privately-made' ? 'PRIVATE' : model.maker.name,
          person: '',
        },
      ],
    };
    this.#supply.firearms.push(firearm);
    return firearm;
  }

  #privatelyMade(recoveredOn: number): void {
    const random = this.#random;
    const madeOn = recoveredOn - Math.floor(5 + random.exponential(240));
    this.#release(this.#bare(this.#maker.kit(), 'privately-made', madeOn), madeOn + 2, recoveredOn, 0.6);
  }

  /** Sold before records had to be kept (Gun Control Act of 1968). */
  #old(recoveredOn: number): void {
    const random = this.#random;
    const madeOn = random.between(dayOf(1931, 1, 1), dayOf(1968, 6, 1));
    const firearm = this.#bare(this.#maker.modelMadeIn(madeOn, random.chance(0.5)), 'old', madeOn);
    this.#release(firearm, Math.max(madeOn, recoveredOn - Math.floor(random.exponential(900))), recoveredOn, 0.15);
    if (random.chance(0.8)) firearm.activity = 0;
  }

  /** Lawfully sold, then kept, lent, resold or stolen. Gives one or several recoveries; returns how many. */
  #ordinary(recoveredOn: number, most: number): number {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.21) return this.#owner(recoveredOn);
    if (roll < 0.5) return this.#burglary(recoveredOn, most);
    const { firearm, soldOn } = this.#longSold(recoveredOn, 'private-transfer', null);
    const from = Math.max(soldOn + 1, recoveredOn - Math.floor(random.exponential(420)));
    // Passed on before, unrecorded, once or twice.
    for (let i = random.between(0, 2); i > 0; i--)
      firearm.life.push({ day: random.between(soldOn, from), what: 'TRANSFERRED', where: '', person: '' });
    firearm.obliterated = random.chance(0.045);
    this.#release(firearm, from, recoveredOn, 0.38);
    return 1;
  }

  /** Sale to recovery where nobody bought in order to pass on: median four to five years. */
  #longSold(
    recoveredOn: number,
    channel: Channel,
    known: { purchaser: Person; state: string } | null,
    model?: FirearmModel,
  ): { firearm: Firearm; soldOn: number } {
    const random = this.#random;
    // One in four or five moves on soon, with no trafficker behind it: that is what makes a short time a weak sign.
    const years = Math.min(51, random.chance(0.2) ? random.lognormal(0.5, 0.95) : random.lognormal(7.4, 1.1));
    const soldOn = Math.max(
      dayOf(1969, 1, 1) + random.between(0, 900),
      recoveredOn - Math.max(3, Math.floor(years * 365.25)),
    );
    const state = known?.state ?? honestStates.draw(random);
    const dealer = this.#market.seller(state, random);
    const purchaser = known?.purchaser ?? this.#residentOf(state, dealer, { on: soldOn });
    const { firearm } = this.#sale({
      channel,
      soldOn,
      dealer,
      purchaser,
      handgunsOnly: random.chance(0.72),
      ...(model === undefined ? {} : { model }),
    });
    firearm.multipleSale = random.chance(0.05);
    return { firearm, soldOn };
  }

  #owner(recoveredOn: number): number {
    const random = this.#random;
    const soldOn = recoveredOn - Math.max(1, Math.floor(random.lognormal(3, 1.3) * 365));
    const state = random.chance(0.75) ? 'MD' : honestStates.draw(random);
    const dealer = this.#market.seller(state, random);
    const purchaser = this.#residentOf(state, dealer, { on: soldOn });
    const { firearm } = this.#sale({ channel: 'owner', soldOn, dealer, purchaser, handgunsOnly: random.chance(0.8) });
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
    const dealer = this.#market.seller(state, random);
    const purchaser = this.#residentOf(state, dealer, { on: recoveredOn - 2000 });
    const day = recoveredOn - Math.max(1, Math.floor(random.lognormal(240, 1.2)));
    const taken = collector ? random.between(5, 12) : random.chance(0.75) ? 1 : random.between(2, 3);
    const firearms: Firearm[] = [];
    let recovered = 0;
    for (let i = 0; i < taken; i++) {
      const again = i === 0 ? recoveredOn : day + Math.floor(random.lognormal(300, 1.1)) + 1;
      const found = i === 0 || (recovered < most && random.chance(collector ? 0.5 : 0.6));
      const { firearm, soldOn } = this.#longSold(Math.min(recoveredOn, day), 'home-theft', { purchaser, state });
      // Collectors buy several at once, and dealers report it: a multiple sale that means nothing.
      if (collector) firearm.multipleSale = random.chance(0.45);
      firearm.stolenOn = Math.max(day, soldOn);
      firearm.life.push({ day: firearm.stolenOn, what: 'STOLEN', where: purchaser.home.city, person: purchaser.id });
      firearm.obliterated = random.chance(0.05);
      this.#release(
        firearm,
        firearm.stolenOn + random.between(0, 30),
        found ? Math.max(again, firearm.stolenOn + 1) : null,
        0.45,
      );
      if (firearm.recoveredOn !== null) recovered++;
      firearms.push(firearm);
    }
    this.#supply.thefts.push({
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
    const count = random.poisson(320 * this.#share);
    for (let i = 0; i < count; i++) {
      const from = random.between(firstDay - 600, lastDay - 10);
      if (random.chance(0.3)) {
        this.#release(this.#bare(this.#maker.kit(), 'privately-made', from - 30), from, null, 0.8);
      } else {
        const { firearm } = this.#longSold(from, 'private-transfer', null);
        this.#release(firearm, from, null, 0.8);
      }
      const last = this.#supply.firearms.at(-1) as Firearm;
      last.activity = random.lognormal(0.9, 0.9);
    }
  }
}

/** Firearms that can fire, by month and crew. */
export class ActiveFirearms {
  readonly #byMonth = new Map<number, Firearm[]>();
  readonly #byMonthAndCrew = new Map<string, Firearm[]>();

  constructor(firearms: readonly Firearm[]) {
    for (const firearm of firearms) {
      if (firearm.activity === 0) continue;
      const first = monthIndex(Math.max(firstDay, firearm.streetFrom));
      // Nobody keeps a firearm of the street for ever: two years, if police do not take it first.
      const end = Math.min(lastDay, firearm.recoveredOn ?? firearm.streetFrom + 730);
      for (let month = first; month <= monthIndex(end); month++) {
        push(this.#byMonth, month, firearm);
        if (firearm.crew >= 0) push(this.#byMonthAndCrew, `${month}/${firearm.crew}`, firearm);
      }
    }
  }

  /** A firearm that could have been fired that day, the crew's own if it has one. */
  draw(day: number, crew: number, random: Random): Firearm | null {
    const month = monthIndex(day);
    const own = crew >= 0 ? this.#byMonthAndCrew.get(`${month}/${crew}`) : undefined;
    const from = own !== undefined && random.chance(0.85) ? own : this.#byMonth.get(month);
    if (from === undefined) return null;
    const choice = new WeightedChoice(from, (f) =>
      f.streetFrom <= day && (f.recoveredOn === null || day < f.recoveredOn) ? f.activity : 0,
    );
    if (choice.total === 0) return null;
    const firearm = choice.draw(random);
    // Each use makes the next less likely: it is hidden, thrown away, or known. Without this a lone firearm of a quiet month fires for all.
    firearm.activity *= 0.86;
    return firearm;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function monthIndex(day: number): number {
  const { year, month } = dateOf(day);
  return year * 12 + month;
}
