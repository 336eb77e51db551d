/** V24: Washington's alerts of 2006–2013, and Fresno's. Needs `../shared/data/gunshot-alerts`. */
import { describe, expect, test } from 'vitest';
import { gunshotAlertsFeed } from '../../src/sources/gunshot-alerts/feed.ts';
import { readWhole, sharedFile, sharedIsAbsent, typedRows } from '../read-whole-feed.ts';

const absent = sharedIsAbsent('gunshot-alerts');
const read = async (name: string) => readWhole(await sharedFile(`gunshot-alerts/${name}`), { feed: gunshotAlertsFeed });

describe.skipIf(absent)('V24: alerts as released', () => {
  test('Washington: 39,066 alerts, 20,728 of several shots and 18,338 of one; 9,011 of them in 2009', async () => {
    const { rows, rejects, failure, sections } = await read('washington-dc-2006-2013.csv');
    expect({ failure, rejects, profile: sections[0]?.profile }).toEqual({
      failure: null,
      rejects: [],
      profile: 'washington-dc-released',
    });
    const alerts = typedRows(rows, 'gunshot_alert');
    const count = (classification: string) =>
      alerts.filter((alert) => alert['classification'] === classification).length;
    expect([alerts.length, count('MG'), count('SG')]).toEqual([39_066, 20_728, 18_338]);
    const places = typedRows(rows, 'place_observation');
    expect(places.filter((place) => (place['seen_on'] as string).startsWith('2009'))).toHaveLength(9011);
    expect(new Set(places.map((place) => place['precision']))).toEqual(new Set(['100m']));
    expect(new Set(rows.map((row) => row.key)).size).toBe(39_066);
  });

  test('Washington: local times of the spring and autumn changes are kept with a warning', async () => {
    const { rows } = await read('washington-dc-2006-2013.csv');
    const warned = typedRows(rows, 'gunshot_alert').flatMap((alert) => (alert['warnings'] ?? []) as string[]);
    // One alert lies in the Gulf of Guinea, at -0.002, 0.001.
    expect(warned.toSorted()).toEqual([
      'coordinates.range',
      ...Array<string>(6).fill('time.fold'),
      'time.gap',
      'time.gap',
    ]);
  });

  test('Fresno: 1,924 alerts and 20 rows without any time, which cannot be kept', async () => {
    const { rows, rejects, failure, sections } = await read('fresno-2015.csv');
    expect({ failure, profile: sections[0]?.profile }).toEqual({ failure: null, profile: 'fresno-released' });
    expect([rows.length, rejects.length]).toEqual([1924, 20]);
    expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['alerts.no-time']));
  });

  test('Fresno: a number used again years later is another alert, the same row twice is one', async () => {
    const { rows } = await read('fresno-2015.csv');
    const numbered = rows.filter((row) => row.key !== null);
    const numbers = typedRows(numbered, 'gunshot_alert').map((alert) => alert['alert_number']);
    expect([numbered.length, new Set(numbers).size, new Set(numbered.map((row) => row.key)).size]).toEqual([
      1923, 1875, 1900,
    ]);
    // Every row that shares a key with another shares its content: nothing is lost by keeping one.
    const contents = new Map<string, Set<string>>();
    for (const row of numbered) contents.set(row.key!, (contents.get(row.key!) ?? new Set()).add(row.content));
    expect([...contents.values()].filter((some) => some.size > 1)).toEqual([]);
  });
});
