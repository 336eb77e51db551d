import './state-boxes.css';

/** States as boxes of a list, each with how many stand there; `at` is where one thing stands, or what is chosen. */
export function StateBoxes<S extends string>(props: {
  states: readonly S[];
  nameOf: (state: S) => string;
  at: S | null;
  counts?: Readonly<Record<string, number>> | undefined;
  /** States one thing has passed. */
  passed?: ReadonlySet<string> | undefined;
  choose?: ((state: S | null) => void) | undefined;
}) {
  const { states, nameOf, at, counts, passed, choose } = props;
  return states.map((state) => {
    const words = (
      <>
        {counts === undefined ? null : <strong>{counts[state] ?? 0}</strong>}
        <span>{nameOf(state)}</span>
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
  });
}
