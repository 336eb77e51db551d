import { dayOfMinute, usDate } from './calendar.ts';
import { purchaseForm } from './clerk-rates.ts';
import { writePerson } from './clerk.ts';
import type { Recovery } from './events.ts';
import { ageOn, type Person } from './people.ts';
import type { Sales } from './sales.ts';
import { csvLine } from './town-files.ts';
import { firstDay, lastDay, years } from './town-years.ts';
import type { WriterTools } from './writer-tools.ts';

export const denialsHeader =
  'NTN,Denial Date,State of Purchase,Denial Reason,Overturned,Denied Last Name,Denied First Name,Denied Middle Name,Denied DOB';
export const denialsPath = 'feeds/denials/notices.csv';

/** Ours: denials a year near a city of the town's size, most of them of people no other record names. */
const deniedPerYear = 300;
/** Ours: of those found with a firearm, so many had tried to buy one from a dealer in the two years before. */
const triedBefore = 0.005;
const precinctsPerWorld = 9;
const reasons = [
  'Felony',
  'Misdemeanor crime of domestic violence',
  'Protective order',
  'Fugitive',
  'Controlled substance',
];

/** Writes the notices of denied purchases the city was given. The ground is withheld in half of them; one of fifty is overturned later. */
export function writeDenials(sales: Sales, recoveries: readonly Recovery[], tools: WriterTools): void {
  const random = tools.random.fork('denials');
  let count = 0;
  const write = (person: Person, on: number) => {
    const number = `NTN${String(tools.interleave(count++)).padStart(7, '0')}`;
    const { family, given, middle, born } = writePerson(person, purchaseForm, on, random);
    const reason = random.chance(0.5) ? random.pick(reasons) : '';
    tools.files.line(
      denialsPath,
      csvLine([number, usDate(on), 'MD', reason, random.chance(0.02) ? 'Y' : 'N', family, given, middle, born]),
    );
    tools.truth.person('denials/notices', `${number}/denied`, person);
  };
  for (const { possessor, minute } of recoveries) {
    const on = dayOfMinute(minute) - random.between(1, 730);
    if (possessor !== null && on >= firstDay && random.chance(triedBefore) && ageOn(possessor, on) >= 18)
      write(possessor, on);
  }
  const strangers = random.poisson((years.length * deniedPerYear * sales.share) / precinctsPerWorld);
  for (let k = 0; k < strangers; k++) {
    const on = random.between(firstDay, lastDay);
    write(sales.people.make({ age: 21 + random.exponential(15), on, home: sales.people.cityAddress() }), on);
  }
}
