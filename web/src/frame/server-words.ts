import { fieldName } from '../imports/field-name.ts';
import type { Formats } from './format.ts';
import { sentencesEn } from './server-sentences.en.ts';
import type { PlainKey, Words } from './words.tsx';

/**
 * Sentences the server writes in English, and the text that says the same in the reader's language. A sentence that is not
 * here is shown as the server wrote it.
 */
const known: readonly (readonly [RegExp, PlainKey])[] = [
  [/different dates of first retail sale are recorded/, 'conflict.saleDates'],
  [/different first retail sales of one day/, 'conflict.salesDiffer'],
  [/different shipments of one day/, 'conflict.shipmentsDiffer'],
  [/different reports of a loss on one day/, 'conflict.lossesDiffer'],
  [/the sources differ on the possessor/, 'conflict.possessorsDiffer'],
  [/dated after the firearm was recovered/, 'conflict.soldAfterRecovery'],
  [/dated after the last recorded recovery/, 'conflict.shotAfterRecovery'],
  [/dated before the first retail sale/, 'conflict.shotBeforeSale'],
  [/another first retail sale is recorded, without its day/, 'conflict.undatedSaleDiffers'],
  [/in one it stands, in another it was not confirmed or was withdrawn/, 'conflict.tieWithdrawn'],
  [/in one it is a hit, in another the examiner did not identify/, 'conflict.tieNotIdentified'],
  [/one cartridge case is tied by hits to two firearms/, 'conflict.twoFirearms'],
  [/one lead speaks of two firearms/, 'conflict.leadOfTwo'],
  [/the calibre of the cartridge case entered is not that of the firearm/, 'conflict.calibre'],
  [/different days are recorded for this shooting/, 'conflict.shootingDaysDiffer'],
  [/different days of one shipment are recorded/, 'conflict.shipmentDaysDiffer'],
  [/the sources differ on the day of this recovery/, 'conflict.recoveryDaysDiffer'],
  [/a firearm that is recorded as destroyed/, 'conflict.afterDestruction'],
  [/sources differ on the day of one recovery/, 'why.recoveryDays'],
  [/the sale is dated before the purchaser was born/, 'why.soldBeforeBirth'],
  [/the purchaser was younger than 12 at the sale/, 'why.soldToChild'],
  [/the purchaser was younger than 18 at this sale/, 'conflict.purchaserYoung'],
  [/a theft from an owner \(.*\) is dated before the sale/, 'why.stolenBeforeSale'],
  [/a shooting tied by a confirmed hit \(.*\) is dated before the sale/, 'why.shotBeforeSale'],
  [/dated after what happened to the firearm/, 'conflict.madeTooLate'],
  [/dated after the first retail sale/, 'conflict.shippedAfterSale'],
  [/the trace (?:\(.*\) )?is dated before the (?:first recorded )?recovery/, 'why.tracedBeforeRecovery'],
  [/several recoveries of the firearm are recorded/, 'why.severalRecoveries'],
  [/dated before the first recorded recovery/, 'conflict.heldBeforeRecovery'],
  [/the manufacture \(.*\) is dated after the sale/, 'why.madeAfterSale'],
  [/the shipment \(.*\) is dated after the sale/, 'why.shippedAfterSale'],
  [/neither the day of the first retail sale nor a recovery is recorded/, 'why.neitherDayOfSale'],
  [/neither the day of the first retail sale nor the day of the recovery is recorded/, 'why.neitherDay'],
  [/neither the first retail sale nor the day of the recovery is recorded/, 'why.neitherDayOfRecovery'],
  [/the day of the first retail sale is not recorded/, 'why.noDayOfSale'],
  [/the day of the recovery is not recorded/, 'why.noDayOfRecovery'],
  [/neither the first retail sale nor a recovery is recorded/, 'why.neither'],
  [/only \d+ of \d+ source rows are read/, 'why.cut'],
  [/the first retail sale is not recorded/, 'why.noSale'],
  [/no recovery is recorded/, 'why.noRecovery'],
  [/sources differ on the dealer and on the purchaser/, 'why.saleDealerPurchaser'],
  [/sources differ on the dealer of/, 'why.saleDealer'],
  [/sources differ on the purchaser of/, 'why.salePurchaser'],
  [/sources differ on the first retail sale/, 'why.saleDates'],
  [/is dated before the sale/, 'why.recoveredBeforeSale'],
];

type Reader = Pick<Words, 'language' | 'say' | 'sayIfKnown'>;
type SentenceKey = keyof typeof sentencesEn;

const counted = new Set(['n', 'm', 'all', 'fit', 'rest', 'total']);

