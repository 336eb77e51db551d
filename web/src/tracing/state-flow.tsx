import type { RequestState } from '../../../src/model/tracing.ts';
import { useWords } from '../frame/words.tsx';

/** The way of a request from left to right; what comes back is corrected and sent again below. */
const way: readonly RequestState[] = [
  'DRAFT',
  'VALIDATED',
  'EXPORTED',
  'SUBMITTED',
  'ACKNOWLEDGED',
  'IN_PROCESS',
  'COMPLETED',
  'REVIEWED',
  'LINKED',
];
const back: readonly RequestState[] = ['RETURNED_FOR_INFO', 'CORRECTED', 'RESUBMITTED'];
const aside: readonly RequestState[] = ['COMPLETED_NOT_TRACED', 'WITHDRAWN'];

/** States as they are passed through, each with how many requests stand there; `at` is where one request stands. */
export function StateFlow(props: {
  counts?: Readonly<Record<string, number>>;
  at: RequestState | null;
  /** States one request has passed. */
  passed?: ReadonlySet<string>;
  choose?: (state: RequestState | null) => void;
}) {
  const { say } = useWords();
  const { counts, at, passed, choose } = props;
  const box = (state: RequestState) => {
    const words = (
      <>
        {counts === undefined ? null : <strong>{counts[state] ?? 0}</strong>}
        <span>{say(`tracing.state.${state}`)}</span>
      </>
    );
    const look = `state-box${at === state ? ' here' : ''}${passed?.has(state) ? ' passed' : ''}${counts !== undefined && !counts[state] ? ' empty-state' : ''}`;
    return (
      <li key={state} aria-current={at === state ? 'step' : undefined}>
        {choose === undefined ? (
          <span className={look}>{words}</span>
        ) : (
          <button
            type="button"
            className={look}
            aria-pressed={at === state}
            onClick={() => choose(at === state ? null : state)}
          >
            {words}
          </button>
        )}
      </li>
    );
  };
  return (
    <div className="state-flow">
      <ol>{way.map(box)}</ol>
      <div className="state-flow-rest">
        <ol className="state-back">{back.map(box)}</ol>
        <ul>{aside.map(box)}</ul>
      </div>
    </div>
  );
}
