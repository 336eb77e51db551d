import type { RequestState } from '../../../src/model/tracing.ts';
import { StateBoxes } from '../frame/state-boxes.tsx';
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
  const boxes = (states: readonly RequestState[]) => (
    <StateBoxes states={states} nameOf={(state) => say(`tracing.state.${state}`)} {...props} />
  );
  return (
    <div className="state-flow">
      <ol>{boxes(way)}</ol>
      <ol className="state-back">{boxes(back)}</ol>
      <ul>{boxes(aside)}</ul>
    </div>
  );
}