/** Each sentence as a pattern, with the names of what stands in it. */
const sentences = (Object.entries(sentencesEn) as [SentenceKey, string][]).map(([key, text]) => {
  const names: string[] = [];
  const pattern = text
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(name);
      return counted.has(name) ? '([\\d,.]+)' : '(.+)';
    })
    .join('');
  return { key, names, pattern: new RegExp(`^${pattern}$`) };
});

/** The sentence in the reader's language, with what stands in it said in that language too; null where it is none known. */
export function knownSentence(sentence: string, words: Reader): string | null {
  for (const { key, names, pattern } of sentences) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    const values = Object.fromEntries(
      names.map((name, at) => {
        const value = found[at + 1]!;
        if (name === 'feeds')
          return [
            name,
            value
              .split(', ')
              .map((feed) => words.sayIfKnown(`feed.${feed}`) ?? feed)
              .join(', '),
          ];
        if (name === 'field') return [name, fieldName(value, words)];
        // What a field is about the importers say in English alone: in another language its own name stands there.
        if (name === 'about') return [name, found[names.indexOf('field') + 1]!];
        return [name, knownSentence(value, words) ?? value];
      }),
    );
    return words.say(key as 'says.cells', values as { n: string });
  }
  return null;
}

export function serverWords(sentence: string, words: Reader): string {
  if (words.language === 'en') return sentence;
  const parts = sentence.split('; ');
  // Several things odd about one event are said one after the other.
  if (parts.length > 1 && parts.every((part) => known.some(([pattern]) => pattern.test(part))))
    return parts.map((part) => serverWords(part, words)).join('; ');
  const found = known.find(([pattern]) => pattern.test(sentence));
  if (found !== undefined) return words.say(found[1] as 'conflict.saleDates');
  return knownSentence(sentence, words) ?? sentence;
}

/** Why something failed, in the reader's language: what the server says where that is known, else what its code means. */
export function failureWords(failure: { code: string; message: string }, words: Reader): string {
  if (words.language === 'en') return failure.message;
  return (
    (knownSentence(failure.message, words) ??
      [words.sayIfKnown(`problem.${failure.code}`), words.sayIfKnown(`problemHelp.${failure.code.split('.')[0]}`)]
        .filter((part) => part !== null)
        .join(' ')) ||
    failure.message
  );
}

/** The second line of a search result: what tells namesakes apart, when it was seen, how many rows speak of it. */
export function detailWords(detail: string, words: Reader, formats: Pick<Formats, 'day'>): string {
  return detail
    .split(' · ')
    .map((part) => {
      const rows = /^(\d+) source rows?$/.exec(part);
      if (rows !== null) return words.say('firearm.sources', { n: Number(rows[1]) });
      const born = /^born (\d{4}-\d{2}-\d{2})$/.exec(part);
      if (born !== null) return words.say('search.born', { day: formats.day(born[1]!) });
      const age = /^age (\d+)$/.exec(part);
      if (age !== null) return words.say('search.age', { n: Number(age[1]) });
      const seen = /^(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?$/.exec(part);
      if (seen === null) return part;
      const from = formats.day(seen[1]!);
      return seen[2] === undefined ? from : `${from} – ${formats.day(seen[2])}`;
    })
    .join(' · ');
}

/** The title of a layout. */
export function layoutWords(title: string, words: Reader): string {
  if (words.language === 'en') return title;
  const known = knownSentence(title.toLowerCase(), words);
  return known === null ? title : known.charAt(0).toLocaleUpperCase(words.language) + known.slice(1);
}

/** What was got in place of what was expected: in words where the server describes it, as it came where it quotes a cell. */
export function gotWords(got: string, cells: readonly string[], words: Reader): string {
  return cells.some((cell) => cell.trim() === got.trim()) ? got : serverWords(got, words);
}

/** Why a column was read as a field: the field's name in place of what the server says it is about, and the reasons. */
export function columnWords(why: string, field: string | null, words: Reader): string {
  if (words.language === 'en') return why;
  const whole = knownSentence(why, words);
  if (whole !== null || field === null) return whole ?? why;
  // What a field is about may have a colon of its own: the reasons begin after the last one that leaves only known ones.
  for (let at = why.indexOf(': '); at >= 0; at = why.indexOf(': ', at + 1)) {
    const reasons = why
      .slice(at + 2)
      .split('; ')
      .map((reason) => knownSentence(reason, words));
    if (reasons.every((reason) => reason !== null))
      return words.say('wizard.because', { field: fieldName(field, words), reasons: reasons.join('; ') });
  }
  return why;
}
