/**
 * Compares given names, family names and full names.
 *
 * **Source.** Levels of Jaro–Winkler similarity at .92 and .84, as common in record linkage (Winkler 1990; Splink's name comparisons);
 * short forms after `model/values/given-names.ts`; two family names as written in Spanish, of which one may be left out;
 * particles and generations are no name, and two generations are two people (`family-core.ts`).
 * **Input.** Names cleaned by `clean-field.ts`: capitals, parted by single spaces. **Output.** A level.
 * **Limits.** Whether given and family name were exchanged is seen by `score-pairs.ts`, which knows both.
 */
import { alikeGivenNames } from '../model/values/given-names.ts';
import { level, type Comparison } from './comparison.ts';
import { familyCore, generationOf } from './family-core.ts';
import { similarityOf } from './similar-texts.ts';
import { ofEachText, TextArena } from './text-arena.ts';

const close = 0.92;
const near = 0.84;

const closeLevel = level('close', 'written nearly the same', 0.5);
const nearLevel = level('near', 'written alike', 0.5);

export function compareGivenNames(values: TextArena): Comparison {
  const text = ofEachText(values, (each) => each);
  return {
    levels: [
      level('equal', 'the same given name', 1),
      level('short form', 'a short form, an initial or a second name of the other', 0.5),
      closeLevel,
      nearLevel,
      level('exchanged', 'given and family name exchanged', 0),
      level('other', 'another given name', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      const similarity = similarityOf(values, a, b, near);
      if (similarity >= close) return 3;
      if (alikeGivenNames(text(a), text(b), false)) return 2;
      return similarity >= near ? 4 : 6;
    },
  };
}

/** Level of `compareGivenNames` that says given and family name were exchanged. */
export const exchangedLevel = 5;

export function compareFamilyNames(values: TextArena): Comparison {
  const wordsIn = ofEachText(values, (text) => text.split(' ').length);
  const names = ofEachText(values, (text) =>
    familyCore(text)
      .split(' ')
      .filter((word) => word.length > 2),
  );
  const generation = ofEachText(values, generationOf);
  const cores = new TextArena();
  /** Place of a name's core, −1 where it is the whole name. */
  const coreOf = ofEachText(values, (text) => {
    const core = familyCore(text);
    return core === text ? -1 : cores.add(core);
  });
  /** Of two names with particles the rest is compared: else SAN MARTIN and SAN MIGUEL would be alike. DELACRUZ has none. */
  const similarity = (a: number, b: number) => {
    const [x, y] = [coreOf(a), coreOf(b)];
    return x >= 0 && y >= 0 ? similarityOf(cores, x, y, near) : similarityOf(values, a, b, near);
  };
  const valueOf = new Map<string, number>();
  let known = 1;
  /** The value that is this word alone, 0 where there is none. */
  const alone = (word: string) => {
    for (; known < values.size; known++) if (wordsIn(known) === 1) valueOf.set(values.text(known), known);
    return valueOf.get(word) ?? 0;
  };
  return {
    levels: [
      level('equal', 'the same family name', 1),
      // Two names may each be rare and what they share frequent: the rarity of either says nothing of it, and that of what is shared alone is a bound.
      level('one of two', 'one family name of two', 0),
      closeLevel,
      nearLevel,
      level('other', 'another family name or generation', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      // Father and son are two, however alike the rest.
      const [older, younger] = [generation(a), generation(b)];
      if (older !== '' && younger !== '' && older !== younger) return 5;
      const others = names(b);
      if (wordsIn(a) + wordsIn(b) > 2 && names(a).some((word) => others.includes(word))) return 2;
      const alike = similarity(a, b);
      return alike >= close ? 3 : alike >= near ? 4 : 5;
    },
    partsShared(a, b) {
      const others = names(b);
      return names(a).flatMap((word) => (others.includes(word) ? [alone(word)] : []));
    },
  };
}

export function compareFullNames(values: TextArena): Comparison {
  // A word written twice counts once: else the level would hang on which of the two comes first.
  const words = ofEachText(values, (text) => [...new Set(text.split(' ').filter((word) => word.length > 1))]);
  return {
    levels: [
      level('equal', 'the same name', 1),
      level('same words', 'the same words in another order, or all words of the shorter name', 0.5),
      closeLevel,
      nearLevel,
      level('shared word', 'one word of the name shared', 0.5),
      level('other', 'another name', 0),
    ],
    compare(a, b) {
      if (a === b) return 1;
      const [x, y] = [words(a), words(b)];
      const [short, long] = x.length <= y.length ? [x, y] : [y, x];
      let shared = 0;
      for (const word of short) if (long.includes(word)) shared++;
      if (shared >= 2 && shared === short.length) return 2;
      const similarity = similarityOf(values, a, b, near);
      if (similarity >= close) return 3;
      if (similarity >= near) return 4;
      return shared > 0 ? 5 : 6;
    },
  };
}
