/**
 * Calibres and gauges as cartridge names: one closed list of codes, read from the many ways agencies write them.
 *
 * **Source.** The calibre codes used for ballistic entries, extended with calibres found in ATF's trace and commerce
 * reports; bullet diameters after SAAMI Z299.3 and Z299.1 and the C.I.P. tables; gauges after SAAMI Z299.2.
 * **Input.** Text. **Output.** {@link Calibre}, or null where the text names no calibre.
 * **Limits.** A bare number names several cartridges: `38` is read as .38 Special, the likeliest, with `assumed` set,
 * so that a comparator lets it agree with its neighbours. 5.56x45 is given the code 223REM and 7.62x51 the code 308WIN:
 * reports use the names interchangeably, and the cases cannot be told apart by their size.
 */

import { plainText } from './plain-text.ts';

export interface Calibre {
  /** Closed list; OTHER for a calibre that is named but not on it. */
  code: string;
  name: string;
  /** Bullet diameter, or bore diameter of a gauge. */
  millimetres?: number;
  /** The text was ambiguous, and the commonest meaning was taken. */
  assumed: boolean;
}

/** Bores further apart than this are of two calibres; closer ones are of cartridges whose names are confused. */
export const boreDifferenceMillimetresMax = 0.3;

/** Code, name, diameter in millimetres, then texts (letters and digits only); after `~` the ambiguous ones. */
const TABLE: readonly (readonly [code: string, name: string, millimetres: number | null, texts: string])[] = [
  [
    '9LUGER',
    '9 mm Luger',
    9.02,
    '9LUGER 9MMLUGER 9MMPARA 9PARA 9MMPARABELLUM 9PARABELLUM 9X19 9X19MM 9MMX19 9X19MMPARABELLUM 9X19PARABELLUM 9MMNATO 9NATO 9MML 9L 9MMP 9X19LUGER 9X19MMLUGER 9MMX19MM ~ 9 9MM 9MMAUTO 9MILLIMETER 9MILLIMETRE 900 900MM 9M',
  ],
  [
    '40SW',
    '.40 Smith & Wesson',
    10.16,
    '40SW 40SANDW 40SMITHANDWESSON 40SMITHWESSON 40SMITH 40SWAUTO 40CALSW SW40 SANDW40 ~ 40 40AUTO 400 40MMSW',
  ],
  [
    '45AUTO',
    '.45 Auto',
    11.48,
    '45AUTO 45ACP 45AUTOACP 45AUTOMATIC ACP45 45AUTOCOLTPISTOL 45AUTOMATICCOLTPISTOL 45APC ~ 45 450 45CAL',
  ],
  [
    '380AUTO',
    '.380 Auto',
    9.02,
    '380AUTO 380ACP 380 380AUTOMATIC 9X17 9X17MM 9MMKURZ 9KURZ 9MMSHORT 9SHORT 9MMCORTO 9CORTO 9MMBROWNINGSHORT 38AUTOKURZ 380AUTOACP ACP380 380APC 380CAL 9K',
  ],
  [
    '22LR',
    '.22 Long Rifle',
    5.66,
    '22LR 22LONGRIFLE 22LONGRIFLERIMFIRE 22L 22LONG 22SLLR 22SLR 22SLORLR 22SHORTLONGLONGRIFLE 22LRRF 22RF 22RIMFIRE 56X15 ~ 22 22CAL 220',
  ],
  [
    '25AUTO',
    '.25 Auto',
    6.38,
    '25AUTO 25ACP 25AUTOMATIC 635 635MM 635MMBROWNING 635X16 635X16SR 635BROWNING ACP25 ~ 25 250 6MM35',
  ],
  [
    '38SPL',
    '.38 Special',
    9.09,
    '38SPL 38SPECIAL 38SP 38SPC 38SPCL 38SPECIALP 38SPLP 38SMITHANDWESSONSPECIAL 38SWSPECIAL 38SWSPL SPECIAL38 ~ 38 38CAL',
  ],
  [
    '357MAG',
    '.357 Magnum',
    9.07,
    '357MAG 357MAGNUM 357M 357SWMAGNUM 357SWMAG 35738 38357 357MAG38SPL 35738SPL 38SPL357MAG 38357MAG 35738SPECIAL MAGNUM357 MAG357 ~ 357 357CAL',
  ],
  [
    '762X39',
    '7.62x39 mm',
    7.92,
    '762X39 762X39MM 762MMX39 762MMX39MM 762X39R 76239 762SOVIET 762RUSSIAN 76239MM 762X38 ~ 762 762MM 76 762CAL',
  ],
  [
    '223REM',
    '.223 Remington / 5.56x45 mm',
    5.69,
    '223REM 223 223REMINGTON 556 556MM 556NATO 556X45 556X45MM 556MMNATO 556X45NATO 556X45MMNATO 556223 223556 223REM556 223REM556NATO 556NATO223REM 223WYLDE 223WLYDE 556MMX45 556223REM 556MM223 223556MM 223556NATO 55645 223CAL 5MM56',
  ],
  ['10AUTO', '10 mm Auto', 10.16, '10AUTO 10MM 10MMAUTO 10MMAUTOMATIC 10X25 10X25MM AUTO10 10MMNORMA ~ 10'],
  [
    '12GA',
    '12 gauge',
    18.53,
    '12GA 12GAUGE 12G 12GUAGE 12GAGE 12BORE GA12 GAUGE12 12GA3 12GA234 12GA312 12GAUGE3 12CALIBER 12X70 12X76 12GAUGESHOTGUN ~ 12 120',
  ],
  ['20GA', '20 gauge', 15.62, '20GA 20GAUGE 20G 20GUAGE 20GAGE 20BORE GA20 GAUGE20 ~ 20'],
  ['16GA', '16 gauge', 16.81, '16GA 16GAUGE 16G 16GUAGE 16GAGE 16BORE GA16 GAUGE16 ~ 16'],
  ['28GA', '28 gauge', 13.97, '28GA 28GAUGE 28G 28GUAGE 28BORE GA28 GAUGE28 ~ 28'],
  ['10GA', '10 gauge', 19.69, '10GA 10GAUGE 10G 10GUAGE 10BORE GA10 GAUGE10'],
  ['410GA', '.410 bore', 10.41, '410GA 410 410GAUGE 410BORE 410G 410GUAGE 410CAL GA410 36GA 36GAUGE'],
  [
    '45COLT410',
    '.45 Colt and .410 bore',
    null,
    '45COLT410 45410 41045 45LC410 41045COLT 45LONGCOLT410 45COLT410GA 410GA45COLT 41045LC 45C410 410GA45LC 45COLT410BORE 45COLTAND410BORE',
  ],
  [
    '32AUTO',
    '.32 Auto',
    7.94,
    '32AUTO 32ACP 32AUTOMATIC 765 765MM 765MMBROWNING 765X17 765X17MM 765BROWNING 73MM ACP32 ~ 32 32CAL 320',
  ],
  ['32SW', '.32 Smith & Wesson', 7.95, '32SW 32SANDW 32SMITHANDWESSON 32SWSHORT 32SMITHWESSON 32SHORT'],
  [
    '32SWL',
    '.32 Smith & Wesson Long',
    7.95,
    '32SWL 32SWLONG 32SANDWLONG 32LONG 32COLTNEWPOLICE 32COLTNP 32LONGCOLT 32SMITHANDWESSONLONG 32COLT',
  ],
  ['32HR', '.32 H&R Magnum', 7.95, '32HR 32HRMAG 32HRMAGNUM 32MAG 32HANDRMAGNUM 32HANDRMAG 32MAGNUM'],
  ['327FED', '.327 Federal Magnum', 7.95, '327FED 327FEDERAL 327FEDERALMAGNUM 327FEDMAG 327MAG 327'],
  ['3220WIN', '.32-20 Winchester', 7.91, '3220WIN 3220 3220WINCHESTER 32WCF 32WINCHESTER'],
  ['38SW', '.38 Smith & Wesson', 9.17, '38SW 38SANDW 38SMITHANDWESSON 38COLTNEWPOLICE 38SMITHWESSON 38200'],
  ['38SUPER', '.38 Super', 9.04, '38SUPER 38SUPERAUTO 38AUTO 38ACP 38SUPERACP 38SUP 38SUPERAUTOMATIC'],
  ['38LC', '.38 Long Colt', 9.09, '38LC 38LONGCOLT 38SHORTCOLT 38COLT'],
  ['357SIG', '.357 SIG', 9.02, '357SIG SIG357 357SIGSAUER'],
  ['41MAG', '.41 Magnum', 10.41, '41MAG 41MAGNUM 41REMMAG 41REMINGTONMAGNUM 41'],
  [
    '44MAG',
    '.44 Magnum',
    10.97,
    '44MAG 44MAGNUM 44REMMAG 44REMINGTONMAGNUM 44M 44MAG44SPL MAG44 MAGNUM44 44REMINGTONMAG ~ 44 44CAL',
  ],
  ['44SPL', '.44 Special', 10.97, '44SPL 44SPECIAL 44SP 44SWSPECIAL 44SWSPL'],
  ['4440WIN', '.44-40 Winchester', 10.85, '4440WIN 4440 44WCF 4440WINCHESTER'],
  ['45COLT', '.45 Colt', 11.48, '45COLT 45LC 45LONGCOLT 45COLTLONG COLT45'],
  ['45GAP', '.45 GAP', 11.48, '45GAP 45GLOCK 45GLOCKAUTOPISTOL'],
  ['454CASULL', '.454 Casull', 11.48, '454CASULL 454 454CAS'],
  ['460SW', '.460 S&W Magnum', 11.48, '460SW 460SWMAG 460SWMAGNUM 460SANDW 460SANDWMAGNUM 460 460MAG 460MAGNUM'],
  ['480RUGER', '.480 Ruger', 12.07, '480RUGER 480RUG 480'],
  ['500SW', '.500 S&W Magnum', 12.7, '500SW 500SWMAG 500SWMAGNUM 500SANDW 500SANDWMAGNUM 500MAG 500MAGNUM ~ 500'],
  ['50AE', '.50 Action Express', 12.7, '50AE 50ACTIONEXPRESS 50ACTEXP'],
  ['50BMG', '.50 BMG', 12.98, '50BMG 50BROWNING 50BROWNINGMACHINEGUN 127X99 127X99MM 50CALBMG'],
  ['50BEOWULF', '.50 Beowulf', 12.7, '50BEOWULF 50BEO 127X42'],
  ['57X28', '5.7x28 mm', 5.7, '57X28 57X28MM 57X28FN 57 57MM 57MMX28 FN57X28 5728 57FN FN57'],
  [
    '9X18',
    '9x18 mm Makarov',
    9.27,
    '9X18 9X18MM 9MAK 9MMMAK 9MAKAROV 9MMMAKAROV 9X18MAKAROV 9X18MMMAKAROV 9X18MAK 9MMX18',
  ],
  ['9X21', '9x21 mm', 9.03, '9X21 9X21MM 9X21IMI 9X21MMIMI'],
  ['9X23', '9x23 mm Largo', 9.03, '9X23 9X23MM 9MMLARGO 9LARGO 9X23LARGO 9BAYARD 9MMBAYARD 9X23WIN 9X23MMLARGO'],
  ['30LUGER', '7.65 mm Luger', 7.85, '30LUGER 765LUGER 765MMLUGER 765PARA 765MMPARA 765X21 765X21MM 765PARABELLUM'],
  [
    '762X25',
    '7.62x25 mm Tokarev',
    7.85,
    '762X25 762X25MM 762TOKAREV 762TOK 762MMTOKAREV 76225 762X25TOKAREV 763MAUSER 30MAUSER 763MM 762X25MMTOKAREV',
  ],
  ['762X38R', '7.62x38 mm Nagant', 7.82, '762X38R 762NAGANT 762X38MMR 762X38NAGANT 762X38MMNAGANT'],
  ['762X54R', '7.62x54R mm', 7.92, '762X54R 762X54 762X54MM 762X54MMR 76254R 76254 762X53R 762X54RMM 762RUSSIAN54'],
  ['545X39', '5.45x39 mm', 5.6, '545X39 545X39MM 545 545MM 54539 545MMX39'],
  [
    '308WIN',
    '.308 Winchester / 7.62x51 mm',
    7.82,
    '308WIN 308 308WINCHESTER 762X51 762X51MM 762NATO 762X51NATO 762MMNATO 762X51MMNATO 76251 762308 308762 308CAL 308762X51 308WIN762NATO 762X51308 308WINCHESTER762X51MM',
  ],
  [
    '300BLK',
    '.300 AAC Blackout',
    7.82,
    '300BLK 300BLACKOUT 300AAC 300AACBLACKOUT 300AACBLK 762X35 762X35MM 300BO 300BLACK 300BLKOUT 300AACBO',
  ],
  [
    '300WINMAG',
    '.300 Winchester Magnum',
    7.82,
    '300WINMAG 300WM 300WINCHESTERMAGNUM 300WINMAGNUM 300WINCHESTERMAG 300MAG',
  ],
  ['300WSM', '.300 WSM', 7.82, '300WSM 300WINSHORTMAG 300WINCHESTERSHORTMAGNUM'],
  ['300SAV', '.300 Savage', 7.82, '300SAV 300SAVAGE'],
  ['300WBY', '.300 Weatherby Magnum', 7.82, '300WBY 300WEATHERBY 300WEATHERBYMAGNUM 300WBYMAG'],
  ['30CARB', '.30 Carbine', 7.82, '30CARB 30CARBINE 30M1 30M1CARBINE 30CARBM1 30CALCARBINE'],
  ['3006SPRG', '.30-06 Springfield', 7.82, '3006SPRG 3006 3006SPRINGFIELD 3006SPRNG 3006SPR 3006SPFD 30OUGHTSIX 306'],
  ['3030WIN', '.30-30 Winchester', 7.82, '3030WIN 3030 3030WINCHESTER 30WCF 3030WCF'],
  ['30SUPERCARRY', '.30 Super Carry', 7.95, '30SUPERCARRY 30SC'],
  ['303BRIT', '.303 British', 7.92, '303BRIT 303BRITISH 303 303ENFIELD 303BR'],
  [
    '8MMMAUSER',
    '8 mm Mauser',
    8.22,
    '8MMMAUSER 8MAUSER 8MM 792X57 792X57MM 8X57 8X57MM 8X57JS 792MM 792 8MMMAU 8X57MAUSER',
  ],
  ['792X33', '7.92x33 mm Kurz', 8.22, '792X33 792KURZ 792X33KURZ 8MMKURZ'],
  ['75SWISS', '7.5x55 mm Swiss', 7.82, '75SWISS 75X55 75X55SWISS 75X55MM'],
  ['75FRENCH', '7.5x54 mm French', 7.82, '75FRENCH 75X54 75X54FRENCH 75X54MM'],
  ['77JAP', '7.7x58 mm Arisaka', 7.92, '77JAP 77X58 77ARISAKA 77JAPANESE 77MM 77X58MM'],
  ['65JAP', '6.5x50 mm Arisaka', 6.7, '65JAP 65X50 65ARISAKA 65JAPANESE'],
  ['65CARCANO', '6.5x52 mm Carcano', 6.8, '65CARCANO 65X52 65ITALIAN 65X52CARCANO 65X52MM'],
  ['65X55', '6.5x55 mm Swedish', 6.7, '65X55 65SWEDISH 65X55SWEDISH 65SWEDE 65X55MM 65X55SE'],
  ['65CM', '6.5 mm Creedmoor', 6.71, '65CM 65CREEDMOOR 65MMCREEDMOOR 65CREED 65CRDMR 65CREEDMORE'],
  ['65GRENDEL', '6.5 mm Grendel', 6.71, '65GRENDEL 65GREN 65X39 65MMGRENDEL'],
  ['68SPC', '6.8 mm Remington SPC', 7.04, '68SPC 68REMSPC 68MMSPC 68REM 68X43 68REMINGTONSPC 68MMREMINGTONSPC'],
  ['277FURY', '.277 Fury', 7.04, '277FURY 68X51 277SIGFURY'],
  ['7MMREM', '7 mm Remington Magnum', 7.21, '7MMREM 7MMREMMAG 7MMREMINGTONMAGNUM 7REMMAG 7MMMAG 7MMREMMAGNUM ~ 7MM'],
  ['7MM08', '7 mm-08 Remington', 7.21, '7MM08 7MM08REM 708 708REM 7MM08REMINGTON'],
  ['7MMMAUSER', '7x57 mm Mauser', 7.24, '7MMMAUSER 7X57 7X57MM 7MAUSER 7X57MAUSER'],
  ['243WIN', '.243 Winchester', 6.17, '243WIN 243 243WINCHESTER'],
  ['2506REM', '.25-06 Remington', 6.53, '2506REM 2506 2506REMINGTON'],
  ['2520WIN', '.25-20 Winchester', 6.53, '2520WIN 2520 2520WINCHESTER 25WCF'],
  ['25CREEDMOOR', '.25 Creedmoor', 6.53, '25CREEDMOOR'],
  ['257ROB', '.257 Roberts', 6.53, '257ROB 257ROBERTS 257'],
  ['250SAV', '.250 Savage', 6.53, '250SAV 250SAVAGE 2503000 2503000SAVAGE'],
  ['270WIN', '.270 Winchester', 7.04, '270WIN 270 270WINCHESTER'],
  ['280REM', '.280 Remington', 7.21, '280REM 280 280REMINGTON'],
  ['338LAPUA', '.338 Lapua Magnum', 8.61, '338LAPUA 338LAPUAMAG 338LAPUAMAGNUM 338LM'],
  ['338WINMAG', '.338 Winchester Magnum', 8.61, '338WINMAG 338WM 338WINCHESTERMAGNUM 338'],
  ['35REM', '.35 Remington', 9.09, '35REM 35REMINGTON 35'],
  ['350LEGEND', '.350 Legend', 9.04, '350LEGEND 350 350LEG'],
  ['375HH', '.375 H&H Magnum', 9.53, '375HH 375HANDH 375HHMAG 375HANDHMAGNUM 375'],
  ['444MARLIN', '.444 Marlin', 10.92, '444MARLIN 444 444MAR'],
  ['4570GOVT', '.45-70 Government', 11.63, '4570GOVT 4570 4570GOVERNMENT 4570GOV'],
  ['450BM', '.450 Bushmaster', 11.48, '450BM 450BUSHMASTER'],
  ['458SOCOM', '.458 SOCOM', 11.63, '458SOCOM 458'],
  ['204RUGER', '.204 Ruger', 5.18, '204RUGER 204 204RUG'],
  ['222REM', '.222 Remington', 5.69, '222REM 222 222REMINGTON'],
  ['224VALKYRIE', '.224 Valkyrie', 5.69, '224VALKYRIE 224 224VAL'],
  ['22250REM', '.22-250 Remington', 5.69, '22250REM 22250 22250REMINGTON'],
  ['22HORNET', '.22 Hornet', 5.69, '22HORNET 22HORN'],
  [
    '22MAG',
    '.22 Winchester Magnum',
    5.69,
    '22MAG 22MAGNUM 22WMR 22WINMAG 22WINMAGNUM 22WINCHESTERMAGNUM 22WRM 22M 22WMRF 22MAGNUMRIMFIRE 22WINCHESTERMAGNUMRIMFIRE 22LR22MAG 22LR22WMR',
  ],
  ['22SHORT', '.22 Short', 5.66, '22SHORT 22S'],
  ['22TCM', '.22 TCM', 5.69, '22TCM'],
  ['17HMR', '.17 HMR', 4.37, '17HMR 17 17HORNADY 17HORNADYMAGNUMRIMFIRE 17HORNADYMAGNUM'],
  ['17HM2', '.17 HM2', 4.37, '17HM2 17MACH2'],
  ['17WSM', '.17 Winchester Super Magnum', 4.37, '17WSM 17WINSUPERMAG 17WINCHESTERSUPERMAGNUM'],
  ['46X30', '4.6x30 mm', 4.65, '46X30 46X30MM'],
  ['5MMREM', '5 mm Remington Magnum', 5.2, '5MMREM 5MMREMMAG 5MMREMINGTONMAGNUM'],
  ['37MM', '37 mm launcher', 37, '37MM 37 37MMLAUNCHER 38MM'],
  ['40MM', '40 mm grenade', 40, '40MM 40X46 40X46MM 40MMGRENADE'],
  [
    'MULTI',
    'multiple calibres',
    null,
    'MULTI MULTIPLE MULTICAL MULTICALIBER MULTIPLECALIBERS MULTICALIBRE MULT MULTIPLECALIBRES',
  ],
  ['OTHER', 'other calibre', null, 'OTHER OTHERCALIBRE OTHERCALIBER'],
];

