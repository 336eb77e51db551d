import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countHits, type ConfirmedTie } from './count-hits.ts';

const tie = (name: string, caseA: string | null, caseB: string | null, on: string | null, more = {}): ConfirmedTie => ({
  tie: name,
  caseA,
  caseB,
  on,
  suspected: false,
  withdrawnElsewhere: false,
  agency: 'harbor',
  ...more,
});
const why = (ties: readonly ConfirmedTie[]) => countHits(ties).map((each) => each.why);

describe('hits', () => {
  test('are counted once for two cases, whatever items tie them', () => {
    expect(why([tie('1', 'A', 'B', '2026-01-02'), tie('2', 'B', 'A', '2026-01-03')])).toEqual([null, 'tied-already']);
  });

  test('of three cases of one firearm two are counted, whichever pair comes last', () => {
    const pairs = [
      ['A', 'B'],
      ['B', 'C'],
      ['C', 'A'],
    ] as const;
    for (const last of pairs) {
      const ordered = [...pairs.filter((pair) => pair !== last), last];
      const counted = countHits(ordered.map(([a, b], at) => tie(String(at), a, b, `2026-01-0${at + 1}`)));
      expect(counted.map((each) => each.counted)).toEqual([true, true, false]);
    }
  });

  test('a warm hit, one case, a case or a day not known count as none', () => {
    expect(
      why([
        tie('1', 'A', 'B', '2026-01-01', { suspected: true }),
        tie('2', 'C', 'C', '2026-01-01'),
        tie('3', null, 'D', '2026-01-01'),
        tie('4', 'E', 'F', null),
        tie('5', 'G', 'H', '2026-01-01', { withdrawnElsewhere: true }),
        // What was withdrawn tied nothing.
        tie('6', 'G', 'H', '2026-01-02'),
      ]),
    ).toEqual(['suspected', 'one-case', 'case-unknown', 'day-unknown', 'withdrawn-elsewhere', null]);
  });

  test('what a warm hit ties is known from then on', () => {
    expect(why([tie('1', 'A', 'B', '2026-01-01', { suspected: true }), tie('2', 'A', 'B', '2026-01-02')])).toEqual([
      'suspected',
      'tied-already',
    ]);
  });

  test('who confirmed first is credited, in whatever order the ties are given', () => {
    const later = tie('1', 'A', 'B', '2026-02-01', { agency: 'later' });
    const earlier = tie('2', 'B', 'A', '2026-01-01', { agency: 'earlier' });
    for (const ties of [
      [later, earlier],
      [earlier, later],
    ])
      expect(countHits(ties).filter((each) => each.counted)).toMatchObject([{ agency: 'earlier' }]);
  });

  test('one withdrawn, what it had made known counts after all', () => {
    const [first, second] = [tie('1', 'A', 'B', '2026-01-01'), tie('2', 'A', 'B', '2026-01-02')];
    expect(why([first, second])).toEqual([null, 'tied-already']);
    expect(why([second])).toEqual([null]);
  });

  test('as many are counted as it takes to join the cases, and the order of the list is nothing', () => {
    const ties = fc.uniqueArray(
      fc.record({
        tie: fc.uuid(),
        caseA: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
        caseB: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
        on: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03'),
        suspected: fc.constant(false),
        withdrawnElsewhere: fc.constant(false),
        agency: fc.constant('harbor'),
      }),
      { selector: (each) => each.tie, maxLength: 12 },
    );
    fc.assert(
      fc.property(ties, (given) => {
        const counted = countHits(given).filter((each) => each.counted).length;
        expect(countHits(given.toReversed()).filter((each) => each.counted).length).toBe(counted);
        expect(counted).toBe(joinsOf(given));
      }),
      { seed: 38, numRuns: 300 },
    );
  });
});

/** Cases less the groups they fall into: by labels that spread along ties until nothing changes. */
function joinsOf(ties: readonly ConfirmedTie[]): number {
  const cases = [...new Set(ties.flatMap(({ caseA, caseB }) => [caseA!, caseB!]))];
  const label = new Map(cases.map((name) => [name, name]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { caseA, caseB } of ties) {
      const least = [label.get(caseA!)!, label.get(caseB!)!].sort()[0]!;
      for (const end of [caseA!, caseB!]) {
        if (label.get(end) === least) continue;
        label.set(end, least);
        changed = true;
      }
    }
  }
  return cases.length - new Set(label.values()).size;
}
