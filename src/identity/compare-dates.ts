/**
 * Compares dates, above all dates of birth.
 *
 * **Source.** Errors that clerks make with dates: one figure wrong, two exchanged, day and month exchanged, the first of January for an
 * unknown day (Christen 2012, ch. 5).
 * **Input.** Eight figures, year, month, day, as cleaned by `clean-field.ts`; figures that make no date are compared all the same.
 * **Output.** A level. **Limits.** The first of January says only its year: equal, it is equal; against another day, only the years count.
 */
import type { Comparison } from './comparison.ts';
import { slipsOf } from './similar-texts.ts';
import type { TextArena } from './text-arena.ts';

export function compareDates(values: TextArena): Comparison {
  const figures = (at: number, from: number, to: number) => {
    const { codes } = values; // they move as values are added
    const start = values.start(at);
    let number = 0;
    const end = Math.min(to, values.length(at));
    for (let place = from; place < end; place++) number = number * 10 + codes[start + place]! - 48;
    return number;
  };
  const yearOf = (at: number) => figures(at, 0, 4);
  const monthOf = (at: number) => figures(at, 4, 6);
  const dayOf = (at: number) => figures(at, 6, 8);
  const yearOnly = (at: number) => monthOf(at) === 1 && dayOf(at) === 1;
  return {
    levels: [
      { name: 'equal', description: 'the same date', rarity: 1 },
      { name: 'slip', description: 'one figure apart, two figures or day and month exchanged', rarity: 0.5 },
      { name: 'two parts', description: 'two of year, month and day agree', rarity: 0 },
      { name: 'year', description: 'only the year agrees, or is all that one of them says', rarity: 0 },
      { name: 'years near', description: 'a year or two apart', rarity: 0 },
      { name: 'other', description: 'another date', rarity: 0 },
    ],
    compare(a, b) {
      if (a === b) return 1;
      const [year, month, day] = [yearOf(a) === yearOf(b), monthOf(a) === monthOf(b), dayOf(a) === dayOf(b)];
      if (yearOnly(a) !== yearOnly(b) && year) return 4;
      if (year && monthOf(a) === dayOf(b) && dayOf(a) === monthOf(b)) return 2;
      if (slipsOf(values, a, b, 1) <= 1) return 2;
      if ((year ? 1 : 0) + (month ? 1 : 0) + (day ? 1 : 0) === 2) return 3;
      if (year) return 4;
      return Math.abs(yearOf(a) - yearOf(b)) <= 2 ? 5 : 6;
    },
  };
}