const NOT_ALPHANUMERIC = /[^A-Z0-9]+/g;
const AMPERSAND = /\s*&\s*/g;
const FILLER = /\b(?:CALIBER|CALIBRE|CALIBERS|CAL|CALIBUR|CALIBAR|RD|RDS|ROUNDS?|CARTRIDGE|AMMO)\b\.?/g;
const CALIBRE_TAIL = /(\d)CAL(?:IBER|IBRE)?$/;
const LEADING_ZERO = /^0+(?=\d)/;
const WORDS_FIRST = /^([A-Z]+)(\d+(?:X\d+)?(?:MM)?)$/;
const UNKNOWN_TEXT = /^(?:UNK|UNKNOWN|NONE|NA|NULL|0|00|000|NOTGIVEN|UNKN|X)$/;

const BY_TEXT: ReadonlyMap<string, Calibre> = buildTable();

/** Every code of the closed list, OTHER among them. */
export const CALIBRE_CODES: readonly string[] = TABLE.map(([code]) => code);

/** Reads a calibre or gauge; null where the text names none. Never throws. */
export function cleanCalibre(raw: string): Calibre | null {
  const exact = BY_TEXT.get(raw);
  if (exact) return exact;
  const text = plainText(raw);
  const key = keyOf(text);
  const known = lookUp(key);
  if (known) return known;
  if (UNKNOWN_TEXT.test(key) || !/\d/.test(key)) return null;
  return { code: 'OTHER', name: text, assumed: false };
}

