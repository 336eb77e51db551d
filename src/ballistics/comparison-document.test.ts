import { expect, test } from 'vitest';
import type { ComparedExhibit, ComparedSurfaces, ScanVersion } from '../model/surface-comparison.ts';
import { cellReason, middleOfAlike } from './cell-places.ts';
import { ratioText } from '../model/ratio-text.ts';
import { comparisonDocument, comparisonSay } from './comparison-document.ts';

const cell = (
  row: number,
  column: number,
  reason: ComparedSurfaces['cells'][number]['reason'],
  correlation: number,
) => ({
  row,
  column,
  leftMicrons: 450 * column,
  topMicrons: 450 * row,
  xMicrons: 25,
  yMicrons: -25,
  rotationDegrees: 63,
  correlation,
  congruent: reason === 'congruent',
  reason,
});
const scan: ScanVersion = {
  scan: 7,
  file: 'a.x3p',
  sha256: 'a'.repeat(64),
  surfaceSha256: 'b'.repeat(64),
  state: 'PREPARED',
  masked: 'drawn',
  maskBy: 'somebody',
  maskConfidence: null,
  pitchMicrons: 6.25,
  breechFacePoints: 1000,
  engine: 'fast-1',
  failure: null,
  supersededBy: null,
  by: 'somebody',
  at: '2026-11-30T12:00:00Z',
};
const exhibit = (item: string): ComparedExhibit => ({
  exhibit: 1,
  item,
  case: null,
  kind: 'CASING',
  origin: 'SCENE',
  calibre: null,
  aperture: null,
  breechFace: null,
  sureClass: { calibre: null, aperture: null, breechFace: null },
  incident: null,
  firearm: null,
  made: false,
  scan: 7,
  scans: [scan],
});
const compared: ComparedSurfaces = {
  engine: 'fast-1',
  score: 0.5,
  congruentCells: 1,
  congruentCellsReverse: 2,
  highCongruentCells: 1,
  cellsCompared: 3,
  cellsComparedReverse: 3,
  rotationDegrees: 63.1,
  translationMicrons: { x: 12, y: -8 },
  wholeScanCorrelation: 0.61,
  logLikelihoodRatio: { kind: 'undetermined', code: 'no-calibration-set' },
  firstMiddle: { x: 900, y: 900 },
  secondMiddle: { x: 900, y: 900 },
  cellMicrons: 450,
  correlationLeast: 0.5,
  allowanceMicrons: 75,
  middleOfAlike: { x: 25, y: -25 },
  cells: [cell(0, 0, 'congruent', 0.8), cell(0, 1, 'unlike', 0.3), cell(1, 0, 'too-little', -1)],
  cellsNotCompared: [{ row: 1, column: 1, leftMicrons: 450, topMicrons: 450 }],
  seconds: 0.1,
};
const report = {
  exhibits: [exhibit('E-1'), exhibit('E-2')] as const,
  scans: [scan, scan] as const,
  compared,
  lead: null,
  text: { errorRates: null, inconclusives: null, version: 0, signedBy: null, signedAt: null },
  pictures: {
    first: new Uint8Array(),
    second: new Uint8Array(),
    difference: null,
    left: 0,
    top: 0,
    side: 900,
    rangeMicrons: 2,
  },
};
const order = {
  purpose: 'Case 25-1',
  madeBy: 'somebody',
  madeAt: '2026-11-30T12:00:00Z',
  timeZone: 'America/New_York',
  agency: 'Harbor City',
  handling: ['NIBIN-LEAD'],
  program: '0.1.0',
} as const;

test('the report says possible association at most, every part of its figures, and no percentage of certainty', () => {
  for (const language of ['en', 'es'] as const) {
    const document = comparisonDocument(report, { ...order, language });
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/\bmatch|\d ?%|\{\w+\}/i);
    expect(document.caution).toMatch(language === 'en' ? /not a confirmed identification/ : /no es una identificación/);
    for (const part of ['0.500', '63.1°', 'a'.repeat(64), 'b'.repeat(64), 'fast-1', 'somebody'])
      expect(text).toContain(part);
  }
  const english = JSON.stringify(comparisonDocument(report, { ...order, language: 'en' }));
  expect(english).toContain('3 of 6 compared');
  expect(english).toContain('1 of 3 compared; 1 more of the first hold too little to be compared');
});

