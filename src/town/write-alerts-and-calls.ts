import { clockSeconds, dateOf, dayOf, dayOfMinute, isoDate, minutesPerDay, usDate, yearOf } from './calendar.ts';
import { rowRepeated } from './clerk-rates.ts';
import { writeCaseNumber } from './clerk.ts';
import { placeNear, type DistrictMap, type Place } from './city.ts';
import type { Gunfire, Incident } from './events.ts';
import { gunshotDetection } from './published-shares.ts';
import type { Random } from '../stats/random.ts';
import { years } from './town-years.ts';
import { csvLine, type Cell } from './town-files.ts';
import type { WriterTools } from './writer-tools.ts';

export const alertsHeader =
  'Flex ID,Coverage Area,Zone,Date,Time,Published At,Type,Rounds,Latitude,Longitude,Address,Accuracy (m),Qualifiers,CAD Event,Disposition,Linked Case';
export const callsHeader =
  'Event Number,Received,Dispatched,En Route,On Scene,Cleared,Initial Type,Final Type,Priority,Disposition,Location,City,Latitude,Longitude,District,Caller Phone';

/** False alarms a year over the whole city, and the share of them near the two nights of fireworks. */
const falseAlarmsPerYear = 2_200;
const fireworksShare = 0.22;
/** Calls a year about bangs that were no gunfire. */
const mistakenCallsPerYear = 1_700;
/** Chance that somebody calls, by what it was. */
const callChance = { shooting: 0.93, reported: 0.72, unreported: 0.22, falseAlarm: 0.09 } as const;
/** Sensors stand where shootings are: districts by index of `districts`; the others have none. */
const covered: ReadonlySet<string> = new Set([
  'Western',
  'Eastern',
  'Southwest',
  'Northwest',
  'Southern',
  'Southeast',
  'Central',
]);

interface Call {
  readonly second: number;
  readonly type: string;
  readonly finalType: string;
  readonly disposition: string;
  readonly place: Place;
  readonly priority: string;
  readonly phone: string;
  /** Set where an alert, not a caller, opened the event. */
  readonly alert: Alert | null;
  /** Truly of this incident; null where it was no gunfire, or gunfire nobody wrote of. */
  readonly incident: Incident | null;
}

interface Alert {
  readonly second: number;
  readonly type: string;
  readonly rounds: number;
  readonly place: Place;
  readonly qualifiers: string;
  readonly evidence: boolean;
  readonly unfounded: boolean;
  readonly linkedCase: string;
  readonly incident: Incident | null;
  cadEvent: string;
}

/** Writes gunshot alerts with their misses and false alarms, and the calls for service beside them. */
export class AlertAndCallWriter {
  readonly #tools: WriterTools;
  readonly #random: Random;
  readonly #map: DistrictMap;
  readonly #part: number;
  readonly #coverage: boolean;
  readonly #alerts: Alert[] = [];
  readonly #calls: Call[] = [];

  constructor(tools: WriterTools, map: DistrictMap, share: number, district: string) {
    this.#tools = tools;
    this.#random = tools.random.fork('alerts');
    this.#map = map;
    this.#part = share / 9;
    this.#coverage = covered.has(district);
  }

