import { dateOf, dayOf, dayOfMinute, usDate, yearOf } from './calendar.ts';
import { policeReport, purchaseForm, rowRepeated, spreadsheetDamage } from './clerk-rates.ts';
import {
  slip,
  spoilNumber,
  writeCaseNumber,
  writeFirearm,
  writePerson,
  type WrittenFirearm,
  type WrittenPerson,
} from './clerk.ts';
import { milesBetween } from './city.ts';
import { licenceKey, licenceNumber, type Dealer } from './dealers.ts';
import type { Recovery } from './events.ts';
import { traffickingChannels, type Firearm } from './firearms.ts';
import type { Random } from '../stats/random.ts';
import { tracedShare } from './published-shares.ts';
import { firstDay, lastDay } from './town-years.ts';
import { csvLine, type Cell } from './town-files.ts';
import { completionTexts, drawCompletion, type Completion } from './trace-completion.ts';
import type { WriterTools } from './writer-tools.ts';

export const resultsHeader =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,ORI,Agency Case Number,NCIC Crime Code,Serial Number,Obliterated,Manufacturer,Model,Caliber,Firearm Type,Importer,Country of Origin,Manufacture Date,Distributor FFL,Distributor Name,Distributor Ship Date,Dealer FFL,Dealer Name,Dealer Street,Dealer City,Dealer State,Dealer Zip,Dealer Phone,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser Middle Name,Purchaser Suffix,Purchaser DOB,Purchaser POB,Purchaser Sex,Purchaser Race,Purchaser Height,Purchaser Weight,Purchaser Street,Purchaser City,Purchaser State,Purchaser Zip,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Multiple Sale,Gun Show,Stolen,Possessor Last Name,Possessor First Name,Possessor Middle Name,Possessor DOB,Possessor Sex,Possessor Race,Possessor Street,Possessor City,Possessor State,Possessor Zip,Possessor ID Type,Possessor ID State,Possessor ID Number,Associate Last Name,Associate First Name,Associate DOB,Recovery Date,Recovery Street,Recovery City,Recovery County,Recovery State,Recovery Zip,Time To Crime,Miles,Remarks';
export const requestsHeader =
  'Request Number,Date of Request,Priority,NCIC Crime Code,Project Code,ORI,Agency Case Number,Requestor,Serial Number,Serial Obliterated,Manufacturer,Type,Caliber,Model,Country of Origin,Importer,Additional Markings,Possessor Name,Possessor DOB,Recovery Date,Recovery Address,Recovery City,Recovery State,Recovery Zip,State,Trace Number';

export const agencyOri = 'MDHCPD000';

/** What ATF prints under its trace reports, in our words. */
const remark = 'First retail sale only. Not proof of any wrongdoing by the purchaser or the dealer.';

/**
 * Of firearms traced to a dealer how many were sold at a show. Of prisoners who had a firearm .8 % had it from a show (Alper and Glaze, Source and Use of
 * Firearms Involved in Crimes, Bureau of Justice Statistics, 2019); that those who buy for others go there five times as often is an assumption.
 */
const showShare = 0.008;
const showShareOfTrafficked = 0.04;

const requestors = ['DET. UNIT 4', 'CRIME GUN UNIT', 'SGT. 12', 'PROPERTY ROOM', 'FIREARMS EXAMINATION'];

interface TraceCounts {
  purchaser: number;
  total: number;
}

/** Writes requests for and results of the traces of a precinct's recoveries. */
export class EtraceWriter {
  readonly #tools: WriterTools;
  readonly #random: Random;
  readonly #ordinals = new Map<number, number>();
  readonly counts: TraceCounts = { purchaser: 0, total: 0 };
  readonly #traced: { traceNumber: string; firearm: Firearm }[] = [];
  #requests = 0;

  constructor(tools: WriterTools) {
    this.#tools = tools;
    this.#random = tools.random.fork('etrace');
  }

  write(recoveries: readonly Recovery[]): void {
    const random = this.#random;
    const dated = recoveries
      .filter(() => random.chance(tracedShare))
      .map((recovery) => {
        const delay = random.chance(0.03) ? random.between(40, 260) : Math.floor(random.lognormal(2.2, 0.9));
        return { recovery, requestDay: dayOfMinute(recovery.minute) + delay };
      })
      .toSorted((a, b) => a.requestDay - b.requestDay);
    for (const { recovery, requestDay } of dated) this.#trace(recovery, requestDay);
  }

