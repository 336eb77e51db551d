import type { NibinStanding } from '../../../src/model/nibin-states.ts';
import { Mark, type MarkKind } from '../frame/mark.tsx';
import { useWords } from '../frame/words.tsx';

export const markOfStanding: Readonly<Record<NibinStanding, MarkKind>> = {
  LEAD: 'lead',
  HIT: 'hit',
  WITHDRAWN: 'retracted',
};

/** What a lead stands for, as its mark and in words. */
export function StandingMark({ standing }: { standing: NibinStanding }) {
  const { say } = useWords();
  return (
    <span className={`standing ${standing.toLowerCase()}`}>
      <Mark kind={markOfStanding[standing]} size={16} /> {say(`nibin.standing.${standing}`)}
    </span>
  );
}
