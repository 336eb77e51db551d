import { useWords } from './words.tsx';

/** Said of what only superseded versions of records name: nothing in force speaks of it any more. */
export function EarlierVersionsNote() {
  const { say } = useWords();
  return (
    <p className="conflict-note" role="note">
      {say('entity.earlierOnly')}
    </p>
  );
}