  /** Writes the truth of the traces: last, because any feed may yet blemish a firearm's records. */
  finish(): void {
    for (const { traceNumber, firearm } of this.#traced) {
      const bought = firearm.channel === 'straw' || firearm.channel === 'ring';
      this.#tools.files.row('truth/traces.csv', [
        traceNumber,
        firearm.id,
        traffickingChannels.has(firearm.channel) ? 1 : 0,
        firearm.ring,
        firearm.blemish === '' ? 1 : 0,
        firearm.channel,
        bought ? (firearm.purchaser?.id ?? '') : '',
        firearm.dealer === null ? '' : licenceKey(firearm.dealer),
      ]);
    }
  }

  #traceNumber(day: number): string {
    const year = yearOf(day);
    const k = this.#ordinals.get(year) ?? 0;
    this.#ordinals.set(year, k + 1);
    return `T${year}${String(k * this.#tools.precincts + this.#tools.precinct + 1).padStart(7, '0')}`;
  }

  #trace(recovery: Recovery, requestDay: number): void {
    const random = this.#random;
    const { firearm } = recovery;
    if (requestDay > lastDay) return;
    const requestNumber = `HC${yearOf(requestDay)}-${String(this.#requests++ * this.#tools.precincts + this.#tools.precinct + 1).padStart(6, '0')}`;
    const written = writeFirearm(firearm, policeReport, random);
    const possessor =
      recovery.possessor === null ? null : writePerson(recovery.possessor, policeReport, requestDay, random);
    const caseNumber = writeCaseNumber(recovery.incident.number, random);
    if (random.chance(0.012)) {
      this.#request({
        requestNumber,
        requestDay,
        recovery,
        written,
        possessor,
        caseNumber,
        state: random.pick(['DRAFT', 'SUBMITTED', 'RETURNED_FOR_INFO']),
        traceNumber: '',
      });
      return;
    }
    const traceNumber = this.#traceNumber(requestDay);
    recovery.traceNumber = traceNumber;
    const completedDay = requestDay + Math.max(1, Math.floor(random.lognormal(11, 0.75)));
    const completion = drawCompletion(firearm, written, recovery, random);
    const done = completedDay <= lastDay;
    this.#request({
      requestNumber,
      requestDay,
      recovery,
      written,
      possessor,
      caseNumber,
      traceNumber,
      state: !done
        ? 'IN_PROCESS'
        : completion === 'purchaser' || completion === 'dealerOnly'
          ? 'COMPLETED'
          : 'COMPLETED_NOT_TRACED',
    });
    firearm.life.push({ day: requestDay, what: 'TRACED', where: traceNumber, person: '' });
    this.#traced.push({ traceNumber, firearm });
    if (!done) return;
    this.counts.total++;
    if (completion === 'purchaser') this.counts.purchaser++;
    this.#result({ traceNumber, requestDay, completedDay, completion, recovery, written, possessor, caseNumber });
  }

  #request(row: {
    requestNumber: string;
    requestDay: number;
    recovery: Recovery;
    written: WrittenFirearm;
    possessor: WrittenPerson | null;
    caseNumber: string;
    state: string;
    traceNumber: string;
  }): void {
    const random = this.#random;
    const { recovery, written, possessor } = row;
    const { firearm } = recovery;
    const name =
      possessor === null
        ? ''
        : `${possessor.family}, ${possessor.given}${possessor.middle === '' ? '' : ` ${possessor.middle}`}${possessor.suffix === '' ? '' : ` ${possessor.suffix}`}`;
    const day = dayOfMinute(recovery.minute);
    const line = csvLine([
      row.requestNumber,
      usDate(row.requestDay),
      recovery.crimeCode === '0900' && random.chance(0.6) ? 'URGENT' : 'ROUTINE',
      recovery.crimeCode,
      random.chance(0.7) ? 'CGI' : '',
      agencyOri,
      row.caseNumber,
      random.pick(requestors),
      written.serial,
      firearm.obliterated ? 'Y' : 'N',
      written.make,
      firearm.model.type,
      written.calibre,
      written.model,
      firearm.model.maker.country,
      random.chance(0.7) ? firearm.model.maker.importer : '',
      firearm.channel === 'privately-made' ? random.pick(['', 'NO MARKINGS', 'P80 ON GRIP']) : '',
      name,
      possessor?.born ?? '',
      usDate(day),
      recovery.place.street,
      'HARBOR CITY',
      'MD',
      recovery.place.zip,
      row.state,
      row.traceNumber,
    ]);
    this.#tools.emit(`feeds/etrace/requests-${clampYear(row.requestDay)}.csv`, line, random.chance(rowRepeated));
    this.#tools.truth.firearm('etrace/requests', `${row.requestNumber}/firearm`, firearm);
    this.#tools.truth.person('etrace/requests', `${row.requestNumber}/possessor`, recovery.possessor);
  }

  #result(row: {
    traceNumber: string;
    requestDay: number;
    completedDay: number;
    completion: Completion;
    recovery: Recovery;
    written: WrittenFirearm;
    possessor: WrittenPerson | null;
    caseNumber: string;
  }): void {
    const random = this.#random;
    const { recovery, written, completion, possessor } = row;
    const { firearm } = recovery;
    const recoveredOn = dayOfMinute(recovery.minute);
    const known = completion === 'purchaser';
    const toDealer =
      known ||
      completion === 'dealerOnly' ||
      completion === 'recordsLost' ||
      completion === 'recordsGone' ||
      completion === 'stolen';
    const dealer = toDealer ? firearm.dealer : null;
    const distributor =
      toDealer || completion === 'distributor' || completion === 'carrier' ? firearm.distributor : null;
    const soldOn =
      known || (completion === 'dealerOnly' && firearm.soldOn !== null && random.chance(0.35)) ? firearm.soldOn : null;
    const writtenSale = soldOn === null ? null : this.#saleDay(soldOn, recoveredOn);
    const purchaser =
      known && firearm.purchaser !== null
        ? writePerson(firearm.purchaser, purchaseForm, soldOn ?? recoveredOn, random)
        : null;
    const at = { lon: recovery.place.lon, lat: recovery.place.lat };
    const associate =
      recovery.associate === null ? null : writePerson(recovery.associate, policeReport, recoveredOn, random);
    // The tracing centre writes the maker its own way; the serial stays as asked.
    const maker = known && random.chance(0.7) ? (firearm.model.maker.spellings[0] as string) : written.make;
    const cells: Cell[] = [
      row.traceNumber,
      usDate(row.requestDay),
      usDate(row.completedDay),
      known || completion === 'dealerOnly' ? 'COMPLETED' : 'COMPLETED_NOT_TRACED',
      completionTexts[completion],
      agencyOri,
      row.caseNumber,
      recovery.crimeCode,
      written.serial,
      firearm.obliterated ? 'Y' : 'N',
      maker,
      known && random.chance(0.6) ? firearm.model.model : written.model,
      known && random.chance(0.6) ? firearm.model.calibre : written.calibre,
      { P: 'PISTOL', PR: 'REVOLVER', R: 'RIFLE', S: 'SHOTGUN' }[firearm.model.type],
      known ? firearm.model.maker.importer : '',
      firearm.model.maker.country,
      known && random.chance(0.4) ? usDate(firearm.madeOn) : '',
      distributor === null ? '' : this.#ffl(distributor, firearm.madeOn),
      distributor === null ? '' : distributor.business || distributor.licensee,
      distributor === null ? '' : usDate(firearm.madeOn + 6),
      ...this.#dealerCells(dealer, soldOn ?? recoveredOn),
      writtenSale === null ? '' : usDate(writtenSale),
      ...this.#purchaserCells(purchaser, firearm),
      known ? (firearm.multipleSale ? 'Y' : 'N') : '',
      known && dealer !== null && writtenSale !== null ? this.#show(firearm, dealer, writtenSale) : '',
      completion === 'stolen' || completion === 'carrier'
        ? 'Y'
        : firearm.stolenOn !== null && known && random.chance(0.25)
          ? 'Y'
          : 'N',
      ...possessorCells(possessor, random),
      associate?.family ?? '',
      associate?.given ?? '',
      associate?.born ?? '',
      this.#recoveryDate(recoveredOn),
      recovery.place.street,
      'HARBOR CITY',
      random.chance(0.6) ? 'HARBOR CITY' : '',
      'MD',
      recovery.place.zip,
      writtenSale === null ? '' : recoveredOn - writtenSale,
      writtenSale === null || dealer === null ? '' : Math.round(milesBetween(dealer.town, at) * 10) / 10,
      known ? remark : '',
    ];
    const path = `feeds/etrace/results-${clampYear(row.completedDay)}.csv`;
    // The number itself lost in a spreadsheet: a row an importer can only reject.
    const lost = random.chance(0.0006);
    if (lost) cells[0] = '';
    this.#tools.emit(path, csvLine(cells), !lost && random.chance(rowRepeated));
    if (lost) return;
    const key = row.traceNumber;
    this.#tools.truth.firearm('etrace/results', `${key}/firearm`, firearm);
    if (purchaser !== null) this.#tools.truth.person('etrace/results', `${key}/purchaser`, firearm.purchaser);
    if (possessor !== null) this.#tools.truth.person('etrace/results', `${key}/possessor`, recovery.possessor);
    this.#tools.truth.person('etrace/results', `${key}/associate`, recovery.associate);
    this.#tools.truth.place('etrace/results', `${key}/purchaser`, purchaser?.home ?? null);
    this.#tools.truth.place('etrace/results', `${key}/possessor`, possessor?.home ?? null);
  }

  /** One in seven hundred was sold after it was recovered, on paper: a year mistyped. */
  #saleDay(soldOn: number, recoveredOn: number): number {
    if (!this.#random.chance(0.0014)) return soldOn;
    const { month, day } = dateOf(soldOn);
    return dayOf(yearOf(recoveredOn) + 1, month, Math.min(28, day));
  }

  #recoveryDate(day: number): string {
    if (!this.#random.chance(0.0006)) return usDate(day);
    const { year } = dateOf(day);
    return this.#random.pick([`02/30/${year}`, `00/00/${year}`, `13/13/${year}`]);
  }

  /** A licence number as trace results carry it: whole, without dashes, or only the first three and last five digits. */
  #ffl(dealer: Dealer, day: number): string {
    const random = this.#random;
    const whole = licenceNumber(dealer, random.chance(0.5) ? Math.max(day, firstDay) : day);
    const roll = random.next();
    if (roll < 0.06) return whole.replaceAll('-', '');
    if (roll < 0.09) return `${dealer.region}-${dealer.sequence}`;
    if (roll < 0.1) return slip(whole, random);
    return whole;
  }

  /** Where it was sold at a show: of its own random numbers, so that towns are else as they were. */
  #show({ id, channel }: Firearm, { town }: Dealer, soldOn: number): string {
    const random = this.#tools.random.fork(`show ${id}`);
    if (!random.chance(traffickingChannels.has(channel) ? showShareOfTrafficked : showShare)) return '';
    return `${town.city} ${random.chance(0.5) ? 'GUN SHOW' : 'Gun Show'}${random.chance(0.3) ? ` ${yearOf(soldOn)}` : ''}`;
  }

  #dealerCells(dealer: Dealer | null, day: number): Cell[] {
    if (dealer === null) return ['', '', '', '', '', '', ''];
    const random = this.#random;
    const name = dealer.business !== '' && random.chance(0.7) ? dealer.business : dealer.licensee;
    return [
      this.#ffl(dealer, day),
      random.chance(0.03) ? slip(name, random) : name,
      dealer.street,
      dealer.town.city,
      dealer.town.state,
      dealer.town.zip,
      random.chance(0.8) ? dealer.phone : '',
    ];
  }

  #purchaserCells(purchaser: WrittenPerson | null, firearm: Firearm): Cell[] {
    const person = firearm.purchaser;
    if (purchaser === null || person === null) return Array.from({ length: 17 }, () => '');
    const feet = Math.floor(person.heightInches / 12);
    return [
      purchaser.family,
      purchaser.given,
      purchaser.middle,
      purchaser.suffix,
      purchaser.born,
      this.#random.chance(0.8) ? person.birthPlace : '',
      purchaser.sex,
      purchaser.race,
      `${feet}${String(person.heightInches % 12).padStart(2, '0')}`,
      person.weightPounds,
      purchaser.street,
      purchaser.city,
      purchaser.state,
      purchaser.zip,
      purchaser.licenceNumber === '' ? '' : 'DL',
      purchaser.licenceState,
      this.#random.chance(spreadsheetDamage) ? spoilNumber(purchaser.licenceNumber) : purchaser.licenceNumber,
    ];
  }
}

function possessorCells(possessor: WrittenPerson | null, random: Random): Cell[] {
  if (possessor === null) return Array.from({ length: 13 }, () => '');
  const fingerprints = random.chance(0.6);
  return [
    possessor.family,
    possessor.given,
    possessor.middle,
    possessor.born,
    possessor.sex,
    possessor.race,
    possessor.street,
    possessor.city,
    possessor.state,
    possessor.zip,
    ...(fingerprints
      ? [possessor.sid === '' ? '' : 'SID', possessor.sid === '' ? '' : 'MD', possessor.sid]
      : [possessor.licenceNumber === '' ? '' : 'DL', possessor.licenceState, possessor.licenceNumber]),
  ];
}

function clampYear(day: number): number {
  return Math.min(2025, Math.max(2021, yearOf(day)));
}
