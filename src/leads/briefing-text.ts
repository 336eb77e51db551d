/**
 * What a briefing says in a reader's language, and which source rows it says it by.
 *
 * **Source.** The words of leads and briefings in src/model. **Input.** A language; source rows as they are named.
 * **Output.** Sentences; numbers in brackets, and the rows they lead to. **Limits.** Rows are numbered in the order they are first named.
 */
import { briefingWordsEn } from '../model/briefing-words.en.ts';
import { briefingWordsEs } from '../model/briefing-words.es.ts';
import type { Event, SourceRef } from '../model/evidence.ts';
import { leadReason } from '../model/lead-reason.ts';
import { leadRefutationsEs } from '../model/lead-refutations.es.ts';
import { leadWordsEn } from '../model/lead-words.en.ts';
import { leadWordsEs } from '../model/lead-words.es.ts';
import type { Share } from '../model/share.ts';

const en = { ...leadWordsEn, ...briefingWordsEn };
const es = { ...leadWordsEs, ...briefingWordsEs };
type Word = keyof typeof en;

export interface BriefingText {
  readonly language: 'en' | 'es';
  readonly say: (word: Word, values?: Readonly<Record<string, string | number>>) => string;
  readonly reason: (reason: string) => string;
  readonly refutation: (sentence: string) => string;
  readonly share: (share: Share) => string;
  readonly event: (event: Pick<Event, 'kind' | 'tie' | 'title' | 'status'>) => string;
  /** Numbers of the rows a statement rests on, as ` [1] [4]`. */
  readonly cite: (sources: readonly SourceRef[]) => string;
  /** The rows the numbers lead to so far. */
  readonly sources: () => string[];
}

/** Rows named behind one statement at most; the lives and the manifest name all. */
const citedMost = 6;

export function briefingText(language: 'en' | 'es'): BriefingText {
  const words: Readonly<Record<Word, string>> = language === 'es' ? es : en;
  const rows = new Map<string, string>();
  const say: BriefingText['say'] = (word, values = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const numberOf = (source: SourceRef) => {
    const key = `${source.record} ${source.version}`;
    if (!rows.has(key))
      rows.set(key, say('brief.row', { ...source, when: source.receivedAt.slice(0, 10), line: source.line }));
    return [...rows.keys()].indexOf(key) + 1;
  };
  return {
    language,
    say,
    reason: (reason) => leadReason(reason, language),
    refutation: (sentence) => (language === 'es' ? (leadRefutationsEs[sentence] ?? sentence) : sentence),
    share: ({ numerator, denominator, unknown }) => say('brief.share', { numerator, denominator, unknown }),
    event: ({ kind, tie, title, status }) => {
      const word = `brief.event.${kind}${kind === 'shooting' ? `.${tie ?? 'lead'}` : ''}`;
      const said = Object.hasOwn(words, word) ? words[word as Word] : title;
      return status === 'RETRACTED' ? `${said} (${say('brief.event.withdrawn')})` : said;
    },
    cite: (sources) => {
      const numbers = [...new Set(sources.map(numberOf))].sort((a, b) => a - b);
      return numbers
        .slice(0, citedMost)
        .map((number) => ` [${number}]`)
        .join('');
    },
    sources: () => [...rows.values()],
  };
}
