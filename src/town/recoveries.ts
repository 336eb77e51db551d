import { dayOfMinute, existingMinute, minutesPerDay } from './calendar.ts';
import type { Place } from './city.ts';
import { openIncident, type EventScene, type Incident, type Offense } from './events.ts';
import { lastShot, type Firearm } from './firearms.ts';
import type { Person } from './people.ts';
import { minuteOfNight } from './violent-times.ts';

/** Makes the occasions on which police take firearms in. */
export class RecoveryMaker {
  readonly #scene: EventScene;

  constructor(scene: EventScene) {
    this.#scene = scene;
  }

  make(): void {
    const random = this.#scene.random;
    const taken = this.#scene.supply.firearms
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
      const after = this.#scene.takenAfter.get(firearm);
      let incident: Incident;
      let minute: number;
      let place: Place;
      if (after !== undefined) {
        incident = after;
        minute = existingMinute(Math.min((day + 1) * minutesPerDay - 1, after.reported + random.between(10, 300)));
        place = random.chance(0.7) ? after.place : this.#scene.map.anywhere(random);
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
        place = random.chance(0.5) ? this.#scene.map.violent(random) : this.#scene.map.anywhere(random);
        incident = this.#recoveryIncident(firearm, minute, place);
        open = { incident, crew: firearm.crew, holder: firearm.holder, day, minute, place };
      }
      this.#recovery(firearm, incident, minute, place);
    }
  }

  #recoveryIncident(firearm: Firearm, minute: number, place: Place): Incident {
    const random = this.#scene.random;
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
    const incident = openIncident(this.#scene.events, {
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
        person: this.#scene.people.make({
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
    const random = this.#scene.random;
    const mates = firearm.crew >= 0 ? this.#scene.underworld.crews[firearm.crew]?.members : undefined;
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
            : random.pick(this.#scene.underworld.loners);
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
    this.#scene.events.recoveries.push({
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
}
