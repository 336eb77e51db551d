/**
 * Makes, models, calibres and the look of their serial numbers: enough of the trade to be believable to a technician.
 * Which models are common among recovered firearms follows ATF's NFCTA volume II (2023) and the state reports' top lists in
 * general order; weights are ours. In a serial format `?` is a letter and `#` a digit. Several cheap makers used bare digits,
 * which is why serial numbers repeat across makers (18 U.S.C. 923(i) asks for uniqueness within a maker only).
 */

export type FirearmType = 'P' | 'PR' | 'R' | 'S';

export interface Maker {
  readonly name: string;
  readonly country: string;
  /** Who brings it in, where it is foreign. */
  readonly importer: string;
  /** Spellings clerks use that still mean this maker. */
  readonly spellings: readonly string[];
}

export interface FirearmModel {
  readonly maker: Maker;
  readonly model: string;
  readonly calibre: string;
  readonly type: FirearmType;
  readonly serialFormat: string;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
  /** Other ways the model is written. */
  readonly spellings: readonly string[];
}

const maker = (name: string, country: string, importer: string, spellings: string): Maker => ({
  name,
  country,
  importer,
  spellings: spellings.split('|'),
});

const m = {
  glock: maker(
    'GLOCK',
    'AUSTRIA',
    'GLOCK INC, SMYRNA GA',
    'GLOCK|GLOCK INC|GLOCK GMBH|GLC|Glock|GLOCK, INC.|GLOCK (AUSTRIA)',
  ),
  sw: maker(
    'SMITH & WESSON',
    'UNITED STATES',
    '',
    'SMITH & WESSON|SMITH AND WESSON|S&W|SW|S & W|SMITH&WESSON|Smith & Wesson|SMITH & WESSON INC',
  ),
  taurus: maker(
    'TAURUS',
    'BRAZIL',
    'TAURUS INTERNATIONAL, MIAMI FL',
    'TAURUS|FORJAS TAURUS|TAURUS BRAZIL|TAURUS ARMAS|Taurus|FORJAS TAURUS SA',
  ),
  ruger: maker(
    'STURM RUGER',
    'UNITED STATES',
    '',
    'RUGER|STURM RUGER|STURM, RUGER & CO|STURM RUGER AND CO|Ruger|RUG|STURM RUGER & CO INC',
  ),
  hipoint: maker(
    'HI-POINT',
    'UNITED STATES',
    '',
    'HI-POINT|HI POINT|HIPOINT|HI-POINT FIREARMS|BEEMILLER|Hi Point|HI POINT (BEEMILLER)',
  ),
  sccy: maker('SCCY', 'UNITED STATES', '', 'SCCY|SCCY INDUSTRIES|SCCY FIREARMS|S.C.C.Y.'),
  springfield: maker(
    'HS PRODUKT',
    'CROATIA',
    'SPRINGFIELD ARMORY, GENESEO IL',
    'HS PRODUKT|HS PRODUKT (IM METAL)|H S PRODUKT',
  ),
  sig: maker('SIG SAUER', 'UNITED STATES', '', 'SIG SAUER|SIG|SIGARMS|SIG-SAUER|SIG SAUER INC|Sig Sauer'),
  canik: maker('CANIK', 'TURKEY', 'CENTURY ARMS, GEORGIA VT', 'CANIK|CANIK55|SAMSUN YURT SAVUNMA|CANIK 55'),
  beretta: maker('BERETTA', 'ITALY', 'BERETTA USA, ACCOKEEK MD', 'BERETTA|PIETRO BERETTA|BERETTA USA|P BERETTA'),
  bersa: maker('BERSA', 'ARGENTINA', 'EAGLE IMPORTS, WANAMASSA NJ', 'BERSA|BERSA SA|AEI|BERSA (ARGENTINA)'),
  keltec: maker('KEL-TEC', 'UNITED STATES', '', 'KEL-TEC|KEL TEC|KELTEC|KEL-TEC CNC'),
  fn: maker('FN HERSTAL', 'BELGIUM', 'FN AMERICA, COLUMBIA SC', 'FN HERSTAL|FN|FNH|FABRIQUE NATIONALE|FN AMERICA'),
  walther: maker('WALTHER', 'GERMANY', 'WALTHER ARMS, FORT SMITH AR', 'WALTHER|CARL WALTHER|WALTHER GMBH'),
  colt: maker('COLT', 'UNITED STATES', '', 'COLT|COLTS PT FA MFG CO|COLT MFG|COLT DEFENSE'),
  charter: maker('CHARTER ARMS', 'UNITED STATES', '', 'CHARTER ARMS|CHARTER 2000|CHARTER|CHARTER ARMS CORP'),
  rossi: maker('ROSSI', 'BRAZIL', 'INTERARMS, ALEXANDRIA VA', 'ROSSI|AMADEO ROSSI|ROSSI (BRAZIL)'),
  hr: maker(
    'HARRINGTON & RICHARDSON',
    'UNITED STATES',
    '',
    'HARRINGTON & RICHARDSON|H&R|H & R|HARRINGTON AND RICHARDSON|H&R 1871',
  ),
  raven: maker('RAVEN ARMS', 'UNITED STATES', '', 'RAVEN|RAVEN ARMS|RAVEN ARMS CO'),
  bryco: maker('BRYCO ARMS', 'UNITED STATES', '', 'BRYCO|BRYCO ARMS|JENNINGS BRYCO'),
  lorcin: maker('LORCIN ENGINEERING', 'UNITED STATES', '', 'LORCIN|LORCIN ENGINEERING|LORCIN ENG'),
  jennings: maker('JENNINGS FIREARMS', 'UNITED STATES', '', 'JENNINGS|JENNINGS FIREARMS'),
  phoenix: maker('PHOENIX ARMS', 'UNITED STATES', '', 'PHOENIX|PHOENIX ARMS|PHOENIX ARMS CO'),
  davis: maker('DAVIS INDUSTRIES', 'UNITED STATES', '', 'DAVIS|DAVIS INDUSTRIES|DAVIS IND'),
  rohm: maker('ROHM', 'GERMANY', 'RG INDUSTRIES, MIAMI FL', 'ROHM|RG|RG INDUSTRIES|ROHM GMBH'),
  mossberg: maker('MOSSBERG', 'UNITED STATES', '', 'MOSSBERG|O.F. MOSSBERG|OF MOSSBERG & SONS|MOSSBERG & SONS'),
  remington: maker('REMINGTON', 'UNITED STATES', '', 'REMINGTON|REMINGTON ARMS|REM|REMINGTON ARMS CO'),
  marlin: maker('MARLIN', 'UNITED STATES', '', 'MARLIN|MARLIN FIREARMS|MARLIN FIREARMS CO'),
  winchester: maker('WINCHESTER', 'UNITED STATES', '', 'WINCHESTER|WINCHESTER WESTERN|WINCHESTER REPEATING ARMS'),
  savage: maker('SAVAGE', 'UNITED STATES', '', 'SAVAGE|SAVAGE ARMS|SAVAGE STEVENS|STEVENS'),
  anderson: maker(
    'ANDERSON MANUFACTURING',
    'UNITED STATES',
    '',
    'ANDERSON MANUFACTURING|ANDERSON MFG|ANDERSON|ANDERSON MFG.',
  ),
  palmetto: maker(
    'PALMETTO STATE ARMORY',
    'UNITED STATES',
    '',
    'PALMETTO STATE ARMORY|PSA|PALMETTO STATE|PALMETTO ARMORY',
  ),
  dpms: maker('DPMS', 'UNITED STATES', '', 'DPMS|DPMS INC|PANTHER ARMS|DPMS PANTHER ARMS'),
  cugir: maker('ROMARM/CUGIR', 'ROMANIA', 'CENTURY ARMS, GEORGIA VT', 'ROMARM/CUGIR|ROMARM|CUGIR|ROMARM CUGIR'),
  norinco: maker('NORINCO', 'CHINA', 'CHINA SPORTS, ONTARIO CA', 'NORINCO|NORINCO (CHINA)|NORTH CHINA INDUSTRIES'),
  iver: maker('IVER JOHNSON', 'UNITED STATES', '', 'IVER JOHNSON|IVER-JOHNSON|IVER JOHNSON ARMS'),
  kit: maker(
    'POLYMER80',
    'UNITED STATES',
    '',
    'POLYMER80|POLYMER 80|P80|PMF|PRIVATELY MADE FIREARM|UNKNOWN|NONE|HOMEMADE|GHOST GUN',
  ),
} as const;

