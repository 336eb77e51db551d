import { splitHeader } from './guess-header.ts';

/**
 * Tables that police and cities publish beside those of the trade, each with words its name and headers are told by. Data:
 * add what is taken for a feed and is none. A table is of one when its name says so and a header too, or three headers do.
 */
const trades: readonly { readonly name: string; readonly inName: RegExp; readonly inHeader: RegExp }[] = [
  {
    name: 'traffic or pedestrian stops and citations',
    inName:
      /\b(?:traffic|pedestrian|vehicle) (?:stops?|citations?|tickets?|violations?)\b|\bstop data\b|\bcitations?\b/,
    inHeader:
      /\b(?:driver|stop|citation|citations|posted speed|vehicle (?:make|year|model|style)|moving violation|search (?:conducted|occurred|basis))\b/,
  },
  {
    name: 'collisions of vehicles',
    inName: /\b(?:crash|crashes|collisions?|accidents?)\b/,
    inHeader:
      /\b(?:crash|collision|accident|vehicle type|contributing factor|pedestrians?|cyclists?|motorists?|persons (?:injured|killed))\b/,
  },
  {
    name: 'requests to city services',
    inName: /\b311\b|\bservice requests?\b/,
    inHeader:
      /\b(?:complaint type|descriptor|resolution description|service request|agency name|unique key|closed date|request type)\b/,
  },
  {
    name: 'towed or parked vehicles',
    inName: /\b(?:tow|towed|tows|towing|parking|impound(?:ed)?)\b/,
    inHeader: /\b(?:tow|towed|plate|vin|meter|impound|style|vehicle (?:make|year|model|color))\b/,
  },
  {
    name: 'staff and pay',
    inName: /\b(?:salar(?:y|ies)|payroll|employees?|roster|personnel)\b/,
    inHeader: /\b(?:salary|pay|hire|hired|job title|overtime|position|department|rank)\b/,
  },
  {
    name: 'permits and inspections of buildings or businesses',
    inName: /\b(?:building|food|restaurant|code) (?:permits?|inspections?|enforcement|violations?)\b/,
    inHeader: /\b(?:permit|contractor|parcel|facility type|risk|valuation|restaurant)\b/,
  },
  {
    name: 'reports of force used by officers',
    inName: /\b(?:use of force|uof|response to resistance)\b/,
    inHeader: /\b(?:force|uof|resistance|taser|officer (?:race|gender|sex|age|injured|years))\b/,
  },
  {
    name: 'complaints about officers',
    inName: /\b(?:complaints?|allegations?|misconduct)\b/,
    inHeader: /\b(?:allegations?|finding|complainant|involved officers?|accused|sustained|discipline)\b/,
  },
  {
    name: 'bookings, courts and jails',
    inName: /\b(?:jail|bookings?|inmates?|court|docket|probation)\b/,
    inHeader: /\b(?:booking|booked|inmate|bond|bail|cell block|docket|sentence|judge)\b/,
  },
  {
    name: 'fire and medical runs',
    inName: /\b(?:ems|fire (?:incidents?|runs?|calls?))\b/,
    inHeader: /\b(?:engine|battalion|alarm|als unit|hospital|transport|station area|fire prevention)\b/,
  },
];

const ofTheTrade =
  /\b(?:gun|guns|firearms?|serial|caliber|calibre|weapons?|shots?|shooting|homicide|ballistic|trace|ffl|nibin)\b/;

/** What other trade a table plainly is of, in words, or null. A table that speaks of firearms is of this trade. */
export function otherTrade(headers: readonly string[], titles: readonly string[]): string | null {
  const title = plain(titles.join(' '));
  const names = headers.map(plain);
  if (ofTheTrade.test(title) || names.some((name) => ofTheTrade.test(name))) return null;
  for (const { name, inName, inHeader } of trades) {
    const said = names.filter((each) => inHeader.test(each)).length;
    if (said >= 3 || (said >= 1 && inName.test(title))) return name;
  }
  return null;
}

const plain = (text: string) => splitHeader(text).join(' ');
