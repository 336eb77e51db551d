import { describe, expect, test } from 'vitest';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { reportText } from '../model/report-text.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { Audience, SectionId, TraceYear, YearReportKind } from '../model/trace-year.ts';
import { traceYear, traceYears, type YearOrder } from './trace-year.ts';
import { yearDocument, yearMarkdown, yearTable } from './year-document.ts';

const place = { agency: 'Harbor City Police', city: 'Harbor City', state: 'MD' };

function reportOf(
  traces: readonly TraceFacts[],
  over: Partial<YearOrder> & { report?: YearReportKind; audience?: Audience } = {},
): TraceYear {
  return traceYear({
    report: 'annual',
    year: 2016,
    audience: 'internal',
    place,
    traces,
    firearms: [],
    published: [],
    ...over,
  });
}

const section = (year: TraceYear, id: SectionId) => year.sections.find((each) => each.id === id)!;
const sharesOf = (year: TraceYear, id: SectionId) =>
  Object.fromEntries(section(year, id).rows.map(({ key, of, share }) => [of === null ? key : `${of} ${key}`, share]));

/** A firearm sold so many days before 1 July 2016. */
const recovered = (number: number, days: number, over: Partial<TraceFacts> = {}) =>
  madeTrace(`T${number}`, {
    ...soldAndRecovered(new Date(Date.parse('2016-07-01') - days * 86_400_000).toISOString().slice(0, 10), days),
    ...over,
  });