const model = (
  of: Maker,
  name: string,
  calibre: string,
  type: FirearmType,
  serialFormat: string,
  weight: number,
  from: number,
  to: number,
  spellings = '',
): FirearmModel => ({
  maker: of,
  model: name,
  calibre,
  type,
  serialFormat,
  weight,
  from,
  to,
  spellings: spellings === '' ? [name] : [name, ...spellings.split('|')],
});

export const firearmModels: readonly FirearmModel[] = [
  model(m.glock, '19', '9MM', 'P', '????###', 9, 1990, 2025, 'G19|19 GEN 5|GLOCK 19|19 GEN4|M19'),
  model(m.glock, '17', '9MM', 'P', '????###', 6.5, 1988, 2025, 'G17|17 GEN 4|GLOCK 17|17C'),
  model(m.glock, '43', '9MM', 'P', '????###', 2.2, 2015, 2025, 'G43|GLOCK 43'),
  model(m.glock, '43X', '9MM', 'P', '????###', 2.4, 2019, 2025, 'G43X|43-X'),
  model(m.glock, '26', '9MM', 'P', '????###', 2.2, 1995, 2025, 'G26|26 GEN4'),
  model(m.glock, '22', '40', 'P', '???###', 3.4, 1990, 2020, 'G22|22 GEN3'),
  model(m.glock, '23', '40', 'P', '???###', 3, 1990, 2022, 'G23|23 GEN 3'),
  model(m.glock, '27', '40', 'P', '???###', 1.6, 1996, 2020, 'G27'),
  model(m.glock, '21', '45', 'P', '???###', 1.1, 1991, 2022, 'G21|21SF'),
  model(m.glock, '30', '45', 'P', '???###', 0.9, 1997, 2022, 'G30|30S'),
  model(m.sw, 'SD9VE', '9MM', 'P', '???####', 4.4, 2012, 2025, 'SD9 VE|SD9|SD-9VE'),
  model(m.sw, 'SD40VE', '40', 'P', '???####', 2, 2012, 2022, 'SD40 VE|SD40'),
  model(m.sw, 'M&P 9 SHIELD', '9MM', 'P', '???####', 4.2, 2012, 2025, 'M&P9 SHIELD|SHIELD|MP9 SHIELD|M&P SHIELD'),
  model(m.sw, 'M&P 40', '40', 'P', '???####', 1.8, 2006, 2021, 'M&P40|MP40'),
  model(m.sw, 'BODYGUARD 380', '380', 'P', '???####', 1.2, 2010, 2025, 'BODYGUARD|BG380'),
  model(m.sw, '642', '38', 'PR', '???####', 1.3, 1990, 2025, '642-2|642-1|AIRWEIGHT'),
  model(m.sw, '10', '38', 'PR', '?#####', 0.9, 1948, 1995, 'MOD 10|10-5|M&P'),
  model(m.taurus, 'G2C', '9MM', 'P', '???######', 6.2, 2019, 2025, 'G2 C|PT G2C|G-2C'),
  model(m.taurus, 'G3C', '9MM', 'P', '???######', 3, 2020, 2025, 'G3 C|G-3C'),
  model(m.taurus, 'PT111 G2', '9MM', 'P', 'T??#####', 2.6, 2013, 2019, 'PT-111|PT111|MILLENNIUM G2'),
  model(m.taurus, 'PT140', '40', 'P', 'S??#####', 1, 2003, 2018, 'PT-140|PT140 PRO'),
  model(m.taurus, '85', '38', 'PR', '??#####', 0.9, 1985, 2020, 'M85|85 UL'),
  model(m.taurus, 'JUDGE', '45', 'PR', '??######', 0.5, 2007, 2025, '4510|THE JUDGE'),
  model(m.ruger, 'LCP', '380', 'P', '371-######', 2.6, 2008, 2025, 'L.C.P.|LCP 380'),
  model(m.ruger, 'EC9S', '9MM', 'P', '457-#####', 2.4, 2018, 2025, 'EC9|EC-9S'),
  model(m.ruger, 'P95', '9MM', 'P', '318-#####', 1.3, 1994, 2013, 'P95DC|P-95'),
  model(m.ruger, 'SECURITY-9', '9MM', 'P', '384-#####', 1.1, 2018, 2025, 'SECURITY 9|SEC 9'),
  model(m.ruger, '10/22', '22', 'R', '###-#####', 1, 1964, 2025, '1022|10-22|CARBINE'),
  model(m.ruger, 'AR-556', '223', 'R', '856-#####', 0.6, 2014, 2025, 'AR556'),
  model(m.hipoint, 'C9', '9MM', 'P', 'P1######', 2.6, 1998, 2025, 'C-9|CF9|C 9'),
  model(m.hipoint, 'JHP', '45', 'P', 'X4######', 1, 1998, 2025, 'JHP 45'),
  model(m.hipoint, 'JCP', '40', 'P', 'X7######', 0.9, 1998, 2025, 'JCP 40'),
  model(m.hipoint, 'CF380', '380', 'P', 'P8######', 0.8, 1998, 2025, 'CF-380'),
  model(m.hipoint, '995', '9MM', 'R', 'F1####', 0.3, 1999, 2025, '995TS'),
  model(m.sccy, 'CPX-2', '9MM', 'P', '######', 2.6, 2011, 2024, 'CPX2|CPX 2'),
  model(m.sccy, 'CPX-1', '9MM', 'P', '######', 0.9, 2009, 2024, 'CPX1|CPX 1'),
  model(m.springfield, 'XD-9', '9MM', 'P', '??######', 1.4, 2002, 2022, 'XD9|XD'),
  model(m.springfield, 'XD-40', '40', 'P', '??######', 1.2, 2002, 2020, 'XD40|XD'),
  model(m.springfield, 'HELLCAT', '9MM', 'P', '??######', 0.9, 2019, 2025, 'HELL CAT'),
  model(m.sig, 'P320', '9MM', 'P', '58?######', 1.3, 2015, 2025, 'P-320|320'),
  model(m.sig, 'P365', '9MM', 'P', '66?######', 1.5, 2018, 2025, 'P-365|365'),
  model(m.canik, 'TP9SF', '9MM', 'P', 'T6472-##??#####', 1, 2015, 2025, 'TP9|TP-9SF'),
  model(m.beretta, '92FS', '9MM', 'P', '???#####', 1.1, 1985, 2025, '92 FS|92|92F'),
  model(m.beretta, 'APX', '9MM', 'P', 'A######X', 0.5, 2017, 2025, ''),
  model(m.bersa, 'THUNDER 380', '380', 'P', '######', 0.9, 1995, 2025, 'THUNDER|THUNDER380'),
  model(m.keltec, 'PF-9', '9MM', 'P', '???##', 0.7, 2006, 2022, 'PF9'),
  model(m.keltec, 'P-11', '9MM', 'P', '###??', 0.4, 1995, 2019, 'P11'),
  model(m.fn, 'FNS-9', '9MM', 'P', 'GKU#######', 0.5, 2012, 2021, 'FNS9|FNS'),
  model(m.walther, 'P22', '22', 'P', '?######', 0.9, 2002, 2025, 'P-22'),
  model(m.walther, 'PPQ', '9MM', 'P', 'FC?####', 0.4, 2011, 2023, ''),
  model(m.colt, '1911', '45', 'P', '######', 0.6, 1912, 2025, 'M1911|GOVERNMENT|GOVT MODEL'),
  model(m.colt, 'DETECTIVE SPECIAL', '38', 'PR', '######', 0.4, 1935, 1986, 'DET SPECIAL'),
  model(m.charter, 'UNDERCOVER', '38', 'PR', '######', 0.8, 1965, 2025, 'UNDER COVER'),
  model(m.rossi, 'M68', '38', 'PR', '?######', 0.6, 1970, 1998, '68'),
  model(m.hr, '732', '32', 'PR', '??#####', 0.5, 1950, 1986, 'MOD 732'),
  model(m.hr, 'TOPPER', '12GA', 'S', '??######', 0.6, 1946, 1986, 'TOPPER 158|158'),
  model(m.raven, 'MP-25', '25', 'P', '#######', 0.9, 1970, 1991, 'MP25|P25'),
  model(m.bryco, '38', '380', 'P', '#######', 0.6, 1988, 2003, 'MODEL 38'),
  model(m.bryco, '59', '9MM', 'P', '#######', 0.5, 1989, 2003, 'JENNINGS NINE|MODEL 59'),
  model(m.lorcin, 'L380', '380', 'P', '######', 0.9, 1989, 1998, 'L-380|L 380'),
  model(m.jennings, 'J-22', '22', 'P', '######', 0.5, 1981, 2003, 'J22'),
  model(m.phoenix, 'HP22A', '22', 'P', '#######', 1, 1994, 2019, 'HP22|HP-22'),
  model(m.davis, 'P-380', '380', 'P', 'AP######', 0.5, 1987, 1999, 'P380'),
  model(m.rohm, 'RG-10', '22', 'PR', '#######', 0.5, 1957, 1986, 'RG10|RG 10'),
  model(m.iver, 'CADET', '32', 'PR', '?#####', 0.4, 1920, 1978, '55SA|VICTOR'),
  model(m.mossberg, '500', '12GA', 'S', '?######', 1.5, 1962, 2025, '500A|MOD 500'),
  model(m.mossberg, 'MAVERICK 88', '12GA', 'S', 'MV######', 0.9, 1989, 2025, 'MAV 88|88'),
  model(m.remington, '870', '12GA', 'S', '??######?', 1, 1951, 2020, '870 EXPRESS|MOD 870'),
  model(m.remington, '700', '308', 'R', '?#######', 0.4, 1962, 2020, 'MOD 700'),
  model(m.marlin, '60', '22', 'R', '########', 0.9, 1960, 2020, 'GLENFIELD 60|MOD 60'),
  model(m.winchester, '94', '3030', 'R', '#######', 0.6, 1900, 2006, 'MOD 94|1894'),
  model(m.winchester, '37', '12GA', 'S', '######', 0.3, 1936, 1963, 'MOD 37'),
  model(m.savage, '67', '12GA', 'S', '?######', 0.4, 1967, 1995, '67F'),
  model(m.anderson, 'AM-15', '223', 'R', '########', 1.2, 2012, 2025, 'AM15|AM 15'),
  model(m.palmetto, 'PA-15', '223', 'R', 'SCD######', 0.9, 2012, 2025, 'PA15|PA 15'),
  model(m.dpms, 'A-15', '223', 'R', 'FH######', 0.3, 1998, 2019, 'A15|PANTHER'),
  model(m.cugir, 'DRACO', '762', 'P', '??-####-##', 0.8, 2010, 2025, 'MICRO DRACO|MINI DRACO'),
  model(m.cugir, 'WASR-10', '762', 'R', 'A1-######-##', 0.5, 2003, 2025, 'WASR|WASR 10'),
  model(m.norinco, 'SKS', '762', 'R', '#######', 0.4, 1986, 1995, 'TYPE 56'),
];

