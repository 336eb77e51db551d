/** V31: ATF's released inspection reports of 2014–2018. Needs `../shared/data/atf`. */
import { beforeAll, describe, expect, test } from 'vitest';
import { inspectionsFeed } from '../../src/sources/inspections/feed.ts';
import { readWhole, sharedFile, sharedIsAbsent, typedRows, type WholeFeed } from '../read-whole-feed.ts';

const absent = sharedIsAbsent('atf');

describe.skipIf(absent)('V31: inspections', () => {
  let whole: WholeFeed;
  beforeAll(async () => {
    whole = await readWhole(await sharedFile('atf/dealer-inspections-2014-2018.ndjson'), { feed: inspectionsFeed });
  });

  test('1,925 lines: 1,924 inspections, each with a number of its own, and the publisher’s source note', () => {
    expect(whole.failure).toBeNull();
    expect([whole.rows.length, whole.rejects.length + whole.skipped.length]).toEqual([1924, 1]);
    expect(new Set(whole.rows.map((row) => row.key)).size).toBe(1924);
  });

  test('dispositions as published', () => {
    const inspections = typedRows(whole.rows, 'dealer_inspection');
    const count = (some: typeof inspections) =>
      Object.fromEntries(
        Map.groupBy(some, (each) => each['disposition'] as string)
          .entries()
          .map(([key, all]) => [key, all.length]),
      );
    // The published counts are of the rows the publisher could place (and so gave a citation count to). Thirteen more
    // have a disposition that it did not count; with the source note they are its fourteen without one.
    const counted = inspections.filter((each) => each['citation_count'] !== null);
    expect(count(counted)).toEqual({
      'Warning letter': 1762,
      'Warning conference': 82,
      'Revocation/denial of renewal': 56,
      Settlement: 6,
      'Surrendered/out of business': 5,
    });
    expect(inspections.length - counted.length + 1).toBe(14);
    expect(count(inspections)).toMatchObject({ 'Warning letter': 1774, 'Warning conference': 83 });
  });

  test('sections cited as published', () => {
    const cited = typedRows(whole.rows, 'dealer_inspection').flatMap((each) => each['citations'] as string[]);
    const count = (section: string) => cited.filter((each) => each === section).length;
    expect(
      ['478.124', '478.21', '478.125', '478.126a', '478.102', '478.123', '478.99'].map((section) => [
        section,
        count(section),
      ]),
    ).toEqual([
      ['478.124', 4330],
      ['478.21', 1098],
      ['478.125', 1009],
      ['478.126a', 858],
      ['478.102', 534],
      ['478.123', 445],
      ['478.99', 344],
    ]);
  });

  test('every inspection names a licensee by key and a day', () => {
    for (const row of typedRows(whole.rows, 'dealer_inspection')) {
      expect(row['licence_key']).toMatch(/^\d-\d\d-\d{5}$/);
      expect(row['completed_on'] ?? row['assigned_on']).toMatch(/^201[1-9]-/);
    }
  });
});
