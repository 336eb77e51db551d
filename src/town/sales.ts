import { dayOf } from './calendar.ts';
import type { Underworld } from './crews.ts';
import type { Dealer, DealerMarket } from './dealers.ts';
import { FirearmMaker, type Channel, type Firearm } from './firearms.ts';
import type { FirearmModel } from './makers.ts';
import type { PeopleMaker, Person } from './people.ts';
import { marylandSourceStates2017 } from './published-shares.ts';
import type { Random } from '../stats/random.ts';
import { townsByState } from './source-towns.ts';
import type { Supply } from './supply.ts';
import { firstDay, lastDay } from './town-years.ts';
import { weightedKeys } from './weighted-choice.ts';

/** States where firearms of Maryland's recoveries were sold, for everything but trafficking; set so that the total meets ATF's matrix. */
export const honestStates = weightedKeys({ ...marylandSourceStates2017, MD: 2_350 });
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

/** Sells firearms and puts them on the street: what lawful and unlawful ways to a crime have in common. */
export class Sales {
  readonly people: PeopleMaker;
  readonly market: DealerMarket;
  readonly underworld: Underworld;
  readonly firearms: FirearmMaker;
  readonly supply: Supply = { firearms: [], thefts: [], rings: [], strawPurchasers: new Set() };
  readonly precinct: number;
  readonly share: number;
  readonly #random: Random;

  constructor(options: {
    precinct: number;
    precincts: number;
    share: number;
    people: PeopleMaker;
    market: DealerMarket;
    underworld: Underworld;
    random: Random;
  }) {
    this.precinct = options.precinct;
    this.share = options.share;
    this.people = options.people;
    this.market = options.market;
    this.underworld = options.underworld;
    this.#random = options.random;
    this.firearms = new FirearmMaker(options.precinct, options.precincts, options.random.fork('serials'));
  }

  sale(wishes: SaleWishes): { firearm: Firearm; like: { model: FirearmModel; serialIndex: number } } {
    const random = this.#random;
    const madeOn = wishes.soldOn - Math.floor(25 + random.exponential(150));
    const alike = wishes.like !== undefined && wishes.like !== null && random.chance(0.55) ? wishes.like.model : null;
    const model = wishes.model ?? alike ?? this.firearms.modelMadeIn(madeOn, wishes.handgunsOnly === true);
    const { serial, serialIndex } = this.firearms.serialFor(model, wishes.like ?? null);
    const distributor = random.chance(0.7) ? random.pick(this.market.distributors) : null;
    const id = this.firearms.nextId();
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
    this.supply.firearms.push(firearm);
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
  release(firearm: Firearm, from: number, recoveredOn: number | null, crewChance: number): void {
    const random = this.#random;
    firearm.streetFrom = recoveredOn === null ? from : Math.min(from, recoveredOn);
    if (random.chance(crewChance)) {
      const crew = this.underworld.crewChoice.draw(random);
      firearm.crew = crew.index;
      firearm.holder = random.pickZipf(crew.members);
    } else firearm.holder = random.pickZipf(this.underworld.loners);
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
  trafficked(firearm: Firearm): void {
    const random = this.#random;
    const soldOn = firearm.soldOn ?? firstDay;
    const recoveredOn = soldOn + Math.max(2, Math.floor(random.lognormal(340, 1.25)));
    const handedOver = Math.min(recoveredOn - 1, soldOn + Math.floor(random.exponential(18)));
    firearm.obliterated = random.chance(0.1);
    this.release(firearm, Math.max(soldOn, handedOver), random.chance(0.78) ? recoveredOn : null, 0.7);
  }

  residentOf(state: string, near: Dealer, wishes: { female?: boolean; on: number }): Person {
    const random = this.#random;
    const town = random.chance(0.6) ? near.town : random.pick(townsByState.get(state) ?? [near.town]);
    const inCity = state === 'MD' && random.chance(0.45);
    return this.people.make({
      sex: random.chance(wishes.female === true ? 0.6 : 0.2) ? 'F' : 'M',
      age: 21 + random.exponential(9),
      on: wishes.on,
      home: inCity ? this.people.cityAddress() : this.people.outsideAddress(town),
    });
  }

  bare(model: FirearmModel, channel: Channel, madeOn: number): Firearm {
    const { serial } = this.firearms.serialFor(model, null);
    const firearm: Firearm = {
      id: this.firearms.nextId(),
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
    this.supply.firearms.push(firearm);
    return firearm;
  }

  /** Sale to recovery where nobody bought in order to pass on: median four to five years. */
  longSold(
    recoveredOn: number,
    channel: Channel,
    known: { purchaser: Person; state: string } | null,
    model?: FirearmModel,
  ): { firearm: Firearm; soldOn: number } {
    const random = this.#random;
    // One in four or five moves on soon, with no trafficker behind it: that is what makes a short time a weak sign.
    const years = Math.min(51, random.chance(0.225) ? random.lognormal(0.5, 0.95) : random.lognormal(7.4, 1.1));
    const soldOn = Math.max(
      dayOf(1969, 1, 1) + random.between(0, 900),
      recoveredOn - Math.max(3, Math.floor(years * 365.25)),
    );
    const state = known?.state ?? honestStates.draw(random);
    const dealer = this.market.seller(state, random);
    const purchaser = known?.purchaser ?? this.residentOf(state, dealer, { on: soldOn });
    const { firearm } = this.sale({
      channel,
      soldOn,
      dealer,
      purchaser,
      handgunsOnly: random.chance(0.3),
      ...(model === undefined ? {} : { model }),
    });
    firearm.multipleSale = random.chance(0.05);
    return { firearm, soldOn };
  }
}