/** Whether a text is a calibre of the table and nothing more. */
export function isCalibre(raw: string): boolean {
  const calibre = cleanCalibre(raw);
  return calibre !== null && calibre.code !== 'OTHER';
}

function lookUp(key: string): Calibre | undefined {
  const known = BY_TEXT.get(key);
  if (known) return known;
  const swapped = WORDS_FIRST.exec(key);
  return swapped ? BY_TEXT.get(swapped[2]! + swapped[1]!) : undefined;
}

function keyOf(text: string): string {
  return text
    .replace(FILLER, ' ')
    .replace(AMPERSAND, '')
    .replace(NOT_ALPHANUMERIC, '')
    .replace(CALIBRE_TAIL, '$1')
    .replace(LEADING_ZERO, '');
}

function buildTable(): Map<string, Calibre> {
  const table = new Map<string, Calibre>();
  for (const [code, name, millimetres, texts] of TABLE) {
    const [certain, ambiguous = ''] = texts.split(' ~ ');
    const sure: Calibre = { code, name, ...(millimetres === null ? {} : { millimetres }), assumed: false };
    const likely: Calibre = { ...sure, assumed: true };
    for (const text of [code, keyOf(name.toUpperCase()), ...certain!.split(' ')]) table.set(text, sure);
    for (const text of ambiguous.split(' ')) if (text !== '' && !table.has(text)) table.set(text, likely);
  }
  return table;
}
