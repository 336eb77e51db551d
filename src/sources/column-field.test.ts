import { expect, test } from 'vitest';
import { readWhole } from '../../test/read-whole-feed.ts';
import { allFeeds } from './all-feeds.ts';
import { fieldOf } from './column-field.ts';

test('a header that is the name of something every object has is a column like any other', async () => {
  for (const header of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(fieldOf({ columns: {} }, header)).toBeUndefined();
    const { rows, failure } = await readWhole(
      `Incident Number,Occurred From,Address,City,State,${header}\n24-1,03/01/2024 22:10,100 N HARBOR ST,HARBOR CITY,MD,=1+1\n`,
      { feed: allFeeds.incidents },
    );
    expect([failure, rows.length]).toEqual([null, 1]);
  }
});
