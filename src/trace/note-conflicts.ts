import type { Event } from '../model/evidence.ts';
import { possessorsDiffer, type MergedEvent } from './merge-alike.ts';
import { tellDifferently, type Parties } from './parties-contradict.ts';

const salesDiffer = 'different first retail sales of one day are recorded: the dealer or the purchaser differs';
const shipmentsDiffer = 'different shipments of one day are recorded: the shipper or the receiver differs';
const undatedSaleDiffers =
  'another first retail sale is recorded, without its day: the dealer or the purchaser differs';
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

/** Writes to each event what another one says otherwise, or what is odd about it. The events stand in order of time. */
export function noteConflicts(merged: readonly MergedEvent[]): void {
  const events = merged.map(({ event }) => event);
  const shipments = new Map(merged.map((each) => [each.event, each]));
  const dated = events.filter((event) => event.from !== null && event.status === 'ACTIVE');
  const sales = dated.filter((event) => event.kind === 'sold');
  const recovered = dated.filter((event) => event.kind === 'recovered').map((event) => event.from!.slice(0, 10));
  const saleDays = new Set(sales.map((event) => event.from!.slice(0, 10))).size;
  const lastRecovery = recovered.at(-1);
  const firstRecovery = recovered[0];
  const firstSale = sales[0]?.from!.slice(0, 10);
  const firstAfterMaking = dated.find((event) => event.kind !== 'manufactured')?.from!.slice(0, 10);
  const allSales = events.filter((event) => event.kind === 'sold' && event.status === 'ACTIVE');
  if (sales.length < allSales.length && allSales.length > 1)
    for (const sale of allSales) sale.conflict = undatedSaleDiffers;
  for (const event of dated) {
    const ofTie = event.kind === 'shooting' ? event.conflict : null;
    const on = event.from!.slice(0, 10);
    if (event.kind === 'sold' && saleDays > 1)
      event.conflict = `${saleDays} different dates of first retail sale are recorded`;
    else if (event.kind === 'sold' && sales.length > 1) event.conflict = salesDiffer;
    if (event.kind === 'shipped' && shippedBeside(shipments.get(event)!, merged)) event.conflict = shipmentsDiffer;
    if (event.kind === 'stolen' && dated.some((other) => other !== event && sameDayAndKind(other, event)))
      event.conflict = lossesDiffer;
    if (event.kind === 'sold' && firstRecovery !== undefined && on > firstRecovery)
      event.conflict = 'dated after the firearm was recovered: one of the dates is wrong, or these are two firearms';
    if (event.kind === 'shooting' && lastRecovery !== undefined && on > lastRecovery)
      event.conflict =
        'dated after the last recorded recovery: it was released, a date is wrong, or these are two firearms';
    if (event.kind === 'shooting' && firstSale !== undefined && on < firstSale)
      event.conflict = 'dated before the first retail sale: one of the dates is wrong, or these are two firearms';
    if (event.kind === 'manufactured' && firstAfterMaking !== undefined && on > firstAfterMaking)
      event.conflict = 'dated after what happened to the firearm: one of the dates is wrong, or these are two firearms';
    if (event.kind === 'shipped' && firstSale !== undefined && on > firstSale)
      event.conflict = 'dated after the first retail sale: one of the dates is wrong, or these are two firearms';
    if (heldEvents.has(event.kind) && firstRecovery !== undefined && on < firstRecovery)
      event.conflict =
        'dated before the first recorded recovery: one of the dates is wrong, or an earlier recovery is not recorded';
    if (ofTie !== null && event.conflict !== ofTie) event.conflict = `${ofTie}; ${event.conflict}`;
  }
}

/** What happened, where the sources tell it differently. */
export function disagreementsOfEvents(events: readonly Event[]): string[] {
  const sales = events.filter((event) => event.kind === 'sold' && event.status === 'ACTIVE');
  const conflicts = new Set(events.map((event) => event.conflict));
  return [
    ...(sales.length > 1 ? ['first-sale'] : []),
    ...(conflicts.has(shipmentsDiffer) ? ['shipment'] : []),
    ...(conflicts.has(lossesDiffer) ? ['loss'] : []),
    ...(conflicts.has(possessorsDiffer) ? ['possessor'] : []),
  ];
}
