import { clockTime, dayOfMinute, shortUsDate, twelveHour, usDate, usDateTime, yearOf } from './calendar.ts';
import { bookingDesk, policeReport, rowRepeated } from './clerk-rates.ts';
import { writePerson } from './clerk.ts';
import type { Incident } from './events.ts';
import { ageOn, raceOf } from './people.ts';
import type { Random } from '../stats/random.ts';
import { lastDay } from './town-years.ts';
import { csvLine } from './town-files.ts';
import { noVehicle, vehicleHeader, vehicleOf, writeVehicle } from './vehicles.ts';
import type { WriterTools } from './writer-tools.ts';

export const incidentsHeader =
  'Incident Number,Occurred From,Occurred To,Reported,Address,City,State,Zip,Latitude,Longitude,District,Beat,Neighborhood,Location Code,Inside Outside,How Discovered,Status,Clearance Date,Exceptional Code,Cases Recovered,Narrative Class';
export const offensesHeader =
  'Incident Number,Offense Seq,NIBRS Code,Offense,Weapon Code,Attempted Completed,Circumstance';
export const victimsHeader =
  'Incident Number,Victim Seq,Victim Type,Last Name,First Name,Middle Name,Suffix,DOB,Age,Sex,Race,Ethnicity,Street,City,State,Zip,Injury,Relationship,Fatal,Phone';
export const suspectsHeader =
  'Incident Number,Suspect Seq,Role,Last Name,First Name,Middle Name,Suffix,Alias,DOB,Age,Sex,Race,Street,City,State,Zip,ID Type,ID State,ID Number,Arrest Date,Charge,Phone,' +
  vehicleHeader;
export const shootingVictimsHeader =
  '"","crime_date","description","inside_outside","weapon","gender","age","race","ethnicity","location","new_district","neighborhood","latitude","longitude","premise_type","zt","zap"';

/** Ours: suspects and arrested people of whom a vehicle is recorded. */
const seenInVehicle = 0.3;

/** Writes the records management system's four files and the open data on shooting victims made from them. */
export class IncidentWriter {
  readonly #tools: WriterTools;
  readonly #random: Random;
  #published = 0;

  constructor(tools: WriterTools) {
    this.#tools = tools;
    this.#random = tools.random.fork('incidents');
  }

  write(incidents: readonly Incident[]): void {
    for (const incident of incidents) {
      const day = dayOfMinute(incident.reported);
      if (day > lastDay) continue;
      const year = Math.max(2021, yearOf(day));
      this.#incident(incident, year);
      this.#offenses(incident, year);
      this.#victims(incident, year);
      this.#suspects(incident, year);
      if (incident.kind === 'homicide' || incident.kind === 'shooting') this.#openData(incident);
    }
  }

