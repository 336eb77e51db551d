import { expect, test } from 'vitest';
import { firearmLife, record } from '../../test/life-records.ts';

const columns = {
  serial_removal: 'ground',
  serial_removal_raw: 'GROUND OFF',
  restoration_attempted: true,
  restoration_result: 'partial',
  restoration_lab: 'FTB-1',
  serial_restored: 'BX?4',
  serial_restored_grades: ['high', 'low', 'unread', 'high'],
};

test('what was restored stands once for each thing said, with every row that says it, and is no serial number', () => {
  const firearm = { serial_clean: null, obliterated: true, make_name: 'GLOCK', ...columns };
  const one = record('recoveries', [], { firearm });
  const same = record('nibin', [], { firearm });
  const otherwise = record('etrace', [], {
    firearm: { ...firearm, serial_restored: 'BXA4', restoration_lab: 'FTB-2' },
  });
  const { restorations, facts } = firearmLife({ records: [one, same, otherwise, record('etrace', [])] });
  expect(restorations).toEqual([
    {
      removal: 'ground',
      removalRaw: 'GROUND OFF',
      positionsKnown: null,
      attempted: true,
      result: 'partial',
      laboratory: 'FTB-1',
      restored: 'BX?4',
      grades: ['high', 'low', 'unread', 'high'],
      sources: [one.source, same.source],
    },
    expect.objectContaining({ laboratory: 'FTB-2', restored: 'BXA4', sources: [otherwise.source] }),
  ]);
  expect(facts.filter((fact) => fact.name === 'serial').map((fact) => fact.value)).toEqual(['BXK482']);
});

test('a firearm of which nobody says that its number was removed has no restorations', () => {
  expect(firearmLife({ records: [record('recoveries', [])] }).restorations).toEqual([]);
});
