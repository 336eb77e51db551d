import { flowColumns } from '../../../src/model/trace-filter.ts';
import type { Words } from '../frame/words.tsx';
import { columnName } from './flow-names.ts';

type Reader = Pick<Words, 'say' | 'sayIfKnown'>;

/** What an opened list is of, in words: each part of the question as a phrase. */
export function openedWords(opened: string, { say, sayIfKnown }: Reader): string {
  const parts = new URLSearchParams(opened);
  const get = (name: string) => parts.get(name);
  const phrases: string[] = [];
  const measure = get('measure');
  if (measure !== null)
    phrases.push(`${sayIfKnown(`measure.${measure}`) ?? measure}: ${say(`answer.${answerOf(get('answer'))}`)}`);
  const days = get('days');
  if (days !== null) phrases.push(days === 'none' ? say('trafficking.noTime') : daysWords(days, { say }));
  const score = get('score');
  if (score !== null)
    phrases.push(
      score === 'none'
        ? say('trafficking.noIndex')
        : say('trafficking.indexBetween', { from: score.split('-')[0]!, to: score.split('-')[1]! }),
    );
  const source = get('source');
  if (source !== null && source !== '') phrases.push(sourceWords(source, { say }));
  const ofSource = get('ofSource');
  if (ofSource !== null)
    phrases.push(
      ofSource
        .split(',')
        .map((each) => sourceWords(each, { say }))
        .join(', '),
    );
  const sold = get('sold');
  if (sold !== null) phrases.push(say('trafficking.soldIn', { year: sold }));
  const recovered = get('recovered');
  if (recovered !== null)
    phrases.push(
      recovered === 'none'
        ? say('trafficking.undated')
        : recovered.includes('_')
          ? say('opened.months', { from: recovered.split('_')[0]!, to: recovered.split('_')[1]! })
          : say('trafficking.recoveredIn', { year: recovered }),
    );
  const [by, column] = [flowColumns.find((each) => each === get('by')), get('column')];
  if (by !== undefined && column !== null)
    phrases.push(say('opened.column', { by: say(`flowsBy.${by}`), column: columnName(by, column, { say }) }));
  const year = get('year');
  if (year !== null) phrases.push(say('opened.year', { year }));
  const dealer = get('dealer');
  if (dealer !== null) phrases.push(say('trafficking.ofDealer'));
  const purchaser = get('purchaser');
  if (purchaser !== null) phrases.push(say('trafficking.ofPurchaser'));
  if (get('from') === '') phrases.push(say('trafficking.anyPeriod'));
  const flag = get('flag');
  if (flag !== null) phrases.push(sayIfKnown(`flag.${flag}`) ?? flag);
  return phrases.length === 0 ? say('trafficking.everyTrace') : phrases.join(' · ');
}

/** A source as filters name it. */
export function sourceWords(source: string, { say }: Pick<Words, 'say'>): string {
  if (source === 'none') return say('filter.sourceNone');
  if (source === 'retail') return say('filter.sourceRetail');
  if (source === 'government') return say('filter.sourceGovernment');
  return say('filter.source', { source });
}

/** A district of tied shootings as filters name it. */
export function incidentWords(district: string, { say }: Pick<Words, 'say'>): string {
  if (district === 'none') return say('filter.incidentNone');
  return district === 'untied' ? say('filter.incidentUntied') : say('filter.incident', { district });
}

function answerOf(answer: string | null): 'yes' | 'no' | 'unknown' {
  return answer === 'no' || answer === 'unknown' ? answer : 'yes';
}

function daysWords(days: string, { say }: Pick<Words, 'say'>): string {
  const [from = '0', below = ''] = days.split('-');
  return below === '' ? say('trafficking.daysFrom', { from }) : say('trafficking.daysBetween', { from, below });
}
