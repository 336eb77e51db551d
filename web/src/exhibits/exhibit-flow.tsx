import type { ExhibitState } from '../../../src/model/exhibits.ts';
import { useWords } from '../frame/words.tsx';

const way: readonly ExhibitState[] = ['COLLECTED', 'RECEIVED', 'TRIAGED', 'TEST_FIRED', 'IMAGED', 'CORRELATED'];
const ends: readonly ExhibitState[] = ['NO_LEAD', 'LEAD'];
const aside: readonly ExhibitState[] = ['NOT_ELIGIBLE', 'DEFERRED'];

/** The way of an exhibit from left to right, each state with how many stand there; `at` is where one exhibit stands, or what is chosen. */
export function ExhibitFlow(props: {
  counts?: Readonly<Record<string, number>>;
  at: ExhibitState | null;
  passed?: ReadonlySet<string>;
  choose?: (state: ExhibitState | null) => void;
}) {
  const { say } = useWords();
  const { counts, at, passed, choose } = props;
  const box = (state: ExhibitState) => {
    const words = (
      <>
        {counts === undefined ? null : <strong>{counts[state] ?? 0}</strong>}
        <span>{say(`exhibits.state.${state}`)}</span>
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
    <div className="exhibit-flow">
      <ol>
        {way.map(box)}
        {ends.map(box)}
      </ol>
      <ul aria-label={say('exhibits.aside')}>{aside.map(box)}</ul>
    </div>
  );
}
