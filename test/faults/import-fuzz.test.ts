import { expect, test } from 'vitest';
import { feedNames } from '../../src/model/feeds.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import { readWhole } from '../read-whole-feed.ts';
import { readDamagedFeeds, validFeeds } from './damaged-feeds.ts';

test('the files to damage are valid: every row of every feed is kept', async () => {
  for (const [feed, files] of validFeeds()) {
    expect(files.length, feed).toBeGreaterThan(0);
    for (const file of files) {
      const { rows, rejects, failure } = await readWhole(file, { feed: allFeeds[feed] });
      expect([rows.length > 2, rejects, failure], feed).toEqual([true, [], null]);
    }
  }
});

test.each(feedNames)(
  '300 damaged files of %s are read without a crash, a hang, or a row the store would refuse',
  async (feed) => {
    const outcomes = await readDamagedFeeds(feed, 1, 300);
    // The damage is not so great that nothing is read at all.
    expect(outcomes.filter(({ rows }) => rows > 0).length).toBeGreaterThan(60);
    expect(outcomes.filter(({ rejects, failure }) => rejects > 0 || failure !== null).length).toBeGreaterThan(20);
    expect(Math.max(...outcomes.map(({ milliseconds }) => milliseconds))).toBeLessThan(2_000);
  },
);
