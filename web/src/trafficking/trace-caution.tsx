import { useWords } from '../frame/words.tsx';

/** Stands wherever traces are counted or a dealer shows. */
export function TraceCaution() {
  const { say } = useWords();
  return (
    <p className="caution">
      <strong>{say('dealer.caution')}</strong> {say('trafficking.caution')}
    </p>
  );
}
