import { headerList } from './header-list.ts';

/**
 * What a table must speak of, in a header, its name or a title, to be of a layout: dates, places and descriptions are in
 * every list of the trade. A list of firearms that says nothing else is one of a property room.
 */
const marks: Readonly<Record<string, readonly string[]>> = {
  'licensees/list': headerList('licence, licensee, dealer'),
  'licensees/numbered-list': headerList('licence, licensee, dealer'),
  'inspections/inspections': headerList('inspection, violation'),
  'incidents/incidents': headerList('incident, offense, case, complaint, ccn, reported, occurred, rd'),
  'incidents/offenses': headerList('offense'),
  'incidents/victims': headerList('victim'),
  'incidents/suspects': headerList('suspect, arrested'),
  'recoveries/recoveries': headerList('recovery, property, firearm, serial'),
  'etrace/results': headerList('trace, purchaser'),
  'etrace/requests': headerList('trace, request'),
  'thefts/thefts': headerList('stolen, theft, lost'),
  'multiple-sales/reports': headerList('multiple, transferee, transferor, purchaser'),
  'nibin/entries': headerList('nibin, laboratory, entered, acquisition'),
  'nibin/leads': headerList('nibin, lead, hit'),
  'nibin/hits': headerList('nibin, hit'),
  'shootings/victims': headerList('shot, victim, fatal, injuries, age'),
  'gunshot-alerts/alerts': headerList('alert, rounds, detected, spotter, shotspotter, published, acoustic, sensor'),
  'calls/calls': headerList('call, dispatched, caller, arrival, cad, 911'),
  'denials/notices': headerList('denial, denied, prohibition, prohibitor'),
  'nics/background-checks': headerList('handgun, permit, check, checks, nics'),
};

/** What headers of a layout speak of, and those of layouts with the same dates and places do not. */
const tells: Readonly<Record<string, readonly string[]>> = {
  'calls/calls': headerList('priority, response, dispatched, enroute, arrival, call, caller, queue'),
  'gunshot-alerts/alerts': headerList('rounds, published, detected, alert, accuracy'),
};

/** How many of the meanings that headers speak of tell the layout from its like. */
export function tellsIn(feed: string, layout: string, spoken: ReadonlySet<string>): number {
  return tells[`${feed}/${layout}`]?.filter((tell) => spoken.has(tell)).length ?? 0;
}

/** Whether any of the meanings a file speaks of is a mark of the layout. */
export function bearsMark(feed: string, layout: string, spoken: ReadonlySet<string>): boolean {
  return marks[`${feed}/${layout}`]?.some((mark) => spoken.has(mark)) ?? true;
}

/** How many of the meanings the titles of a file speak of are marks of the layout. */
export function marksIn(feed: string, layout: string, titled: ReadonlySet<string>): number {
  return marks[`${feed}/${layout}`]?.filter((mark) => titled.has(mark)).length ?? 0;
}
