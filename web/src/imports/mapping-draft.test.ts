import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changed,
  columnsNotInFile,
  emptyHistory,
  mappingText,
  missingFields,
  redone,
  sameMapping,
  timeColumns,
  undone,
  withConstants,
  withField,
  withLayout,
  withUtc,
  type Layout,
  type Mapping,
} from './mapping-draft.ts';

const layout: Layout = {
  feed: 'recoveries',
  layout: 'recoveries',
  title: 'Recoveries',
  fields: [
    { name: 'property_number', kind: 'identifier', about: '', required: true },
    { name: 'serial_number', kind: 'serial-number', about: '', required: false },
    { name: 'recovery_city', kind: 'city', about: '', required: false },
  ],
};
const start: Mapping = { feed: 'recoveries', layout: 'recoveries', columns: {} };
const column = fc.constantFrom('A', 'B', 'C', 'D');
const field = fc.constantFrom(...layout.fields.map((each) => each.name), null);

describe('the draft of a mapping', () => {
  it('never reads one field from two columns, nor from a column and a constant, whatever is chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(column, field)), (choices) => {
        let mapping = withConstants(start, { recovery_city: 'Baltimore' });
        for (const [name, its] of choices) mapping = withField(mapping, name, its).mapping;
        const fields = [...Object.values(mapping.columns), ...Object.keys(mapping.constants ?? {})];
        expect(new Set(fields).size).toBe(fields.length);
      }),
    );
  });

  it('undoes every change in turn and redoes them all', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(column, field), { maxLength: 30 }), (choices) => {
        const states = [changed(emptyHistory, start)];
        for (const [name, its] of choices)
          states.push(changed(states.at(-1)!, withField(states.at(-1)!.now!, name, its).mapping));
        const last = states.at(-1)!;
        let back = last;
        for (let step = 0; step < last.past.length; step += 1) back = undone(back);
        expect(mappingText(back.now!)).toBe(mappingText(start));
        let forth = back;
        for (let step = 0; step < last.past.length; step += 1) forth = redone(forth);
        expect(mappingText(forth.now!)).toBe(mappingText(last.now!));
      }),
    );
  });

  it('says which column a field was taken from', () => {
    const first = withField(start, 'A', 'serial_number').mapping;
    expect(withField(first, 'B', 'serial_number')).toEqual({
      mapping: { ...start, columns: { B: 'serial_number' } },
      takenFrom: 'A',
    });
  });

  it('keeps what another layout can still mean', () => {
    const mapping = withConstants(
      { ...start, columns: { A: 'serial_number', B: 'trace_number' }, dateOrder: 'dmy' },
      { recovery_city: 'Baltimore', dealer_city: 'Laurel' },
    );
    expect(withLayout(mapping, layout)).toEqual({
      feed: 'recoveries',
      layout: 'recoveries',
      columns: { A: 'serial_number' },
      constants: { recovery_city: 'Baltimore' },
      dateOrder: 'dmy',
    });
  });

  it('reads a column in UTC where its header says so, until the reader says otherwise', () => {
    const timed = {
      ...layout,
      fields: [...layout.fields, { name: 'recovered_at', kind: 'date-time', about: '', required: false }],
    };
    const mapping: Mapping = { ...start, columns: { found_utc: 'recovered_at', A: 'serial_number' } };
    expect(timeColumns(mapping, timed)).toEqual([{ column: 'found_utc', inUtc: true }]);
    const local = withUtc(mapping, timed, { column: 'found_utc', inUtc: false });
    expect(local.utcColumns).toEqual([]);
    expect(timeColumns(local, timed)).toEqual([{ column: 'found_utc', inUtc: false }]);
    expect(sameMapping(mapping, local)).toBe(false);
    expect(withLayout(local, timed).utcColumns).toEqual([]);
  });

  it('names the needed fields nothing gives', () => {
    expect(missingFields(start, layout)).toEqual(['property_number']);
    expect(missingFields(withConstants(start, { property_number: '1' }), layout)).toEqual([]);
  });

  it('finds columns of a mapping that the file lacks, without regard to case', () => {
    const mapping: Mapping = { ...start, columns: { 'Serial No': 'serial_number', Gone: 'property_number' } };
    expect(columnsNotInFile(mapping, [' serial no ', 'Other'])).toEqual(['Gone']);
  });
});
