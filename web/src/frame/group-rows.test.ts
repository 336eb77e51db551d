import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupRows } from './group-rows.ts';

const rows = fc.array(fc.record({ n: fc.integer(), kind: fc.constantFrom('a', 'b', '') }));

it('counts every row in one group and keeps the order of rows within it', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const lines = groupRows(list, (row) => row.kind, new Set());
      const heads = lines.filter((line) => line.kind === 'group');
      expect(heads.reduce((sum, head) => sum + head.count, 0)).toBe(list.length);
      for (const { key } of heads) {
        const shown = lines.flatMap((line) => (line.kind === 'row' && line.row.kind === key ? [line.row] : []));
        expect(shown).toEqual(list.filter((row) => row.kind === key));
      }
    }),
  );
});

it('shows the head of a closed group with its count and none of its rows', () => {
  const list = [
    { n: 1, kind: 'a' },
    { n: 2, kind: 'b' },
    { n: 3, kind: 'a' },
  ];
  expect(groupRows(list, (row) => row.kind, new Set(['a']))).toEqual([
    { kind: 'group', key: 'a', count: 2, open: false },
    { kind: 'group', key: 'b', count: 1, open: true },
    { kind: 'row', row: list[1], at: 0 },
  ]);
});
