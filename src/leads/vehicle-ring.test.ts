import { describe, expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { VehicleTie } from '../model/leads.ts';
import { findLeads } from './find-leads.ts';
import { leadSettingsDefault } from './lead-settings.ts';

describe('purchasers whom records name with one vehicle', () => {
  const traces = [1, 2].map((at) =>
    madeTrace(`T${at}`, {
      ...soldAndRecovered(`20${18 + at * 2}-01-01`, 900),
      firearm: `firearm:${at}`,
      purchaser: madePerson(at),
      possessor: madePerson(50 + at),
      dealer: madeDealer(at),
    }),
  );
  const seen = (person: number, on: string | null): VehicleTie => ({
    person: `person:${person}`,
    vehicle: 'vehicle:9',
    on,
    record: 100 + person,
  });
  const rings = (vehicles: VehicleTie[], of = traces) =>
    findLeads(
      { traces: of, vehicles, scores: new Map(), firearms: [], arrests: [], denials: [] },
      leadSettingsDefault,
      {},
    ).filter(({ kind }) => kind === 'purchaser-ring');

  test('are a group, and the lead names the record of each', () => {
    const [ring] = rings([seen(1, '2024-01-01'), seen(2, '2024-06-01')]);
    expect(ring?.reason).toBe('2 purchasers of 2 recovered firearms share a vehicle (records 101 and 102)');
    expect(ring?.persons).toEqual(['person:1', 'person:2']);
  });

  test.each([
    ['years apart', [seen(1, '2024-01-01'), seen(2, '2022-01-01')]],
    ['on days nobody wrote', [seen(1, null), seen(2, '2024-01-01')]],
    [
      'of which more people were with it than with a car',
      Array.from({ length: 7 }, (_, at) => seen(at + 1, '2024-01-01')),
    ],
    ['of whom the other bought nothing that was traced', [seen(1, '2024-01-01'), seen(3, '2024-01-01')]],
  ])('are none %s', (_, vehicles) => {
    expect(rings(vehicles)).toEqual([]);
  });

  test('are none by a firearm that was reported stolen', () => {
    const stolen = traces.map((trace, at) => (at === 0 ? trace : { ...trace, stolen: true }));
    expect(rings([seen(1, '2024-01-01'), seen(2, '2024-01-01')], stolen)).toEqual([]);
  });
});
