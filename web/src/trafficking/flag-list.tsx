import type { TraceFlag } from '../../../src/model/trace-page.ts';
import { useWords } from '../frame/words.tsx';

/** What does not fit, each with what it means; the server's own sentence, with its days and numbers, in English. */
export function FlagList({ flags }: { flags: readonly TraceFlag[] }) {
  const { say, language } = useWords();
  return (
    <ul className="flag-list">
      {flags.map(({ code, sentence }) => (
        <li key={`${code} ${sentence}`}>
          <strong>{say(`flag.${code}`)}</strong>
          <span className="small block">{language === 'en' ? sentence : say(`flagHelp.${code}`)}</span>
        </li>
      ))}
    </ul>
  );
}
