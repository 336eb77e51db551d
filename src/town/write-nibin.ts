import { dayOfMinute, isoDate, isoDateTime, minutesPerDay, yearOf } from './calendar.ts';
import { laboratory, rowRepeated } from './clerk-rates.ts';
import { writeCaseNumber, writeFirearm, type WrittenFirearm } from './clerk.ts';
import type { Gunfire, Recovery } from './events.ts';
import type { Firearm } from './firearms.ts';
import { ballisticCalibres, calibreSpellings } from './makers.ts';
import { leadConfirmationRate } from './published-shares.ts';
import type { Random } from '../stats/random.ts';
import { firstDay, lastDay } from './town-years.ts';
import { csvLine } from './town-files.ts';
import { visitorsPerPrecinct, type VisitorScene } from './visiting-firearms.ts';
import type { WriterTools } from './writer-tools.ts';

export const entriesHeader =
  'IBIS ID,Site,Entered At,Event Type,Item Number,Lab Number,Agency Case Number,Event Date,Crime Type,Caliber,Evidence Kind,Firearm Make,Firearm Model,Firearm Serial,Collected At,Address,City';
export const leadsHeader =
  'Lead Number,Issued,Kind,Status,Case A,Item A,IBIS A,Event Date A,Case B,Item B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Examiner,Conclusion,Confirmed,Report Number,Retracted,Remarks';

const site = 'HARBOR CITY PD LAB';

/** Share of collected cartridge cases that reach the system. */
const sceneEntered = 0.92;
/** Recovered semi-automatic pistols and eligible rifles that are test fired and entered. */
const testFiredShare = 0.84;
/** How often correlation brings up an earlier entry of the same firearm: the newest before, and any older one. */
const leadToNewest = 0.76;
const leadToOlder = 0.22;
/** Leads that point at another firearm of the calibre: what microscopic comparison is for. */
const wrongLeadShare = 0.0035;
/** Leads sent to an examiner. */
const confirmationRequested = 0.3;
/** Leads to a test fire that write it first, and those that repeat the firearm: others leave it to the entry. Our choice. */
const testFireFirst = 0.5;
const firearmRepeated = 0.85;

interface Entry {
  readonly ibis: string;
  readonly enteredAt: number;
  readonly kind: 'SCENE' | 'TEST FIRE';
  readonly item: string;
  readonly caseNumber: string;
  readonly eventMinute: number;
  readonly calibre: string;
  readonly firearm: Firearm | null;
  readonly written: WrittenFirearm | null;
}

interface Acquisition {
  readonly enteredAt: number;
  readonly gunfire: Gunfire | null;
  readonly recovery: Recovery | null;
  readonly firearm: Firearm | null;
  readonly shot: number;
}

/** Writes acquisitions, and the leads that truly or wrongly come of them. */
export class NibinWriter {
  readonly #tools: WriterTools;
  readonly #random: Random;
  readonly #entryCounts = new Map<number, number>();
  readonly #leadCounts = new Map<number, number>();
  readonly #byFirearm = new Map<Firearm, Entry[]>();
  readonly #scenesByCalibre = new Map<string, Entry[]>();
  readonly testFired = new Set<Firearm>();

  constructor(tools: WriterTools) {
    this.#tools = tools;
    this.#random = tools.random.fork('nibin');
  }

