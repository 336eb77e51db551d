import type { Field, RowLayout } from './feed.ts';
import { withLetterRead } from './guess-letters.ts';
import { editsBetween, isWithin, partsOf } from './guess-spelling.ts';
import {
  faintWeight,
  isFaint,
  meaningsOfWord,
  ownerMeanings,
  tellingMeanings,
  weightOfMeaning,
  wholeOfWord,
  wordsKnown,
} from './guess-words.ts';
import { normaliseHeader } from './normalise-header.ts';

/** One word of a header with what it may mean. */
interface Token {
  readonly meanings: readonly string[];
  readonly weight: number;
  /** 1 for a word that is known, less for one that only looks like it. */
  readonly sure: number;
}

export interface HeaderWords {
  readonly header: string;
  readonly tokens: readonly Token[];
  /** No word of it means anything known: it tells nothing, for or against. */
  readonly mute: boolean;
  /** Another header is the same but for a lower number: this is the second of the same. */
  readonly again: boolean;
  /** A number, a letter or a word that tells one of two: `Case 1`, `Item B`, `Linked Event`. */
  readonly side: boolean;
}

export interface HeaderLikeness {
  /** 0 to 1. */
  readonly likeness: number;
  /** A header that the field is known to have. */
  readonly exact: boolean;
  /** Header and field each speak of something the other does not. */
  readonly conflict: boolean;
  /** The header says more than the field. */
  readonly more: boolean;
  /** The header names one thing only, and the field is another. */
  readonly foreign: boolean;
}

/** What a layout's fields are called, made ready for comparing. */
export interface FieldNames {
  readonly exact: ReadonlySet<string>;
  readonly variants: readonly (readonly Token[])[];
  /** Every meaning of its louder words: a header that shares none is not like it. */
  readonly meanings: ReadonlySet<string>;
  /** Words that nearly all its names have: a header without them speaks of something else. */
  readonly core: readonly string[];
  /** It is the number a row has in the export. */
  readonly countsRows: boolean;
}

const meant = new Set(wordsKnown);
const loudWeight = 0.6;
/** What stands in brackets says how the column is written more often than what it is. */
const bracketWeight = 0.2;
/** `name` and `date` may go unsaid: `Defendant` is a name, `Recovered` a date. */
const coreWeight = 0.75;

/** Reads headers as words with meanings. What nearly all headers of a file begin with tells little of each. */
export class HeaderReader {
  private readonly vocabulary: ReadonlySet<string>;
  private readonly guessed = new Map<string, readonly Token[]>();

  constructor(layouts: readonly RowLayout<string>[]) {
    const words = new Set(wordsKnown);
    for (const layout of layouts) {
      for (const [name, field] of Object.entries(layout.fields)) {
        for (const alias of [name, ...field.aliases]) {
          // A name that a city runs together is a name, no word for others.
          for (const word of splitHeader(alias)) if (word.length <= 14) words.add(word);
        }
      }
    }
    this.vocabulary = words;
  }

  read(headers: readonly string[]): HeaderWords[] {
    const split = headers.map((header) => splitWithUnits(header));
    const shared = sharedStart(split.map(({ words }) => words));
    return headers.map((header, at) => {
      const { words: written, units } = split[at]!;
      const words = withLetterRead(written, split.slice(0, at));
      const own = shared !== null && words.length > 1 && words[0] === shared ? words.slice(1) : words;
      const tokens = [
        ...own.flatMap((word) => (isAxis(word, words) ? knownMeaning(word) : this.tokensOf(word))),
        ...(own !== words ? this.tokensOf(shared!).map((token) => ({ ...token, weight: token.weight * 0.25 })) : []),
        ...units
          .flatMap((word) => this.tokensOf(word))
          .map((token) => ({ ...token, weight: token.weight * bracketWeight })),
      ];
      const mute = tokens.every((token) => token.sure === 0 || token.weight <= faintWeight);
      return { header, tokens, mute, again: isAgain(words, split), side: words.some((word) => sideWords.has(word)) };
    });
  }

