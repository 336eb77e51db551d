import { expect, test } from 'vitest';
import { boughtAndPassedOn as bought, madePerson } from '../../test/made-traces.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { findLeads } from './find-leads.ts';
import { leadSettingsDefault } from './lead-settings.ts';

const kindsOf = ({ traces }: { traces: readonly TraceFacts[] }) =>
  findLeads(
    { traces, scores: new Map(), firearms: [], arrests: [], denials: [], vehicles: [] },
    leadSettingsDefault,
    stateCalendars([]),
  ).flatMap(({ kind, also }) => [kind, ...also.map((each) => each.kind)]);

test('a firearm recovered twice counts by its first recovery, whichever trace has the lower number', () => {
  const first = { firearm: 'firearm:7' } as const;
  const again = bought(1, '2024-01-01', 517, { ...first, possessor: madePerson(1) });
  const fast = bought(1, '2024-01-01', 60, first);
  expect(again.traceNumber < fast.traceNumber).toBe(true);
  for (const traces of [[fast], [again, fast], [fast, again]])
    expect(kindsOf({ traces })).toContain('purchaser-fast-trace');
  expect(kindsOf({ traces: [again] })).not.toContain('purchaser-fast-trace');
  // One of which nothing tells the recovery says nothing of it.
  const unknown = bought(1, '2024-01-01', 60, { ...first, recoveredOn: null, timeToCrime: undetermined });
  expect(kindsOf({ traces: [unknown, bought(1, '2024-01-01', 60, first)] })).toContain('purchaser-fast-trace');
});

test('whoever has the name and date of birth of the purchaser is no other, joined into one or not', () => {
  const born = { bornOn: '1990-04-04', givenName: 'ANN' };
  const purchaser = madePerson(1, { familyName: 'NAME1', ...born });
  const possessor = (more: object) => madePerson(2, { familyName: 'NAME1', ...born, ...more });
  const traces = (more: object) => [bought(1, '2024-01-01', 20, { purchaser, possessor: possessor(more) })];
  expect(kindsOf({ traces: traces({}) })).not.toContain('purchaser-fast-trace');
  expect(kindsOf({ traces: traces({ bornOn: '1991-04-04' }) })).toContain('purchaser-fast-trace');
});

const undetermined: TraceFacts['timeToCrime'] = { kind: 'undetermined', why: 'not known which recovery it is of' };

test('a recovery from the purchaser does not hide a later one from somebody else', () => {
  const own = bought(1, '2024-01-01', 31, { firearm: 'firearm:8', possessor: madePerson(1, { familyName: 'NAME1' }) });
  const passed = bought(1, '2024-01-01', 330, { firearm: 'firearm:8' });
  for (const traces of [
    [own, passed],
    [passed, own],
  ])
    expect(kindsOf({ traces })).toContain('purchaser-fast-trace');
  expect(kindsOf({ traces: [own] })).not.toContain('purchaser-fast-trace');
});

test('a time below nothing is no first recovery', () => {
  const wrong = bought(1, '2024-01-01', -40, { firearm: 'firearm:9' });
  const fast = bought(1, '2024-01-01', 60, { firearm: 'firearm:9' });
  for (const traces of [
    [wrong, fast],
    [fast, wrong],
  ])
    expect(kindsOf({ traces })).toContain('purchaser-fast-trace');
});