  /** Entries another precinct wrote, of firearms of this one: known here for correlation only. */
  remember(scenes: readonly VisitorScene[], firearms: readonly Firearm[]): void {
    scenes.forEach((scene, i) => {
      const firearm = firearms[i];
      if (firearm?.id !== scene.firearmId)
        throw new Error(`expected firearm ${scene.firearmId} in place ${i}, got ${firearm?.id ?? 'none'}`);
      this.#byFirearm.set(firearm, [
        {
          ibis: scene.ibis,
          enteredAt: scene.enteredAt,
          kind: 'SCENE',
          item: 'CC-1',
          caseNumber: scene.incidentNumber,
          eventMinute: scene.minute,
          calibre: '9MM',
          firearm,
          written: null,
        },
      ]);
    });
  }

  write(gunfire: readonly Gunfire[], recoveries: readonly Recovery[]): void {
    for (const acquisition of this.#acquisitions(gunfire, recoveries)) {
      const entry =
        acquisition.recovery === null
          ? this.#scene(acquisition)
          : this.#testFire(acquisition.recovery, acquisition.enteredAt);
      if (entry !== null) this.#correlate(entry);
    }
  }

  #acquisitions(gunfire: readonly Gunfire[], recoveries: readonly Recovery[]): Acquisition[] {
    const random = this.#random;
    const list: Acquisition[] = [];
    const delay = (): number => Math.floor(random.lognormal(1.6, 0.7) * minutesPerDay);
    for (const event of gunfire) {
      if (event.incident === null) continue;
      if (event.visitor !== null) {
        list.push({ enteredAt: event.visitor.enteredAt, gunfire: event, recovery: null, firearm: null, shot: 0 });
        continue;
      }
      event.shots.forEach((shot, index) => {
        const calibre = shot.firearm?.model.calibre ?? '9MM';
        if (shot.cases > 0 && ballisticCalibres.has(calibre) && random.chance(sceneEntered))
          list.push({
            enteredAt: this.#workingMinute(event.minute + delay()),
            gunfire: event,
            recovery: null,
            firearm: shot.firearm,
            shot: index,
          });
      });
    }
    for (const recovery of recoveries) {
      const { model } = recovery.firearm;
      if (!ballisticCalibres.has(model.calibre) || model.type === 'PR' || !random.chance(testFiredShare)) continue;
      this.testFired.add(recovery.firearm);
      list.push({
        enteredAt: this.#workingMinute(
          recovery.minute + delay() + (random.chance(0.3) ? random.between(3, 30) * minutesPerDay : 0),
        ),
        gunfire: null,
        recovery,
        firearm: recovery.firearm,
        shot: 0,
      });
    }
    return list.filter((a) => dayOfMinute(a.enteredAt) <= lastDay).toSorted((a, b) => a.enteredAt - b.enteredAt);
  }

  /** The laboratory works by day. */
  #workingMinute(minute: number): number {
    return dayOfMinute(minute) * minutesPerDay + this.#random.between(450, 1050);
  }

  #ibis(minute: number): string {
    const year = yearOf(dayOfMinute(minute));
    const k = this.#entryCounts.get(year) ?? visitorsPerPrecinct;
    this.#entryCounts.set(year, k + 1);
    return `HC-${year % 100}-${String(this.#tools.interleave(k)).padStart(6, '0')}`;
  }

  #scene({ gunfire, firearm, enteredAt, shot }: Acquisition): Entry | null {
    if (gunfire?.incident === undefined || gunfire.incident === null) return null;
    const random = this.#random;
    const calibre = firearm?.model.calibre ?? '9MM';
    const entry: Entry = {
      ibis: gunfire.visitor?.ibis ?? this.#ibis(enteredAt),
      enteredAt,
      kind: 'SCENE',
      item: `CC-${shot + 1}`,
      caseNumber: gunfire.incident.number,
      eventMinute: gunfire.minute,
      calibre,
      firearm,
      written: null,
    };
    const crime = {
      homicide: 'HOMICIDE',
      shooting: 'AGG ASSAULT',
      'shots-fired': 'SHOTS FIRED',
      recovery: 'WEAPON',
      robbery: 'ROBBERY',
      assault: 'AGG ASSAULT',
      burglary: 'OTHER',
    }[gunfire.incident.kind];
    this.#emit(entry, crime, 'CARTRIDGE CASE', gunfire.place.block, gunfire.minute + random.between(30, 240));
    if (firearm !== null) this.#tools.truth.firearm('nibin/entries', `${entry.ibis}/scene`, firearm);
    if (gunfire.visitor !== null)
      this.#tools.truth.firearmId('nibin/entries', `${entry.ibis}/scene`, gunfire.visitor.firearmId);
    const scenes = this.#scenesByCalibre.get(calibre);
    if (scenes === undefined) this.#scenesByCalibre.set(calibre, [entry]);
    else scenes.push(entry);
    return entry;
  }

  #testFire(recovery: Recovery, enteredAt: number): Entry {
    const { firearm } = recovery;
    const entry: Entry = {
      ibis: this.#ibis(enteredAt),
      enteredAt,
      kind: 'TEST FIRE',
      item: 'TF-1',
      caseNumber: recovery.incident.number,
      eventMinute: recovery.minute,
      calibre: firearm.model.calibre,
      firearm,
      written: writeFirearm(firearm, laboratory, this.#random),
    };
    this.#emit(entry, 'TEST FIRE', 'TEST FIRE', recovery.place.block, recovery.minute);
    this.#tools.truth.firearm('nibin/entries', `${entry.ibis}/test-fire`, firearm);
    return entry;
  }

  #emit(entry: Entry, crime: string, evidence: string, address: string, collected: number): void {
    const random = this.#random;
    const day = dayOfMinute(entry.enteredAt);
    const spellings = calibreSpellings[entry.calibre] ?? [entry.calibre];
    const line = csvLine([
      entry.ibis,
      site,
      isoDateTime(entry.enteredAt),
      entry.kind,
      entry.item,
      `L${yearOf(day) % 100}-${random.digits(5)}`,
      writeCaseNumber(entry.caseNumber, random),
      isoDate(dayOfMinute(entry.eventMinute)),
      crime,
      random.chance(0.8) ? (spellings[0] as string) : random.pick(spellings),
      evidence,
      entry.written?.make ?? '',
      entry.written?.model ?? '',
      entry.written?.serial ?? '',
      isoDateTime(collected),
      address,
      'HARBOR CITY',
    ]);
    this.#tools.emit(`feeds/nibin/entries-${Math.max(2021, yearOf(day))}.csv`, line, random.chance(rowRepeated));
  }

  /** What the system brings up for a new entry, among those entered before. */
  #correlate(entry: Entry): void {
    const random = this.#random;
    const { firearm } = entry;
    if (firearm !== null) {
      const earlier = this.#byFirearm.get(firearm) ?? [];
      for (let i = earlier.length - 1; i >= 0; i--) {
        const other = earlier[i] as Entry;
        if (other.caseNumber === entry.caseNumber && other.kind === 'SCENE' && entry.kind === 'SCENE') continue;
        if (random.chance(i === earlier.length - 1 ? leadToNewest : leadToOlder)) this.#lead(entry, other);
      }
      earlier.push(entry);
      this.#byFirearm.set(firearm, earlier);
    }
    if (random.chance(wrongLeadShare)) {
      const others = this.#scenesByCalibre.get(entry.calibre) ?? [];
      const wrong = others.length > 0 ? random.pick(others) : null;
      if (wrong !== null && wrong !== entry && (wrong.firearm === null || wrong.firearm !== firearm))
        this.#lead(entry, wrong);
    }
  }

  #lead(fresh: Entry, earlier: Entry): void {
    const random = this.#random;
    // Where both are scenes, A is the newer one.
    const [newer, older] = fresh.kind === 'SCENE' ? [fresh, earlier] : [earlier, fresh];
    const issued = this.#workingMinute(fresh.enteredAt + random.between(1, 2) * minutesPerDay);
    const issuedDay = dayOfMinute(issued);
    if (issuedDay > lastDay || issuedDay < firstDay) return;
    const same = newer.firearm !== null && newer.firearm === older.firearm;
    const year = yearOf(issuedDay);
    const k = this.#leadCounts.get(year) ?? 0;
    this.#leadCounts.set(year, k + 1);
    const number = `LD${year % 100}-${String(this.#tools.interleave(k)).padStart(5, '0')}`;
    const written = this.#tools.random.fork(`nibin/${number}`);
    const toTestFire = newer.kind === 'TEST FIRE' || older.kind === 'TEST FIRE';
    const [a, b] = toTestFire && written.chance(testFireFirst) ? [older, newer] : [newer, older];
    const named = written.chance(firearmRepeated);
    const concluded = random.chance(confirmationRequested)
      ? issuedDay + Math.floor(random.lognormal(35, 0.8)) + 1
      : null;
    const conclusion = same
      ? random.chance(leadConfirmationRate)
        ? 'IDENTIFICATION'
        : random.chance(0.7)
          ? 'INCONCLUSIVE'
          : 'ELIMINATION'
      : random.chance(0.82)
        ? 'ELIMINATION'
        : 'INCONCLUSIVE';
    const done = concluded !== null && concluded <= lastDay;
    if (!done || yearOf(concluded) > year) this.#leadRow(number, issuedDay, a, b, named, year, null, '');
    if (done) this.#leadRow(number, issuedDay, a, b, named, yearOf(concluded), concluded, conclusion);
    this.#tools.truth.firearm('nibin/leads', `${number}/a`, a.firearm);
    this.#tools.truth.firearm('nibin/leads', `${number}/b`, b.firearm);
  }

  /** The file of a year holds the lead as it stood at that year's end. */
  #leadRow(
    number: string,
    issuedDay: number,
    a: Entry,
    b: Entry,
    named: boolean,
    year: number,
    concluded: number | null,
    conclusion: string,
  ): void {
    const random = this.#random;
    const hit = conclusion === 'IDENTIFICATION';
    const gone = conclusion === 'ELIMINATION';
    const status =
      concluded === null ? 'DISSEMINATED' : hit ? 'CONFIRMED_HIT' : gone ? 'NOT_CONFIRMED' : 'INCONCLUSIVE';
    const test = named ? (b.written ?? a.written) : null;
    this.#tools.files.row(`feeds/nibin/leads-${year}.csv`, [
      number,
      isoDate(issuedDay),
      hit ? 'HIT' : 'LEAD',
      status,
      a.caseNumber,
      a.item,
      a.ibis,
      isoDate(dayOfMinute(a.eventMinute)),
      b.caseNumber,
      b.item,
      b.ibis,
      isoDate(dayOfMinute(b.eventMinute)),
      test?.make ?? '',
      test?.model ?? '',
      test?.serial ?? '',
      concluded === null ? '' : `EXAMINER ${random.between(1, 6)}`,
      conclusion,
      hit && concluded !== null ? isoDate(concluded) : '',
      concluded === null ? '' : `FR${year % 100}-${random.digits(5)}`,
      gone && concluded !== null ? isoDate(concluded) : '',
      concluded === null ? 'POSSIBLE ASSOCIATION; NOT CONFIRMED; INVESTIGATIVE LEAD ONLY' : '',
    ]);
  }
}
