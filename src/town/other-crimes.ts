import { dayOfMinute, existingMinute, minutesPerDay } from './calendar.ts';
import { openIncident, type EventScene, type Incident } from './events.ts';
import { violenceByYear } from './published-shares.ts';
import { firstDay, lastDay } from './town-years.ts';
import { violentMinute } from './violent-times.ts';

/** A year in the whole city. */
const robberiesPerYear = 900;
const assaultsPerYear = 1_000;

/** Makes what is no gunfire: robberies and assaults with weapons, other homicides, burglaries where firearms were taken. */
export class OtherCrimeMaker {
  readonly #scene: EventScene;

  constructor(scene: EventScene) {
    this.#scene = scene;
  }

  makeYear(year: number): void {
    const random = this.#scene.random;
    const part = this.#scene.share / 9;
    // Knives and the rest: one homicide in eleven.
    const homicides = random.poisson((violenceByYear[year]?.homicides ?? 0) * 0.09 * part);
    for (let i = 0; i < homicides; i++) this.#otherHomicide(violentMinute(year, random));
    const robberies = random.poisson(robberiesPerYear * part);
    for (let i = 0; i < robberies; i++) this.#weaponCrime(violentMinute(year, random), 'robbery');
    const assaults = random.poisson(assaultsPerYear * part);
    for (let i = 0; i < assaults; i++) this.#weaponCrime(violentMinute(year, random), 'assault');
  }

  #otherHomicide(minute: number): void {
    const random = this.#scene.random;
    const outside = random.chance(0.4);
    const incident = openIncident(this.#scene.events, {
      kind: 'homicide',
      from: minute,
      reported: minute + Math.floor(random.exponential(60)),
      place: this.#scene.map.violent(random),
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
      person: this.#scene.people.make({ age: 22 + random.exponential(16), on: dayOfMinute(minute) }),
      fatal: true,
      shot: false,
      injury: 'O',
      relationship: random.pick(['SP', 'BG', 'AQ', 'RU']),
    });
  }

  #weaponCrime(minute: number, kind: 'robbery' | 'assault'): void {
    const random = this.#scene.random;
    const outside = random.chance(kind === 'robbery' ? 0.75 : 0.5);
    const weapon = random.chance(0.55) ? '12' : random.pick(['20', '20', '30', '40', '11']);
    const incident = openIncident(this.#scene.events, {
      kind,
      from: minute,
      reported: minute + Math.floor(random.exponential(25)),
      place: random.chance(0.5) ? this.#scene.map.violent(random) : this.#scene.map.anywhere(random),
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
      person: this.#scene.people.make({
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
      const person = random.pickZipf(this.#scene.underworld.loners);
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

  makeThefts(): void {
    const random = this.#scene.random;
    for (const theft of this.#scene.supply.thefts) {
      let incident: Incident | null = null;
      const inCity = theft.victim?.home.city === 'HARBOR CITY';
      if (theft.reported && inCity && theft.victim !== null && theft.day >= firstDay && theft.reportedOn <= lastDay) {
        const place = this.#scene.map.anywhere(random);
        const minute = existingMinute(theft.day * minutesPerDay + random.between(0, 1439));
        const car = theft.kind === 'PERSON_VEHICLE';
        incident = openIncident(this.#scene.events, {
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
      this.#scene.events.thefts.push({ theft, incident });
    }
  }
}
