/**
 * Compares addresses in four degrees (all, building, street, area), streets, postcodes and names of places.
 *
 * **Source.** The four degrees of an address as in `docs/methods/identity.md`; slips and similarity as in the other comparisons.
 * **Input.** Texts cleaned by `clean-field.ts`. **Output.** A level.
 * **Limits.** An address in one text is parted by its figures: the first number is the building's, two words after it the street's
 * (`street-parts.ts`), what follows a unit or an area. Figures and directions of a street must agree, its words be alike. Nothing is looked up.
 */
import { AddressParts } from './address-parts.ts';
import { level, type Comparison } from './comparison.ts';
import { similarityOf, slipsOf } from './similar-texts.ts';
import { ofEachText, type TextArena } from './text-arena.ts';

export function compareAddresses(values: TextArena): Comparison {
  const parts = new AddressParts(values);
  const { streets } = parts;
  return {
    levels: [
      level('equal', 'the same address', 1),
      level('building', 'the same number and street', 0.5),
      level('street', 'the same street, another number', 0.5),
      level('written alike', 'written alike', 0.5),
      level('area', 'some words of the address shared', 0),
      level('other', 'another address', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      // 100 5TH AVE and 100 6TH AVE are written alike, and so are 3 N MAIN ST and 3 S MAIN ST.
      if (parts.mayBeOneStreet(a, b)) {
        const [x, y] = [parts.streetOf(a), parts.streetOf(b)];
        if (x === y || similarityOf(streets, x, y, 0.88) >= 0.88) return parts.sameNumber(a, b) ? 2 : 3;
        // 110 PARK AVE and 1104 OAK AVE are as well: with another number on another street nothing is shared.
        if (!parts.otherNumber(a, b) && similarityOf(values, a, b, 0.88) >= 0.88) return 4;
      }
      return parts.shareWord(a, b) ? 5 : 6;
    },
  };
}

export function compareStreets(values: TextArena): Comparison {
  return similarTexts(values, [
    'the same street',
    'a street written nearly the same',
    'a street written alike',
    'another street',
  ]);
}

export function comparePlaces(values: TextArena): Comparison {
  return similarTexts(values, [
    'the same place',
    'a place written nearly the same',
    'a place written alike',
    'another place',
  ]);
}

/** Texts by similarity: equal, .92, .84, otherwise. */
export function similarTexts(values: TextArena, says: readonly [string, string, string, string]): Comparison {
  return {
    levels: [
      level('equal', says[0], 1),
      level('close', says[1], 0.5),
      level('near', says[2], 0.5),
      level('other', says[3], 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      const similarity = similarityOf(values, a, b, 0.84);
      return similarity >= 0.92 ? 2 : similarity >= 0.84 ? 3 : 4;
    },
  };
}

export function comparePostcodes(values: TextArena): Comparison {
  const area = ofEachText(values, areaOfPostcode);
  return {
    levels: [
      level('equal', 'the same postcode', 1),
      level('slip', 'a postcode one slip of a key apart', 0.5),
      level('area', 'the same area of postcodes', 0),
      level('other', 'another postcode', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      if (area(a) === area(b)) return slipsOf(values, a, b, 1) <= 1 ? 2 : 3;
      return slipsOf(values, a, b, 1) <= 1 ? 2 : 4;
    },
  };
}

/** The part of a postcode that names a larger area: all but the last three of a British one, the first three of a number. */
export function areaOfPostcode(postcode: string): string {
  if (/^[A-Z]/.test(postcode)) return postcode.slice(0, Math.max(2, postcode.length - 3));
  return postcode.slice(0, postcode.length > 4 ? 3 : 2);
}
