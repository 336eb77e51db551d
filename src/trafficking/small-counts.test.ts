import { describe, expect, test } from 'vitest';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { smallCount, type SectionId, type TraceYear, type YearReportKind } from '../model/trace-year.ts';
import { Random } from '../stats/random.ts';
import { traceYear } from './trace-year.ts';

const reportOf = (report: YearReportKind, audience: TraceYear['audience'], traces: readonly TraceFacts[]) =>
  traceYear({
    report,
    audience,
    traces,
    year: 2016,
    place: { agency: 'Harbor City Police', city: 'Harbor City', state: 'MD' },
    firearms: [],
    published: [],
  });

/** A year of so many firearms, recovered in the state; rare things are rare. */
function madeYear(random: Random, count: number): TraceFacts[] {
  const often = <T>(values: readonly T[]): T => random.pickZipf(values);
  const isKnown = random.pick([0.5, 0.9, 1]);
  const known = <T>(value: T): T | null => (random.chance(isKnown) ? value : null);
  const [isInCity, isSame] = [random.pick([0.5, 0.9]), random.pick([0.2, 0.5, 0.9])];
  // The same, of another given name, of another day of birth.
  const alike = [{}, { id: 'person:3', givenName: 'CY' }, { id: 'person:4', bornOn: '1950-01-01' }] as const;
  return Array.from({ length: count }, (_, at) => {
    const days = often([40, 200, 700, 900, 2000, 4000]);
    const make = known(often(['GLOCK', 'TAURUS', 'RUGER', 'HI-POINT', 'COBRA']));
    const state = known(often(['MD', 'VA', 'NC', 'GA', 'PA']));
    const possessor = known(
      madePerson(1, {
        familyName: 'ASH',
        givenName: often(['ANN', 'BO']),
        bornOn: known(`${often([1996, 1980, 2000, 1970, 1960, 1990])}-01-01`),
      }),
    );
    const asked = often([0, 0, 0, 3, 7, 20]);
    const requestedOn = new Date(Date.parse('2016-07-01') + asked * 86_400_000).toISOString().slice(0, 10);
    return madeTrace(`T${at}`, {
      ...soldAndRecovered(new Date(Date.parse('2016-07-01') - days * 86_400_000).toISOString().slice(0, 10), days),
      ...(known(1) === null ? { timeToCrime: { kind: 'undetermined', why: 'the sale is not recorded' } as const } : {}),
      type: known(often(['PI', 'PR', 'R', 'S'])),
      calibre: known(often(['9LUGER', '38SPL', '12GA', '22LR', '45ACP'])),
      make,
      model: make === null ? null : known(often(['1', '2', '3', '4'])),
      requestedOn: known(requestedOn),
      dealer:
        state === null
          ? null
          : madeDealer(1, { state, inCity: state === 'MD' ? known(random.chance(isInCity)) : false }),
      purchaser: known(random.chance(isSame) && possessor ? { ...possessor, ...often(alike) } : madePerson(2)),
      possessor,
      recovery: madePlace({ state: 'MD', city: often(['HARBOR CITY', 'ASHBY', 'MILTON']) }),
      obliterated: known(random.chance(0.1)),
      multipleSale: known(random.chance(0.2)),
      crimeCode: known(often(['5212', '1314', '0900', '1200'])),
      completion: random.chance(0.1) ? 'C_GOVT_OR_LE' : 'C_PURCHASER',
    });
  });
}

/** Both reports of a year as one: what whoever has both can read. */
function bothOf(audience: TraceYear['audience'], traces: readonly TraceFacts[]): TraceYear {
  const [annual, national] = [reportOf('annual', audience, traces), reportOf('national', audience, traces)];
  // What stands in both is the same in both.
  for (const section of national.sections)
    expect(annual.sections.find(({ id }) => id === section.id) ?? section).toEqual(section);
  const more = national.sections.filter(({ id }) => !annual.sections.some((section) => section.id === id));
  return { ...annual, sections: [...annual.sections, ...more] };
}

interface Cell {
  low: number;
  high: number;
  /** What it is, for the test alone. */
  readonly is: number;
}

/**
 * Somebody who has the report alone, and knows how its numbers hang together: bounds of every count, by subtraction over the sums written out in `read`,
 * until nothing becomes narrower.
 */
class Reader {
  readonly cells = new Map<string, Cell>();
  readonly sums: { of: string; parts: string[] }[] = [];

