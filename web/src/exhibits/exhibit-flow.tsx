import type { ExhibitState } from '../../../src/model/exhibits.ts';
import { StateBoxes } from '../frame/state-boxes.tsx';
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
  const boxes = (states: readonly ExhibitState[]) => (
    <StateBoxes states={states} nameOf={(state) => say(`exhibits.state.${state}`)} {...props} />
  );
  return (
    <div className="state-flow">
      <ol>{boxes([...way, ...ends])}</ol>
      <ul aria-label={say('exhibits.aside')}>{boxes(aside)}</ul>
    </div>
  );
}
