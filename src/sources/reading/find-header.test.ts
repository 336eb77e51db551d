import { describe, expect, it } from 'vitest';
import { findHeader, isFooter, isUnderline } from './find-header.ts';
import type { RawRow } from './raw-row.ts';

const wanted = new Set(['serial', 'make', 'model', 'calibre']);
const score = (cells: readonly string[]): number =>
  cells.filter((cell) => wanted.has(cell.trim().toLowerCase())).length;

function rows(...cells: string[][]): RawRow[] {
  return cells.map((each, i) => ({ line: i + 1, cells: each }));
}

describe('the header', () => {
  it('is the first row where nothing stands above it', () => {
    expect(findHeader(rows(['Serial', 'Make'], ['A1', 'Ruger']), score)).toEqual({
      kind: 'found',
      index: 0,
      dataIndex: 1,
    });
  });

  it('is found under titles and disclaimers, and the line drawn under it is passed over', () => {
    const place = findHeader(
      rows(
        ['Recovered firearms'],
        ['Law enforcement sensitive; make and model as reported'],
        ['', ''],
        ['Serial', 'Make', 'Model', 'Calibre'],
        ['--------', '------', '', '=========='],
        ['A1', 'Ruger', 'P95', '9mm'],
      ),
      score,
    );
    expect(place).toEqual({ kind: 'found', index: 3, dataIndex: 5 });
  });

  it('is the better of two candidates, and the first of equals', () => {
    expect(findHeader(rows(['make'], ['serial', 'make'], ['serial', 'make']), score)).toMatchObject({ index: 1 });
  });

  it('is undetermined where no row serves, and beyond the first fifty rows', () => {
    expect(findHeader(rows(['a'], ['b']), score)).toEqual({ kind: 'undetermined', looked: 2 });
    const late = rows(...Array.from({ length: 50 }, () => ['title']), ['serial', 'make']);
    expect(findHeader(late, score)).toEqual({ kind: 'undetermined', looked: 50 });
    expect(findHeader([], score)).toEqual({ kind: 'undetermined', looked: 0 });
  });

  it('does not take negative numbers, a lone dash, or blank rows for a drawn line', () => {
    expect(isUnderline(['-1', '-2'])).toBe(false);
    expect(isUnderline(['-', '-'])).toBe(false);
    expect(isUnderline(['', ''])).toBe(false);
    expect(isUnderline(['-----', 'text'])).toBe(false);
    expect(isUnderline(['+-----+', '-----'])).toBe(true);
    expect(isUnderline(['----', '====', '____'])).toBe(true);
  });
});

describe('a footer', () => {
  it.each<[string[]]>([
    [['TOTALS', '2155', '451']],
    [['', 'Grand Total:', '2,155', '45.1%']],
    [['* Note: duplicates are not included']],
    [['Source: Firearms Tracing System']],
    [['- Statistics are based on a query of the system.', '', '']],
    [['(120 rows affected)']],
    [['Page 3 of 9']],
    [['Report generated 2024-01-02 10:11']],
    [['All traces may not have been submitted or completed at the time of this analysis.']],
    [['Record count', '20']],
    [['-----', '-----']],
  ])('is recognised: %j', (cells) => {
    expect(isFooter(cells, 6)).toBe(true);
  });

  it.each<[string[]]>([
    [['TOTAL ARMS LLC', 'PITTSBURGH', 'PA', '15201']],
    [['Total', 'Security Firearms', 'PA']],
    [['A1', 'Ruger', 'P95']],
    [['A1']],
    [['', '', '']],
    [['Source One Guns', 'x', 'y']],
    [['123 MAIN STREET']],
  ])('is not seen in a row of data: %j', (cells) => {
    expect(isFooter(cells, 6)).toBe(false);
  });

  it('is not seen in the long texts of a table of one column', () => {
    expect(isFooter(['* a note that is a value'], 1)).toBe(false);
  });
});
