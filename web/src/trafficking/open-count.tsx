import type { ReactNode } from 'react';
import { useFormats } from '../frame/session.ts';
import { useOpened } from './use-opened.ts';
import { useWords } from '../frame/words.tsx';

/** A number that opens to the traces it counts. */
export function OpenCount(props: { n: number; what: string; label: string; children?: ReactNode }) {
  const { n, what, label } = props;
  const { opened, open } = useOpened();
  const { say } = useWords();
  const formats = useFormats();
  const shown = props.children ?? formats.number(n);
  if (n === 0) return <>{shown}</>;
  return (
    <button
      type="button"
      className="open-count number"
      aria-pressed={opened === what}
      aria-label={say('trafficking.openCount', { n, what: label })}
      onClick={() => open(opened === what ? null : what)}
    >
      {shown}
    </button>
  );
}
