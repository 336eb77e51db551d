/** V25: Philadelphia's shooting victims by year, and every row of Baltimore's four lists. Needs `../shared/data/shootings`. */
import { describe, expect, test } from 'vitest';
import { shootingsFeed } from '../../src/sources/shootings/feed.ts';
import { readWhole, sharedFile, sharedIsAbsent, typedRows } from '../read-whole-feed.ts';

const absent = sharedIsAbsent('shootings');
const read = async (name: string) => readWhole(await sharedFile(`shootings/${name}.csv`), { feed: shootingsFeed });

describe.skipIf(absent)('V25: shooting victims as published', () => {
  test('Philadelphia: 14,861 victims, counted by year as the city had them on 24 August 2023', async () => {
    const { rows, rejects, failure, sections } = await read('philadelphia-victims-2015-2023');
    expect({ failure, rejects, profile: sections[0]?.profile }).toEqual({
      failure: null,
      rejects: [],
      profile: 'philadelphia-shooting-victims',
    });
    expect(rows).toHaveLength(14_861);
    const year = sections[0]!.columns.indexOf('year');
    const byYear = [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022].map((wanted) => {
      const some = rows.filter((row) => row.cells[year] === String(wanted));
      const fatal = typedRows(some, 'victim').filter((victim) => victim['fatal']);
      return `${wanted} ${some.length}/${fatal.length}`;
    });
    expect(byYear).toEqual([
      '2015 1294/233',
      '2016 1342/262',
      '2017 1265/262',
      '2018 1447/298',
      '2019 1473/312',
      '2020 2259/449',
      '2021 2341/508',
      '2022 2262/473',
    ]);
  });

  test('Philadelphia: the local day is in the year the city prints, but for the eleven rows whose case is of another year', async () => {
    const { rows, sections } = await read('philadelphia-victims-2015-2023');
    const year = sections[0]!.columns.indexOf('year');
    const apart = rows.filter((row) => {
      const victim = typedRows([row], 'victim')[0]!;
      return !(victim['happened_on'] as string).startsWith(row.cells[year]!);
    });
    expect(apart).toHaveLength(11);
    // The city prints the year of the case number, taken after midnight or found out later.
    for (const row of apart)
      expect(typedRows([row], 'victim')[0]!['case_key']).toMatch(new RegExp(`^${row.cells[year]}`));
  });

  test('Philadelphia: several victims share a case number, which is no part of what tells rows apart', async () => {
    const { rows } = await read('philadelphia-victims-2015-2023');
    const casesOf = (some: typeof rows) => new Set(typedRows(some, 'victim').map((victim) => victim['case_key'])).size;
    expect(casesOf(rows)).toBe(13_455);
    // The published count of 12,818 incidents is of the rows with a clock and a place, which leaves out the shootings by officers.
    const placed = rows.filter((row) => {
      const [victim, place] = [typedRows([row], 'victim')[0]!, typedRows([row], 'place_observation')[0]];
      return victim['happened_at'] !== null && typeof place?.['lat'] === 'number';
    });
    expect(casesOf(placed)).toBe(12_818);
    expect(new Set(rows.map((row) => row.key))).toEqual(new Set([null]));
  });

  test('Baltimore: every row of the four lists, with who was struck and who died', async () => {
    const counted: Record<string, number[]> = {};
    for (const name of ['homicide', 'shooting', 'robbery', 'aggravated-assault']) {
      const { rows, rejects, failure, sections } = await read(`baltimore-2026-${name}`);
      expect({ failure, rejects, profile: sections[0]?.profile }, name).toEqual({
        failure: null,
        rejects: [],
        profile: 'baltimore-part-one-victims',
      });
      const victims = typedRows(rows, 'victim');
      counted[name] = [
        victims.length,
        victims.filter((victim) => victim['shot']).length,
        victims.filter((victim) => victim['fatal']).length,
        victims.filter((victim) => victim['happened_at'] !== null).length,
      ];
    }
    // One of the seven homicides was by knife.
    expect(counted).toEqual({
      homicide: [7, 6, 7, 7],
      shooting: [37, 37, 0, 37],
      robbery: [231, 0, 0, 231],
      'aggravated-assault': [409, 0, 0, 409],
    });
  });

  test('Baltimore: the row number in the first column makes no difference to what a row is', async () => {
    const { rows } = await read('baltimore-2026-shooting');
    expect(rows.some((row) => row.content.includes('source_row'))).toBe(false);
    expect(rows[0]!.cells[0]).toBe('1');
  });
});
