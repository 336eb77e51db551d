import { describe, expect, test } from 'vitest';
import { columnsOf, contestedHeaders, rowLayoutOf } from '../../../test/layout-checks.ts';
import { parseOne } from '../../../test/parse-one-row.ts';
import { multipleSalesHeader } from '../../town/write-multiple-sales.ts';
import { multipleSalesFeed } from './feed.ts';
import { cleanReportForm } from './report-form.ts';

const layout = rowLayoutOf(multipleSalesFeed, 'reports');
const report = {
  report_number: 'ms26-00012',
  form: 'ATF F 3310.4',
  reported_on: '03/05/2024',
  received_on: '03/08/2024',
  transferred_on: '03/04/2024',
  dealer_licence: '8-52-033-01-5F-12345',
  dealer_name: 'VALLEY ARMS LLC',
  serial_number: 'bkft-419',
  make: 'GLOCK GMBH',
  model: '19',
  calibre: '9MM',
  firearm_type: 'PISTOL',
  transferee_last_name: 'Testerson',
  transferee_first_name: 'Marlowe',
  transferee_dob: '04/05/1990',
  transferee_id_type: 'DL',
  transferee_id_state: 'MD',
  transferee_id_number: 'T-123-456',
};

test('every column of the town is explained, and headers of the form are understood', () => {
  const header = multipleSalesHeader.split(',');
  const columns = columnsOf(multipleSalesFeed, header);
  expect(header.filter((name) => columns[name] === undefined)).toEqual([]);
  expect(contestedHeaders(layout)).toEqual([]);
  expect(columnsOf(multipleSalesFeed, ['MS Number', 'Date of Transfer', 'Buyer DOB', 'FFL', 'Gun Show'])).toEqual({
    'MS Number': 'report_number',
    'Date of Transfer': 'transferred_on',
    'Buyer DOB': 'transferee_dob',
    FFL: 'dealer_licence',
    'Gun Show': 'event',
  });
});

describe('a report', () => {
  test('is read as records are, and kept in the one table: no firearm, person or dealer is observed', () => {
    const { typed, of } = parseOne(layout, report);
    expect(typed.map(({ table }) => table)).toEqual(['multiple_sale']);
    expect(of('multiple_sale')).toMatchObject([
      {
        report_number: 'MS26-00012',
        report_key: 'MS26-00012@8-52-12345',
        form: '3310.4',
        reported_on: '2024-03-05',
        received_on: '2024-03-08',
        sold_on: '2024-03-04',
        licence_key: '8-52-12345',
        serial_raw: 'bkft-419',
        serial_ncic: 'BKFT419',
        make_family: 'GLOCK',
        calibre_code: '9LUGER',
        family_name: 'TESTERSON',
        given_name: 'MARLOWE',
        born_on: '1990-04-05',
        id_type: 'DL',
        id_state: 'MD',
        warnings: null,
      },
    ]);
  });

  test('has a key that tells its firearms apart and says none of their numbers', () => {
    const keyOf = (change: object) => (parseOne(layout, { ...report, ...change }).outcome as { key: string }).key;
    expect(keyOf({})).toMatch(/^MS26-00012\/[a-z0-9]+$/);
    expect(keyOf({})).not.toMatch(/BKFT|419/i);
    expect(keyOf({ serial_number: 'BKFT420' })).not.toBe(keyOf({}));
    expect(keyOf({ transferee_last_name: 'OTHER' })).toBe(keyOf({}));
  });

  test('is known by its dealer and its number: another dealer may give the same', () => {
    const reportKey = (change: object) => {
      const { outcome, of } = parseOne(layout, { ...report, ...change });
      return [of('multiple_sale')[0]!['report_key'], (outcome as { key: string }).key];
    };
    const unlicensed = { dealer_licence: '', dealer_city: 'Ashby  Falls', dealer_state: 'Maryland' };
    const keys = [
      reportKey({}),
      reportKey({ dealer_licence: '8-52-033-01-5F-54321' }),
      reportKey(unlicensed),
      reportKey({ ...unlicensed, dealer_city: 'Ashby' }),
      reportKey({ ...unlicensed, dealer_name: 'HILL ARMS' }),
      reportKey({ dealer_licence: 'illegible', dealer_name: '' }),
      reportKey({ dealer_licence: '', dealer_name: '' }),
    ];
    expect(keys.map(([key]) => key)).toEqual([
      'MS26-00012@8-52-12345',
      'MS26-00012@8-52-54321',
      'MS26-00012@VALLEY ARMS LLC, ASHBY FALLS, MD',
      'MS26-00012@VALLEY ARMS LLC, ASHBY, MD',
      'MS26-00012@HILL ARMS, ASHBY FALLS, MD',
      'MS26-00012@ILLEGIBLE',
      'MS26-00012@',
    ]);
    expect(new Set(keys.map(([, record]) => record)).size).toBe(keys.length);
    // A renewed licence and the name written otherwise are the same dealer.
    expect(reportKey({ dealer_licence: '8-52-033-01-6G-12345', dealer_name: 'Valley Arms' })).toEqual(keys[0]);
  });

  test.each([
    [{ report_number: '' }, 'multiple-sale.no-number'],
    [{ transferred_on: '02/30/2024' }, 'multiple-sale.no-day'],
    [{ serial_number: '', make: '', model: '', calibre: '', firearm_type: '' }, 'multiple-sale.no-firearm'],
  ])('is rejected where %o is wrong: %s', (change, code) => {
    expect(parseOne(layout, { ...report, ...change }).outcome).toMatchObject({ reject: { code } });
  });
});

test('a form is told from what is written of it', () => {
  expect(['3310.4', 'ATF Form 3310.12', 'Rifles', 'HANDGUNS', 'F 4473'].map(cleanReportForm)).toEqual([
    '3310.4',
    '3310.12',
    '3310.12',
    '3310.4',
    null,
  ]);
});