describe('the report of a year', () => {
  test('counts a firearm traced twice once, and leaves out cancelled requests and other years', () => {
    const twice = { firearm: 'firearm:7' } as const;
    const year = reportOf([
      recovered(1, 100, twice),
      recovered(2, 100, { ...twice, dealer: madeDealer(1, { state: 'VA' }) }),
      recovered(3, 50),
      recovered(4, 50, { completion: 'C_CANCELLED' }),
      recovered(5, 50, { recoveredOn: '2015-12-31' }),
      madeTrace('T6', { requestedOn: '2016-01-01' }),
      madeTrace('T8'),
    ]);
    expect([year.firearms, year.undated]).toEqual([3, 1]);
    // Of the firearm traced twice the trace that leads somewhere is read.
    expect(sharesOf(year, 'sources')).toEqual({ VA: { numerator: 1, denominator: 1, unknown: 2 } });
  });

  test('gives every share its whole and what is not known, and never spreads the one over the other', () => {
    const year = reportOf([
      recovered(1, 80, { type: 'PI', dealer: madeDealer(1, { state: 'MD' }) }),
      recovered(2, 100, { type: 'PR', dealer: madeDealer(2, { state: 'VA' }) }),
      recovered(3, 2000, { type: 'P' }),
      recovered(4, 0, { timeToCrime: { kind: 'undetermined', why: 'the sale is not recorded' }, soldOn: null }),
      recovered(5, 30, { completion: 'C_GOVT_OR_LE' }),
    ]);
    expect(sharesOf(year, 'types')).toEqual({
      pistol: { numerator: 2, denominator: 3, unknown: 2 },
      revolver: { numerator: 1, denominator: 3, unknown: 2 },
    });
    // A firearm of a government has no first retail sale: neither known nor unknown.
    expect(sharesOf(year, 'sources')).toEqual({
      MD: { numerator: 1, denominator: 2, unknown: 2 },
      VA: { numerator: 1, denominator: 2, unknown: 2 },
    });
    const times = sharesOf(year, 'time-to-crime');
    expect(times['under-3-months']).toEqual({ numerator: 2, denominator: 4, unknown: 1 });
    expect(times['3-years-and-over']).toEqual({ numerator: 1, denominator: 4, unknown: 1 });
    for (const { id, rows } of year.sections)
      for (const { share } of rows) expect(share!.denominator + share!.unknown, id).toBeLessThanOrEqual(5);
  });

  test('stands the mean time beside what ATF published for the country that year, and says where there is none', () => {
    const traces = [recovered(1, 365), recovered(2, 1096)];
    const { mean } = section(reportOf(traces), 'time-to-crime');
    expect(mean).toEqual({
      value: (365 + 1096) / 2 / 365.25,
      unit: 'years',
      counted: 2,
      unknown: 0,
      national: { value: 9.79, year: 2016 },
    });
    const later = traces.map((trace) => ({ ...trace, recoveredOn: trace.recoveredOn!.replace('2016', '2024') }));
    expect(section(reportOf(later, { year: 2024 }), 'time-to-crime').mean!.national).toBeNull();
  });

  test('gives ages in published bands alone, by the birthday, and none that cannot be', () => {
    const of = (number: number, bornOn: string | null) =>
      recovered(number, 10, { possessor: madePerson(number, { bornOn }) });
    const year = reportOf([
      of(1, '1998-07-02'), // 17 until the day after
      of(2, '1998-07-01'), // 18 that day
      of(3, '1965-07-02'), // 50
      of(4, '1965-07-01'), // 51
      of(5, '2020-01-01'), // not born yet
      of(6, null),
    ]);
    const ages = sharesOf(year, 'possessor-ages');
    expect(Object.entries(ages).map(([key, share]) => [key, share!.numerator])).toEqual([
      ['17-and-under', 1],
      ['18-21', 1],
      ['22-24', 0],
      ['25-30', 0],
      ['31-40', 0],
      ['41-50', 1],
      ['over-50', 1],
    ]);
    expect(ages['18-21']).toEqual({ numerator: 1, denominator: 4, unknown: 2 });
  });

  test('of the national report tells purchaser and possessor strictly and loosely, serial numbers and sales of several', () => {
    const house = { address: '1 MAIN ST', zip: '21201' };
    const year = reportOf(
      [
        recovered(1, 10, {
          purchaser: madePerson(1, { ...house, familyName: 'A', givenName: 'B', bornOn: '1990-01-01' }),
          possessor: madePerson(2, { ...house, familyName: 'C', givenName: 'D', bornOn: '1991-01-01' }),
        }),
        recovered(2, 10, { purchaser: madePerson(3), possessor: madePerson(3) }),
        recovered(3, 2000, {
          obliterated: true,
          type: 'PI',
          multipleSale: true,
          dealer: madeDealer(1, { state: 'VA' }),
          recovery: madePlace({ state: 'MD' }),
        }),
        recovered(4, 10, {
          obliterated: false,
          type: 'PI',
          multipleSale: false,
          dealer: madeDealer(1, { state: 'MD' }),
          recovery: madePlace({ state: 'MD' }),
        }),
      ],
      { report: 'national' },
    );
    const same = sharesOf(year, 'purchaser-possessor');
    // Who was joined into one person is so by both rules, though nothing is written of them.
    expect(same['same-loose']).toEqual({ numerator: 2, denominator: 2, unknown: 2 });
    expect(same['same-strict']).toEqual({ numerator: 1, denominator: 2, unknown: 2 });
    expect(sharesOf(year, 'obliterated')['pistol all']).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
    expect(sharesOf(year, 'multiple-sales')['short-of-multiple']).toEqual({ numerator: 0, denominator: 1, unknown: 0 });
    expect(sharesOf(year, 'reach')['out-of-state']).toEqual({ numerator: 1, denominator: 2, unknown: 2 });
  });

  test('says how many of the firearms recovered were traced', () => {
    const firearms = [1, 2, 3].map((number) => ({
      firearm: `firearm:${number}` as const,
      recoveries: ['2014-02-02', '2016-03-01'],
    }));
    const year = reportOf([recovered(1, 10), recovered(9, 10)], { firearms });
    expect(sharesOf(year, 'coverage')['traced']).toEqual({ numerator: 1, denominator: 3, unknown: 0 });
  });

  test('takes ATF’s table of the same year, or the nearest before, never a later one', () => {
    const published = [2014, 2015, 2017].flatMap((year) => [
      { year, source: 'MD', firearms: year },
      { year, source: 'VA', firearms: 100 },
    ]);
    const { published: found } = reportOf([recovered(1, 10)], { published });
    expect([found!.year, found!.rows[0]]).toEqual([
      2015,
      { key: 'MD', share: { numerator: 2015, denominator: 2115, unknown: 0 } },
    ]);
    expect(reportOf([recovered(1, 10)], { published, year: 2013 }).published).toBeNull();
  });

  test('lists the years there are, the latest first', () => {
    const years = traceYears([recovered(1, 10), madeTrace('T2', { requestedOn: '2018-02-03' }), madeTrace('T3')]);
    expect(years).toEqual({
      years: [
        { year: 2018, firearms: 1 },
        { year: 2016, firearms: 1 },
      ],
      undated: 1,
    });
  });
});

