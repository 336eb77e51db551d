import { reportWordsEn, type ReportWord } from './report-words.en.ts';
import { reportWordsEs } from './report-words.es.ts';
import type { Share } from './share.ts';
import type { SectionId, YearRow } from './trace-year.ts';
import { US_STATES } from './values/us-state.ts';

export type ReportLanguage = 'en' | 'es';

/** Sections whose keys are codes or words of ours; all others are names as recorded. */
const named: ReadonlySet<SectionId> = new Set<SectionId>(['calibres', 'recovery-cities', 'makes', 'models']);

/** The words of reports in one language: the page, the paper and the table say the same. */
export interface ReportText {
  readonly language: ReportLanguage;
  readonly say: (word: ReportWord, values?: Readonly<Record<string, string | number>>) => string;
  /** A share with its parts; its percentage stands with them or not at all. */
  readonly share: (share: Share | null) => string;
  readonly row: (section: SectionId, row: Pick<YearRow, 'key' | 'of'>) => string;
  readonly key: (section: SectionId, key: string) => string;
}

export function reportText(language: ReportLanguage): ReportText {
  const words = language === 'es' ? reportWordsEs : reportWordsEn;
  const number = new Intl.NumberFormat(language === 'es' ? 'es-US' : 'en-US');
  const say: ReportText['say'] = (word, values = {}) =>
    words[word].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' && name !== 'year' ? number.format(value) : String(value ?? '');
    });
  const key: ReportText['key'] = (section, of) => {
    if (section === 'sources') {
      const state = US_STATES.find(({ code }) => code === of);
      return state === undefined ? of : `${state.name} (${of})`;
    }
    const word = `key.${of}`;
    return !named.has(section) && Object.hasOwn(words, word) ? words[word as ReportWord] : of;
  };
  return {
    language,
    say,
    key,
    share: (share) => {
      if (share === null) return say('heldBack');
      const { numerator, denominator, unknown } = share;
      if (denominator === 0) return say('share.none', { unknown });
      return `${percentOf(share)} (${say('share', { numerator, denominator, unknown })})`;
    },
    row: (section, { key: group, of }) => {
      if (of === null) return key(section, group);
      const type = key('types', of);
      return group === 'all' ? type : `${type}, ${key(section, group)}`;
    },
  };
}

/** One digit behind the point from a thousand on; below, whole numbers: a hundred firearms know no tenth. */
export function percentOf({ numerator, denominator }: Share): string {
  const [digits, step] = denominator >= 1000 ? [1, 0.1] : [0, 1];
  const percent = (100 * numerator) / denominator;
  // Some are not none, and most are not all.
  if (numerator > 0 && percent < step / 2) return `< ${step} %`;
  if (numerator < denominator && percent >= 100 - step / 2) return `> ${100 - step} %`;
  return `${percent.toFixed(digits)} %`;
}
