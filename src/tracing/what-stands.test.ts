import { expect, test } from 'vitest';
import type { RequestState, RequestStep } from '../model/tracing.ts';
import { stateAfter } from './request-states.ts';
import { whatStands, type RequestHistoryStep } from './what-stands.ts';

type Told = readonly [
  RequestStep,
  { record?: number; of?: number; number?: string; model?: string; byImport?: boolean; stays?: true }?,
];

/** A history of steps, one a day. */
function history(...told: Told[]): RequestHistoryStep[] {
  let [state, number, model]: [RequestState, string | null, string] = ['DRAFT', null, 'LCP'];
  return told.map(([step, { record: named, of, number: given, model: written, byImport = false, stays } = {}], at) => {
    const from = at === 0 ? null : state;
    if (!stays) state = at === 0 ? 'DRAFT' : (stateAfter(state, step) ?? state);
    number = given ?? number;
    model = written ?? model;
    return {
      step,
      from,
      to: state,
      form: { model },
      traceNumber: number,
      acknowledged: [],
      record: named ?? null,
      result: of ?? named ?? null,
      byImport,
      at: `2026-01-${String(at + 1).padStart(2, '0')}T12:00:00Z`,
    };
  });
}
const sent: Told[] = [['prepare'], ['validate'], ['submit']];
const wrong = { record: 7, number: 'T7', byImport: true };

test('a result that is set aside takes back the state, the trace number and the form it led to', () => {
  const of = (...after: Told[]) => {
    const { state, traceNumber, form } = whatStands(history(...sent, ...after, ['set-aside', { record: 7 }]));
    return [state, traceNumber, form.model];
  };
  expect(of(['complete', wrong], ['review'], ['link'])).toEqual(['SUBMITTED', null, 'LCP']);
  expect(of(['return', wrong], ['edit', { model: 'LCP II' }], ['correct'])).toEqual(['SUBMITTED', null, 'LCP']);
  expect(of(['acknowledge', { number: 'T6' }], ['complete', wrong])).toEqual(['ACKNOWLEDGED', 'T6', 'LCP']);
  // What was sent again because of it has left the house, with what it said.
  expect(of(['return', wrong], ['edit', { model: 'LCP II' }], ['correct'], ['resubmit'])).toEqual([
    'RESUBMITTED',
    null,
    'LCP II',
  ]);
  // What another result says stands.
  expect(of(['acknowledge', wrong], ['complete', { record: 8, number: 'T7', byImport: true }])).toEqual([
    'COMPLETED',
    'T7',
    'LCP',
  ]);
});

test('a trace that is set aside takes back what every version of it did, and no version of another', () => {
  const told = (...after: Told[]) => whatStands(history(...sent, ...after));
  const pending: Told = ['acknowledge', { record: 10, number: 'T123', byImport: true }];
  const completed: Told = ['complete', { record: 30, of: 10, number: 'T123', byImport: true }];
  const aside = told(pending, completed, ['set-aside', { record: 30, of: 10 }]);
  expect([aside.state, aside.traceNumber, aside.setAside, aside.judged]).toEqual(['SUBMITTED', null, [10], [30]]);
  const other = told(
    pending,
    ['complete', { record: 30, number: 'T123', byImport: true }],
    ['set-aside', { record: 30 }],
  );
  expect([other.state, other.traceNumber]).toEqual(['ACKNOWLEDGED', 'T123']);
});

test('what people said of results is what they said last, without what they took back', () => {
  const disagreed: Told = ['acknowledge', { record: 7, byImport: true, stays: true }];
  const said = (...after: Told[]) => {
    const { taken, setAside, judged } = whatStands(history(...sent, disagreed, ...after));
    return { taken, setAside, judged };
  };
  expect(said()).toEqual({ taken: [], setAside: [], judged: [] });
  expect(said(['complete', { record: 7 }])).toEqual({ taken: [7], setAside: [], judged: [7] });
  expect(said(['set-aside', { record: 7 }])).toEqual({ taken: [], setAside: [7], judged: [7] });
  expect(said(['set-aside', { record: 7 }], ['undo'])).toEqual({ taken: [], setAside: [], judged: [] });
  expect(said(['complete', { record: 7 }], ['set-aside', { record: 7 }], ['undo'])).toEqual({
    taken: [7],
    setAside: [],
    judged: [7],
  });
});

test('the states a request came to are those of steps nobody took back, each with its day', () => {
  const came = (...after: Told[]) =>
    whatStands(history(...sent, ...after)).came.map(({ state, at }) => `${state} ${at.slice(8, 10)}`);
  expect(came(['acknowledge', { number: 'T1' }], ['undo'])).toEqual(['DRAFT 01', 'VALIDATED 02', 'SUBMITTED 03']);
  expect(came(['return', wrong], ['correct'], ['resubmit'], ['complete', wrong]).slice(3)).toEqual([
    'RETURNED_FOR_INFO 04',
    'CORRECTED 05',
    'RESUBMITTED 06',
    'COMPLETED 07',
  ]);
});
