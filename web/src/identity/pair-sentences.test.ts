import { expect, test } from 'vitest';
import { categories, categoryWords } from '../../../src/identity/compared-fields.ts';
import { oddWeights } from '../../../src/identity/usual-weights.ts';
import { numbersOfMany } from '../../../src/identity/shared-numbers.ts';
import { askSentences } from '../../../src/identity/asked-pairs.ts';
import { knownSentence } from '../frame/server-words.ts';
import { es } from '../frame/messages.es.ts';
import { makeWords } from '../frame/words.tsx';
import { pairSentencesEn } from './pair-sentences.en.ts';

const sources = import.meta.glob<string>('../../../src/identity/{compare-*,explain-pair}.ts', {
  query: '?raw',
  eager: true,
  import: 'default',
});

/** Every sentence by which the engine says how two values compare, read off its code. */
const ofCategories = Object.keys(categories).flatMap((field) =>
  ['the same', 'not the same'].map((description) => categoryWords(field, description)),
);

const said = [
  ...Object.values(sources).flatMap((text) =>
    [
      ...text.matchAll(/level\('[^']+',\s*'([^']+)'/g),
      ...text.matchAll(/description: '([^']+)'/g),
      ...text.matchAll(/\?\? '(one of [^']+)'/g),
      ...[...text.matchAll(/similarTexts\(values, \[([^\]]+)\]/g)].flatMap((list) => [
        ...list[1]!.matchAll(/'([^']+)'/g),
      ]),
    ].map((found) => found[1]!),
  ),
  ...ofCategories,
];

test('whatever the engine says of how two values compare is said in Spanish too', () => {
  const spanish = makeWords('es', es);
  expect(said.length).toBeGreaterThan(40);
  expect(said.filter((sentence) => knownSentence(sentence, spanish) === null)).toEqual([]);
});

test('whatever the engine says of why it asks is said in Spanish too', () => {
  const spanish = makeWords('es', es);
  const asked = Object.values(askSentences);
  expect(asked.filter((sentence) => knownSentence(sentence, spanish) === null)).toEqual([]);
  const kept = Object.entries(pairSentencesEn).filter(([key]) => key.startsWith('says.asks.'));
  expect(kept.filter(([, sentence]) => !asked.some((each) => each === sentence))).toEqual([]);
});

test('what a model was learnt with care of is said in Spanish too', () => {
  const spanish = makeWords('es', es);
  const cautions = [oddWeights('Sex'), numbersOfMany('State number', 2, 1_310)].map(({ message }) => message);
  expect(cautions.filter((sentence) => knownSentence(sentence, spanish) === null)).toEqual([]);
});

test('no comparison is kept that the engine does not say', () => {
  const known = new Set(said);
  const kept = Object.entries(pairSentencesEn).filter(([key]) => key.startsWith('says.level.'));
  expect(kept.filter(([, sentence]) => !known.has(sentence))).toEqual([]);
});
