import type { Event } from '../model/evidence.ts';
import { possessorsDiffer, recoveryDaysDiffer, type MergedEvent } from './merge-alike.ts';
import { partiesContradict, tellDifferently, type Parties } from './parties-contradict.ts';
import { shootingDaysDiffer } from './tell-incident.ts';
import { ageOf } from './time-to-crime.ts';

const salesDiffer = 'different first retail sales of one day are recorded: the dealer or the purchaser differs';
const shipmentsDiffer = 'different shipments of one day are recorded: the shipper or the receiver differs';
const shipmentDaysDiffer = 'different days of one shipment are recorded: shipper and receiver are the same';
const undatedSaleDiffers =
  'another first retail sale is recorded, without its day: the dealer or the purchaser differs';
const purchaserYoung = 'the purchaser was younger than 18 at this sale: one of the dates may be wrong';
const lossesDiffer = 'different reports of a loss on one day are recorded: who lost it differs';

const sameDayAndKind = (a: Event, b: Event) => a.kind === b.kind && a.from!.slice(0, 10) === b.from!.slice(0, 10);

/** Another shipment of the day that is no further leg of this one. */
function shippedBeside(shipment: MergedEvent, merged: readonly MergedEvent[]): boolean {
  return merged.some(
    (other) =>
      other !== shipment &&
      other.event.from !== null &&
      sameDayAndKind(other.event, shipment.event) &&
      !goesOn(shipment, other) &&
      !goesOn(other, shipment),
  );
}

/** Another shipment from the same to the same on another day: one firearm is shipped there once. */
function shippedAgain(shipment: MergedEvent, merged: readonly MergedEvent[]): boolean {
  const sameEnd = (a: Parties, b: Parties, part: 'from' | 'to') =>
    (a[part] ?? []).some((x) => (b[part] ?? []).some((y) => !partiesContradict(x, y)));
  return merged.some(
    (other) =>
      other.event.kind === 'shipped' &&
      other.event.from !== null &&
      dayOf(other.event) !== dayOf(shipment.event) &&
      shipment.told.some((a) => other.told.some((b) => sameEnd(a, b, 'from') && sameEnd(a, b, 'to'))),
  );
}

/** Whether what one shipment brought to somebody, the other may have taken on from there. */
function goesOn(shipment: MergedEvent, next: MergedEvent): boolean {
  const end = (parties: Parties, part: 'from' | 'to') => parties[part] ?? [];
  return shipment.told.some((a) =>
    next.told.some((b) => {
      const [taker, giver] = [end(a, 'to'), end(b, 'from')];
      return taker.length > 0 && giver.length > 0 && !tellDifferently({ at: taker }, { at: giver });
    }),
  );
}

/** What is done with a firearm that is held. */
const heldEvents = new Set<Event['kind']>(['test-fired', 'trace-requested', 'traced']);
/** What nothing happens after: the firearm is gone. */
const destroyed = /^DESTROYED\b/i;

const dayOf = (event: Event) => event.from!.slice(0, 10);

