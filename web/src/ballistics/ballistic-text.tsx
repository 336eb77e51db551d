import type { BallisticText } from '../../../src/model/ballistic-text.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** What the city signed of error rates and inconclusive results; that it signed nothing is said. */
export function BallisticTexts({ text }: { text: BallisticText }) {
  const { say } = useWords();
  const formats = useFormats();
  const { version, signedBy, signedAt } = text;
  return (
    <>
      {(['errorRates', 'inconclusives'] as const).map((name) => (
        <div key={name} className="city-text">
          <h3>{say(`compare.${name}`)}</h3>
          {(text[name] ?? '').split(/\s*\n\s*/).map((line, at) => (
            <p key={at} className={text[name] === null ? 'muted small' : 'small'}>
              {text[name] === null ? say('compare.textNone') : line}
            </p>
          ))}
        </div>
      ))}
      {signedBy === null || signedAt === null ? null : (
        <p className="muted small">{say('compare.textBy', { version, by: signedBy, at: formats.day(signedAt) })}</p>
      )}
    </>
  );
}
