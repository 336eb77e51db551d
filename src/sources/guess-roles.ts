import { nameOrder } from '../model/values/name-order.ts';
import type { ValueKind } from './feed.ts';
import { caseLike } from './guess-field-values.ts';
import type { HeaderWords } from './guess-header.ts';
import type { KindFits } from './guess-values.ts';

/**
 * A header as its values make it meant. What was found on, with or from somebody names who had it; what an agency calls an
 * item, a report or a complaint is its case where the numbers are written as those of cases are.
 */
export function meantByRole(words: HeaderWords, kind: ValueKind, fits: KindFits): HeaderWords {
  if (kind === 'full-name') return hadBySomebody(asWholeName(words), fits);
  if (kind === 'date' || kind === 'date-time') return asInstant(words, fits);
  if (kind === 'serial-number') return asSerial(words, fits);
  if (kind === 'identifier') return asNumber(words);
  if (kind === 'case-number' && caseLike(fits.column)) return asCase(words);
  return words;
}

const partsOfName: ReadonlySet<string> = new Set(['last', 'first', 'middle', 'name']);

/** `Suspect Last First Middle` is the suspect's name, and says how it is written. */
function asWholeName(words: HeaderWords): HeaderWords {
  if (nameOrder(words.header) === null) return words;
  const others = words.tokens.filter(({ meanings }) => !partsOfName.has(meanings[0]!));
  return { ...words, tokens: [...others, { ...meant('name'), weight: 0.7 }] };
}

const milliseconds: ReadonlySet<string> = new Set(['ms', 'msec', 'millis', 'epoch', 'unix', 'utc']);

/** `t_utc_ms` over thirteen figures is a date with its time, whatever else it says. */
function asInstant(words: HeaderWords, { column: { values } }: KindFits): HeaderWords {
  const since1970 = values.filter((value) => /^1\d{12}$/.test(value)).length >= values.length * 0.8;
  const unit = words.tokens.some(({ meanings }) => milliseconds.has(meanings[0]!));
  if (values.length === 0 || !since1970 || !unit) return words;
  const others = words.tokens.filter(({ meanings: [first] }) => !milliseconds.has(first!) && first !== 't');
  return {
    ...words,
    mute: false,
    tokens: [...others, { ...meant('date'), weight: 0.7 }, { ...meant('time'), weight: 0.7 }],
  };
}

const whoHadIt: ReadonlySet<string> = new Set(['on', 'with', 'from', 'whom']);
const meant = (meaning: string) => ({ meanings: [meaning], weight: 1, sure: 1 });

function hadBySomebody(words: HeaderWords, fits: KindFits): HeaderWords {
  const [first, last, ...more] = words.tokens;
  const bought = /^(?:bought|purchased) by$/i.test(words.header.trim());
  if (bought && (fits.of('full-name') ?? 0) >= 0.8) return { ...words, tokens: [meant('purchaser')] };
  const had = first?.meanings.includes('recovery') && last && whoHadIt.has(last.meanings[0]!);
  if (!had || more.length > 0 || (fits.of('full-name') ?? 0) < 0.8) return words;
  return { ...words, tokens: [meant('possessor')] };
}

const caseWords: ReadonlySet<string> = new Set([
  'property',
  'item',
  'reported',
  'complaint',
  'incident',
  'record',
  'ccn',
]);

function asCase(words: HeaderWords): HeaderWords {
  const tokens = words.tokens.map((token) => (caseWords.has(token.meanings[0]!) ? meant('case') : token));
  return { ...words, tokens };
}

/** `Gun #` over numbers that do not follow on one another is what makers stamp into guns. */
function asSerial(words: HeaderWords, fits: KindFits): HeaderWords {
  const [first, last, ...more] = words.tokens.map(({ meanings }) => meanings[0]!);
  const { counted, uniqueness, values } = fits.column;
  const lettered = values.filter((value) => /\p{L}/u.test(value)).length >= values.length * 0.5;
  if (first !== 'firearm' || last !== 'number' || more.length > 0) return words;
  return counted || uniqueness < 0.9 || !lettered ? words : { ...words, tokens: [meant('serial'), meant('number')] };
}

const records: ReadonlySet<string> = new Set(['call', 'incident', 'alert', 'dispatched', 'trace', 'lead', 'hit']);

/** A call has no serial number but the number it was given. */
function asNumber(words: HeaderWords): HeaderWords {
  const ofRecord = words.tokens.some(({ meanings }) => records.has(meanings[0]!));
  if (!ofRecord) return words;
  const tokens = words.tokens.map((token) =>
    token.meanings[0] === 'serial' ? { ...meant('number'), weight: 0.5 } : token,
  );
  return { ...words, tokens };
}