  write(gunfire: readonly Gunfire[]): void {
    for (const event of gunfire) this.#heard(event);
    for (const year of years) {
      this.#falseAlarms(year);
      this.#mistakenCalls(year);
    }
    this.#number();
    for (const alert of this.#alerts) this.#alertRow(alert);
    for (const [event, call] of this.#numbered) this.#callRow(event, call);
  }

  readonly #numbered: [string, Call][] = [];

  #heard(event: Gunfire): void {
    const random = this.#random;
    const second = event.minute * 60 + random.between(0, 59);
    const rounds = event.shots.reduce((sum, shot) => sum + shot.rounds, 0);
    const struck = event.incident !== null && event.incident.victims.some((victim) => victim.shot);
    const chance = event.incident === null ? callChance.unreported : struck ? callChance.shooting : callChance.reported;
    if (random.chance(chance)) {
      const callers = struck ? 1 + random.poisson(1.3) : 1 + random.poisson(0.35);
      for (let i = 0; i < callers; i++) {
        const heardAt = placeNear(
          random.normal(event.place.lon, 0.0016),
          random.normal(event.place.lat, 0.0012),
          random,
        );
        this.#calls.push({
          second: second + Math.floor(random.exponential(i === 0 ? 75 : 240)) + 5,
          type: struck && random.chance(0.45) ? 'SHOOTING' : 'SHOTS FIRED',
          finalType: struck ? 'SHOOTING' : event.incident === null ? 'SHOTS FIRED' : 'DISCHARGING FIREARM',
          disposition: i > 0 ? 'DUPLICATE' : event.incident === null ? 'NO EVIDENCE' : 'REPORT',
          place: struck && random.chance(0.5) ? event.place : heardAt,
          priority: struck ? '1' : '2',
          phone: `${random.pick(['410', '443', '667'])}555${random.digits(4)}`,
          alert: null,
          incident: event.incident,
        });
      }
    }
    // Microphones hear the open air: inside, and below about .25 calibre, alerts are not to be expected.
    if (!event.outside || !this.#coverage || !random.chance(gunshotDetection.detectedInCoverage)) return;
    if (event.shots.every((shot) => shot.firearm !== null && shot.firearm.model.calibre === '22')) return;
    const cases = event.shots.some((shot) => shot.cases > 0);
    const linked = event.incident !== null && (struck || cases) && random.chance(struck ? 0.98 : 0.9);
    this.#alerts.push({
      second,
      type:
        rounds > 1
          ? random.chance(0.93)
            ? 'Multiple Gunshots'
            : 'Probable Gunfire'
          : random.chance(0.75)
            ? 'Single Gunshot'
            : 'Probable Gunfire',
      rounds: Math.max(1, rounds + (random.chance(0.3) ? random.pick([-1, 1]) : 0)),
      place: placeNear(random.normal(event.place.lon, 0.00022), random.normal(event.place.lat, 0.00017), random),
      qualifiers: [
        rounds > 14 && random.chance(0.7) ? 'High Capacity' : '',
        event.shots.length > 1 && random.chance(0.5) ? 'Multiple Shooters' : '',
        rounds > 20 && random.chance(0.3) ? 'Full Auto' : '',
      ]
        .filter((q) => q !== '')
        .join('; '),
      evidence: struck || cases,
      unfounded: false,
      linkedCase: linked ? (event.incident?.number ?? '') : '',
      incident: event.incident,
      cadEvent: '',
    });
  }

  #falseAlarms(year: number): void {
    const random = this.#random;
    if (!this.#coverage) return;
    const count = random.poisson((falseAlarmsPerYear * this.#part * 9) / covered.size);
    for (let i = 0; i < count; i++) {
      const second = this.#bangSecond(year);
      const place = this.#map.anywhere(random);
      const rounds = random.geometric(0.35);
      this.#alerts.push({
        second,
        type: random.chance(0.08)
          ? 'Fireworks'
          : rounds > 1
            ? random.chance(0.75)
              ? 'Multiple Gunshots'
              : 'Probable Gunfire'
            : random.chance(0.6)
              ? 'Single Gunshot'
              : 'Probable Gunfire',
        rounds,
        place,
        qualifiers: '',
        evidence: false,
        unfounded: random.chance(gunshotDetection.unfounded * 2),
        linkedCase: '',
        incident: null,
        cadEvent: '',
      });
      if (random.chance(callChance.falseAlarm)) this.#mistaken(second + random.between(10, 200), place);
    }
  }

  /** Fireworks in the week of 4 July and around New Year, backfires and building work the rest of the year. */
  #bangSecond(year: number): number {
    const random = this.#random;
    const fireworks = random.chance(fireworksShare);
    const day = fireworks
      ? random.chance(0.65)
        ? dayOf(year, 7, 4) + Math.round(random.normal(0, 2))
        : random.chance(0.5)
          ? dayOf(year, 12, 31)
          : dayOf(year, 1, 1)
      : dayOf(year, 1, 1) + random.between(0, 364);
    const minute = fireworks
      ? random.between(1180, 1439)
      : Math.floor(Math.abs(random.normal(1260, 320))) % minutesPerDay;
    return (day * minutesPerDay + (minute >= 120 && minute < 180 ? minute + 60 : minute)) * 60 + random.between(0, 59);
  }

  #mistakenCalls(year: number): void {
    const count = this.#random.poisson(mistakenCallsPerYear * this.#part);
    for (let i = 0; i < count; i++) this.#mistaken(this.#bangSecond(year), this.#map.anywhere(this.#random));
  }

  #mistaken(second: number, place: Place): void {
    const random = this.#random;
    this.#calls.push({
      second,
      type: 'SHOTS FIRED',
      finalType: random.chance(0.3) ? 'FIREWORKS' : 'SHOTS FIRED',
      disposition: random.pick(['NO EVIDENCE', 'NO EVIDENCE', 'UNFOUNDED', 'GONE ON ARRIVAL']),
      place,
      priority: '2',
      phone: random.chance(0.85) ? `${random.pick(['410', '443', '667'])}555${random.digits(4)}` : '',
      alert: null,
      incident: null,
    });
  }

  /** Every alert opens an event of its own in dispatch; events are numbered by the time they came in. */
  #number(): void {
    this.#alerts.sort((a, b) => a.second - b.second);
    for (const alert of this.#alerts) {
      this.#calls.push({
        second: alert.second + 40,
        type: 'SHOTSPOTTER',
        finalType: alert.linkedCase === '' ? 'SHOTSPOTTER' : 'DISCHARGING FIREARM',
        disposition: alert.evidence ? 'REPORT' : alert.unfounded ? 'UNFOUNDED' : 'NO EVIDENCE',
        place: alert.place,
        priority: '1',
        phone: '',
        alert,
        incident: alert.incident,
      });
    }
    this.#calls.sort((a, b) => a.second - b.second);
    const counts = new Map<number, number>();
    for (const call of this.#calls) {
      const year = yearOf(Math.floor(call.second / 86_400));
      if (year > 2025 || year < 2021) continue;
      const k = counts.get(year) ?? 0;
      counts.set(year, k + 1);
      const event = `E${year % 100}-${String(this.#tools.interleave(k)).padStart(7, '0')}`;
      this.#numbered.push([event, call]);
      if (call.alert !== null) call.alert.cadEvent = event;
    }
  }

  #alertRow(alert: Alert): void {
    const random = this.#random;
    const day = dayOfMinute(Math.floor(alert.second / 60));
    const { year } = dateOf(day);
    if (year > 2025 || year < 2021 || alert.cadEvent === '') return;
    const ordinal = (this.#flex.get(year) ?? 0) + 1;
    this.#flex.set(year, ordinal);
    const published = alert.second + 18 + Math.floor(random.exponential(14));
    const coordinates = !random.chance(0.003);
    const number = `${year % 100}-${this.#tools.interleave(ordinal - 1)}`;
    const line = csvLine([
      number,
      `HarborCity${alert.place.district.replaceAll(/[a-z]/g, '')}`,
      alert.place.district,
      usDate(day),
      clockSeconds(alert.second),
      `${usDate(Math.floor(published / 86_400))} ${clockSeconds(published)}`,
      alert.type,
      random.chance(0.01) ? '' : alert.rounds,
      coordinates ? alert.place.lat : '',
      coordinates ? alert.place.lon : '',
      alert.place.street,
      random.pick([25, 25, 25, 30, 50]),
      alert.qualifiers,
      alert.cadEvent,
      alert.evidence ? 'CONFIRMED' : alert.unfounded ? 'UNFOUNDED' : random.chance(0.04) ? '' : 'UNCONFIRMED',
      alert.linkedCase === '' ? '' : writeCaseNumber(alert.linkedCase, random),
    ]);
    this.#tools.emit(`feeds/gunshot-alerts/alerts-${year}.csv`, line, random.chance(rowRepeated));
    this.#tools.truth.gunfire('gunshot-alerts/alerts', `${number}/${isoDate(day)}`, alert.incident);
  }

  readonly #flex = new Map<number, number>();

  #callRow(event: string, call: Call): void {
    const random = this.#random;
    const dispatched = call.second + Math.floor(random.lognormal(call.priority === '1' ? 70 : 210, 0.7));
    const enRoute = dispatched + random.between(10, 60);
    const onScene = enRoute + Math.floor(random.lognormal(280, 0.5));
    const cleared = onScene + Math.floor(random.lognormal(call.disposition === 'REPORT' ? 4200 : 900, 0.6));
    const sent = call.disposition !== 'DUPLICATE';
    const stamp = (second: number): string => `${usDate(Math.floor(second / 86_400))} ${clockSeconds(skipGap(second))}`;
    const cells: Cell[] = [
      event,
      stamp(call.second),
      sent ? stamp(dispatched) : '',
      sent && random.chance(0.93) ? stamp(enRoute) : '',
      sent && random.chance(0.9) ? stamp(onScene) : '',
      stamp(sent ? cleared : dispatched),
      call.type,
      call.finalType,
      call.priority,
      call.disposition,
      call.place.block,
      'HARBOR CITY',
      random.chance(0.97) ? call.place.lat : '',
      random.chance(0.97) ? call.place.lon : '',
      call.place.district,
      random.chance(0.9) ? call.phone : '',
    ];
    this.#tools.emit(
      `feeds/calls/calls-${yearOf(Math.floor(call.second / 86_400))}.csv`,
      csvLine(cells),
      random.chance(rowRepeated),
    );
    if (call.alert === null) this.#tools.truth.gunfire('calls/calls', event, call.incident);
  }
}

/** No dispatch system wrote a time between 02:00 and 03:00 on the day clocks go forward. */
function skipGap(second: number): number {
  const minute = Math.floor(second / 60);
  const day = dayOfMinute(minute);
  const { month, day: dayOfMonth } = dateOf(day);
  const inHour = minute - day * minutesPerDay >= 120 && minute - day * minutesPerDay < 180;
  return inHour && month === 3 && dayOfMonth >= 8 && dayOfMonth <= 14 && (((day + 4) % 7) + 7) % 7 === 0
    ? second + 3600
    : second;
}
