import { corridorStates } from './corridor-states.ts';
import type { Firearm } from './firearms.ts';
import type { Random } from '../stats/random.ts';
import type { Sales } from './sales.ts';
import { firstDay, lastDay } from './town-years.ts';

/** Burglaries of dealers, losses found at inventory, shipments that did not arrive. */
export function makeDealerThefts(sales: Sales, root: Random): void {
  const random = root.fork('dealer-thefts');
  const burglaries = random.poisson(3 * sales.share) + 1;
  for (let i = 0; i < burglaries; i++) {
    const carrier = random.chance(0.25);
    const loss = !carrier && random.chance(0.3);
    const dealer = sales.market.seller(random.chance(0.55) ? 'MD' : corridorStates.draw(random), random);
    const day = random.between(firstDay - 500, lastDay - 30);
    const firearms: Firearm[] = [];
    const taken = loss ? random.between(1, 3) : random.between(4, 18);
    for (let k = 0; k < taken; k++) {
      const { firearm } = sales.sale({
        channel: carrier ? 'carrier-theft' : 'dealer-theft',
        soldOn: day,
        dealer,
        purchaser: null,
        handgunsOnly: true,
      });
      firearm.stolenOn = day;
      firearm.life.push({ day, what: 'STOLEN', where: dealer.business || dealer.licensee, person: '' });
      const recoveredOn = day + Math.max(1, Math.floor(random.lognormal(260, 1.2)));
      firearm.obliterated = random.chance(0.05);
      sales.release(firearm, day + random.between(0, 20), random.chance(0.55) ? recoveredOn : null, 0.75);
      firearms.push(firearm);
    }
    sales.supply.thefts.push({
      kind: carrier ? 'IN_TRANSIT' : loss ? 'DEALER_LOSS' : 'DEALER_BURGLARY',
      day,
      reportedOn: day + random.between(0, 3),
      victim: null,
      dealer,
      firearms,
      reported: random.chance(0.94),
    });
  }
}