  cell(name: string, is: number, shown: number | null, least = 0): string {
    if (shown !== null) expect([name, shown]).toEqual([name, is]);
    if (!this.cells.has(name) || shown !== null)
      this.cells.set(name, { is, low: shown ?? least, high: shown ?? 10_000 });
    return name;
  }

  sum(of: string, parts: string[]): void {
    if ([of, ...parts].every((name) => this.cells.has(name))) {
      // The sum must be one, or the reader reads what is not there.
      expect([of, parts.reduce((all, part) => all + this.cells.get(part)!.is, 0)]).toEqual([
        of,
        this.cells.get(of)!.is,
      ]);
      this.sums.push({ of, parts });
    }
  }

  subtract(): void {
    for (let changed = true; changed;) {
      changed = false;
      const narrow = (cell: Cell, low: number, high: number) => {
        if (low > cell.low) [cell.low, changed] = [low, true];
        if (high < cell.high) [cell.high, changed] = [high, true];
      };
      for (const { of, parts } of this.sums) {
        const whole = this.cells.get(of)!;
        const cells = parts.map((part) => this.cells.get(part)!);
        const [low, high] = [sumOf(cells, 'low'), sumOf(cells, 'high')];
        narrow(whole, low, high);
        for (const cell of cells) narrow(cell, whole.low - (high - cell.high), whole.high - (low - cell.low));
      }
    }
  }
}

const sumOf = (cells: readonly Cell[], end: 'low' | 'high') => cells.reduce((all, cell) => all + cell[end], 0);