  #incident(incident: Incident, year: number): void {
    const random = this.#random;
    const { place } = incident;
    // A few occurred times no clock shows; the reported time still dates the row. Fewer lose both and can only be rejected.
    const spoilt = random.chance(0.0008);
    const lost = random.chance(0.0003);
    const impossible = `02/30/${year} ${clockTime(incident.from)}`;
    const located = !random.chance(0.025);
    const occurredTo =
      spoilt || lost
        ? ''
        : usDateTime(
            incident.kind === 'burglary'
              ? Math.min(incident.reported, incident.from + random.between(30, 600))
              : incident.from,
          );
    const street = random.chance(0.85) ? place.street : place.block;
    const line = csvLine([
      incident.number,
      spoilt || lost ? impossible : usDateTime(incident.from),
      occurredTo,
      lost ? impossible : usDateTime(incident.reported),
      street,
      'HARBOR CITY',
      'MD',
      random.chance(0.9) ? place.zip : '',
      located ? place.lat : random.chance(0.3) ? 0 : '',
      located ? place.lon : random.chance(0.3) ? 0 : '',
      place.district,
      place.beat,
      random.chance(0.95) ? place.neighborhood : '',
      incident.location,
      random.chance(0.97) ? (incident.outside ? 'O' : 'I') : '',
      incident.how,
      incident.status,
      incident.clearedOn === null ? '' : usDate(Math.min(lastDay, incident.clearedOn)),
      incident.exceptional,
      incident.cartridgeCases > 0
        ? incident.cartridgeCases
        : incident.kind === 'shooting' || incident.kind === 'shots-fired' || incident.kind === 'homicide'
          ? 0
          : '',
      incident.narrative,
    ]);
    this.#tools.emit(`feeds/incidents/incidents-${year}.csv`, line, random.chance(rowRepeated));
    this.#tools.truth.place('incidents/incidents', `${incident.number}/scene`, { street, city: 'HARBOR CITY' });
  }

  #offenses(incident: Incident, year: number): void {
    incident.offenses.forEach((offense, i) => {
      this.#tools.files.row(`feeds/incidents/offenses-${year}.csv`, [
        incident.number,
        i + 1,
        offense.code,
        offense.text,
        offense.weapon,
        offense.attempted,
        offense.circumstance,
      ]);
    });
  }

  #victims(incident: Incident, year: number): void {
    const random = this.#random;
    const day = dayOfMinute(incident.from);
    incident.victims.forEach((victim, i) => {
      if (victim.person === null) return;
      const written = writePerson(victim.person, policeReport, day, random);
      const line = csvLine([
        incident.number,
        i + 1,
        'I',
        written.family,
        written.given,
        written.middle,
        written.suffix,
        written.born,
        ageOn(victim.person, day),
        written.sex,
        written.race,
        written.ethnicity,
        written.street,
        written.city,
        written.state,
        written.zip,
        victim.injury,
        victim.relationship,
        victim.fatal ? 'Y' : 'N',
        random.chance(0.55) ? written.phone : '',
      ]);
      this.#tools.emit(`feeds/incidents/victims-${year}.csv`, line, random.chance(rowRepeated));
      this.#tools.truth.person('incidents/victims', `${incident.number}/${i + 1}/victim`, victim.person);
      this.#tools.truth.place('incidents/victims', `${incident.number}/${i + 1}/victim`, written.home);
    });
  }

  #suspects(incident: Incident, year: number): void {
    const random = this.#random;
    const day = dayOfMinute(incident.from);
    incident.suspects.forEach((suspect, i) => {
      const path = `feeds/incidents/suspects-${year}.csv`;
      if (suspect.person === null) {
        // Seen, not known: an age and a sex, no name.
        this.#tools.files.row(path, [
          incident.number,
          i + 1,
          'SUSPECT',
          'UNKNOWN',
          '',
          '',
          '',
          '',
          '',
          random.between(16, 35),
          'M',
          random.pick(['B', 'U']),
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          ...noVehicle,
        ]);
        return;
      }
      const arrested = suspect.role === 'ARRESTEE';
      const stop = random.fork(`stop/${incident.number}/${i}`);
      const vehicle = stop.chance(seenInVehicle)
        ? vehicleOf(suspect.person, day, this.#tools.random.fork('vehicles'))
        : null;
      const written = writePerson(suspect.person, arrested ? bookingDesk : policeReport, day, random);
      const line = csvLine([
        incident.number,
        i + 1,
        suspect.role,
        written.family,
        written.given,
        written.middle,
        written.suffix,
        written.alias,
        written.born,
        random.chance(0.9) ? ageOn(suspect.person, day) : '',
        written.sex,
        written.race,
        written.street,
        written.city,
        written.state,
        written.zip,
        arrested && written.sid !== '' ? 'SID' : '',
        arrested && written.sid !== '' ? 'MD' : '',
        arrested ? written.sid : '',
        arrested ? usDate(Math.min(lastDay, suspect.arrestDay)) : '',
        suspect.charge,
        random.chance(0.35) ? written.phone : '',
        ...(vehicle === null ? noVehicle : writeVehicle(vehicle, stop)),
      ]);
      this.#tools.emit(path, line, random.chance(rowRepeated));
      this.#tools.truth.person('incidents/suspects', `${incident.number}/${i + 1}/suspect`, suspect.person);
      this.#tools.truth.vehicle('incidents/suspects', `${incident.number}/${i + 1}/suspect`, vehicle);
      this.#tools.truth.place('incidents/suspects', `${incident.number}/${i + 1}/suspect`, written.home);
    });
  }

  /** One row a victim, no case number, the block for the address: as the city publishes. */
  #openData(incident: Incident): void {
    const random = this.#random;
    for (const victim of incident.victims) {
      if (victim.person === null || (!victim.shot && !victim.fatal)) continue;
      const race = raceOf[victim.person.group];
      const [clock, half] = twelveHour(incident.from);
      const quoted = (text: string): string => `"${text}"`;
      const weapon = victim.shot
        ? incident.offenses[0]?.weapon === '12'
          ? 'Handgun'
          : 'Firearm'
        : incident.offenses[0]?.weapon === '20'
          ? 'Knife/cutting instrument'
          : 'Other weapon';
      const known = (text: string, missing: number): string => (random.chance(missing) ? 'NA' : quoted(text));
      this.#published++;
      const line = [
        quoted(String(this.#tools.interleave(this.#published - 1))),
        quoted(shortUsDate(dayOfMinute(incident.from))),
        quoted(victim.fatal ? 'Homicide' : 'Shooting'),
        quoted(incident.outside ? 'Outside' : 'Inside'),
        known(weapon, 0.02),
        quoted(victim.person.sex === 'M' ? 'Male' : 'Female'),
        random.chance(0.01) ? 'NA' : quoted(String(ageOn(victim.person, dayOfMinute(incident.from)))),
        quoted(race.text),
        quoted(random.chance(0.25) ? 'Unknown' : race.ethnicity),
        quoted(incident.place.block),
        known(incident.place.district, 0.01),
        known(incident.place.neighborhood, 0.02),
        random.chance(0.01) ? 'NA' : String(incident.place.lat),
        random.chance(0.01) ? 'NA' : String(incident.place.lon),
        quoted(incident.outside ? 'Street' : 'Other/residential'),
        quoted(clock),
        quoted(half),
      ].join(',');
      this.#tools.files.line('feeds/shootings/victims.csv', `${line}\r\n`);
      this.#tools.truth.person(
        'shootings/victims',
        `${this.#tools.interleave(this.#published - 1)}/victim`,
        victim.person,
      );
    }
  }
}
