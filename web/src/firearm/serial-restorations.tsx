import type { Life, SerialRestoration } from '../../../src/model/life.ts';
import { SourceList } from '../frame/evidence-parts.tsx';
import { useWords } from '../frame/words.tsx';
import './restoration.css';

/** What is recorded of the serial number being removed and restored, one after another; nothing where nothing is. */
export function SerialRestorations({ life }: { life: Life }) {
  const { say } = useWords();
  if (life.restorations.length === 0) return null;
  return (
    <section className="restorations">
      <h2>{say('restoration.title')}</h2>
      {life.restorations.map((each) => (
        <Restoration key={JSON.stringify(each)} of={each} />
      ))}
      <p className="muted small">{say('restoration.caution')}</p>
    </section>
  );
}

function Restoration({ of }: { of: SerialRestoration }) {
  const { say } = useWords();
  const { removal, removalRaw, positionsKnown, laboratory, restored } = of;
  const method = removal === null ? (removalRaw ?? say('restoration.notSaid')) : say(`restoration.removal.${removal}`);
  const result =
    of.result !== null
      ? say(`restoration.result.${of.result}`)
      : of.attempted === null
        ? say('restoration.notSaid')
        : say(of.attempted ? 'restoration.attempted' : 'restoration.notAttempted');
  return (
    <>
      <dl className="facts">
        <Fact name={say('restoration.removal')} value={method} />
        {positionsKnown === null ? null : (
          <Fact name={say('restoration.positionsKnown')} value={say('restoration.characters', { n: positionsKnown })} />
        )}
        <Fact name={say('restoration.result')} value={result} />
        {laboratory === null ? null : <Fact name={say('restoration.laboratory')} value={laboratory} />}
      </dl>
      {restored === null ? null : <Characters restored={restored} grades={of.grades} />}
      <SourceList sources={of.sources} />
    </>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div className="fact">
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

/** The restored number, each character with how sure the laboratory is: by its line, its colour and in words. */
function Characters({ restored, grades }: Pick<SerialRestoration, 'grades'> & { restored: string }) {
  const { say } = useWords();
  const told = [...restored].map((character, at) => ({
    character,
    grade: grades?.[at] ?? (character === '?' ? ('unread' as const) : ('ungraded' as const)),
  }));
  const there = [...new Set(told.map(({ grade }) => grade))];
  const inWords = told.map(({ character, grade }) => `${character}: ${say(`restoration.grade.${grade}`)}`).join(', ');
  return (
    <div className="restored">
      <p className="muted small">{say('restoration.restored')}</p>
      <code role="img" aria-label={inWords}>
        {told.map(({ character, grade }, at) => (
          <span key={at} data-grade={grade}>
            {character}
          </span>
        ))}
      </code>
      <p className="muted small restored-key">
        {there.map((grade) => (
          <span key={grade}>
            <span className="restored-swatch" data-grade={grade} /> {say(`restoration.grade.${grade}`)}
          </span>
        ))}
      </p>
    </div>
  );
}