/** Every sum the sections are made by. */
function read(inside: TraceYear, outside: TraceYear): Reader {
  const reader = new Reader();
  const section = (year: TraceYear, id: SectionId) => year.sections.find((each) => each.id === id);
  reader.cell('firearms', inside.firearms!, outside.firearms);
  for (const { id, rows } of inside.sections) {
    const shown = section(outside, id);
    if (shown === undefined) continue;
    const first = shown.rows.find(({ share }) => share !== null)?.share ?? shown.folded?.share ?? null;
    // Rows that each stand for themselves.
    const apart = ['coverage', 'reach', 'purchaser-possessor', 'obliterated', 'multiple-sales'].includes(id);
    if (apart) {
      for (const { key, of, share } of rows) {
        const name = `${id}/${key}/${of}`;
        const there = shown.rows.find((row) => row.key === key && row.of === of)!.share;
        const { numerator: yes, denominator, unknown } = share!;
        const whole = reader.cell(`${name}/all`, denominator + unknown, there && there.denominator + there.unknown);
        reader.sum(whole, [
          reader.cell(`${name}/yes`, yes, there && there.numerator),
          reader.cell(`${name}/no`, denominator - yes, there && there.denominator - there.numerator),
          reader.cell(`${name}/unknown`, unknown, there && there.unknown),
        ]);
      }
      continue;
    }
    const [{ denominator, unknown } = { denominator: 0, unknown: 0 }] = rows.map(({ share }) => share!);
    if (rows.length === 0) continue;
    // Whoever knows which groups there are knows that each has one, where not all is held back.
    const isAllHeld = shown.withheld || (shown.rows.length > 0 && first === null);
    const parts = rows.map(({ key, share }) => {
      const there = shown.rows.find((row) => row.key === key)?.share ?? null;
      return reader.cell(`${id}/${key}`, share!.numerator, there && there.numerator, isAllHeld ? 0 : 1);
    });
    const mean = shown.mean;
    reader.sum(reader.cell(`${id}/known`, denominator, mean?.counted ?? first?.denominator ?? null), parts);
    reader.sum(reader.cell(`${id}/all`, denominator + unknown, null), [
      `${id}/known`,
      reader.cell(`${id}/unknown`, unknown, mean?.unknown ?? first?.unknown ?? null),
    ]);
    const folded = rows.filter(({ key }) => !shown.rows.some((row) => row.key === key));
    if (shown.folded !== null)
      reader.sum(
        reader.cell(`${id}/folded`, shown.folded.share.numerator, shown.folded.share.numerator),
        folded.map(({ key }) => `${id}/${key}`),
      );
  }
  const every = (id: SectionId) => section(inside, id)?.rows ?? [];
  for (const id of [
    'types',
    'calibres',
    'time-to-crime',
    'possessor-ages',
    'crimes',
    'makes',
    'models',
    'recovery-cities',
  ])
    reader.sum('firearms', [`${id}/all`]);
  for (const { key } of every('coverage'))
    if (key !== 'traced' && key !== 'source-known') reader.sum('firearms', [`coverage/${key}/null/all`]);
  reader.sum('firearms', ['obliterated/all/null/all']);
  reader.sum('firearms', ['purchaser-possessor/same-strict/null/all']);
  reader.sum('time-to-crime/known', ['coverage/time-known/null/yes']);
  reader.sum('coverage/asked-in-1/null/unknown', ['coverage/asked-in-10/null/unknown']);
  for (const id of [
    'reach/out-of-state/null',
    'reach/out-of-city/null',
    'multiple-sales/all/null',
    'coverage/source-known/null',
  ])
    reader.sum('sources/all', [`${id}/all`]);
  reader.sum('sources/known', ['coverage/source-known/null/yes']);
  // All were recovered in the state.
  reader.sum('sources/MD', ['reach/out-of-state/null/no']);
  // Rows within others, and what is in the outer and not in the inner.
  const within = (outer: string, inner: string, what: string) => {
    const [a, b] = [reader.cells.get(`${outer}/${what}`), reader.cells.get(`${inner}/${what}`)];
    if (a === undefined || b === undefined) return;
    const name = `${outer} beyond ${inner}/${what}`;
    reader.sum(`${outer}/${what}`, [`${inner}/${what}`, reader.cell(name, a.is - b.is, null)]);
  };
  const people = (key: string) => `purchaser-possessor/${key}/null`;
  for (const [outer, inner] of [
    ['same-loose', 'same-strict'],
    ['short-same-loose', 'short-same-strict'],
    ['same-loose', 'short-same-loose'],
    ['same-strict', 'short-same-strict'],
  ] as const) {
    within(people(outer), people(inner), 'yes');
    // Of those strictly not the same some are loosely.
    if (outer.endsWith('loose') && inner.endsWith('strict')) within(people(inner), people(outer), 'no');
    else within(people(outer), people(inner), 'no');
  }
  for (const [all, short] of [
    [
      `${people('same-loose')} beyond ${people('same-strict')}/yes`,
      `${people('short-same-loose')} beyond ${people('short-same-strict')}/yes`,
    ],
    [
      `${people('same-strict')} beyond ${people('same-loose')}/no`,
      `${people('short-same-strict')} beyond ${people('short-same-loose')}/no`,
    ],
  ] as const) {
    const [a, b] = [reader.cells.get(all), reader.cells.get(short)];
    if (a && b) reader.sum(all, [short, reader.cell(`${all} and not short`, a.is - b.is, null)]);
  }
  for (const [outer, inner] of [
    ['asked-in-5', 'asked-in-1'],
    ['asked-in-10', 'asked-in-5'],
  ]) {
    within(`coverage/${outer}/null`, `coverage/${inner}/null`, 'yes');
    within(`coverage/${inner}/null`, `coverage/${outer}/null`, 'no');
  }
  within('reach/out-of-city/null', 'reach/out-of-state/null', 'yes');
  within('reach/out-of-state/null', 'reach/out-of-city/null', 'no');
  const short = reader.cells.get(`${people('short-same-strict')}/all`);
  if (short !== undefined) {
    const [ofSingle, ofMultiple] = ['multiple-sales/short-of-single/null', 'multiple-sales/short-of-multiple/null'];
    const restOf = (name: string, is: number, what: string) =>
      reader.cell(
        name,
        is - reader.cells.get(`${ofSingle}/${what}`)!.is - reader.cells.get(`${ofMultiple}/${what}`)!.is,
        null,
      );
    const known = reader.cells.get('coverage/time-known/null/yes')!.is;
    reader.cell('short', short.is, null);
    reader.cell('long', known - short.is, null);
    for (const key of ['short-same-strict', 'short-same-loose']) reader.sum('short', [`${people(key)}/all`]);
    reader.sum('coverage/time-known/null/yes', ['short', 'long']);
    const bins = every('time-to-crime').map(({ key }) => `time-to-crime/${key}`);
    if (bins.length > 0) {
      reader.sum('short', bins.slice(0, -1));
      reader.sum('long', bins.slice(-1));
    }
    reader.sum('short', [`${ofSingle}/yes`, `${ofMultiple}/yes`, restOf('short and neither', short.is, 'yes')]);
    reader.sum('long', [`${ofSingle}/no`, `${ofMultiple}/no`, restOf('long and neither', known - short.is, 'no')]);
  }
  for (const id of ['obliterated', 'multiple-sales'] as const) {
    const types = every(id).flatMap(({ of }) => of ?? []);
    for (const what of ['all', 'yes', 'no', 'unknown']) {
      const names = types.map((type) => `${id}/all/${type}/${what}`);
      const all = reader.cells.get(`${id}/all/null/${what}`);
      if (all === undefined) continue;
      const rest = all.is - names.reduce((sum, name) => sum + reader.cells.get(name)!.is, 0);
      const untyped = reader.cell(`${id}/untyped/${what}`, rest, null);
      reader.sum(`${id}/all/null/${what}`, [...names, untyped]);
    }
    if (id === 'obliterated') {
      for (const type of types) reader.sum(`types/${type}`, [`obliterated/all/${type}/all`]);
      reader.sum('types/unknown', ['obliterated/untyped/all']);
    }
  }
  reader.sum('multiple-sales/all/null/yes', ['multiple-sales/short-of-multiple/null/all']);
  reader.sum('multiple-sales/all/null/no', ['multiple-sales/short-of-single/null/all']);
  const makes = every('makes').map(({ key, share }) => {
    const models = every('models').filter((model) => model.key.startsWith(`${key} `));
    const known = models.reduce((sum, model) => sum + model.share!.numerator, 0);
    const rest = reader.cell(`models of ${key} unknown`, share!.numerator - known, null);
    reader.sum(`makes/${key}`, [...models.map((model) => `models/${model.key}`), rest]);
    return rest;
  });
  if (makes.length > 0) reader.sum('models/unknown', ['makes/unknown', ...makes]);
  reader.subtract();
  return reader;
}

