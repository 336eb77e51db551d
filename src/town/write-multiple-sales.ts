import { usDate } from './calendar.ts';
import { purchaseForm } from './clerk-rates.ts';
import { writePerson } from './clerk.ts';
import { licenceNumber, type Dealer } from './dealers.ts';
import type { Firearm } from './firearms.ts';
import type { Person } from './people.ts';
import type { Sales } from './sales.ts';
import { csvLine } from './town-files.ts';
import { lastDay } from './town-years.ts';
import type { WriterTools } from './writer-tools.ts';

export const multipleSalesHeader =
  'Multiple Sale Report Number,ATF Form,Report Date,Transfer Date,FFL,Trade Name,Dealer Street,Dealer City,Dealer State,Dealer Zip,Serial Number,Manufacturer,Model,Caliber,Type,Transferee Last Name,Transferee First Name,Transferee Middle Name,Transferee DOB,Transferee Sex,Transferee Street,Transferee City,Transferee State,Transferee Zip,Transferee ID Type,Transferee ID State,Transferee ID Number';
export const multipleSalesPath = 'feeds/multiple-sales/reports-2025-12.csv';

/** Older copies were destroyed: nobody has a file of them. */
const daysKept = 20;
/** Ours: of a hundred handguns a dealer sells, one goes with another to one person within the window and is reported. */
const reportedShare = 0.01;
const firearmsPerReport = 2.3;
/** Dealers whose copies the city is sent: those of its state near it. */
const milesMax = 20;
const precinctsPerWorld = 9;

interface ReportedSale {
  readonly serial: string;
  readonly make: string;
  readonly model: string;
  readonly calibre: string;
  readonly type: string;
  readonly soldOn: number;
}

/**
 * Writes the copies of multiple-sale reports of the last twenty days: what was bought to be passed on and reported, among
 * many that collectors and families bought. No day of receipt stands in them, so that they count as received when imported.
 */
export function writeMultipleSales(sales: Sales, tools: WriterTools): void {
  const random = tools.random.fork('multiple-sales');
  const near = sales.market.dealers.filter(
    ({ town, milesToCity, salesPerYear }) => town.state === 'MD' && milesToCity < milesMax && salesPerYear > 0,
  );
  let count = 0;
  const write = (dealer: Dealer, purchaser: Person, of: readonly ReportedSale[]) => {
    const number = `MS25-${String(tools.interleave(count++)).padStart(5, '0')}`;
    const reportedOn = Math.max(...of.map(({ soldOn }) => soldOn));
    const buyer = writePerson(purchaser, purchaseForm, reportedOn, random);
    for (const sold of of)
      tools.files.line(
        multipleSalesPath,
        csvLine([
          number,
          '3310.4',
          usDate(reportedOn),
          usDate(sold.soldOn),
          licenceNumber(dealer, reportedOn),
          dealer.business || dealer.licensee,
          dealer.street,
          dealer.town.city,
          dealer.town.state,
          dealer.town.zip,
          sold.serial,
          sold.make,
          sold.model,
          sold.calibre,
          sold.type,
          buyer.family,
          buyer.given,
          buyer.middle,
          buyer.born,
          buyer.sex,
          buyer.street,
          buyer.city,
          buyer.state,
          buyer.zip,
          buyer.licenceNumber === '' ? '' : 'DL',
          buyer.licenceNumber === '' ? '' : buyer.licenceState,
          buyer.licenceNumber,
        ]),
      );
  };
  for (const of of passedOn(sales)) write(of[0]!.dealer!, of[0]!.purchaser!, of.map(soldAs));
  const handguns =
    near.reduce((sum, dealer) => sum + dealer.salesPerYear, 0) * (daysKept / 365) * (sales.share / precinctsPerWorld);
  const reports = near.length === 0 ? 0 : random.poisson((handguns * reportedShare) / firearmsPerReport);
  for (let k = 0; k < reports; k++) {
    const dealer = random.pick(near);
    const soldOn = random.between(lastDay - daysKept + 1, lastDay);
    const purchaser = sales.people.make({
      age: 21 + random.exponential(18),
      on: soldOn,
      home: sales.people.outsideAddress(dealer.town),
    });
    const firearms = random.chance(0.78) ? 2 : random.between(3, 4);
    write(
      dealer,
      purchaser,
      Array.from({ length: firearms }, () => {
        const model = sales.firearms.modelMadeIn(soldOn - 90, true);
        const { serial } = sales.firearms.serialFor(model, null);
        return { serial, make: model.maker.name, model: model.model, calibre: model.calibre, type: model.type, soldOn };
      }),
    );
  }
}

/** Firearms of the town that were bought with others and reported in the last days, by dealer, purchaser and day. */
function passedOn({ supply }: Sales): Firearm[][] {
  const reported = supply.firearms.filter(
    ({ multipleSale, dealer, purchaser, soldOn }) =>
      multipleSale &&
      purchaser !== null &&
      dealer?.town.state === 'MD' &&
      dealer.milesToCity < milesMax &&
      soldOn !== null &&
      soldOn > lastDay - daysKept &&
      soldOn <= lastDay,
  );
  return [
    ...Map.groupBy(
      reported,
      ({ dealer, purchaser, soldOn }) => `${dealer!.sequence}/${purchaser!.id}/${soldOn}`,
    ).values(),
  ];
}

const soldAs = ({ model, serial, soldOn }: Firearm): ReportedSale => ({
  serial,
  make: model.maker.name,
  model: model.model,
  calibre: model.calibre,
  type: model.type,
  soldOn: soldOn!,
});
