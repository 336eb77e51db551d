/**
 * How often clerks err, by who writes. Our constants, of the size record-linkage studies of police and court data report (a few
 * percent a field); they are what makes the town hard, and are stated in docs/town.md. Each is a share of the values written.
 */
export interface ClerkRates {
  readonly nameTypo: number;
  readonly nickname: number;
  /** A false or street name given instead of the true one. */
  readonly alias: number;
  readonly namesSwapped: number;
  readonly suffixDropped: number;
  readonly middleDropped: number;
  readonly middleInitial: number;
  readonly birthMissing: number;
  readonly birthPlaceholder: number;
  readonly birthDayMonthSwapped: number;
  readonly birthDigitWrong: number;
  readonly birthImpossible: number;
  readonly addressMissing: number;
  readonly addressVariant: number;
  readonly addressOld: number;
  readonly identifierMissing: number;
  readonly identifierWrong: number;
  readonly secondSurnameDropped: number;
  readonly formerSurname: number;
  readonly serialConfused: number;
  readonly serialTypo: number;
  readonly serialMissing: number;
  readonly makeWrong: number;
  readonly makeMissing: number;
  readonly calibreWrong: number;
  readonly modelMissing: number;
}

/** The purchaser's own form (ATF 4473), typed in at the tracing centre: identity checked by the dealer, so cleaner. */
export const purchaseForm: ClerkRates = {
  nameTypo: 0.018,
  nickname: 0.012,
  alias: 0,
  namesSwapped: 0.004,
  suffixDropped: 0.3,
  middleDropped: 0.2,
  middleInitial: 0.25,
  birthMissing: 0.012,
  birthPlaceholder: 0.003,
  birthDayMonthSwapped: 0.006,
  birthDigitWrong: 0.006,
  birthImpossible: 0.0004,
  addressMissing: 0.015,
  addressVariant: 0.25,
  addressOld: 0.05,
  identifierMissing: 0.05,
  identifierWrong: 0.012,
  secondSurnameDropped: 0.35,
  formerSurname: 0.15,
  serialConfused: 0,
  serialTypo: 0,
  serialMissing: 0,
  makeWrong: 0.01,
  makeMissing: 0,
  calibreWrong: 0.006,
  modelMissing: 0.03,
};

/** An officer's report: names as heard, documents not always shown. */
export const policeReport: ClerkRates = {
  nameTypo: 0.035,
  nickname: 0.035,
  alias: 0.015,
  namesSwapped: 0.01,
  suffixDropped: 0.5,
  middleDropped: 0.45,
  middleInitial: 0.3,
  birthMissing: 0.05,
  birthPlaceholder: 0.01,
  birthDayMonthSwapped: 0.008,
  birthDigitWrong: 0.015,
  birthImpossible: 0.0008,
  addressMissing: 0.08,
  addressVariant: 0.4,
  addressOld: 0.15,
  identifierMissing: 0.35,
  identifierWrong: 0.012,
  secondSurnameDropped: 0.45,
  formerSurname: 0.2,
  serialConfused: 0.016,
  serialTypo: 0.012,
  serialMissing: 0.008,
  makeWrong: 0.02,
  makeMissing: 0.006,
  calibreWrong: 0.012,
  modelMissing: 0.08,
};

/** A booking desk: fingerprints taken, so the identifier is usually there and right. */
export const bookingDesk: ClerkRates = {
  ...policeReport,
  nameTypo: 0.02,
  nickname: 0.015,
  alias: 0.02,
  birthMissing: 0.012,
  birthPlaceholder: 0.003,
  identifierMissing: 0.06,
  identifierWrong: 0.004,
  addressMissing: 0.04,
};

/** The laboratory writes what it reads off the firearm on the bench. */
export const laboratory: ClerkRates = {
  ...policeReport,
  serialConfused: 0.008,
  serialTypo: 0.005,
  serialMissing: 0.012,
  makeWrong: 0.008,
  makeMissing: 0.004,
  calibreWrong: 0.004,
  modelMissing: 0.04,
};

/** A victim of a burglary, from memory or from the box. */
export const theftReport: ClerkRates = {
  ...policeReport,
  serialConfused: 0.02,
  serialTypo: 0.02,
  serialMissing: 0.12,
  makeWrong: 0.015,
  calibreWrong: 0.03,
  modelMissing: 0.2,
};

/** Rows a spreadsheet spoiled on the way: leading zeros gone, numbers in scientific notation. Property room and theft files. */
export const spreadsheetDamage = 0.03;
/** Rows exported twice over, byte for byte. */
export const rowRepeated = 0.004;
