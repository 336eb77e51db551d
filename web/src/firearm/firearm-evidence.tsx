import type { ReactNode } from 'react';
import type { Life } from '../../../src/model/life.ts';
import { FactList, SourceList } from '../frame/evidence-parts.tsx';
import { serverWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { SerialRestorations } from './serial-restorations.tsx';

/** What the panel says while nothing is selected: the firearm itself. */
export function FirearmEvidence({ life, next }: { life: Life; next: ReactNode }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { days, why, soldOn, recoveredOn, recoveries, sources } = life.timeToCrime;
  return (
    <>
      <section>
        <h2>{say('firearm.facts')}</h2>
        <FactList facts={life.facts} disagreements={life.disagreements} />
      </section>
      <SerialRestorations life={life} />
      <section>
        <h2>{say('firearm.timeToCrime')}</h2>
        <dl className="facts">
          <div className="fact">
            <dt>{say('firearm.soldOn')}</dt>
            <dd>{soldOn === null ? say('evidence.noDate') : formats.day(soldOn)}</dd>
          </div>
          <div className="fact">
            <dt>{say('firearm.recoveredOn')}</dt>
            <dd>{recoveredOn === null ? say('evidence.noDate') : formats.day(recoveredOn)}</dd>
          </div>
          <div className="fact">
            <dt>{say('firearm.timeToCrime')}</dt>
            <dd>
              {days === null ? say('firearm.notKnown') : say('evidence.days', { n: days })}
              {days === null ? <span className="fact-value muted small">{serverWords(why, words)}</span> : null}
              {days === null || recoveries < 2 ? null : (
                <span className="fact-value muted small">{say('firearm.firstOf', { n: recoveries })}</span>
              )}
            </dd>
          </div>
        </dl>
        {sources.length === 0 ? null : <SourceList sources={sources} />}
      </section>
      <p className="muted small screen-only">{say('firearm.nothingSelected')}</p>
      <section className="screen-only">
        <h2>{say('evidence.next')}</h2>
        {next}
      </section>
    </>
  );
}