  private tokensOf(word: string): readonly Token[] {
    if (isFaint(word) || /^\d+$/.test(word)) return [{ meanings: meaningsOfWord(word), weight: faintWeight, sure: 1 }];
    if (this.vocabulary.has(word)) return knownTokens(word);
    let tokens = this.guessed.get(word);
    if (!tokens) this.guessed.set(word, (tokens = this.guessTokens(word)));
    return tokens;
  }

  /** A word that is not known: several run together, one cut short, one without its vowels, or one misspelt. */
  private guessTokens(word: string): readonly Token[] {
    const parts = partsOf(word, this.vocabulary);
    if (parts) return parts.flatMap(knownTokens).map((token) => ({ ...token, sure: 0.95 }));
    const near = this.nearest(word);
    return near
      ? knownTokens(near.word).map((token) => ({ ...token, sure: near.sure }))
      : [{ meanings: [word], weight: 1, sure: 0 }];
  }

  private nearest(word: string): { word: string; sure: number } | null {
    if (word.length < 3) return null;
    let best: { word: string; sure: number } | null = null;
    const take = (known: string, likely: number) => {
      // A word whose meaning is known is likelier meant than one that stands in some header.
      const sure = likely - (meant.has(known) ? 0 : 0.08);
      if (!best || sure > best.sure || (sure === best.sure && known.length < best.word.length))
        best = { word: known, sure };
    };
    for (const known of this.vocabulary) {
      if (known.length < 4) continue;
      if (known.startsWith(word)) take(known, 0.8);
      else if (known.length >= 5 && word.startsWith(known)) take(known, 0.85);
      // Words of five letters are too near to other words: court and count, plate and place.
      else if (
        Math.max(word.length, known.length) >= 6 &&
        word.length >= 5 &&
        Math.abs(known.length - word.length) <= 2 &&
        known[0] === word[0]
      ) {
        const edits = editsBetween(word, known, word.length >= 8 ? 2 : 1);
        if (edits !== null) take(known, 1 - edits * 0.12);
      }
      if (known[0] === word[0] && known.length > word.length && !/[aeiou]/.test(word.slice(1)) && isWithin(word, known))
        take(known, 0.7);
    }
    return best;
  }
}

const sideWords: ReadonlySet<string> = new Set(
  `1 2 a b one two first second scene evidence reference initiating initial primary linked associated related target other
   secondary source`.split(/\s+/),
);

/** A letter that joins words in Spanish and names an axis. */
const isAxis = (word: string, words: readonly string[]) => word === 'y' && (words.length <= 2 || words.at(-1) === word);

const knownMeaning = (word: string): readonly Token[] => [{ meanings: meaningsOfWord(word), weight: 1, sure: 1 }];

function knownTokens(word: string): readonly Token[] {
  return wholeOfWord(word).map((part) => {
    const meanings = meaningsOfWord(part);
    return { meanings, weight: isFaint(part) ? faintWeight : weightOfMeaning(meanings[0]!), sure: 1 };
  });
}

const namesOfField = new WeakMap<Field, FieldNames>();
/** Blocks of fields are the same in many layouts. */
const namesOfAliases = new Map<string, FieldNames>();

/** The names of a field, each as words; the same words are kept once. */
export function fieldNames(name: string, field: Field): FieldNames {
  let names = namesOfField.get(field);
  if (!names) {
    const aliases = [name, ...field.aliases];
    const key = aliases.join('\n');
    names = namesOfAliases.get(key) ?? namesOf(aliases);
    namesOfAliases.set(key, names);
    namesOfField.set(field, names);
  }
  return names;
}