/** Writes to each event what another one says otherwise, or what is odd about it. The events stand in order of time. */
export function noteConflicts(merged: readonly MergedEvent[]): void {
  const events = merged.map(({ event }) => event);
  const tellings = new Map(merged.map((each) => [each.event, each]));
  const dated = events.filter((event) => event.from !== null && event.status === 'ACTIVE');
  const sales = dated.filter((event) => event.kind === 'sold');
  const recovered = dated.filter((event) => event.kind === 'recovered').map(dayOf);
  const saleDays = new Set(sales.map(dayOf)).size;
  const lastRecovery = recovered.at(-1);
  const firstRecovery = recovered[0];
  const firstSale = sales[0] && dayOf(sales[0]);
  const firstAfterMaking = dated.find((event) => event.kind !== 'manufactured');
  const gone = dated.find(
    (event) => event.kind === 'recovered' && destroyed.test(String(event.detail['status'] ?? '')),
  );
  const allSales = events.filter((event) => event.kind === 'sold' && event.status === 'ACTIVE');
  if (sales.length < allSales.length && allSales.length > 1)
    for (const sale of allSales) sale.conflict = undatedSaleDiffers;
  for (const event of dated) {
    const on = dayOf(event);
    const after = (day: string | undefined) => day !== undefined && on > day;
    const before = (day: string | undefined) => day !== undefined && on < day;
    // What is odd about the tie or the day of a shooting is said beside what is odd about its place in the life.
    const odd = event.kind === 'shooting' ? event.conflict : null;
    const note = (conflict: string) => void (event.conflict = odd === null ? conflict : `${odd}; ${conflict}`);
    if (event.kind === 'sold') {
      const buyers = tellings.get(event)!.told.flatMap((parties) => parties['to'] ?? []);
      if (buyers.some((each) => (ageOf(each, on) ?? 18) < 18)) note(purchaserYoung);
      if (saleDays > 1) note(`${saleDays} different dates of first retail sale are recorded`);
      else if (sales.length > 1) note(salesDiffer);
      if (after(firstRecovery))
        note('dated after the firearm was recovered: one of the dates is wrong, or these are two firearms');
    }
    if (event.kind === 'shipped') {
      if (shippedBeside(tellings.get(event)!, merged)) note(shipmentsDiffer);
      if (shippedAgain(tellings.get(event)!, merged)) note(shipmentDaysDiffer);
      if (after(firstSale))
        note('dated after the first retail sale: one of the dates is wrong, or these are two firearms');
    }
    if (event.kind === 'stolen' && dated.some((other) => other !== event && sameDayAndKind(other, event)))
      note(lossesDiffer);
    // A dealer loses what nobody has bought yet.
    const taken = event.kind === 'stolen' && event.people.some((each) => each.role === 'theft-victim');
    if (event.kind === 'shooting' || event.kind === 'stolen') {
      if (after(lastRecovery))
        note('dated after the last recorded recovery: it was released, a date is wrong, or these are two firearms');
      if ((event.kind === 'shooting' || taken) && before(firstSale))
        note('dated before the first retail sale: one of the dates is wrong, or these are two firearms');
    }
    if (event.kind === 'manufactured' && firstAfterMaking && after(dayOf(firstAfterMaking)))
      note('dated after what happened to the firearm: one of the dates is wrong, or these are two firearms');
    if (heldEvents.has(event.kind) && before(firstRecovery))
      note(
        'dated before the first recorded recovery: one of the dates is wrong, or an earlier recovery is not recorded',
      );
    if (gone && event !== gone && !heldEvents.has(event.kind) && on > dayOf(gone))
      note(
        'dated after the recovery of a firearm that is recorded as destroyed: a record is wrong, or these are two firearms',
      );
  }
}

/** What happened, where the sources tell it differently, or where what they tell cannot all be true. */
export function disagreementsOfEvents(events: readonly Event[]): string[] {
  const sales = events.filter((event) => event.kind === 'sold' && event.status === 'ACTIVE');
  const conflicts = new Set(events.map((event) => event.conflict));
  const named = [
    ...(sales.length > 1 ? ['first-sale'] : []),
    ...(conflicts.has(shipmentsDiffer) || conflicts.has(shipmentDaysDiffer) ? ['shipment'] : []),
    ...(conflicts.has(lossesDiffer) ? ['loss'] : []),
    ...(conflicts.has(possessorsDiffer) ? ['possessor'] : []),
    ...(conflicts.has(recoveryDaysDiffer) ? ['recovery'] : []),
    ...([...conflicts].some((conflict) => conflict?.includes(shootingDaysDiffer)) ? ['shooting'] : []),
  ];
  return named.length === 0 && events.some((event) => event.conflict !== null) ? ['what-happened'] : named;
}
