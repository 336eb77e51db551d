import { dayOf, dayOfMinute, existingMinute, minutesPerDay, weekdayOf, yearOf } from './calendar.ts';
import type { DistrictMap, Place } from './city.ts';
import type { Underworld } from './crews.ts';
import type { Firearm } from './firearms.ts';
import { ballisticCalibres } from './makers.ts';
import type { PeopleMaker, Person } from './people.ts';
import { violenceByYear } from './published-shares.ts';
import type { Random } from './random.ts';
import { visitorsPerPrecinct, type VisitorScene } from './visiting-firearms.ts';
import { ActiveFirearms, firstDay, lastDay, years, type Supply, type Theft } from './supply.ts';

/** One firearm's part in one burst of gunfire. */
export interface Shot {
  /** Null: fired by a firearm that is in no list of the town. */
  readonly firearm: Firearm | null;
  readonly shooter: Person | null;
  readonly rounds: number;
  /** Cartridge cases officers picked up. */
  readonly cases: number;
}

export interface Gunfire {
  readonly minute: number;
  readonly place: Place;
  readonly outside: boolean;
  readonly shots: readonly Shot[];
  readonly incident: Incident | null;
  /** CAD event of the alert, once there is one. */
  alertEvent: string;
  /** Set where a firearm of another precinct fired. */
  readonly visitor: VisitorScene | null;
}

export interface Victim {
  readonly person: Person | null;
  readonly fatal: boolean;
  readonly shot: boolean;
  readonly injury: string;
  readonly relationship: string;
}

export interface Suspect {
  readonly person: Person | null;
  readonly role: 'SUSPECT' | 'ARRESTEE';
  readonly arrestDay: number;
  readonly charge: string;
}

export interface Offense {
  readonly code: string;
  readonly text: string;
  readonly weapon: string;
  readonly attempted: 'A' | 'C';
  readonly circumstance: string;
}

export type IncidentKind = 'homicide' | 'shooting' | 'shots-fired' | 'recovery' | 'robbery' | 'assault' | 'burglary';

export interface Incident {
  /** Given once all of a year are known, in the order of reporting. */
  number: string;
  readonly kind: IncidentKind;
  readonly from: number;
  readonly reported: number;
  readonly place: Place;
  readonly outside: boolean;
  readonly location: string;
  readonly how: string;
  status: string;
  clearedOn: number | null;
  exceptional: string;
  cartridgeCases: number;
  readonly narrative: string;
  readonly offenses: Offense[];
  readonly victims: Victim[];
  readonly suspects: Suspect[];
}

export interface Recovery {
  readonly firearm: Firearm;
  readonly minute: number;
  readonly place: Place;
  readonly possessor: Person | null;
  readonly associate: Person | null;
  readonly incident: Incident;
  readonly crimeCode: string;
  propertyNumber: string;
  traceNumber: string;
}

export interface Events {
  readonly incidents: Incident[];
  readonly gunfire: Gunfire[];
  readonly recoveries: Recovery[];
  readonly thefts: readonly { theft: Theft; incident: Incident | null }[];
}

/** Incidents a year in the whole city that are no shootings, in the first year; they fall along with the shootings, slower. */
const shotsFiredPerYear = 1_700;
const unreportedGunfirePerYear = 1_000;
const robberiesPerYear = 900;
const assaultsPerYear = 1_000;

/** Hours in which people are shot: the late evening and the hours after midnight. */
const hourWeights = [9, 8, 7, 5, 3, 2, 1.5, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 8, 9, 10, 10.5, 10];
const hourSum = hourWeights.reduce((a, b) => a + b, 0);

function minuteOfNight(random: Random): number {
  let target = random.next() * hourSum;
  let hour = 0;
  while (hour < 23 && target >= (hourWeights[hour] as number)) target -= hourWeights[hour++] as number;
  return hour * 60 + random.between(0, 59);
}