function namesOf(aliases: readonly string[]): FieldNames {
  const variants = new Map<string, readonly Token[]>();
  const meanings = new Set<string>();
  for (const alias of aliases) {
    const words = splitHeader(alias);
    const tokens = words.flatMap((word) =>
      (isFaint(word) && !isAxis(word, words)) || /^\d+$/.test(word)
        ? [{ meanings: meaningsOfWord(word), weight: faintWeight, sure: 1 }]
        : isAxis(word, words)
          ? knownMeaning(word)
          : knownTokens(word),
    );
    const key = tokens
      .map((token) => token.meanings.join('/'))
      .sort()
      .join(' ');
    if (variants.has(key)) continue;
    variants.set(key, tokens);
    for (const token of tokens) {
      if (token.weight > faintWeight || tokens.length === 1) for (const each of token.meanings) meanings.add(each);
    }
  }
  return {
    exact: new Set(aliases.map(normaliseHeader)),
    variants: [...variants.values()],
    meanings,
    core: coreOf([...variants.values()]),
    countsRows: aliases.some((alias) => rowNumbers.test(normaliseHeader(alias))),
  };
}

function coreOf(variants: readonly (readonly Token[])[]): string[] {
  if (variants.length < 3) return [];
  const counts = new Map<string, number>();
  for (const tokens of variants) {
    const loud = tokens.filter((token) => token.weight >= coreWeight).flatMap((token) => token.meanings);
    for (const meaning of new Set(loud)) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= variants.length * 0.9).map(([meaning]) => meaning);
}

/**
 * How much a header is like the names of a field: shared words, weighted, against all words of both. Words of `topic`
 * go without saying in a file of the layout: they count little where only one side has them.
 */
export function compareHeader(words: HeaderWords, names: FieldNames, topic: ReadonlySet<string>): HeaderLikeness {
  if (names.exact.has(normaliseHeader(words.header)))
    return { likeness: 1, exact: true, conflict: false, more: false, foreign: false };
  const foreign =
    (!names.countsRows && rowNumbers.test(normaliseHeader(words.header))) ||
    words.tokens.some(
      ({ meanings, sure, weight }) =>
        sure >= 0.8 && weight > bracketWeight && tellingMeanings.has(meanings[0]!) && !names.meanings.has(meanings[0]!),
    );
  let best: HeaderLikeness = { likeness: 0, exact: false, conflict: !words.mute, more: true, foreign };
  if (!words.tokens.some((token) => token.meanings.some((meaning) => names.meanings.has(meaning)))) return best;
  const preposition = prepositionOf(words.tokens);
  for (const variant of names.variants) {
    const found = compareTokens(words.tokens, variant, topic);
    const own = prepositionOf(variant);
    // `Found By` is somebody else than `Found On`.
    const turned = preposition !== null && own !== null && preposition !== own;
    if (found.likeness > best.likeness) best = { ...found, foreign: foreign || found.other || turned };
  }
  const lacking = names.core.filter(
    (meaning) => !topic.has(meaning) && !words.tokens.some((token) => token.meanings.includes(meaning)),
  );
  if (lacking.length === 0) return best;
  // `Incident Code` is no ZIP code, however much of the name it has.
  const other = lacking.some((meaning) => tellingMeanings.has(meaning)) && !words.mute;
  return { ...best, likeness: best.likeness * 0.7, foreign: best.foreign || other };
}

const prepositions: ReadonlySet<string> = new Set(['by', 'on', 'at', 'with', 'in', 'from', 'until']);

/** The word that ends a name and tells its roles apart: `by`, `on`, `from`. */
function prepositionOf(tokens: readonly Token[]): string | null {
  const last = tokens.length > 1 ? tokens.at(-1)!.meanings[0]! : '';
  return prepositions.has(last) ? last : null;
}

