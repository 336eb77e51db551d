import { writeXlsx } from 'hucre/xlsx';
import type { FeedName } from '../../src/model/feeds.ts';
import * as make from './unseen-values.ts';
import { drawFor, often, oneOf, upper, type Maker } from './unseen-values.ts';

/** A file of a city that does not exist, with headers no layout lists, and what they truly are. */
export interface UnseenFile {
  readonly name: string;
  readonly feed: FeedName;
  readonly layout: string;
  readonly format: 'csv' | 'semicolon' | 'pipe' | 'ndjson' | 'xlsx';
  /** Lines above the header. */
  readonly titles?: readonly string[];
  readonly dateOrder?: 'mdy' | 'dmy';
  /** Header, its fields (any of them is right; null: none), and what its cells hold. */
  readonly columns: readonly (readonly [header: string, field: string | null, maker: Maker])[];
}

export const unseenRows = 240;

/** The rows of a file, by header. */
export function rowsOf(file: UnseenFile): string[][] {
  const seed = [...file.name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return Array.from({ length: unseenRows }, (_, row) => {
    const draw = drawFor(seed, row);
    return file.columns.map(([, , maker]) => maker(draw));
  });
}

export async function bytesOf(file: UnseenFile): Promise<Uint8Array> {
  const headers = file.columns.map(([header]) => header);
  const rows = rowsOf(file);
  const titles = file.titles ?? [];
  if (file.format === 'xlsx') {
    return writeXlsx({ sheets: [{ name: 'Report', rows: [...titles.map((title) => [title]), headers, ...rows] }] });
  }
  const text =
    file.format === 'ndjson'
      ? rows.map((row) => JSON.stringify(Object.fromEntries(row.map((cell, at) => [headers[at]!, cell])))).join('\n')
      : [...titles.map((title) => [title]), headers, ...rows]
          .map((row) => row.map((cell) => quoted(cell)).join(separators[file.format]))
          .join('\r\n');
  return new TextEncoder().encode(`${text}\n`);
}

const separators = { csv: ',', semicolon: ';', pipe: '|', ndjson: '', xlsx: '' };
const quoted = (cell: string) => (/[",;|\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const unseenFiles: readonly UnseenFile[] = [
  {
    name: 'traceExport_quarrytown.csv',
    feed: 'etrace',
    layout: 'results',
    format: 'csv',
    columns: [
      ['traceNo', 'trace_number', make.numbered('T2024', 1_000_000)],
      ['dateRequested', 'requested_on', make.mdy],
      ['dateClosed', 'completed_on', make.mdy],
      ['policeCaseNo', 'case_number', make.caseNumber],
      ['gunMfr', 'make', make.make],
      ['gunModel', 'model', make.model],
      ['gunCal', 'calibre', make.calibre],
      ['gunKind', 'firearm_type', make.gunType],
      ['gunSerial', 'serial_number', make.serial],
      ['retailFflNo', 'dealer_licence', make.licence],
      ['retailFflNm', 'dealer_name', make.shop],
      ['retailFflCity', 'dealer_city', make.town],
      ['retailFflSt', 'dealer_state', make.state],
      ['saleDt', 'sold_on', make.soldMdy],
      ['buyerLast', 'purchaser_last_name', make.lastName],
      ['buyerFirst', 'purchaser_first_name', make.firstName],
      ['buyerBirthDt', 'purchaser_dob', make.bornMdy],
      ['buyerSex', 'purchaser_sex', make.sex],
      ['buyerAddr', 'purchaser_street', make.street],
      ['possLast', 'possessor_last_name', often(0.8, make.lastName)],
      ['possFirst', 'possessor_first_name', often(0.8, make.firstName)],
      ['possBirthDt', 'possessor_dob', often(0.7, make.bornMdy)],
      ['recovDt', 'recovered_on', make.mdy],
      ['recovLoc', 'recovery_address', make.block],
      ['recovCity', 'recovery_city', make.town],
      ['daysToCrime', 'time_to_crime', make.smallNumber(4000)],
      ['closeReason', 'completion', oneOf('Traced to purchaser,Traced to dealer only,Records unavailable')],
    ],
  },
  {
    name: 'PROPERTY_GUNS_2024.csv',
    feed: 'recoveries',
    layout: 'recoveries',
    format: 'csv',
    columns: [
      ['PROP_TAG_NBR', 'property_number', make.numbered('P24', 10_000)],
      ['CASE_NBR', 'case_number', make.caseNumber],
      ['RECOV_DT', 'recovered_at', make.mdy],
      ['RECOV_TM', 'recovered_time', make.military],
      ['WPN_MFR', 'make', upper(make.make)],
      ['WPN_MODL', 'model', upper(make.model)],
      ['WPN_CALB', 'calibre', upper(make.calibre)],
      ['WPN_CLASS', 'firearm_type', upper(make.gunType)],
      ['WPN_SER_NBR', 'serial_number', upper(make.serial)],
      ['SER_OBLIT_IND', 'obliterated', make.flag],
      ['RECOV_LOC', 'recovery_address', upper(make.street)],
      ['RECOV_PCT', 'recovery_district', oneOf('1,2,3,4,5')],
      ['RECOV_LON', 'recovery_longitude', make.longitude],
      ['RECOV_LAT', 'recovery_latitude', make.latitude],
      ['POSS_LAST_NM', 'possessor_last_name', upper(make.lastName)],
      ['POSS_FIRST_NM', 'possessor_first_name', upper(make.firstName)],
      ['POSS_DOB', 'possessor_dob', make.bornMdy],
      ['POSS_SEX_CD', 'possessor_sex', make.sex],
      ['POSS_RACE_CD', 'possessor_race', make.race],
      ['INTAKE_OFCR', 'officer', upper(make.lastName)],
      ['TEST_FIRE_YN', 'test_fired', make.flag],
      ['PROP_STATUS', 'status', oneOf('HELD,DESTROYED,RELEASED')],
    ],
  },
  {
    name: 'victimas_por_disparo.csv',
    feed: 'shootings',
    layout: 'victims',
    format: 'semicolon',
    dateOrder: 'dmy',
    columns: [
      ['num_caso', 'case_number', make.caseNumber],
      ['fecha_hecho', 'happened', make.dmy],
      ['hora_hecho', 'happened_time', make.clock],
      ['edad_víctima', 'victim_age', make.age],
      ['sexo_víctima', 'victim_sex', make.sex],
      ['raza_víctima', 'victim_race', make.race],
      ['mortal', 'fatal', oneOf('SI,NO')],
      ['domicilio', 'address', make.calle],
      ['colonia', 'neighborhood', oneOf('Centro,Norte,La Cantera,El Sauce')],
      ['distrito', 'district', oneOf('I,II,III,IV')],
      ['latitud', 'latitude', make.latitude],
      ['longitud', 'longitude', make.longitude],
      ['arma', 'weapon', oneOf('PISTOLA,RIFLE,ARMA DE FUEGO')],
    ],
  },
  {
    name: 'Offense extract.csv',
    feed: 'incidents',
    layout: 'incidents',
    format: 'csv',
    columns: [
      ['Rpt No.', 'case_number', make.numbered('2024', 100_000)],
      ['Begin (local)', 'occurred_from', make.mdyClock],
      ['Finish (local)', 'occurred_to', make.mdyClock],
      ["Rpt'd (local)", 'reported', make.mdyClock],
      ['Offence Desc.', 'offense', oneOf('AGG ASSAULT - FIREARM,ROBBERY,SHOTS FIRED,HOMICIDE,BURGLARY')],
      ['NIBRS Cd', 'offense_code', oneOf('13A,120,09A,220,520')],
      ['Hundred Blk', 'address', make.block],
      ['Lat/Long (WGS84)', 'point', make.pair],
      ['Pct', 'district', oneOf('1,2,3,4,5,6')],
      ['Beat No.', 'beat', make.smallNumber(40)],
      ['Wpn Used', 'weapon_code|weapon_words', oneOf('HANDGUN,KNIFE,NONE,RIFLE,UNKNOWN')],
      ['Premise Desc.', 'premises|premises_words', oneOf('STREET,RESIDENCE,PARKING LOT,STORE')],
      ['Case Status', 'status|status_words', oneOf('OPEN,CLEARED BY ARREST,CLOSED')],
      ['# Casings', 'cartridge_cases', make.smallNumber(25)],
    ],
  },
  {
    name: 'arrest_table.csv',
    feed: 'incidents',
    layout: 'suspects',
    format: 'csv',
    columns: [
      ['c_casenum', 'case_number', make.caseNumber],
      ['c_suspseq', 'suspect_seq', make.smallNumber(3)],
      ['c_arrestno', 'arrest_number', make.numbered('A', 70_000)],
      ['c_lname', 'suspect_last_name', make.lastName],
      ['c_fname', 'suspect_first_name', make.firstName],
      ['c_dob', 'suspect_dob', make.bornIso],
      ['c_sex', 'suspect_sex', make.sex],
      ['c_race', 'suspect_race', make.race],
      ['c_addr', 'suspect_street', make.street],
      ['c_city', 'suspect_city', make.town],
      ['c_st', 'suspect_state', make.state],
      ['c_zip', 'suspect_zip', make.zip],
      ['c_arrdt', 'arrested_on', make.iso],
      ['c_chrg', 'charge', oneOf('FELON IN POSSESSION,AGG ASSAULT,CCW WITHOUT PERMIT,ROBBERY')],
    ],
  },
  {
    name: 'gdt-feed.ndjson',
    feed: 'gunshot-alerts',
    layout: 'alerts',
    format: 'ndjson',
    columns: [
      ['flexId', 'alert_number', make.numbered('', 500_000)],
      ['detectTime', 'detected', make.isoClock],
      ['publishTime', 'published', make.isoClock],
      ['roundsFired', 'rounds', make.smallNumber(18)],
      ['alertClass', 'type', oneOf('Single Gunshot,Multiple Gunshots,Probable Gunfire')],
      ['lat', 'latitude', make.latitude],
      ['lon', 'longitude', make.longitude],
      ['streetAddr', 'address', make.street],
      ['coverageZone', 'coverage_area|zone', oneOf('North,South,Harbor')],
      ['cadEventNo', 'event_number', make.numbered('E', 900_000)],
      ['radiusMeters', 'accuracy', make.smallNumber(40)],
      ['modelVersion', null, oneOf('v4.2,v4.3')],
    ],
  },
  {
    name: 'CFS_2024_Q3.csv',
    feed: 'calls',
    layout: 'calls',
    format: 'csv',
    columns: [
      ['CAD_EVT_NBR', 'event_number', make.numbered('24', 400_000)],
      ['CALL_RCVD_DTTM', 'received', make.mdyClock],
      ['DISP_DTTM', 'dispatched', make.mdyClock],
      ['ENRT_DTTM', 'en_route', make.mdyClock],
      ['ARRV_DTTM', 'on_scene', make.mdyClock],
      ['CLR_DTTM', 'cleared', make.mdyClock],
      ['INIT_CALL_TYP', 'initial_type', oneOf('SHOTS FIRED,DISTURBANCE,ALARM,TRAFFIC STOP')],
      ['FNL_CALL_TYP', 'final_type', oneOf('SHOTS FIRED,DISTURBANCE,ALARM,ASSIST')],
      ['PRI_CD', 'priority', oneOf('1,2,3')],
      ['DISPO_CD', 'disposition', oneOf('RPT,GOA,UNF,ADV')],
      ['CALL_LOC', 'address', make.street],
      ['CALL_SRC', 'source', oneOf('911,ONVIEW,ALARM CO')],
      ['BEAT_CD', 'beat', make.smallNumber(30)],
      ['RPT_NBR', 'case_number', often(0.4, make.caseNumber)],
      ['PRIM_UNIT', 'unit', oneOf('A12,B31,C07,D22')],
    ],
  },
  {
    name: 'ballistics leads.xlsx',
    feed: 'nibin',
    layout: 'leads',
    format: 'xlsx',
    titles: ['Port Vesper Police Department – Crime Gun Unit', 'NIBIN leads, law enforcement sensitive'],
    columns: [
      ['NIBIN Lead No.', 'lead_number', make.numbered('L-24-', 1_000)],
      ['Lead Sent', 'issued_on', make.mdy],
      ['1st Case', 'case_a', make.caseNumber],
      ['1st Item', 'item_a', make.smallNumber(20)],
      ['1st Date', 'event_a_on', make.mdy],
      ['2nd Case', 'case_b', make.caseNumber],
      ['2nd Item', 'item_b', make.smallNumber(20)],
      ['2nd Date', 'event_b_on', make.mdy],
      ['Cal.', 'calibre', make.calibre],
      ['Lead Status', 'status', oneOf('Disseminated,Confirmed,Inconclusive')],
      ['Examined By', 'examiner', make.lastName],
      ['Comments', 'remarks', often(0.3, make.prose)],
    ],
  },
  {
    name: 'ibis_log.csv',
    feed: 'nibin',
    layout: 'entries',
    format: 'csv',
    columns: [
      ['IBIS Entry No.', 'ibis_id', make.numbered('OH-PV-', 3_000)],
      ['Exhibit No.', 'item_number', make.smallNumber(30)],
      ['Lab File No.', 'lab_number', make.numbered('LF', 800)],
      ['Agency Case', 'case_number', make.caseNumber],
      ['Crime Dt.', 'event_on', make.mdy],
      ['Crime Class', 'crime_type', oneOf('Homicide,Assault,Shots fired,Robbery')],
      ['Specimen', 'evidence_kind', oneOf('Cartridge case,Bullet,Test fire')],
      ['Cal.', 'calibre', make.calibre],
      ['Scene Addr.', 'scene_address', make.street],
      ['Entered Dt.', 'entered_at', make.mdyClock],
      ['Tech', 'entered_by', make.lastName],
      ['Gun Ser.', 'serial_number', often(0.3, make.serial)],
      ['Gun Brand', 'make', often(0.3, make.make)],
    ],
  },
  {
    name: 'stolenGunReports.csv',
    feed: 'thefts',
    layout: 'thefts',
    format: 'semicolon',
    dateOrder: 'dmy',
    columns: [
      ['Rpt Nbr', 'report_number|case_number', make.numbered('TL', 5_000)],
      ['Date of Loss', 'stolen_on', make.dmy],
      ['Date Rptd', 'reported_on', make.dmy],
      ['FFL Lic', 'dealer_licence', make.licence],
      ['FFL Trade Nm', 'dealer_name', make.shop],
      ['FFL Addr', 'dealer_street', make.street],
      ['FFL City', 'dealer_city', make.town],
      ['FFL St', 'dealer_state', make.state],
      ['Gun Brand', 'make', make.make],
      ['Gun Mdl', 'model', make.model],
      ['Gun Calib', 'calibre', make.calibre],
      ['Kind of Gun', 'firearm_type', make.gunType],
      ['Gun Ser Nbr', 'serial_number', make.serial],
      ['NIC Nbr', 'ncic_number', make.numbered('G7000', 20_000)],
      ['Loss Type', 'report_type', oneOf('Burglary,Larceny,Inventory loss')],
    ],
  },
  {
    name: 'dealers.txt',
    feed: 'licensees',
    layout: 'numbered-list',
    format: 'pipe',
    columns: [
      ['Fed Lic No', 'licence', make.licence],
      ['Lic Kind', 'type', oneOf('01,02,07')],
      ['Holder', 'licence_name', make.shop],
      ['DBA Name', 'business_name', make.shop],
      ['Shop Street', 'premise_street', make.street],
      ['Shop City', 'premise_city', make.town],
      ['Shop St', 'premise_state', make.state],
      ['Shop Zip', 'premise_zip', make.zip],
      ['Mailing Street', 'mail_street', make.street],
      ['Mailing City', 'mail_city', make.town],
      ['Mailing St', 'mail_state', make.state],
      ['Mailing Zip', 'mail_zip', make.zip],
      ['Shop Tel', 'phone', make.phone],
    ],
  },
  {
    name: 'carpetas.csv',
    feed: 'incidents',
    layout: 'incidents',
    format: 'semicolon',
    dateOrder: 'dmy',
    columns: [
      ['no_expediente', 'case_number', make.numbered('EXP', 40_000)],
      ['fecha_inicio', 'occurred_from', make.dmy],
      ['hora_inicio', 'occurred_from_time', make.clock],
      ['fecha_reporte', 'reported', make.dmyClock],
      ['delito', 'offense', oneOf('HOMICIDIO,ROBO,LESIONES POR ARMA DE FUEGO,DISPARO DE ARMA')],
      ['tipo_arma', 'weapon_code|weapon_words', oneOf('PISTOLA,CUCHILLO,NINGUNA')],
      ['direccion', 'address', make.calle],
      ['municipio', 'city', oneOf('Puerto Véspero,Villa Cantera')],
      ['codigo_postal', 'zip', make.zip],
      ['latitud', 'latitude', make.latitude],
      ['longitud', 'longitude', make.longitude],
      ['estatus', 'status|status_words', oneOf('ABIERTO,CERRADO')],
    ],
  },
  {
    name: 'ShootingVictims.csv',
    feed: 'shootings',
    layout: 'victims',
    format: 'csv',
    columns: [
      ['VictimRecordGuid', 'victim_id', make.numbered('7f3a-', 100_000)],
      ['IncidentNbr', 'case_number', make.caseNumber],
      ['OccurredOnDtTm', 'happened', make.isoClock],
      ['VictimAgeYrs', 'victim_age', make.age],
      ['VictimGender', 'victim_sex', make.sex],
      ['VictimRaceCd', 'victim_race', make.race],
      ['VictimOutcome', 'fatal', oneOf('Fatal,Non-fatal')],
      ['BlockAddr', 'address', make.block],
      ['GeoPt', 'point', make.wkt],
      ['NeighborhoodNm', 'neighborhood', oneOf('Old Harbor,Sable,Quarry Hill,Larchmere')],
      ['PatrolDistrict', 'district', oneOf('North,South,Central')],
      ['CauseOfDeath', 'weapon', oneOf('GUNSHOT,SHOT')],
    ],
  },
  {
    name: 'evidroom.csv',
    feed: 'recoveries',
    layout: 'recoveries',
    format: 'csv',
    columns: [
      ['evidno', 'property_number', make.numbered('EV', 60_000)],
      ['incno', 'case_number', make.caseNumber],
      ['recdate', 'recovered_at', make.mdy],
      ['gunmake', 'make', make.make],
      ['gunmodel', 'model', make.model],
      ['guncaliber', 'calibre', make.calibre],
      ['guntype', 'firearm_type', make.gunType],
      ['serialno', 'serial_number', make.serial],
      ['possname', 'possessor_name', make.lastFirst],
      ['possdob', 'possessor_dob', make.bornMdy],
      ['recaddress', 'recovery_address', make.street],
      ['ownername', null, often(0.3, make.firstLast)],
      ['shelf', null, make.smallNumber(400)],
    ],
  },
  {
    name: 'etrace_requests_out.csv',
    feed: 'etrace',
    layout: 'requests',
    format: 'csv',
    columns: [
      ['Our Req #', 'request_number', make.numbered('R-', 8_000)],
      ['Req Date', 'requested_on', make.mdy],
      ['Req Priority', 'priority', oneOf('ROUTINE,URGENT')],
      ['NCIC Crime', 'crime_code', oneOf('0900,1300,5200')],
      ['Our Case #', 'case_number', make.caseNumber],
      ['Weapon S/N', 'serial_number', make.serial],
      ['Weapon Mfgr', 'make', make.make],
      ['Weapon Kind', 'firearm_type', make.gunType],
      ['Weapon Cal', 'calibre', make.calibre],
      ['Weapon Mod', 'model', make.model],
      ['Date Gun Recovered', 'recovered_on', make.mdy],
      ['Where Recovered', 'recovery_address', make.street],
      ['Suspect in Possession', 'possessor_name', make.lastFirst],
      ['Suspect in Possession DOB', 'possessor_dob', make.bornMdy],
      ['Req Status', 'state', oneOf('SUBMITTED,COMPLETED,IN PROCESS')],
    ],
  },
];
