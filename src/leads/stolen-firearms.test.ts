import { expect, test } from 'vitest';
import { leadReason } from '../model/lead-reason.ts';
import type { FirearmFacts } from '../model/leads.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { findLeads } from './find-leads.ts';
import { leadSettingsDefault } from './lead-settings.ts';

const stolen = (number: number, on: string | null, recoveries: readonly string[]): FirearmFacts => ({
  firearm: `firearm:${number}`,
  make: 'GLOCK',
  model: '19',
  obliterated: null,
  noSerialReason: null,
  recoveredOn: recoveries[0] ?? null,
  recoveries,
  recoveredIn: `incident:${100 + number}`,
  theft: { on, kind: 'DEALER_BURGLARY', from: 'dealer:4', incident: 'incident:5' },
  shootings: [],
});
const leadOf = (...firearms: readonly FirearmFacts[]) =>
  findLeads(
    { traces: [], scores: new Map(), firearms, arrests: [], denials: [], vehicles: [] },
    leadSettingsDefault,
    stateCalendars([]),
  )[0];

test('a firearm stolen after its recovery was not recovered after the theft', () => {
  expect(leadOf(stolen(1, '2023-05-05', ['2020-01-01']))).toBeUndefined();
  const lead = leadOf(stolen(1, '2023-05-05', ['2020-01-01']), stolen(2, '2023-05-05', ['2023-05-05']));
  expect(lead).toMatchObject({
    reason: '1 of 2 firearms of one theft from a dealer or a carrier recovered',
    firearms: ['firearm:2'],
    incidents: ['incident:102', 'incident:5'],
    from: '2023-05-05',
    to: '2023-05-05',
  });
});

test('recovered before and after a theft, it came back after it', () => {
  expect(leadOf(stolen(1, '2023-05-05', ['2020-01-01', '2024-06-06']))).toMatchObject({
    incidents: ['incident:5'],
    from: '2023-05-05',
    to: '2024-06-06',
  });
});

test('where no day tells which came first it is said so, in both languages', () => {
  const lead = leadOf(stolen(1, null, ['2020-01-01']), stolen(2, '2023-05-05', []));
  expect(lead!.reason).toBe(
    '2 of 2 firearms of one theft from a dealer or a carrier recovered; of 2 no day tells whether the theft came first',
  );
  expect(leadReason(lead!.reason, 'es')).toBe(
    '2 de 2 armas de un mismo robo a un comerciante o transportista, recuperadas; de 2 ninguna fecha dice si el robo fue antes',
  );
  expect(leadReason('1 of 1 firearm of one theft recovered', 'es')).toBe('1 de 1 armas de un mismo robo, recuperadas');
});
