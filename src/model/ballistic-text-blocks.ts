import type { BallisticText } from './ballistic-text.ts';
import type { PrintedBlock } from './printed-document.ts';
import { localDay } from './values/local-time.ts';

type Word = 'compare.errorRates' | 'compare.inconclusives' | 'compare.textNone' | 'compare.textBy';

/** What the city signed of error rates and inconclusive results, line by line and by which version; that it signed nothing is said. */
export function ballisticTextBlocks(
  text: BallisticText,
  timeZone: string,
  say: (word: Word, values?: Readonly<Record<string, string | number>>) => string,
): PrintedBlock[] {
  const { errorRates, inconclusives, version, signedBy, signedAt } = text;
  const part = (word: Word, text: string | null): PrintedBlock[] => [
    { kind: 'heading', level: 3, text: say(word) },
    ...(text === null ? [say('compare.textNone')] : text.split(/\s*\n\s*/)).map((line): PrintedBlock => ({
      kind: 'paragraph',
      text: line,
    })),
  ];
  const signed: PrintedBlock[] =
    signedBy === null || signedAt === null
      ? []
      : [
          {
            kind: 'paragraph',
            text: say('compare.textBy', { version, by: signedBy, at: localDay(signedAt, timeZone) }),
          },
        ];
  return [...part('compare.errorRates', errorRates), ...part('compare.inconclusives', inconclusives), ...signed];
}