function compareTokens(
  header: readonly Token[],
  name: readonly Token[],
  topic: ReadonlySet<string>,
): Omit<HeaderLikeness, 'foreign'> & { other: boolean } {
  const taken = new Set<number>();
  let shared = 0;
  let all = 0;
  let headerAlone = false;
  let headerOwner = false;
  let ownerShared = false;
  const alone = (token: Token) => (topic.has(token.meanings[0]!) ? token.weight * 0.25 : token.weight);
  for (const token of header) {
    let at = -1;
    let quality = 0;
    for (let i = 0; i < name.length; i++) {
      if (taken.has(i)) continue;
      const like = likenessOfTokens(token, name[i]!);
      if (like > quality) [at, quality] = [i, like];
    }
    if (at >= 0) {
      taken.add(at);
      shared += quality * (token.weight + name[at]!.weight);
      if (ownerMeanings.has(token.meanings[0]!)) ownerShared = true;
      all += token.weight;
    } else {
      all += alone(token);
      if (alone(token) >= loudWeight) headerAlone = true;
      // `Witness Sex` is no `Victim Sex`, though in a list of victims `Sex` alone would be.
      if (!topic.has(token.meanings[0]!) && ownerMeanings.has(token.meanings[0]!)) headerOwner = true;
    }
  }
  let nameAlone = false;
  for (let i = 0; i < name.length; i++) {
    all += taken.has(i) ? name[i]!.weight : alone(name[i]!);
    if (!taken.has(i) && alone(name[i]!) >= loudWeight) nameAlone = true;
  }
  const likeness = all === 0 ? 0 : shared / all;
  return {
    likeness: Math.min(0.99, likeness),
    exact: false,
    conflict: headerAlone && nameAlone,
    more: headerAlone,
    other: headerOwner && !ownerShared,
  };
}

function likenessOfTokens(a: Token, b: Token): number {
  const [first] = a.meanings;
  const sure = a.sure === 0 ? 1 : a.sure;
  if (first === b.meanings[0]) return sure;
  return a.meanings.some((meaning) => b.meanings.includes(meaning)) ? 0.92 * sure : 0;
}

const splits = new Map<string, readonly string[]>();

/** `SNNumber`, `recov_dt`, `Zip5` as words. */
export function splitHeader(header: string): readonly string[] {
  let words = splits.get(header);
  if (!words) {
    words = splitAnew(header);
    if (splits.size > 20_000) splits.clear();
    splits.set(header, words);
  }
  return words;
}

function splitAnew(header: string): string[] {
  const words = plainWords(header);
  // `Num Victims` and `No. of shots` count; `Victim Num` numbers.
  const counts = /^(?:num|number|no|nbr)$/.test(words[0] ?? '') && /^of$|[^s]s$/.test(words[1] ?? '');
  return counts ? ['count', ...words.slice(1)] : words;
}

function plainWords(header: string): string[] {
  return header
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/n[º°o]\.|№|#/g, ' number ')
    .replace(/([a-z])(\d)|(\d)([a-z])/g, '$1$3 $2$4')
    .replace(/\b([a-z])[./]([a-z])[./]?(?![a-z])/g, '$1$2')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** What stands in brackets is a unit or a format more often than a meaning. */
function splitWithUnits(header: string): { words: readonly string[]; units: readonly string[] } {
  const bare = header.replace(/[([{][^)\]}]*[)\]}]/g, ' ');
  const words = splitHeader(bare);
  if (words.length === 0) return { words: splitHeader(header), units: [] };
  return {
    words,
    units: splitHeader([...header.matchAll(/[([{]([^)\]}]*)[)\]}]/g)].map((found) => found[1]).join(' ')),
  };
}

/** Numbers of rows that a database or a map server adds: they name no record. */
const rowNumbers = /^(?:esri )?(?:object ?id|oid|fid|row ?(?:id|number)|cartodb id|unnamed(?: \d+)?|index)$/;

/** Whether another header has the same words with a lower number at the same place. */
function isAgain(words: readonly string[], all: readonly { readonly words: readonly string[] }[]): boolean {
  return words.some(
    (word, at) =>
      /^[2-9]$/.test(word) &&
      all.some(
        (other) =>
          other.words.length === words.length &&
          other.words.every((each, place) => (place === at ? /^\d$/.test(each) && each < word : each === words[place])),
      ),
  );
}

function sharedStart(headers: readonly (readonly string[])[]): string | null {
  if (headers.length < 4) return null;
  const counts = new Map<string, number>();
  for (const [first] of headers) if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  for (const [word, count] of counts) if (count >= headers.length * 0.7) return word;
  return null;
}
