import { describe, expect, it } from 'vitest';
import { compareCells } from './cell-changes.ts';

const cell = (column: string, value: string) => ({ column, field: null, value });

describe('the cells of two versions', () => {
  it('are told apart by column, whatever their order', () => {
    const rows = compareCells(
      [cell('A', '1'), cell('B', '2'), cell('C', '3')],
      [cell('C', '3 '), cell('A', '9'), cell('D', '4')],
    );
    expect(rows.map((row) => [row.column, row.change, row.other])).toEqual([
      ['A', 'changed', '9'],
      ['B', 'added', null],
      ['C', 'same', '3 '],
      ['D', 'removed', '4'],
    ]);
  });

  it('keeps repeated headers apart', () => {
    const rows = compareCells([cell('A', '1'), cell('A', '2')], [cell('A', '1'), cell('A', '3')]);
    expect(rows.map((row) => row.change)).toEqual(['same', 'changed']);
  });
});
