import type { ReactNode } from 'react';
import type { Share } from '../../../src/model/share.ts';
import { useWords } from './words.tsx';

/** A share as it is always shown: of how many, and how many are not known. `open` makes a number open what it counts. */
export function ShareText(props: { share: Share; open?: (answer: 'yes' | 'no' | 'unknown', n: number) => ReactNode }) {
  const { share, open } = props;
  const { say } = useWords();
  const { numerator, denominator, unknown } = share;
  if (open === undefined)
    return (
      <span className="number" data-share>
        {say('share.text', { n: numerator, all: denominator, unknown })}
      </span>
    );
  return (
    <span className="number" data-share>
      {open('yes', numerator)} {say('share.of', { all: denominator })}, {open('unknown', unknown)}{' '}
      {say('share.unknown')}
    </span>
  );
}
