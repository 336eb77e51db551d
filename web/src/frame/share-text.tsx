import { useMemo } from 'react';
import { reportText, type ReportText } from '../../../src/model/report-text.ts';
import type { Share } from '../../../src/model/share.ts';
import { useWords } from './words.tsx';

/** The words of reports in the reader's language. */
export function useReportText(): ReportText {
  const { language } = useWords();
  return useMemo(() => reportText(language), [language]);
}

/**
 * A share, the one way the portal shows one: with how many of how many, and how many are not known. A percentage stands
 * nowhere else; a test walks every page and holds it to that.
 */
export function ShareText({ share }: { share: Share | null }) {
  const text = useReportText();
  return <span data-share>{text.share(share)}</span>;
}
