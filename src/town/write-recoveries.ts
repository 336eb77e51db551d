import { dayOfMinute, usDate, usDateTime, yearOf } from './calendar.ts';
import { policeReport, rowRepeated, spreadsheetDamage, theftReport } from './clerk-rates.ts';
import { spoilNumber, writeCaseNumber, writeFirearm, writePerson } from './clerk.ts';
import { licenceNumber } from './dealers.ts';
import type { Events, Recovery } from './events.ts';
import type { Firearm } from './firearms.ts';
import { firstDay, lastDay } from './town-years.ts';
import { csvLine } from './town-files.ts';
import { noVehicle, vehicleHeader, vehicleOf, writeVehicle } from './vehicles.ts';
import { restorationHeader, writeRestoration } from './write-restoration.ts';
import type { WriterTools } from './writer-tools.ts';

export const recoveriesHeader =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Zip,Latitude,Longitude,Possessor Last Name,Possessor First Name,Possessor DOB,Officer,Loss Code,Status,Test Fired,Trace Number,' +
  `${vehicleHeader},${restorationHeader}`;
export const theftsHeader =
  'Report Number,Report Type,Theft Date,Reported,FFL,Dealer Name,Victim Last Name,Victim First Name,Victim DOB,Street,City,State,Zip,Make,Model,Caliber,Firearm Type,Serial Number,NIC Number,Agency Case Number,Status';

/** Ours: recoveries from somebody in a vehicle. */
const stopShare = 0.35;

/** Firearm types as a property room writes them. */
const typeSpellings = {
  P: ['PISTOL', 'PISTOL', 'P', 'PI', 'SEMI-AUTO PISTOL', 'HANDGUN'],
  PR: ['REVOLVER', 'REVOLVER', 'PR'],
  R: ['RIFLE', 'RIFLE', 'R'],
  S: ['SHOTGUN', 'SHOTGUN', 'S'],
} as const;

/** Writes the property room's file. Numbers and test fires must be known before. */
export function writeRecoveries(
  recoveries: readonly Recovery[],
  testFired: ReadonlySet<Firearm>,
  tools: WriterTools,
): void {
  const random = tools.random.fork('recoveries');
  for (const recovery of recoveries) {
    const { firearm, place } = recovery;
    const day = dayOfMinute(recovery.minute);
    const written = writeFirearm(firearm, policeReport, random);
    const possessor = recovery.possessor === null ? null : writePerson(recovery.possessor, policeReport, day, random);
    const spoilt = random.chance(spreadsheetDamage);
    let { serial } = written;
    if (spoilt) {
      serial = spoilNumber(serial);
      if (serial !== written.serial && firearm.blemish === '') firearm.blemish = 'SERIAL_SPREADSHEET';
    }
    const located = random.chance(0.93);
    const stop = random.fork(`stop/${recovery.propertyNumber}`);
    const vehicle =
      recovery.possessor !== null && stop.chance(stopShare)
        ? vehicleOf(recovery.possessor, day, tools.random.fork('vehicles'))
        : null;
    // Taken in on a day that is none: such a row can only be rejected.
    const lost = random.chance(0.0005);
    const line = csvLine([
      recovery.propertyNumber,
      writeCaseNumber(recovery.incident.number, random),
      lost ? `02/30/${yearOf(day)} 10:00` : usDateTime(recovery.minute),
      random.pick(typeSpellings[firearm.model.type]),
      written.make,
      written.model,
      written.calibre,
      serial,
      place.street,
      'HARBOR CITY',
      'MD',
      random.chance(0.85) ? place.zip : '',
      located ? place.lat : '',
      located ? place.lon : '',
      possessor?.family ?? '',
      possessor?.given ?? '',
      possessor?.born ?? '',
      `OFC ${random.between(1000, 4999)}`,
      recovery.incident.narrative.startsWith('FOUND') || recovery.possessor === null ? '5' : '6',
      random.pick(['EVIDENCE', 'EVIDENCE', 'EVIDENCE', 'LAB', 'DESTROYED', 'RETURNED', 'HOLD FOR COURT']),
      testFired.has(firearm) ? 'Y' : random.chance(0.9) ? 'N' : '',
      recovery.traceNumber !== '' && random.chance(0.7) ? recovery.traceNumber : '',
      ...(vehicle === null ? noVehicle : writeVehicle(vehicle, stop)),
      ...writeRestoration(firearm, random.fork(`restoration/${recovery.propertyNumber}`)),
    ]);
    tools.emit(`feeds/recoveries/recoveries-${yearOf(day)}.csv`, line, random.chance(rowRepeated));
    tools.truth.firearm('recoveries/recoveries', `${recovery.propertyNumber}/firearm`, firearm);
    tools.truth.person('recoveries/recoveries', `${recovery.propertyNumber}/possessor`, recovery.possessor);
    tools.truth.vehicle('recoveries/recoveries', `${recovery.propertyNumber}/recovery`, vehicle);
    tools.truth.place('recoveries/recoveries', `${recovery.propertyNumber}/recovery`, {
      street: place.street,
      city: 'HARBOR CITY',
    });
  }
}