describe('from all numbers of a report for outside', () => {
  test('no count below five that it holds back can be computed, at any level, nor from both reports of a year', () => {
    let [held, shown] = [0, 0];
    for (let seed = 0; seed < 600; seed++) {
      const random = new Random(`small counts ${seed}`);
      const traces = madeYear(random, random.between(1, [8, 40, 150][seed % 3]!));
      for (const report of ['annual', 'national', 'both'] as const) {
        const made = (audience: TraceYear['audience']) =>
          report === 'both' ? bothOf(audience, traces) : reportOf(report, audience, traces);
        const reader = read(made('internal'), made('outside'));
        for (const [name, { is, low, high }] of reader.cells) {
          // What is not known is shown as it is: of coverage those not known are it.
          if (/unknown$|untyped\/all$/.test(name) || /^coverage\/\w+-known\/null\/no$/.test(name)) continue;
          if (is > 0 && is < smallCount) {
            expect([seed, report, name, low === high ? is : null]).toEqual([seed, report, name, null]);
            held++;
          } else if (low === high) shown++;
        }
      }
    }
    // It holds back much, and not everything.
    expect(held).toBeGreaterThan(10_000);
    expect(shown).toBeGreaterThan(10_000);
  }, 60_000);
});

test('a bin of three is held back where the other report says how many were short', () => {
  const traces = [40, 150, 300, 500, 900, 2000].flatMap((days, bin) =>
    Array.from({ length: [14, 14, 14, 14, 3, 12][bin]! }, (_, at) =>
      madeTrace(`T${bin}${at}`, {
        ...soldAndRecovered(new Date(Date.parse('2016-07-01') - days * 86_400_000).toISOString().slice(0, 10), days),
        purchaser: at % 2 === 0 ? madePerson(1) : madePerson(2),
        possessor: madePerson(1),
      }),
    ),
  );
  const counts = (id: SectionId, report: YearReportKind) =>
    reportOf(report, 'outside', traces)
      .sections.find((section) => section.id === id)!
      .rows.map(({ share }) => share);
  // 59 short of 71: with one bin shown less the other would be three.
  const [short] = counts('purchaser-possessor', 'national').slice(2);
  expect(short && short.denominator + short.unknown).toBe(59);
  expect(counts('time-to-crime', 'annual').map((share) => share?.numerator ?? null)).toEqual([
    // The first of those alike is held back beside the small one.
    null,
    14,
    14,
    14,
    null,
    12,
  ]);
});
