import { dayOfMinute } from './calendar.ts';
import type { WrittenFirearm } from './clerk.ts';
import type { Recovery } from './events.ts';
import type { Firearm } from './firearms.ts';
import type { Random } from '../stats/random.ts';

/** How a trace ended, in the words of a results export. */
export const completionTexts = {
  purchaser: 'TRACED TO PURCHASER',
  dealerOnly: 'DEALER IDENTIFIED, PURCHASER NOT IDENTIFIED',
  distributor: 'TRACED TO DISTRIBUTOR',
  government: 'TRACED TO LAW ENFORCEMENT',
  tooOld: 'MANUFACTURED PRIOR TO 1968',
  serialInvalid: 'INVALID SERIAL NUMBER',
  obliterated: 'OBLITERATED SERIAL NUMBER',
  noSerial: 'NO SERIAL NUMBER',
  privatelyMade: 'SUSPECTED PMF',
  insufficient: 'INSUFFICIENT FIREARM DESCRIPTION',
  recordsGone: 'OUT OF BUSINESS RECORDS NOT FOUND',
  recordsLost: 'FFL RECORDS LOST OR DESTROYED',
  stolen: 'REPORTED STOLEN FROM FFL',
  carrier: 'STOLEN IN INTERSTATE SHIPMENT',
  foreign: 'NEVER IMPORTED',
  duplicate: 'DUPLICATE TRACE REQUEST',
  cancelled: 'CANCELLED BY REQUESTOR',
} as const;
export type Completion = keyof typeof completionTexts;

/** Shares set so that the whole file meets the published outcomes (see published-shares.ts). */
export function drawCompletion(
  firearm: Firearm,
  written: WrittenFirearm,
  recovery: Recovery,
  random: Random,
): Completion {
  const roll = random.next();
  if (roll < 0.004) return 'duplicate';
  if (roll < 0.007) return 'cancelled';
  if (firearm.channel === 'privately-made') return random.chance(0.7) ? 'privatelyMade' : 'noSerial';
  if (firearm.channel === 'old') return random.chance(0.93) ? 'tooOld' : 'serialInvalid';
  if (firearm.obliterated) return 'obliterated';
  const readable = /\d/.test(written.serial) && written.serial.replaceAll(/[^A-Z0-9]/gi, '').length >= 3;
  if (!readable) return 'serialInvalid';
  const serialRight =
    written.serial.toUpperCase().replace(/^SN /, '').replaceAll(/[\s-]/g, '') === firearm.serial.replaceAll('-', '');
  if (!serialRight && random.chance(0.75)) return 'serialInvalid';
  if ((written.make === '' || written.make.startsWith('UNK')) && random.chance(0.8)) return 'insufficient';
  // Numbers the maker has no record of, right as they stand: read off a slide, a grip, a patent line.
  if (random.chance(0.058)) return 'serialInvalid';
  if (random.chance(0.066)) return 'insufficient';
  if (firearm.channel === 'dealer-theft') return random.chance(0.75) ? 'stolen' : 'dealerOnly';
  if (firearm.channel === 'carrier-theft') return random.chance(0.7) ? 'carrier' : 'distributor';
  if (random.chance(0.009)) return 'government';
  if (firearm.model.maker.importer !== '' && random.chance(0.012)) return 'foreign';
  if (random.chance(0.008)) return 'distributor';
  if (firearm.channel === 'dealer-diversion' && firearm.purchaser === null)
    return random.pick(['dealerOnly', 'dealerOnly', 'recordsLost']);
  const age = firearm.soldOn === null ? 0 : (dayOfMinute(recovery.minute) - firearm.soldOn) / 365;
  if (random.chance(Math.min(0.3, 0.004 * age))) return random.chance(0.75) ? 'recordsGone' : 'recordsLost';
  if (random.chance(0.05)) return 'dealerOnly';
  if (firearm.purchaser === null) return 'dealerOnly';
  return 'purchaser';
}
