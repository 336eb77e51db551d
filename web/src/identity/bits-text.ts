import type { Words } from '../frame/words.tsx';

/** Bits as they are written: with their sign, one figure after the point. */
export function bitsText(bits: number, language: Words['language']): string {
  const rounded = Math.round(bits * 10) / 10;
  const figure = Math.abs(rounded).toLocaleString(language === 'es' ? 'es-US' : 'en-US', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return rounded === 0 ? figure : `${rounded > 0 ? '+' : '−'}${figure}`;
}

const little = 0.5;
const some = 2;
const much = 6;

/** How much so many bits say, and for which side. */
export function weightOf(bits: number): 'nothing' | `${'for' | 'against'}.${'little' | 'some' | 'much'}` {
  const size = Math.abs(bits);
  if (size < little) return 'nothing';
  return `${bits > 0 ? 'for' : 'against'}.${size < some ? 'little' : size < much ? 'some' : 'much'}`;
}