export function numberProperty(recoveries: readonly Recovery[], tools: WriterTools): void {
  const counts = new Map<number, number>();
  for (const recovery of recoveries) {
    const year = yearOf(dayOfMinute(recovery.minute));
    const k = counts.get(year) ?? 0;
    counts.set(year, k + 1);
    recovery.propertyNumber = `P${year % 100}${String(tools.interleave(k)).padStart(6, '0')}`;
  }
}

/** Writes theft and loss reports: dealers', carriers', and what residents told police. One row a firearm. */
export function writeThefts(thefts: Events['thefts'], tools: WriterTools): void {
  const random = tools.random.fork('thefts');
  let count = 0;
  for (const { theft, incident } of thefts) {
    if (!theft.reported || theft.reportedOn < firstDay || theft.reportedOn > lastDay) continue;
    const victim = theft.victim === null ? null : writePerson(theft.victim, theftReport, theft.day, random);
    const year = yearOf(theft.reportedOn);
    for (const firearm of theft.firearms) {
      const reportNumber = `${theft.victim === null ? 'TL' : 'ST'}${year}-${String(tools.interleave(count++)).padStart(6, '0')}`;
      const written = writeFirearm(firearm, theft.victim === null ? policeReport : theftReport, random);
      const spoilt = random.chance(spreadsheetDamage) ? spoilNumber(written.serial) : written.serial;
      if (spoilt !== written.serial && firearm.blemish === '') firearm.blemish = 'SERIAL_SPREADSHEET';
      const found = firearm.recoveredOn !== null;
      const line = csvLine([
        reportNumber,
        theft.kind,
        usDate(theft.day),
        usDate(theft.reportedOn),
        theft.dealer === null ? '' : licenceNumber(theft.dealer, theft.day),
        theft.dealer === null ? '' : theft.dealer.business || theft.dealer.licensee,
        victim?.family ?? '',
        victim?.given ?? '',
        victim?.born ?? '',
        theft.dealer?.street ?? victim?.street ?? '',
        theft.dealer?.town.city ?? victim?.city ?? '',
        theft.dealer?.town.state ?? victim?.state ?? '',
        theft.dealer?.town.zip ?? victim?.zip ?? '',
        written.make,
        written.model,
        written.calibre,
        random.pick(typeSpellings[firearm.model.type]),
        spoilt,
        random.chance(0.7) && spoilt !== '' ? `G${random.digits(9)}` : '',
        incident === null ? '' : writeCaseNumber(incident.number, random),
        found && random.chance(0.5) ? 'RECOVERED' : 'OPEN',
      ]);
      tools.emit(`feeds/thefts/thefts-${year}.csv`, line, random.chance(rowRepeated));
      tools.truth.firearm('thefts/thefts', `${reportNumber}/firearm`, firearm);
      tools.truth.person('thefts/thefts', `${reportNumber}/victim`, theft.victim);
      tools.truth.place('thefts/thefts', `${reportNumber}/theft`, victim?.home ?? null);
    }
  }
}
