import { dayOf } from './calendar.ts';
import type { DistrictMap } from './city.ts';
import type { PeopleMaker, Person } from './people.ts';
import type { Random } from '../stats/random.ts';
import { WeightedChoice } from './weighted-choice.ts';

/** People who share firearms and corners. */
export interface Crew {
  readonly index: number;
  readonly members: readonly Person[];
  readonly turf: { readonly lon: number; readonly lat: number };
}

/** The people of a precinct who come to police notice with firearms. */
export interface Underworld {
  readonly crews: readonly Crew[];
  readonly crewChoice: WeightedChoice<Crew>;
  /** Not in any crew; some come up again and again. */
  readonly loners: readonly Person[];
}

const crewsPerPrecinct = 13;
const lonersPerPrecinct = 520;

export function makeUnderworld(people: PeopleMaker, map: DistrictMap, share: number, random: Random): Underworld {
  const crews: Crew[] = [];
  const crewCount = Math.max(2, Math.round(crewsPerPrecinct * share));
  for (let index = 0; index < crewCount; index++) {
    const members: Person[] = [];
    const size = random.between(6, 14);
    const turf = map.hotSpots[index % map.hotSpots.length] ?? random.pick(map.hotSpots);
    while (members.length < size) addWithKin(members, people, random);
    crews.push({ index, members, turf });
  }
  const loners: Person[] = [];
  while (loners.length < Math.max(30, Math.round(lonersPerPrecinct * share))) addWithKin(loners, people, random);
  return { crews, crewChoice: new WeightedChoice(crews, (_, i) => 1 / (i + 2)), loners };
}

/** One in fourteen comes with a brother, a twin, or a father of the same name: the pairs that records confuse. */
function addWithKin(list: Person[], people: PeopleMaker, random: Random): void {
  const on = dayOf(2022, 6, 1);
  const person = people.make({ age: 16 + random.exponential(9), on });
  list.push(person);
  const kin = random.next();
  if (kin < 0.02) {
    list.push(
      people.make({
        sex: person.sex,
        group: person.group,
        family: person.family,
        home: person.home,
        born: person.born,
      }),
    );
  } else if (kin < 0.05) {
    list.push(
      people.make({
        sex: person.sex,
        group: person.group,
        family: person.family,
        home: person.home,
        born: person.born + random.between(-1500, 1500),
      }),
    );
  } else if (kin < 0.07 && person.sex === 'M') {
    list.push(
      people.make({
        sex: 'M',
        group: person.group,
        family: person.family,
        given: person.given,
        suffix: person.suffix === 'JR' ? 'SR' : 'JR',
        home: person.home,
        born: person.born - random.between(18, 34) * 365,
      }),
    );
  }
}
