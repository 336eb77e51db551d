import { expect, test } from 'vitest';
import { stateCalendars } from '../model/tracing-settings.ts';
import { findSaleWindows, type RecordedSale } from './sale-windows.ts';

let firearms = 0;
const sale = (soldOn: string, change: Partial<RecordedSale> = {}): RecordedSale => ({
  dealer: 1,
  dealerState: 'MD',
  purchaser: 2,
  soldOn,
  firearm: ++firearms,
  label: '',
  type: 'P',
  calibre: '9LUGER',
  multipleSale: null,
  serialNcic: null,
  makeFamily: null,
  ...change,
});
const windows = (...sales: RecordedSale[]) =>
  findSaleWindows(sales, stateCalendars([])).map(({ kind, from, to, sales: of }) => [kind, from, to, of.length]);

test('two handguns of one day or within five business days are a window, six business days are none', () => {
  expect(windows(sale('2024-03-04'), sale('2024-03-04'))).toEqual([['handguns', '2024-03-04', '2024-03-04', 2]]);
  expect(windows(sale('2024-03-06'), sale('2024-03-12'))).toEqual([['handguns', '2024-03-06', '2024-03-12', 2]]);
  expect(windows(sale('2024-03-06'), sale('2024-03-13'))).toEqual([]);
});

test('windows slide: of three sales the middle one is in both, and none lies in another', () => {
  expect(windows(sale('2024-03-04'), sale('2024-03-07'), sale('2024-03-12'))).toEqual([
    ['handguns', '2024-03-04', '2024-03-07', 2],
    ['handguns', '2024-03-07', '2024-03-12', 2],
  ]);
  expect(windows(sale('2024-03-04'), sale('2024-03-05'), sale('2024-03-06'))).toEqual([
    ['handguns', '2024-03-04', '2024-03-06', 3],
  ]);
});

test('another dealer, another purchaser or the same firearm told twice makes no window', () => {
  expect(windows(sale('2024-03-04'), sale('2024-03-04', { dealer: 9 }))).toEqual([]);
  expect(windows(sale('2024-03-04'), sale('2024-03-04', { purchaser: 9 }))).toEqual([]);
  expect(windows(sale('2024-03-04', { firearm: 7 }), sale('2024-03-04', { firearm: 7 }))).toEqual([]);
});

test('rifles count only in the four states, and only semi-automatic ones above .22', () => {
  const rifle = { type: 'RI', calibre: '223REM' };
  expect(windows(sale('2024-03-04', rifle), sale('2024-03-04', rifle))).toEqual([]);
  const texan = { ...rifle, dealerState: 'TX' };
  expect(windows(sale('2024-03-04', texan), sale('2024-03-05', texan))).toEqual([
    ['rifles', '2024-03-04', '2024-03-05', 2],
  ]);
  const small = { ...texan, calibre: '22LR' };
  expect(windows(sale('2024-03-04', small), sale('2024-03-05', small))).toEqual([]);
});

test('a semi-automatic rifle of no recorded calibre counts, and the window says of how many', () => {
  const texan = { type: 'RI', dealerState: 'TX' };
  const found = findSaleWindows(
    [sale('2024-03-04', { ...texan, calibre: null }), sale('2024-03-05', { ...texan, calibre: '223REM' })],
    stateCalendars([]),
  );
  expect(found).toMatchObject([{ kind: 'rifles', calibreUnknown: 1, unsureDays: [] }]);
  expect(windows(sale('2024-03-04', texan), sale('2024-03-05', { ...texan, calibre: '17HMR' }))).toEqual([]);
});

test('a window by election day alone is told with the day it hangs on', () => {
  const inState = (dealerState: string) =>
    findSaleWindows([sale('2024-11-01', { dealerState }), sale('2024-11-08', { dealerState })], stateCalendars([]));
  expect(inState('WV')).toMatchObject([{ businessDays: 5, unsureDays: ['2024-11-05'], calibreUnknown: 0 }]);
  // Of Maryland the list is read off its law.
  expect(inState('MD')).toMatchObject([{ businessDays: 5, unsureDays: [] }]);
});
