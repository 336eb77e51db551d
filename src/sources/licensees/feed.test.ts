import { describe, expect, test } from 'vitest';
import { holdsForAnyRow, parseOne } from '../../../test/parse-one-row.ts';
import { readWhole, sharedFile, sharedIsAbsent, typedRows } from '../../../test/read-whole-feed.ts';
import { licenseesFeed } from './feed.ts';
import { licenseeList, numberedList } from './licensee-list.ts';
import { snapshotMonth } from './snapshot-month.ts';

const absent = sharedIsAbsent('atf');
const row = {
  region: '8',
  district: '52',
  county: '005',
  type: '01',
  expiry: '4L',
  sequence: '00150',
  licence_name: 'EXAMPLE ARMS LLC',
  business_name: 'NULL',
  premise_street: '1 MAIN ST',
  premise_city: 'TOWSON',
  premise_state: 'MD',
  premise_zip: '212041234',
  mail_street: 'PO BOX 1',
  mail_city: 'TOWSON',
  mail_state: 'MD',
  mail_zip: '21204',
};

describe('licensees', () => {
  test('six columns are one licence number; it expires on the last day of the month it names', () => {
    const { of, outcome } = parseOne(licenseeList, row, { fileName: '0513-ffl-list.txt' });
    expect(outcome).toEqual({ key: '8-52-00150/2013-05' });
    expect(of('dealer_licence')).toEqual([
      {
        licence_number: '8-52-005-01-4L-00150',
        licence_key: '8-52-00150',
        licence_type: '01',
        expires_on: '2014-11-30',
        county_code: '005',
        licence_name: 'EXAMPLE ARMS LLC',
        business_name: null,
        snapshot_month: '2013-05-01',
        mail_address: 'PO BOX 1, TOWSON, MD 21204',
        warnings: null,
      },
    ]);
    expect(of('dealer_observation')).toMatchObject([
      { role: 'licensee', licence_key: '8-52-00150', name_raw: 'EXAMPLE ARMS LLC' },
    ]);
    expect(of('place_observation')).toMatchObject([{ role: 'premises', city: 'TOWSON', state: 'MD' }]);
  });

  test('two months of one licensee are two records', () => {
    const key = (fileName: string) => parseOne(licenseeList, row, { fileName }).outcome;
    expect([key('ffl-list-2013-05.txt'), key('ffl-list-2013-06.txt')]).toEqual([
      { key: '8-52-00150/2013-05' },
      { key: '8-52-00150/2013-06' },
    ]);
  });

  test('a list without expiry, as ATF published for five months of 2014, still names the licensee', () => {
    const { of, outcome } = parseOne(licenseeList, { ...row, expiry: '' }, { fileName: '0214-ffl-list.txt' });
    expect(outcome).toEqual({ key: '8-52-00150/2014-02' });
    expect(of('dealer_licence')).toMatchObject([
      { licence_number: null, licence_key: '8-52-00150', licence_type: '01', expires_on: null, county_code: '005' },
    ]);
  });

  test('a spreadsheet’s lost zeros are put back', () => {
    const cells = { ...row, county: '5', type: '1', sequence: '150' };
    expect(parseOne(licenseeList, cells, { fileName: '0513.txt' }).of('dealer_licence')).toMatchObject([
      { licence_number: '8-52-005-01-4L-00150' },
    ]);
  });

  test('no licence number is a reject; premises cut short are a warning', () => {
    expect(parseOne(licenseeList, { ...row, sequence: 'X' }).outcome).toMatchObject({
      reject: { code: 'licensees.licence' },
    });
    const cut = parseOne(licenseeList, { ...row, premise_city: '', premise_state: '', premise_zip: '' });
    expect(cut.of('dealer_licence')[0]!['warnings']).toContain('premises.incomplete');
  });

  test.each([
    ['ffl-list-2013-05.txt', '2013-05-01'],
    ['0513-ffl-list.txt', '2013-05-01'],
    ['/lists/1213-ffl-list.xlsx', '2013-12-01'],
    ['20130501.txt', '2013-05-01'],
    ['ffl_may_2013.txt', '2013-05-01'],
    ['2013 September list.csv', '2013-09-01'],
    ['05-2013.txt', '2013-05-01'],
    ['licensees.txt', '2026-11-01'],
    ['list 9913.txt', '2026-11-01'],
  ])('the month of %s is %s', (fileName, month) => {
    expect(snapshotMonth(fileName, '2026-11-21')).toBe(month);
  });

  test('old and new headers are one list, and the row of dashes under the old one is no licensee', async () => {
    const header =
      'Lic Regn\tLic Dist\tLic Cnty\tLic Type\tLic Xprdte\tLic Seqn\tLicense Name\tBusiness Name\tPremise Street\tPremise City\tPremise State\tPremise Zip Code\tMail Street\tMail City\tMail State\tMail Zip Code\tVoice Phone';
    const dashes = header.replace(/[^\t]+/g, '--------');
    const line =
      '8\t52\t005\t01\t4L\t00150\tEXAMPLE ARMS LLC\tNULL\t1 MAIN ST\tTOWSON\tMD\t21204\tPO BOX 1\tTOWSON\tMD\t21204\t4105550100';
    const read = (text: string) => readWhole(text, { feed: licenseesFeed, context: { fileName: '0513.txt' } });
    const old = await read([header, dashes, line, ''].join('\r\n'));
    const recent = await read([header.toUpperCase().replaceAll(' ', '_'), line, ''].join('\r\n'));
    expect(old.skipped).toEqual([{ line: 2, why: 'rule' }]);
    expect([old.rejects, recent.rejects, old.failure, recent.failure]).toEqual([[], [], null, null]);
    expect(recent.rows.map(({ key, content, typed }) => ({ key, content, typed }))).toEqual(
      old.rows.map(({ key, content, typed }) => ({ key, content, typed })),
    );
  });

  test('any row whatever gives a key or a reject', () => {
    holdsForAnyRow(licenseeList);
    holdsForAnyRow(numberedList);
  });

  test.skipIf(absent)(
    'the list of May 2013: 20,087 licensees, each once, and a last line the publisher’s copy cuts off, which is rejected',
    async () => {
      const whole = await readWhole(await sharedFile('atf/ffl-list-2013-05.txt'), {
        feed: licenseesFeed,
        context: { fileName: '0513-ffl-list.txt' },
      });
      expect([whole.rows.length, whole.rejects.length]).toEqual([20_087, 1]);
      expect(whole.rejects[0]).toMatchObject({ code: 'row.too-few-cells' });
      expect(whole.failure).toBeNull();
      expect(new Set(whole.rows.map((each) => each.key)).size).toBe(20_087);
      const licences = typedRows(whole.rows, 'dealer_licence');
      expect(licences.filter((licence) => licence['licence_number'] === null)).toEqual([]);
      expect(licences.filter((licence) => licence['expires_on'] === null)).toHaveLength(1);
    },
  );
});