test('cells are marked where they lie, the hatched ones without a line', () => {
  const { blocks } = comparisonDocument(report, { ...order, language: 'en' });
  const marked = blocks
    .flatMap((block) => (block.kind === 'pictures' ? block.pictures : []))
    .flatMap(({ squares }) => squares);
  expect(marked.map(({ look, at, side }) => [look, ...at, side])).toEqual([
    ['hatched', 0.5, 0.5, 0.5],
    ['solid', 0, 0, 0.5],
    ['dashed', 0.5, 0, 0.5],
    ['dashed', 0, 0.5, 0.5],
  ]);
  // From the middle, three times as far as it was found off.
  expect(marked[1]!.to).toEqual([(225 + 75) / 900, (225 - 75) / 900]);
  expect([marked[0]!.to, marked[3]!.to]).toEqual([null, null]);
});

test('a ratio below one is said as so many times less likely, with its ends in order, its class and that it is cut', () => {
  const say = comparisonSay('en');
  const words = { say, sayWith: say, sayTimes: say };
  const ratio = { kind: 'determined', class: 'made ones', firearms: 20 } as const;
  const more = ratioText({ ...ratio, log10: 2, low: 1, high: 3, cut: 'none' }, words);
  expect(more).toContain('is 100 times as likely');
  expect(more).toContain('made ones (20 firearms)');
  expect(more).not.toContain('cut');
  const less = ratioText({ ...ratio, log10: -1, low: -1.5, high: -0.5, cut: 'low' }, words);
  // Cut at its low end, it lies farther from one than the set bears out; cut at the other, nearer.
  expect(less).toContain('is more than 10 times less likely');
  expect(less).toContain('From 3.2 to 32');
  expect(less).toContain('the ratio is cut there');
  const said = (log10: number, cut: 'low' | 'high') =>
    /is (more|less) than/.exec(ratioText({ ...ratio, log10, low: log10 - 1, high: log10 + 1, cut }, words))![1];
  expect([said(2, 'high'), said(2, 'low'), said(-2, 'low'), said(-2, 'high')]).toEqual([
    'more',
    'less',
    'more',
    'less',
  ]);
});

test('a cell is not congruent for one reason, and those alike say where they lie together', () => {
  expect(cellReason({ correlation: 0.9, congruent: true })).toBe('congruent');
  expect(cellReason({ correlation: 0.9, congruent: false })).toBe('elsewhere');
  expect(cellReason({ correlation: 0.49, congruent: false })).toBe('unlike');
  for (const correlation of [-1, null]) expect(cellReason({ correlation, congruent: false })).toBe('too-little');
  const found = (correlation: number | null, x: number) => ({ correlation, xMicrons: x, yMicrons: -x });
  expect(middleOfAlike([found(0.9, 10), found(0.2, 900), found(0.5, 30), found(0.7, 20), found(null, 900)])).toEqual({
    x: 20,
    y: -20,
  });
  expect(middleOfAlike([found(0.2, 5)])).toBeNull();
});

test('an examiner’s word, or that a lead was withdrawn, stands before what a comparison alone may say', () => {
  const lead = {
    lead: 3,
    number: 'FL26-00003',
    holds: 'WITHDRAWN' as const,
    withdrawnElsewhere: [],
    concluded: {
      conclusion: 'ELIMINATION' as const,
      examiner: 'eve',
      verifier: 'fay',
      on: '2026-11-21',
      report: 'FR26-2',
      limitation: 'See the report.',
    },
    retracted: null,
  };
  const eliminated = comparisonDocument({ ...report, lead }, { ...order, language: 'en' });
  expect(eliminated.caution).toMatch(/FL26-00003.*withdrawn/);
  expect(JSON.stringify(eliminated)).toMatch(/Examiner eve concluded on 2026-11-21: elimination.*verified by fay/);
  expect(JSON.stringify(eliminated)).not.toMatch(/Possible association at most/);
  const open = comparisonDocument(
    { ...report, lead: { ...lead, holds: 'LEAD', concluded: null } },
    { ...order, language: 'en' },
  );
  expect(open.caution).toMatch(/Possible association at most/);
  expect(JSON.stringify(open)).toMatch(/No examiner confirmed it/);
});

test('what the city signed of error rates and inconclusive results is printed line by line, and that it signed nothing is said', () => {
  const textOf = (text: Partial<typeof report.text> | Record<string, unknown>) =>
    JSON.stringify(
      comparisonDocument({ ...report, text: { ...report.text, ...text } }, { ...order, language: 'en' }).blocks,
    );
  expect(textOf({}).split('The city has signed no text on this.')).toHaveLength(3);
  const signed = textOf({
    errorRates: 'A study, 2022.\n\nAnother, 2023.',
    version: 4,
    signedBy: 'somebody else',
    signedAt: '2026-11-30T03:00:00Z',
  });
  for (const part of [
    '"A study, 2022."',
    '"Another, 2023."',
    'Version 4 of the city’s settings, signed by somebody else on 2026-11-29.',
  ])
    expect(signed).toContain(part);
  expect(signed.split('The city has signed no text on this.')).toHaveLength(2);
});