export class EventMaker {
  readonly #people: PeopleMaker;
  readonly #map: DistrictMap;
  readonly #underworld: Underworld;
  readonly #supply: Supply;
  readonly #active: ActiveFirearms;
  readonly #random: Random;
  readonly #share: number;
  readonly #guests: readonly VisitorScene[];
  readonly #events: Events & { thefts: { theft: Theft; incident: Incident | null }[] } = {
    incidents: [],
    gunfire: [],
    recoveries: [],
    thefts: [],
  };
  /** Firearms police take at or just after a shooting, with the incident. */
  readonly #takenAfter = new Map<Firearm, Incident>();

  constructor(options: {
    people: PeopleMaker;
    map: DistrictMap;
    underworld: Underworld;
    supply: Supply;
    share: number;
    /** Scenes left here by firearms of the next precinct. */
    guests: readonly VisitorScene[];
    random: Random;
  }) {
    this.#people = options.people;
    this.#map = options.map;
    this.#underworld = options.underworld;
    this.#supply = options.supply;
    this.#share = options.share;
    this.#guests = options.guests;
    this.#random = options.random;
    this.#active = new ActiveFirearms(options.supply.firearms);
  }

  make(): Events {
    for (const year of years) this.#gunfireOf(year);
    for (const scene of this.#guests) this.#guestScene(scene);
    this.#recoveries();
    for (const year of years) this.#otherWeapons(year);
    this.#thefts();
    this.#events.incidents.sort((a, b) => a.reported - b.reported);
    this.#events.gunfire.sort((a, b) => a.minute - b.minute);
    this.#events.recoveries.sort((a, b) => a.minute - b.minute);
    return this.#events;
  }

  #dayIn(year: number): number {
    const random = this.#random;
    // Summer and weekends carry more: keep a drawn day with a chance that follows both.
    for (;;) {
      const day = dayOf(year, 1, 1) + random.between(0, 364);
      const season = 1 + 0.22 * Math.cos(((day - dayOf(year, 7, 15)) / 365) * 2 * Math.PI);
      const weekend = [0, 6].includes(weekdayOf(day)) ? 1.2 : 0.95;
      if (random.chance((season * weekend) / 1.5)) return day;
    }
  }

  #incident(
    fields: Omit<
      Incident,
      'number' | 'clearedOn' | 'exceptional' | 'cartridgeCases' | 'status' | 'victims' | 'suspects'
    >,
  ): Incident {
    const incident: Incident = {
      number: '',
      status: 'OPEN',
      clearedOn: null,
      exceptional: 'N',
      cartridgeCases: 0,
      victims: [],
      suspects: [],
      ...fields,
    };
    this.#events.incidents.push(incident);
    return incident;
  }

  #gunfireOf(year: number): void {
    const random = this.#random;
    const violence = violenceByYear[year];
    if (violence === undefined) throw new Error(`expected violence figures for ${year}`);
    const part = this.#share / 9;
    const fatal = violence.homicides * 0.91;
    const victims = (fatal + violence.nonFatal) * part;
    const lethality = fatal / (fatal + violence.nonFatal);
    const fall = (violence.homicides + violence.nonFatal) / 1065;
    const shootings = random.poisson(victims / 1.17);
    const recent: { day: number; place: Place }[] = [];
    for (let i = 0; i < shootings; i++) {
      let day = this.#dayIn(year);
      let place = this.#map.violent(random);
      const last = recent.at(-1);
      // Retaliation close by within two weeks: what the near-repeat test finds.
      if (last !== undefined && random.chance(0.16)) {
        day = Math.min(dayOf(year, 12, 31), last.day + random.between(1, 13));
        place = this.#map.around(last.place, 0.0009, random);
      }
      recent.push({ day, place });
      this.#shooting(existingMinute(day * minutesPerDay + minuteOfNight(random)), place, lethality);
    }
    const fired = random.poisson(shotsFiredPerYear * part * (0.35 + 0.65 * fall));
    for (let i = 0; i < fired; i++)
      this.#shotsFired(existingMinute(this.#dayIn(year) * minutesPerDay + minuteOfNight(random)), true);
    const unreported = random.poisson(unreportedGunfirePerYear * part * (0.5 + 0.5 * fall));
    for (let i = 0; i < unreported; i++)
      this.#shotsFired(existingMinute(this.#dayIn(year) * minutesPerDay + minuteOfNight(random)), false);
    // Other homicides: knives and the rest.
    const others = random.poisson(violence.homicides * 0.09 * part);
    for (let i = 0; i < others; i++)
      this.#otherHomicide(existingMinute(this.#dayIn(year) * minutesPerDay + minuteOfNight(random)));
  }

  #shotsAt(minute: number, bursts: number, crew: number, casesChance: number): Shot[] {
    const random = this.#random;
    const day = dayOfMinute(minute);
    const shots: Shot[] = [];
    for (let i = 0; i < bursts; i++) {
      // One in eight is fired by a firearm nobody ever writes about.
      const firearm = random.chance(0.12) ? null : this.#active.draw(day, i === 0 ? crew : -1, random);
      if (firearm !== null && shots.some((shot) => shot.firearm === firearm)) continue;
      const rounds = Math.min(random.chance(0.05) ? 40 : 17, random.geometric(0.22));
      const leavesCases = firearm === null || ballisticCalibres.has(firearm.model.calibre);
      const cases =
        leavesCases && random.chance(casesChance) ? Math.max(1, Math.round(rounds * (0.5 + 0.5 * random.next()))) : 0;
      const holder = firearm?.holder ?? null;
      const mates = firearm !== null && firearm.crew >= 0 ? this.#underworld.crews[firearm.crew]?.members : undefined;
      const shooter = mates !== undefined && random.chance(0.3) ? random.pick(mates) : holder;
      shots.push({ firearm, shooter, rounds, cases });
    }
    return shots;
  }

  #shooting(minute: number, place: Place, lethality: number): void {
    const random = this.#random;
    const outside = random.chance(0.82);
    const crew = this.#underworld.crewChoice.draw(random);
    const bursts = random.chance(0.8) ? 1 : random.chance(0.8) ? 2 : 3;
    const shots = this.#shotsAt(minute, bursts, random.chance(0.7) ? crew.index : -1, outside ? 0.83 : 0.7);
    const victimCount = random.chance(0.87) ? 1 : random.chance(0.8) ? 2 : random.between(3, 5);
    const victims: Victim[] = [];
    let anyFatal = false;
    for (let i = 0; i < victimCount; i++) {
      const fatal = random.chance(lethality);
      anyFatal ||= fatal;
      const rival = random.chance(0.3) ? random.pick(this.#underworld.crewChoice.draw(random).members) : null;
      const person =
        rival ??
        (random.chance(0.25)
          ? random.pickZipf(this.#underworld.loners)
          : this.#people.make({ age: 17 + random.exponential(13), on: dayOfMinute(minute) }));
      if (victims.some((victim) => victim.person === person) || shots.some((shot) => shot.shooter === person)) continue;
      victims.push({
        person,
        fatal,
        shot: true,
        injury: fatal ? 'O' : random.pick(['O', 'O', 'I', 'M']),
        relationship: random.pick(['RU', 'RU', 'AQ', 'ST', 'OK', 'FR']),
      });
    }
    if (victims.length === 0) {
      const fatal = random.chance(lethality);
      anyFatal = fatal;
      victims.push({
        person: this.#people.make({ on: dayOfMinute(minute) }),
        fatal,
        shot: true,
        injury: 'O',
        relationship: 'RU',
      });
    }
    const how = outside
      ? random.pick(['911', '911', '911', 'GUNSHOT ALERT', 'HOSPITAL WALK-IN', 'ON VIEW'])
      : random.pick(['911', '911', '911', 'HOSPITAL WALK-IN']);
    const incident = this.#incident({
      kind: anyFatal ? 'homicide' : 'shooting',
      from: minute,
      reported: minute + Math.floor(random.exponential(how === 'HOSPITAL WALK-IN' ? 45 : 5)),
      place,
      outside,
      location: outside
        ? random.pick(['13', '13', '13', '13', '18', '50', '23', '07'])
        : random.pick(['20', '20', '20', '37', '03']),
      how,
      narrative: anyFatal ? 'HOMICIDE' : 'NON-FATAL SHOOTING',
      offenses: [
        {
          code: anyFatal ? '09A' : '13A',
          text: anyFatal ? 'MURDER AND NON-NEGLIGENT MANSLAUGHTER' : 'AGGRAVATED ASSAULT',
          weapon: random.chance(0.8) ? '12' : '11',
          attempted: 'C',
          circumstance: random.pick(['01', '03', '05', '06', '09', '10', '10', '10']),
        },
        ...(random.chance(0.25)
          ? [{ code: '520', text: 'WEAPON LAW VIOLATIONS', weapon: '12', attempted: 'C' as const, circumstance: '' }]
          : []),
      ],
    });
    incident.victims.push(...victims);
    incident.cartridgeCases = shots.reduce((sum, shot) => sum + shot.cases, 0);
    this.#events.gunfire.push({ minute, place, outside, shots, incident, alertEvent: '', visitor: null });
    this.#noteShooting(shots, minute, place);
    this.#clear(incident, shots, anyFatal ? 0.45 : 0.24);
    for (const shot of shots) {
      const { firearm } = shot;
      if (firearm === null || this.#takenAfter.has(firearm)) continue;
      const day = dayOfMinute(minute);
      if (
        firearm.recoveredOn !== null &&
        firearm.recoveredOn - day < 25 &&
        firearm.recoveredOn > day &&
        lastShot(firearm) <= day &&
        random.chance(0.45)
      ) {
        firearm.recoveredOn = day;
        this.#takenAfter.set(firearm, incident);
      }
    }
  }

  #noteShooting(shots: readonly Shot[], minute: number, place: Place): void {
    for (const { firearm, shooter } of shots)
      firearm?.life.push({ day: dayOfMinute(minute), what: 'SHOOTING', where: place.block, person: shooter?.id ?? '' });
  }

  #clear(incident: Incident, shots: readonly Shot[], chance: number): void {
    const random = this.#random;
    const known = shots.map((shot) => shot.shooter).find((person) => person !== null) ?? null;
    const day = dayOfMinute(incident.reported);
    if (random.chance(chance) && known !== null) {
      const arrestDay = day + Math.floor(random.lognormal(22, 1.4));
      if (random.chance(0.08)) {
        incident.status = 'CLEARED_EXCEPTIONAL';
        incident.exceptional = random.pick(['A', 'B', 'D']);
        incident.clearedOn = arrestDay;
        return;
      }
      if (arrestDay <= lastDay) {
        incident.status = 'CLEARED_ARREST';
        incident.clearedOn = arrestDay;
        incident.suspects.push({
          person: known,
          role: 'ARRESTEE',
          arrestDay,
          charge: incident.kind === 'homicide' ? '1ST DEGREE MURDER' : 'ASSAULT 1ST DEGREE',
        });
        return;
      }
    }
    incident.status = random.chance(0.35) ? 'SUSPENDED' : 'OPEN';
    if (known !== null && random.chance(0.18))
      incident.suspects.push({ person: known, role: 'SUSPECT', arrestDay: 0, charge: '' });
    else if (random.chance(0.12)) incident.suspects.push({ person: null, role: 'SUSPECT', arrestDay: 0, charge: '' });
  }

  #shotsFired(minute: number, reported: boolean): void {
    const random = this.#random;
    const place = this.#map.violent(random);
    const outside = random.chance(0.93);
    const crew = this.#underworld.crewChoice.draw(random);
    const shots = this.#shotsAt(
      minute,
      random.chance(0.9) ? 1 : 2,
      random.chance(0.55) ? crew.index : -1,
      reported ? 0.42 : 0,
    );
    this.#noteShooting(shots, minute, place);
    let incident: Incident | null = null;
    if (reported) {
      incident = this.#incident({
        kind: 'shots-fired',
        from: minute,
        reported: minute + Math.floor(random.exponential(6)),
        place,
        outside,
        location: outside ? random.pick(['13', '13', '13', '18', '50']) : '20',
        how: random.pick(['911', '911', 'GUNSHOT ALERT', 'ON VIEW']),
        narrative: 'SHOTS FIRED',
        offenses: [
          random.chance(0.4)
            ? { code: '13A', text: 'AGGRAVATED ASSAULT', weapon: '12', attempted: 'A', circumstance: '10' }
            : random.chance(0.5)
              ? { code: '290', text: 'DESTRUCTION OF PROPERTY', weapon: '', attempted: 'C', circumstance: '' }
              : { code: '520', text: 'WEAPON LAW VIOLATIONS', weapon: '12', attempted: 'C', circumstance: '' },
        ],
      });
      incident.cartridgeCases = shots.reduce((sum, shot) => sum + shot.cases, 0);
      if (incident.offenses[0]?.code === '13A')
        incident.victims.push({
          person: this.#people.make({ on: dayOfMinute(minute) }),
          fatal: false,
          shot: false,
          injury: 'N',
          relationship: 'RU',
        });
      this.#clear(incident, shots, 0.05);
    }
    this.#events.gunfire.push({ minute, place, outside, shots, incident, alertEvent: '', visitor: null });
  }

  #guestScene(scene: VisitorScene): void {
    const incident = this.#incident({
      kind: 'shots-fired',
      from: scene.minute,
      reported: scene.minute + 6,
      place: scene.place,
      outside: true,
      location: '13',
      how: '911',
      narrative: 'SHOTS FIRED',
      offenses: [{ code: '520', text: 'WEAPON LAW VIOLATIONS', weapon: '12', attempted: 'C', circumstance: '' }],
    });
    incident.number = scene.incidentNumber;
    incident.cartridgeCases = scene.cases;
    const shots: Shot[] = [{ firearm: null, shooter: null, rounds: scene.rounds, cases: scene.cases }];
    this.#events.gunfire.push({
      minute: scene.minute,
      place: scene.place,
      outside: true,
      shots,
      incident,
      alertEvent: '',
      visitor: scene,
    });
  }

  #otherHomicide(minute: number): void {
    const random = this.#random;
    const outside = random.chance(0.4);
    const incident = this.#incident({
      kind: 'homicide',
      from: minute,
      reported: minute + Math.floor(random.exponential(60)),
      place: this.#map.violent(random),
      outside,
      location: outside ? '13' : '20',
      how: '911',
      narrative: 'HOMICIDE',
      offenses: [
        {
          code: '09A',
          text: 'MURDER AND NON-NEGLIGENT MANSLAUGHTER',
          weapon: random.pick(['20', '20', '30', '40', '85']),
          attempted: 'C',
          circumstance: random.pick(['01', '06', '10']),
        },
      ],
    });
    incident.victims.push({
      person: this.#people.make({ age: 22 + random.exponential(16), on: dayOfMinute(minute) }),
      fatal: true,
      shot: false,
      injury: 'O',
      relationship: random.pick(['SP', 'BG', 'AQ', 'RU']),
    });
  }

  #recoveries(): void {
    const random = this.#random;
    const taken = this.#supply.firearms
      .filter((f) => f.recoveredOn !== null)
      .sort((a, b) => (a.recoveredOn as number) - (b.recoveredOn as number));
    let open: {
      incident: Incident;
      crew: number;
      holder: Person | null;
      day: number;
      minute: number;
      place: Place;
    } | null = null;
    for (const firearm of taken) {
      const day = firearm.recoveredOn as number;
      const after = this.#takenAfter.get(firearm);
      let incident: Incident;
      let minute: number;
      let place: Place;
      if (after !== undefined) {
        incident = after;
        minute = existingMinute(Math.min((day + 1) * minutesPerDay - 1, after.reported + random.between(10, 300)));
        place = random.chance(0.7) ? after.place : this.#map.anywhere(random);
      } else if (
        open !== null &&
        day - open.day < 12 &&
        lastShot(firearm) < open.day &&
        firearm.streetFrom <= open.day &&
        ((firearm.crew >= 0 && firearm.crew === open.crew) || firearm.holder === open.holder) &&
        random.chance(0.55)
      ) {
        // A search that finds several: the later ones come in on the first one's day.
        ({ incident, minute, place } = open);
        firearm.recoveredOn = open.day;
      } else {
        minute = existingMinute(
          day * minutesPerDay + (random.chance(0.55) ? minuteOfNight(random) : random.between(360, 1300)),
        );
        place = random.chance(0.5) ? this.#map.violent(random) : this.#map.anywhere(random);
        incident = this.#recoveryIncident(firearm, minute, place);
        open = { incident, crew: firearm.crew, holder: firearm.holder, day, minute, place };
      }
      this.#recovery(firearm, incident, minute, place);
    }
  }

  #recoveryIncident(firearm: Firearm, minute: number, place: Place): Incident {
    const random = this.#random;
    const kind = random.pick(['520', '520', '520', '520', '520', '35A', '35A', '13A', '120', 'found', 'found']);
    const outside = random.chance(0.6);
    const offense: Offense =
      kind === '35A'
        ? { code: '35A', text: 'DRUG/NARCOTIC VIOLATIONS', weapon: '', attempted: 'C', circumstance: '' }
        : kind === '13A'
          ? {
              code: '13A',
              text: 'AGGRAVATED ASSAULT',
              weapon: firearm.model.type === 'R' ? '13' : firearm.model.type === 'S' ? '14' : '12',
              attempted: 'C',
              circumstance: '01',
            }
          : kind === '120'
            ? { code: '120', text: 'ROBBERY', weapon: '12', attempted: 'C', circumstance: '' }
            : {
                code: '520',
                text: 'WEAPON LAW VIOLATIONS',
                weapon: firearm.model.type === 'R' ? '13' : firearm.model.type === 'S' ? '14' : '12',
                attempted: 'C',
                circumstance: '',
              };
    const incident = this.#incident({
      kind: 'recovery',
      from: minute,
      reported: minute + random.between(0, 20),
      place,
      outside,
      location: outside ? random.pick(['13', '13', '18', '23']) : '20',
      how: random.pick(['ON VIEW', 'ON VIEW', '911', 'WARRANT']),
      narrative:
        kind === 'found'
          ? 'FOUND PROPERTY - FIREARM'
          : kind === '120'
            ? 'ARMED ROBBERY'
            : kind === '13A'
              ? 'AGG ASSAULT'
              : 'HANDGUN VIOLATION',
      offenses:
        kind === 'found'
          ? [{ ...offense, weapon: '' }]
          : kind === '35A'
            ? [offense, { code: '520', text: 'WEAPON LAW VIOLATIONS', weapon: '12', attempted: 'C', circumstance: '' }]
            : [offense],
    });
    if (kind === '13A' || kind === '120')
      incident.victims.push({
        person: this.#people.make({
          sex: random.chance(0.5) ? 'M' : 'F',
          age: 18 + random.exponential(16),
          on: dayOfMinute(minute),
        }),
        fatal: false,
        shot: false,
        injury: random.pick(['N', 'M']),
        relationship: random.pick(['ST', 'AQ', 'BG', 'RU']),
      });
    return incident;
  }

  #recovery(firearm: Firearm, incident: Incident, minute: number, place: Place): void {
    const random = this.#random;
    const mates = firearm.crew >= 0 ? this.#underworld.crews[firearm.crew]?.members : undefined;
    const found = incident.narrative.startsWith('FOUND');
    const nobody = found ? random.chance(0.85) : random.chance(0.08);
    const possessor = nobody ? null : mates !== undefined && random.chance(0.2) ? random.pick(mates) : firearm.holder;
    let associate: Person | null = null;
    if (possessor !== null && random.chance(0.16)) {
      const other =
        mates !== undefined
          ? random.pick(mates)
          : random.chance(0.3) && firearm.purchaser !== null && firearm.purchaser.home === possessor.home
            ? firearm.purchaser
            : random.pick(this.#underworld.loners);
      if (other !== possessor) associate = other;
    }
    const victims = incident.victims.map((victim) => victim.person);
    if (possessor !== null && !incident.suspects.some((s) => s.person === possessor) && !victims.includes(possessor)) {
      incident.suspects.push({
        person: possessor,
        role: 'ARRESTEE',
        arrestDay: dayOfMinute(minute),
        charge: 'POSSESSION OF A HANDGUN',
      });
      incident.status = 'CLEARED_ARREST';
      incident.clearedOn ??= dayOfMinute(minute);
    }
    const crimeCode = {
      homicide: '0900',
      shooting: '1300',
      'shots-fired': '1300',
      recovery: '5200',
      robbery: '1200',
      assault: '1300',
      burglary: '2200',
    }[incident.kind];
    firearm.life.push({ day: dayOfMinute(minute), what: 'RECOVERED', where: place.block, person: possessor?.id ?? '' });
    this.#events.recoveries.push({
      firearm,
      minute,
      place,
      possessor,
      associate,
      incident,
      crimeCode:
        incident.offenses[0]?.code === '120' ? '1200' : incident.offenses[0]?.code === '35A' ? '3500' : crimeCode,
      propertyNumber: '',
      traceNumber: '',
    });
  }

  #otherWeapons(year: number): void {
    const random = this.#random;
    const part = this.#share / 9;
    const robberies = random.poisson(robberiesPerYear * part);
    for (let i = 0; i < robberies; i++)
      this.#weaponCrime(existingMinute(this.#dayIn(year) * minutesPerDay + minuteOfNight(random)), 'robbery');
    const assaults = random.poisson(assaultsPerYear * part);
    for (let i = 0; i < assaults; i++)
      this.#weaponCrime(existingMinute(this.#dayIn(year) * minutesPerDay + minuteOfNight(random)), 'assault');
  }

  #weaponCrime(minute: number, kind: 'robbery' | 'assault'): void {
    const random = this.#random;
    const outside = random.chance(kind === 'robbery' ? 0.75 : 0.5);
    const weapon = random.chance(0.55) ? '12' : random.pick(['20', '20', '30', '40', '11']);
    const incident = this.#incident({
      kind,
      from: minute,
      reported: minute + Math.floor(random.exponential(25)),
      place: random.chance(0.5) ? this.#map.violent(random) : this.#map.anywhere(random),
      outside,
      location: outside ? random.pick(['13', '13', '18', '23', '40']) : random.pick(['20', '07', '12', '17', '21']),
      how: '911',
      narrative: kind === 'robbery' ? 'ARMED ROBBERY' : 'AGG ASSAULT',
      offenses: [
        kind === 'robbery'
          ? { code: '120', text: 'ROBBERY', weapon, attempted: random.chance(0.15) ? 'A' : 'C', circumstance: '' }
          : {
              code: '13A',
              text: 'AGGRAVATED ASSAULT',
              weapon,
              attempted: 'C',
              circumstance: random.pick(['01', '06', '09', '10']),
            },
      ],
    });
    incident.victims.push({
      person: this.#people.make({
        sex: random.chance(0.55) ? 'M' : 'F',
        age: 17 + random.exponential(17),
        on: dayOfMinute(minute),
      }),
      fatal: false,
      shot: false,
      injury: random.pick(['N', 'N', 'M', 'L']),
      relationship: random.pick(['ST', 'RU', 'AQ', 'BG']),
    });
    if (random.chance(0.3)) {
      const person = random.pickZipf(this.#underworld.loners);
      const day = dayOfMinute(minute) + Math.floor(random.exponential(20));
      const arrested = random.chance(0.6) && day <= lastDay;
      incident.suspects.push({
        person,
        role: arrested ? 'ARRESTEE' : 'SUSPECT',
        arrestDay: arrested ? day : 0,
        charge: arrested ? (kind === 'robbery' ? 'ARMED ROBBERY' : 'ASSAULT 1ST DEGREE') : '',
      });
      if (arrested) {
        incident.status = 'CLEARED_ARREST';
        incident.clearedOn = day;
      }
    }
  }

  #thefts(): void {
    const random = this.#random;
    for (const theft of this.#supply.thefts) {
      let incident: Incident | null = null;
      const inCity = theft.victim?.home.city === 'HARBOR CITY';
      if (theft.reported && inCity && theft.victim !== null && theft.day >= firstDay && theft.reportedOn <= lastDay) {
        const place = this.#map.anywhere(random);
        const minute = existingMinute(theft.day * minutesPerDay + random.between(0, 1439));
        const car = theft.kind === 'PERSON_VEHICLE';
        incident = this.#incident({
          kind: 'burglary',
          from: minute,
          reported: existingMinute(Math.max(minute + 5, theft.reportedOn * minutesPerDay + random.between(420, 1300))),
          place,
          outside: car,
          location: car ? '18' : '20',
          how: '911',
          narrative: car ? 'LARCENY FROM AUTO - FIREARM' : 'BURGLARY - FIREARM TAKEN',
          offenses: [
            car
              ? { code: '23F', text: 'THEFT FROM MOTOR VEHICLE', weapon: '', attempted: 'C', circumstance: '' }
              : { code: '220', text: 'BURGLARY', weapon: '', attempted: 'C', circumstance: '' },
          ],
        });
        incident.victims.push({ person: theft.victim, fatal: false, shot: false, injury: '', relationship: '' });
      }
      this.#events.thefts.push({ theft, incident });
    }
  }
}

/** The last day a firearm is known to have been fired; no police property before then. */
function lastShot(firearm: Firearm): number {
  let last = -Infinity;
  for (const event of firearm.life) if (event.what === 'SHOOTING' && event.day > last) last = event.day;
  return last;
}

/** Gives incident numbers "YY-0000000" in the order of reporting, interleaved over the precincts so that none is given twice. */
export function numberIncidents(incidents: readonly Incident[], precinct: number, precincts: number): void {
  const counts = new Map<number, number>();
  for (const incident of incidents) {
    if (incident.number !== '') continue;
    const year = Math.min(2026, Math.max(2018, yearOf(dayOfMinute(incident.reported))));
    const k = counts.get(year) ?? visitorsPerPrecinct;
    counts.set(year, k + 1);
    incident.number = `${year % 100}-${String(k * precincts + precinct + 1).padStart(7, '0')}`;
  }
}
