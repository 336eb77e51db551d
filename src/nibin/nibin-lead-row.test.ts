import { describe, expect, test } from 'vitest';
import { rowLayoutOf } from '../../test/layout-checks.ts';
import { parseOne } from '../../test/parse-one-row.ts';
import { ballisticStanding } from '../links/ballistic-standing.ts';
import type { NibinState } from '../model/nibin-states.ts';
import { nibinFeed } from '../sources/nibin/feed.ts';
import { nibinLeadRow, type NibinLeadFacts } from './nibin-lead-row.ts';

const leads = rowLayoutOf(nibinFeed, 'leads');
const end = {
  caseNumber: '24-001122',
  item: '1',
  kind: 'CASING',
  origin: 'SCENE',
  ibis: null,
  eventOn: '2024-03-08',
} as const;
const lead: NibinLeadFacts = {
  number: 'FL26-00001',
  state: 'DISSEMINATED',
  standing: 'LEAD',
  issuedOn: '2026-11-02',
  issuedBy: 'a.one',
  reviewer: 'b.two',
  a: end,
  b: { ...end, caseNumber: '24-000900', item: '2', origin: 'TEST_FIRE' },
  firearm: { serial: 'ABC123', make: 'GLOCK', model: '19', calibre: '9MM' },
  conclusion: null,
  retractedOn: null,
};
const concluded = (conclusion: string) => ({ conclusion, examiner: 'c.three', on: '2026-11-10', report: 'FR-1' });
const read = (of: Partial<NibinLeadFacts>) => {
  const { outcome, of: rows } = parseOne(leads, nibinLeadRow({ ...lead, ...of }));
  const [values] = rows('ballistic_link');
  return { outcome, values, standing: ballisticStanding(values!) };
};

describe('a lead of our own, read as the layout of sites reads it', () => {
  test.each([
    'DISSEMINATED',
    'ACKNOWLEDGED',
    'ASSIGNED',
    'INVESTIGATED',
    'CONFIRMATION_REQUESTED',
    'OUTCOME',
    'FEEDBACK',
  ] as NibinState[])('is an unconfirmed lead while %s, and nothing of it is odd', (state) => {
    const { standing, values } = read({ state });
    expect(standing).toEqual({ tie: 'lead', status: 'ACTIVE', conclusion: null });
    expect(values).toMatchObject({ warnings: null, lead_number: 'FL26-00001', status: state });
  });

  test('is a hit where an examiner identified, also after its outcome', () => {
    for (const state of ['CONFIRMED_HIT', 'OUTCOME', 'FEEDBACK'] as const) {
      const { standing, values } = read({ state, standing: 'HIT', conclusion: concluded('IDENTIFICATION') });
      expect(standing).toEqual({ tie: 'hit', status: 'ACTIVE', conclusion: null });
      expect(values).toMatchObject({ warnings: null, confirmed_on: '2026-11-10', examiner: 'c.three' });
    }
  });

  test('is withdrawn where an examiner eliminated, also after its outcome', () => {
    for (const state of ['NOT_CONFIRMED', 'OUTCOME', 'FEEDBACK'] as const)
      expect(read({ state, standing: 'WITHDRAWN', conclusion: concluded('ELIMINATION') }).standing).toEqual({
        tie: 'lead',
        status: 'RETRACTED',
        conclusion: 'ELIMINATION',
      });
  });

  test('is withdrawn where an error was found, as a lead or as the hit it was', () => {
    const retracted = { state: 'RETRACTED', standing: 'WITHDRAWN', retractedOn: '2026-11-20' } as const;
    expect(read(retracted)).toMatchObject({
      standing: { tie: 'lead', status: 'RETRACTED' },
      outcome: { stateOn: '2026-11-20' },
    });
    expect(read({ ...retracted, conclusion: concluded('IDENTIFICATION') }).standing).toMatchObject({
      tie: 'hit',
      status: 'RETRACTED',
    });
  });

  test('is still a lead where the examination was inconclusive, or is asked for again', () => {
    for (const state of ['INCONCLUSIVE', 'CONFIRMATION_REQUESTED', 'OUTCOME'] as const)
      expect(read({ state, conclusion: concluded('INCONCLUSIVE') }).standing).toEqual({
        tie: 'lead',
        status: 'ACTIVE',
        conclusion: 'INCONCLUSIVE',
      });
    expect(read({ state: 'INCONCLUSIVE', conclusion: concluded('UNSUITABLE') }).standing.conclusion).toBe('UNSUITABLE');
  });

  test('says by its items which end is the test fire', () => {
    expect(read({}).values).toMatchObject({ item_a: 'CC 1', item_b: 'TF 2' });
    expect(read({ b: { ...lead.b, item: 'TF-2' } }).values).toMatchObject({ item_b: 'TF-2' });
  });
});