describe('a report for outside', () => {
  const many = (from: number, count: number, over: Partial<TraceFacts>) =>
    Array.from({ length: count }, (_, at) => recovered(from + at, 10, over));
  const possessor = (bornOn: string) => ({ possessor: madePerson(1, { bornOn }) });
  const traces = [
    ...many(100, 20, { type: 'PI', calibre: '9LUGER', ...possessor('1996-01-01') }),
    ...many(200, 6, { type: 'PR', calibre: '38SPL', ...possessor('1980-01-01') }),
    ...many(300, 2, { type: 'S', calibre: '12GA', obliterated: true, ...possessor('2000-01-01') }),
    ...many(400, 40, { obliterated: false }),
  ];

  test('holds back small cells and others from which they could be computed', () => {
    const ages = section(reportOf(traces, { audience: 'outside' }), 'possessor-ages').rows;
    const shown = ages.filter(({ share }) => share !== null && share.numerator > 0);
    const held = ages.filter(({ share }) => share === null);
    // Two of the youngest band would follow from the rest: the next smallest goes with them.
    expect(held.map(({ key }) => key)).toEqual(['17-and-under', '31-40']);
    const denominator = shown[0]!.share!.denominator;
    const rest = denominator - shown.reduce((sum, { share }) => sum + share!.numerator, 0);
    expect(rest).toBeGreaterThanOrEqual(5);
  });

  test('counts small groups together with enough others', () => {
    const types = section(reportOf(traces, { audience: 'outside' }), 'types');
    expect(types.rows.map(({ key }) => key)).toEqual(['pistol']);
    expect(types.folded).toEqual({ groups: 2, share: { numerator: 8, denominator: 28, unknown: 40 } });
  });

  test('shows nowhere a count from one to four of those that are, or of those that are not', () => {
    for (const report of ['annual', 'national'] as const) {
      const year = reportOf(traces, { audience: 'outside', report });
      expect(year.sections.map(({ id }) => id)).not.toContain('age-type-speed');
      for (const { id, rows } of year.sections)
        for (const { share, key } of rows) {
          if (share === null) continue;
          expect([id, key, share.numerator > 0 && share.numerator < 5]).toEqual([id, key, false]);
          if (['coverage', 'obliterated', 'multiple-sales', 'purchaser-possessor', 'reach'].includes(id)) {
            const not = share.denominator - share.numerator;
            expect([id, key, not > 0 && not < 5]).toEqual([id, key, false]);
          }
        }
      // The table holds no more than the page.
      for (const row of yearTable(year, reportText('en'))) {
        const numerator = Number(row[7]);
        expect(row[7] === '' || numerator === 0 || numerator >= 5, row.join()).toBe(true);
      }
    }
    // Within the agency they are there.
    expect(sharesOf(reportOf(traces), 'types')['shotgun']!.numerator).toBe(2);
  });
});

test('every row of every section has words in both languages, and a share is never a percentage alone', () => {
  const year = reportOf([recovered(1, 10, { type: 'PI', crimeCode: '1200', dealer: madeDealer(1, { state: 'VA' }) })]);
  for (const language of ['en', 'es'] as const) {
    const text = reportText(language);
    for (const { id, rows } of year.sections)
      for (const row of rows) {
        if (!['calibres', 'makes', 'models', 'recovery-cities'].includes(id))
          expect(text.row(id, row), `${id} ${row.key}`).not.toBe(row.key);
        const said = text.share(row.share);
        if (said.includes('%')) expect(said).toMatch(/\d+ %? ?\((\d+) (of|de) (\d+), (\d+) (unknown|sin dato)\)$/);
      }
    expect(text.share({ numerator: 1, denominator: 500, unknown: 2 })).toMatch(/^< 1 %/);
    expect(text.share({ numerator: 499, denominator: 500, unknown: 2 })).toMatch(/^> 99 %/);
    expect(text.share({ numerator: 0, denominator: 0, unknown: 2 })).not.toContain('%');
  }
});

test('paper, table and plain text say alike how many have no year, and how many had no first retail sale', () => {
  const traces = [
    recovered(1, 10),
    recovered(2, 10, { completion: 'C_GOVT_OR_LE', dealer: null }),
    recovered(3, 10, { recoveredOn: null, requestedOn: null }),
  ];
  for (const audience of ['internal', 'outside'] as const)
    for (const language of ['en', 'es'] as const) {
      const more = Array.from({ length: 6 }, (_, at) => recovered(10 + at, 10));
      const year = reportOf([...traces, ...more], { audience });
      const text = reportText(language);
      const lines = [
        text.say('counted', { n: 8, year: 2016 }),
        text.say('undated', { n: 1 }),
        text.say('governments', { n: 1 }),
      ];
      expect(yearMarkdown(year, text, [])).toContain(lines.join(' '));
      const counted = yearTable(year, text).filter((row) => row[3] === 'counted');
      expect(counted.map((row) => [row[5], row[6], row[7]])).toEqual([
        ['firearms', lines[0], '8'],
        ['undated', lines[1], '1'],
        ['governments', lines[2], '1'],
      ]);
      const about = { purpose: '', madeBy: '', madeAt: '', timeZone: 'UTC', handling: [] };
      const { blocks } = yearDocument(year, { text, states: new Map(), ...about });
      expect(blocks).toContainEqual({
        kind: 'paragraph',
        tone: 'plain',
        text: `${lines[0]} [1] ${lines[1]} ${lines[2]}`,
      });
    }
  // Of so few that their number is held back, nothing of it is told.
  const few = yearTable(reportOf(traces, { audience: 'outside' }), reportText('en')).filter(
    (row) => row[3] === 'counted',
  );
  expect(few.map((row) => [row[5], row[7]])).toEqual([
    ['firearms', ''],
    ['undated', '1'],
  ]);
});
