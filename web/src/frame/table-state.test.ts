import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainTable, readTables, writeTable, type TableState } from './table-state.ts';

const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((each) => each.isWellFormed());
const id = fc.stringMatching(/^[a-z]{1,8}$/);

describe('the state of lists in the address', () => {
  it('is read as it was written, whatever the reader typed', () => {
    fc.assert(
      fc.property(
        fc.record({ id, descending: fc.boolean() }),
        text,
        fc.option(id, { nil: null }),
        fc.uniqueArray(text),
        (sort, filter, group, keys) => {
          const state: TableState = { sort, filter, group, closed: group === null ? [] : keys };
          const other: TableState = { ...plainTable, filter };
          const written = writeTable(writeTable(undefined, 'events', state), 'links', other);
          expect(readTables(written).get('events')).toEqual(state);
          expect(readTables(written).get('links')).toEqual(other);
        },
      ),
    );
  });

  it('leaves the address alone where nothing was changed', () => {
    expect(writeTable('events;g=kind', 'events', plainTable)).toBeUndefined();
    expect(writeTable('events;g=kind', 'links', plainTable)).toBe('events;g=kind');
  });

  it('is not upset by what it does not know', () => {
    expect(readTables(';,events;z=1;q=%E0%A4%A;g=kind').get('events')).toEqual({ ...plainTable, group: 'kind' });
  });
});
