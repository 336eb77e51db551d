import type { LeadSettings } from '../model/leads.ts';

/** Before a city signs its own. Days of the calendar. */
export const leadSettingsDefault: LeadSettings = {
  // Several traces of a purchaser count together where their sales lie within three years.
  windowDays: 1095,
  // Very short by ATF's count: under a year.
  fastDays: 365,
  severalDealersDays: 60,
  ringSeasonDays: 400,
  // Half a year: a quiet counter is told from a busy one by how many bought there, not by a short time.
  sameCounterDays: 180,
  sameCounterScore: 40,
  // An address that more purchasers gave is a building of many homes, a hotel or a jail.
  homesAtAddressMost: 12,
  // More of one name among a state's traced purchasers are strangers sooner than relatives.
  rareNameMost: 3,
  dealerTracesLeast: 5,
  showTracesLeast: 3,
  clusterLeast: 3,
  denialDays: 730,
};
