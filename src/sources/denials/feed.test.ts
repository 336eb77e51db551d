import { describe, expect, test } from 'vitest';
import { columnsOf, contestedHeaders, rowLayoutOf } from '../../../test/layout-checks.ts';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { denialsHeader } from '../../town/write-denials.ts';
import { denialsFeed } from './feed.ts';

const layout = rowLayoutOf(denialsFeed, 'notices');
const notice = {
  notice_number: 'ntn-1a2b',
  denied_on: '03/01/2024',
  state: 'Maryland',
  denied_last_name: 'Testerson',
  denied_first_name: 'Marlowe',
  denied_dob: '04/05/1990',
};

test('every column of the town is explained, and no header is claimed twice', () => {
  const header = denialsHeader.split(',');
  const columns = columnsOf(denialsFeed, header);
  expect(header.filter((name) => columns[name] === undefined)).toEqual([]);
  expect(contestedHeaders(layout)).toEqual([]);
});

describe('a notice', () => {
  test('gives the denial and one person; a ground that was withheld is none', () => {
    const { outcome, of, typed } = parseOne(layout, notice);
    expect(outcome).toEqual({ key: 'NTN-1A2B' });
    expect(typed.map(({ table }) => table)).toEqual(['person_observation', 'purchase_denial']);
    expect(of('person_observation')).toMatchObject([
      {
        role: 'denied',
        seen_on: '2024-03-01',
        family_name: 'TESTERSON',
        given_name: 'MARLOWE',
        born_on: '1990-04-05',
        address: null,
        id_number: null,
      },
    ]);
    expect(of('purchase_denial')).toEqual([
      {
        notice_number: 'NTN-1A2B',
        denied_on: '2024-03-01',
        state: 'MD',
        reason: null,
        overturned: null,
        warnings: null,
      },
    ]);
  });

  test('without a number its content is its key', () => {
    expect(parseOne(layout, { ...notice, notice_number: '' }).outcome).toEqual({ key: null });
  });

  test.each([
    [{ denied_on: '' }, 'denials.no-day'],
    [{ denied_on: '03/2024' }, 'denials.no-day'],
    [{ denied_last_name: '', denied_first_name: '', denied_dob: '' }, 'denials.no-person'],
  ])('%o is rejected as %s', (cells, code) => {
    expect(parseOne(layout, { ...notice, ...cells }).outcome).toMatchObject({ reject: { code } });
  });

  test('any row whatever gives a key or a reject', () => holdsForAnyRow(layout));
});
