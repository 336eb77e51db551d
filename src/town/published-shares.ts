/** Published figures the town follows, each with its publication. What the files really hold stands in docs/town.md and is held by test/sim/town.test.ts. */

/**
 * Firearms recovered in Maryland and traced to a source state in 2017, by source state: 5,886 in all.
 * Source: ATF, "Firearms Trace Data: source and recovery by state, calendar year 2017" (states under 12 left out: 122 firearms).
 */
export const marylandSourceStates2017 = {
  MD: 2775,
  VA: 858,
  PA: 383,
  WV: 253,
  GA: 230,
  NC: 215,
  SC: 147,
  FL: 117,
  DE: 107,
  TX: 101,
  OH: 70,
  AL: 67,
  TN: 54,
  KY: 52,
  CA: 46,
  NY: 30,
  CO: 28,
  LA: 27,
  DC: 24,
  MI: 23,
  NJ: 19,
  IL: 19,
  OK: 18,
  IN: 18,
  WA: 16,
  MS: 16,
  CT: 16,
  KS: 15,
  AZ: 15,
  AK: 15,
  MO: 13,
  MA: 12,
} as const;

/**
 * How traces end. National Research Council, "Firearms and Violence: A Critical Review" (National Academies, 2005), on the
 * 164,137 requests of 1999: 52 % to a purchaser, about 10 % too old, 11 % serial problems. The remaining 27 % were form
 * and dealer problems; in the town privately made firearms without a serial number fill about half of that rest.
 */
export const publishedCompletion = { purchaser: 0.52, tooOld: 0.1, serialProblem: 0.11 } as const;

/**
 * Time from retail sale to recovery. ATF, "National Firearms Commerce and Trafficking Assessment", volume II (2023), traces of
 * 2017–2021: about a quarter under one year, 46 % within three. ATF's published averages: 9.79 years (2016), 6.2 (2021).
 */
export const publishedTimeToCrime = {
  underOneYear: 0.25,
  underThreeYears: 0.46,
  meanYears2016: 9.79,
  meanYears2021: 6.2,
} as const;

/**
 * Privately made firearms among the recovered, by year. After the Baltimore Police Department's counts in the press: 29 (2019),
 * 126 (2020), on pace for 250 to 300 in mid-2021, over 500 (2022), 309 (2024), of about 2,300 to 2,700 recoveries a year.
 */
export const privatelyMadeShare: Readonly<Record<number, number>> = {
  2021: 0.12,
  2022: 0.19,
  2023: 0.17,
  2024: 0.125,
  2025: 0.1,
};

/** Homicides and non-fatal shooting victims a year in a city of 600,000: after Baltimore's published yearly counts, falling. */
export const violenceByYear: Readonly<Record<number, { homicides: number; nonFatal: number }>> = {
  2021: { homicides: 337, nonFatal: 728 },
  2022: { homicides: 333, nonFatal: 688 },
  2023: { homicides: 262, nonFatal: 635 },
  2024: { homicides: 201, nonFatal: 414 },
  2025: { homicides: 150, nonFatal: 330 },
};

/** Firearms taken in by police a year in a city of 600,000. Baltimore Police Department: 2,543 seized in 2020. */
export const recoveriesPerYear = 2_620;
/** Recovered firearms for which a trace was requested: comprehensive tracing with some left out. */
export const tracedShare = 0.955;

/**
 * Gunshot detection. City of Chicago Office of Inspector General (2021): 9.1 % of alerts with gun evidence; New York City Comptroller
 * (2024): 13 % confirmed, 5 % unfounded in one month, 8 to 20 % across months; misses: contract floor of 90 % performance.
 */
export const gunshotDetection = { detectedInCoverage: 0.87, unfounded: 0.05, coverageOfGunfire: 0.72 } as const;

/** Confirmed of those sent for microscopic confirmation. NIBIN National Correlation and Training Center: 98.9 %. */
export const leadConfirmationRate = 0.985;

/**
 * Dispositions of 1,925 inspections ATF released (Brady Center, 2014–2018), and sections cited.
 */
export const inspectionDispositions = {
  'Warning letter': 1762,
  'Warning conference': 82,
  'Revocation/denial of renewal': 56,
  '': 14,
  Settlement: 6,
  'Surrendered/out of business': 5,
} as const;
export const inspectionCitations = {
  '478.124(c)(1)': 1140,
  '478.21(a)': 1097,
  '478.125(e)': 1004,
  '478.124(c)(3)(iv)': 884,
  '478.126a': 858,
  '478.124(c)(3)(i)': 807,
  '478.124(c)(5)': 763,
  '478.124(c)(4)': 460,
  '478.102(a)': 329,
  '478.99(c)': 180,
  '478.124(a)': 172,
  '478.123(a)': 171,
  '478.129(b)': 158,
  '478.123(d)': 154,
  '478.131(a)(2)': 116,
  '478.123(b)': 114,
  '478.102(c)': 88,
  '18 USC 923(g)(5)(A)': 86,
  '478.99(a)': 86,
  '478.124(b)': 61,
  '478.39a': 49,
} as const;
/** How many sections one inspection cited: 0-based index is the count. Same source. */
export const citationsPerInspection: readonly number[] = [
  0, 249, 268, 195, 207, 226, 201, 172, 151, 105, 59, 34, 12, 10, 9,
];