/** What privately made firearms are written as; they carry no serial number. */
export const kitModels: readonly FirearmModel[] = [
  model(m.kit, 'PF940C', '9MM', 'P', '', 6, 2016, 2025, 'PF940|PF940V2|UNKNOWN|19 CLONE'),
  model(m.kit, 'PF940V2', '9MM', 'P', '', 3, 2017, 2025, 'PF940|UNKNOWN'),
  model(m.kit, 'PF45', '45', 'P', '', 0.4, 2018, 2025, 'UNKNOWN'),
  model(m.kit, 'AR-15', '223', 'R', '', 0.8, 2016, 2025, 'AR15|AR PISTOL|UNKNOWN'),
];

/** Calibres as clerks write them. */
export const calibreSpellings: Readonly<Record<string, readonly string[]>> = {
  '9MM': ['9MM', '9', '9 MM', '9MM LUGER', '9X19', '9mm', '9MM PARABELLUM', '09'],
  '40': ['40', '.40', '.40 S&W', '40 S&W', '40 CAL', '40SW'],
  '45': ['45', '.45', '.45 ACP', '45 AUTO', '45 CAL', '45ACP'],
  '380': ['380', '.380', '.380 ACP', '380 AUTO', '380 CAL', '9MM KURZ'],
  '38': ['38', '.38', '.38 SPL', '38 SPECIAL', '38 SPL', '.38 CAL'],
  '22': ['22', '.22', '.22 LR', '22LR', '22 CAL', '.22 LONG RIFLE'],
  '25': ['25', '.25', '.25 ACP', '25 AUTO', '25 CAL'],
  '32': ['32', '.32', '32 S&W LONG', '.32 CAL'],
  '223': ['223', '5.56', '.223 REM', '5.56MM', '5.56X45', '223/5.56', 'MULTI'],
  '762': ['762', '7.62X39', '7.62', '7.62 X 39', '7.62MM'],
  '308': ['308', '.308', '.308 WIN', '7.62X51'],
  '3030': ['30-30', '.30-30', '30-30 WIN'],
  '12GA': ['12', '12GA', '12 GA', '12 GAUGE', '12GAUGE'],
};

/** Calibres whose cartridge cases go into NIBIN at this lab: semi-automatic pistols and the common rifles. */
export const ballisticCalibres: ReadonlySet<string> = new Set(['9MM', '40', '45', '380', '25', '32', '223', '762']);

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** How many serial numbers a format has. */
export function serialSpace(format: string): number {
  let size = 1;
  for (const sign of format) size *= sign === '?' ? 26 : sign === '#' ? 10 : 1;
  return size;
}

/** The `index`-th serial number of a format; neighbouring indices differ in the last places, as on a production line. */
export function serialAt(format: string, index: number): string {
  let rest = index;
  let text = '';
  for (let i = format.length - 1; i >= 0; i--) {
    const sign = format[i] as string;
    if (sign === '?') {
      text = (letters[rest % 26] as string) + text;
      rest = Math.floor(rest / 26);
    } else if (sign === '#') {
      text = String(rest % 10) + text;
      rest = Math.floor(rest / 10);
    } else text = sign + text;
  }
  return text;
}
