import { ActiveFirearms } from './active-firearms.ts';
import { dayOf, dayOfMinute, existingMinute, minutesPerDay } from './calendar.ts';
import type { Place } from './city.ts';
import { openIncident, type EventScene, type Incident, type Shot, type Victim } from './events.ts';
import { lastShot } from './firearms.ts';
import { ballisticCalibres } from './makers.ts';
import { violenceByYear } from './published-shares.ts';
import { lastDay } from './town-years.ts';
import { minuteOfNight, violentDay, violentMinute } from './violent-times.ts';
import type { VisitorScene } from './visiting-firearms.ts';

/** Bursts a year in the whole city, in the first year; they fall along with the shootings, slower. */
const shotsFiredPerYear = 1_700;
const unreportedGunfirePerYear = 1_000;

/** Makes bursts of gunfire, the shootings among them, and who was hit. */
export class GunfireMaker {
  readonly #scene: EventScene;
  readonly #active: ActiveFirearms;

  constructor(scene: EventScene) {
    this.#scene = scene;
    this.#active = new ActiveFirearms(scene.supply.firearms);
  }

  makeYear(year: number): void {
    const random = this.#scene.random;
    const violence = violenceByYear[year];
    if (violence === undefined) throw new Error(`expected violence figures for ${year}`);
    const part = this.#scene.share / 9;
    const fatal = violence.homicides * 0.91;
    const victims = (fatal + violence.nonFatal) * part;
    const lethality = fatal / (fatal + violence.nonFatal);
    const fall = (violence.homicides + violence.nonFatal) / 1065;
    const shootings = random.poisson(victims / 1.17);
    const recent: { day: number; place: Place }[] = [];
    for (let i = 0; i < shootings; i++) {
      let day = violentDay(year, random);
      let place = this.#scene.map.violent(random);
      const last = recent.at(-1);
      // Retaliation close by within two weeks: what the near-repeat test finds.
      if (last !== undefined && random.chance(0.16)) {
        day = Math.min(dayOf(year, 12, 31), last.day + random.between(1, 13));
        place = this.#scene.map.around(last.place, 0.0009, random);
      }
      recent.push({ day, place });
      this.#shooting(existingMinute(day * minutesPerDay + minuteOfNight(random)), place, lethality);
    }
    const fired = random.poisson(shotsFiredPerYear * part * (0.35 + 0.65 * fall));
    for (let i = 0; i < fired; i++) this.#shotsFired(violentMinute(year, random), true);
    const unreported = random.poisson(unreportedGunfirePerYear * part * (0.5 + 0.5 * fall));
    for (let i = 0; i < unreported; i++) this.#shotsFired(violentMinute(year, random), false);
  }

  #shotsAt(minute: number, bursts: number, crew: number, casesChance: number): Shot[] {
    const random = this.#scene.random;
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
      const mates =
        firearm !== null && firearm.crew >= 0 ? this.#scene.underworld.crews[firearm.crew]?.members : undefined;
      const shooter = mates !== undefined && random.chance(0.3) ? random.pick(mates) : holder;
      shots.push({ firearm, shooter, rounds, cases });
    }
    return shots;
  }

  #shooting(minute: number, place: Place, lethality: number): void {
    const random = this.#scene.random;
    const outside = random.chance(0.82);
    const crew = this.#scene.underworld.crewChoice.draw(random);
    const bursts = random.chance(0.8) ? 1 : random.chance(0.8) ? 2 : 3;
    const shots = this.#shotsAt(minute, bursts, random.chance(0.7) ? crew.index : -1, outside ? 0.83 : 0.7);
    const victimCount = random.chance(0.87) ? 1 : random.chance(0.8) ? 2 : random.between(3, 5);
    const victims: Victim[] = [];
    let anyFatal = false;
    for (let i = 0; i < victimCount; i++) {
      const fatal = random.chance(lethality);
      anyFatal ||= fatal;
      // The dead are nobody else's record later: someone not met before. The wounded come back.
      const rival =
        !fatal && random.chance(0.32) ? random.pick(this.#scene.underworld.crewChoice.draw(random).members) : null;
      const person =
        rival ??
        (!fatal && random.chance(0.28)
          ? random.pickZipf(this.#scene.underworld.loners)
          : this.#scene.people.make({ age: 17 + random.exponential(13), on: dayOfMinute(minute) }));
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
        person: this.#scene.people.make({ on: dayOfMinute(minute) }),
        fatal,
        shot: true,
        injury: 'O',
        relationship: 'RU',
      });
    }
    const how = outside
      ? random.pick(['911', '911', '911', 'GUNSHOT ALERT', 'HOSPITAL WALK-IN', 'ON VIEW'])
      : random.pick(['911', '911', '911', 'HOSPITAL WALK-IN']);
    const incident = openIncident(this.#scene.events, {
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
    this.#scene.events.gunfire.push({ minute, place, outside, shots, incident, alertEvent: '', visitor: null });
    this.#noteShooting(shots, minute, place);
    this.#clear(incident, shots, anyFatal ? 0.45 : 0.24);
    for (const shot of shots) {
      const { firearm } = shot;
      if (firearm === null || this.#scene.takenAfter.has(firearm)) continue;
      const day = dayOfMinute(minute);
      if (
        firearm.recoveredOn !== null &&
        firearm.recoveredOn - day < 25 &&
        firearm.recoveredOn > day &&
        lastShot(firearm) <= day &&
        random.chance(0.45)
      ) {
        firearm.recoveredOn = day;
        this.#scene.takenAfter.set(firearm, incident);
      }
    }
  }

  #noteShooting(shots: readonly Shot[], minute: number, place: Place): void {
    for (const { firearm, shooter } of shots)
      firearm?.life.push({ day: dayOfMinute(minute), what: 'SHOOTING', where: place.block, person: shooter?.id ?? '' });
  }

  #clear(incident: Incident, shots: readonly Shot[], chance: number): void {
    const random = this.#scene.random;
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
    const random = this.#scene.random;
    const place = this.#scene.map.violent(random);
    const outside = random.chance(0.93);
    const crew = this.#scene.underworld.crewChoice.draw(random);
    const shots = this.#shotsAt(
      minute,
      random.chance(0.9) ? 1 : 2,
      random.chance(0.55) ? crew.index : -1,
      reported ? 0.42 : 0,
    );
    this.#noteShooting(shots, minute, place);
    let incident: Incident | null = null;
    if (reported) {
      incident = openIncident(this.#scene.events, {
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
          person: this.#scene.people.make({ on: dayOfMinute(minute) }),
          fatal: false,
          shot: false,
          injury: 'N',
          relationship: 'RU',
        });
      this.#clear(incident, shots, 0.05);
    }
    this.#scene.events.gunfire.push({ minute, place, outside, shots, incident, alertEvent: '', visitor: null });
  }

  makeGuestScene(scene: VisitorScene): void {
    const incident = openIncident(this.#scene.events, {
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
    this.#scene.events.gunfire.push({
      minute: scene.minute,
      place: scene.place,
      outside: true,
      shots,
      incident,
      alertEvent: '',
      visitor: scene,
    });
  }
}
