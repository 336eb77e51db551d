import type { ReportText } from './report-text.ts';
import type { TraceYear, YearSection } from './trace-year.ts';

/** How many firearms a report is of. */
export function countedLine({ firearms, year }: TraceYear, { say }: ReportText): string {
  return firearms === null ? say('countedFew', { year }) : say('counted', { n: firearms, year });
}

/** What stands beside that number: traced firearms of no year, and of it those that had no first retail sale; each where there are any. */
export function countedBeside({ undated, governments }: TraceYear): { key: 'undated' | 'governments'; n: number }[] {
  const counts = [
    { key: 'undated' as const, n: undated },
    { key: 'governments' as const, n: governments ?? 0 },
  ];
  return counts.filter(({ n }) => n > 0);
}

/** What is said of a section without rows; null where it has some. */
export function emptyLine({ rows, folded, withheld }: YearSection, { say }: ReportText): string | null {
  return rows.length > 0 || folded !== null ? null : say(withheld ? 'withheld' : 'empty');
}

/** What is said of a mean, and of the country's beside it. */
export function meanLines({ id, mean }: YearSection, year: number, { say }: ReportText): string[] {
  if (mean === null) return [];
  const { value, counted, unknown, national } = mean;
  const own =
    value === null
      ? say('mean.none', { counted, unknown })
      : say('mean', { value: value.toFixed(1), counted, unknown });
  if (id !== 'time-to-crime') return [own];
  return [
    own,
    national === null
      ? say('mean.noNational', { year })
      : say('mean.national', { year: national.year, value: national.value.toFixed(2) }),
  ];
}

/** What ATF's own table of the state says, beside the city's. */
export function publishedLine({ published }: TraceYear, text: ReportText): string {
  if (published === null) return text.say('published.none');
  const own = published.rows.find(({ key }) => key === published.state);
  const others = published.rows.filter(({ key }) => key !== published.state);
  const denominator = published.rows[0]!.share.denominator;
  return text.say('published', {
    state: published.state,
    year: published.year,
    share: text.share(own?.share ?? { numerator: 0, denominator, unknown: 0 }),
    sources: others
      .slice(0, 5)
      .map(({ key, share }) => `${key} ${share.numerator}`)
      .join(', '),
  });
}
