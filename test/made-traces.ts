import type { TraceDealer, TraceFacts, TracePerson, TracePlace } from '../src/model/trace-facts.ts';

/** Facts of one trace for tests: nothing recorded but what is given. */
export function madeTrace(traceNumber: string, given: Partial<TraceFacts> = {}): TraceFacts {
  return {
    traceNumber,
    firearm: `firearm:${traceNumber.replaceAll(/\D/g, '') || '1'}` as TraceFacts['firearm'],
    requestedOn: null,
    completedOn: null,
    completion: null,
    crimeCode: null,
    type: null,
    make: null,
    model: null,
    calibre: null,
    obliterated: null,
    soldAt: null,
    soldOn: null,
    recoveredOn: null,
    recoveries: given.recoveredOn ? [given.recoveredOn] : [],
    timeToCrime: { kind: 'undetermined', why: 'the first retail sale is not recorded' },
    reportedDays: null,
    warnings: [],
    distance: null,
    multipleSale: null,
    stolen: null,
    theftInDoubt: null,
    recovery: nowhere,
    recoveryDistrict: null,
    dealer: null,
    purchaser: null,
    possessor: null,
    associate: null,
    shootings: { hits: 0, leads: 0 },
    incidentDistricts: [],
    ...given,
  };
}

const nowhere: TracePlace = { state: null, city: null, county: null, inCity: null, lon: null, lat: null };

export function madePlace(given: Partial<TracePlace>): TracePlace {
  return { ...nowhere, ...given };
}

export function madeDealer(number: number, given: Partial<TraceDealer> = {}): TraceDealer {
  return { ...nowhere, id: `dealer:${number}`, name: `DEALER ${number}`, licenceKey: null, ...given };
}

export function madePerson(number: number, given: Partial<TracePerson> = {}): TracePerson {
  return {
    id: `person:${number}`,
    familyName: null,
    givenName: null,
    suffix: null,
    bornOn: null,
    bornWritten: given.bornOn ?? null,
    address: null,
    city: null,
    state: null,
    zip: null,
    phone: null,
    identifier: null,
    ...given,
  };
}

/** Sold and recovered so many days apart. */
export function soldAndRecovered(soldOn: string, days: number): Partial<TraceFacts> {
  const recoveredOn = new Date(Date.parse(soldOn) + days * 86_400_000).toISOString().slice(0, 10);
  return { soldOn, recoveredOn, timeToCrime: { kind: 'computed', days } };
}

export const otherPerson = madePerson(99, { familyName: 'OTHER' });
let bought = 1;

/** A firearm that one bought and another had so many days later; each has the next trace number. */
export const boughtAndPassedOn = (
  purchaser: number,
  soldOn: string,
  days: number,
  more: Partial<TraceFacts> = {},
): TraceFacts =>
  madeTrace(`T${bought++}`, {
    ...soldAndRecovered(soldOn, days),
    purchaser: madePerson(purchaser, { familyName: `NAME${purchaser}` }),
    possessor: otherPerson,
    dealer: madeDealer(1),
    ...more,
  });
