import type { PrintedBlock } from '../model/printed-document.ts';
import type { BriefingText } from './briefing-text.ts';

/** The small blocks a briefing is made of. */
export const heading = (text: string, level: 2 | 3 = 2): PrintedBlock => ({ kind: 'heading', level, text });
export const paragraph = (text: string, tone: 'plain' | 'muted' = 'plain'): PrintedBlock => ({
  kind: 'paragraph',
  text,
  tone,
});
export const caution = (text: string): PrintedBlock => ({ kind: 'paragraph', text, tone: 'caution' });

export function cutNote(
  { shown, total }: { readonly shown: number; readonly total: number },
  word: 'brief.livesCut' | 'brief.profilesCut' | 'brief.observationsCut',
  { say }: BriefingText,
): PrintedBlock[] {
  return shown === total ? [] : [paragraph(say(word, { shown, total }), 'muted')];
}
