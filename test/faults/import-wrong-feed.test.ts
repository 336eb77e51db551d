import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/model/errors.ts';
import { feedNames, type FeedName } from '../../src/model/feeds.ts';
import { allFeeds } from '../../src/sources/all-feeds.ts';
import { openTable } from '../../src/sources/reading/open-table.ts';
import { readFeed } from '../../src/sources/read-feed.ts';
import { rowContext } from '../parse-one-row.ts';
import { validFeeds } from './damaged-feeds.ts';

/** Reads as an import does, which knows all feeds. */
async function readAs(feed: FeedName, text: string): Promise<{ rows: number; failure: Failure | null }> {
  const otherFeeds = Object.values(allFeeds).filter((each) => each.name !== feed);
  async function* source() {
    yield new TextEncoder().encode(text);
  }
  let rows = 0;
  try {
    for await (const batch of readFeed(await openTable(source()), {
      feed: allFeeds[feed],
      context: rowContext,
      otherFeeds,
    }))
      rows += batch.rows.length;
    return { rows, failure: null };
  } catch (error) {
    if (error instanceof Failure) return { rows, failure: error };
    throw error;
  }
}

describe('a file given as another feed', () => {
  test.each(feedNames)('of %s is refused by every other, and none of its rows is kept', async (own) => {
    const named: unknown[] = [];
    for (const text of validFeeds().get(own)!) {
      expect(await readAs(own, text)).toMatchObject({ failure: null });
      for (const feed of feedNames.filter((each) => each !== own)) {
        const { rows, failure } = await readAs(feed, text);
        expect([rows, failure?.code.slice(0, 5)], `${own} as ${feed}`).toEqual([0, 'feed.']);
        named.push(failure!.detail['looksLike']);
        expect(failure!.message).toContain('Nothing was imported');
      }
    }
    expect(named.filter((name) => !String(name).startsWith(`${own} `))).toEqual([]);
  });
});
