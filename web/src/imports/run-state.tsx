import type { ImportRun } from '../../../src/model/import-answers.ts';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';

/** The state of an import: a sign, a word, and a colour that adds nothing the two do not say. */
export function RunState({ state }: { state: ImportRun['state'] }) {
  const { say } = useWords();
  const icon = state === 'COMPLETE' ? 'check' : state === 'RUNNING' ? 'live' : 'close';
  return (
    <span className={`run-state is-${state.toLowerCase()}`}>
      {icon === 'check' ? <CheckIcon /> : <Icon name={icon} size={14} />}
      {say(`imports.state.${state}`)}
    </span>
  );
}

export function CheckIcon() {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M4 10.5l4 4 8-9" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
