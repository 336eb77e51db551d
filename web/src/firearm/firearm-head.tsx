import type { Life } from '../../../src/model/life.ts';
import { plainName } from '../frame/event-text.ts';
import { serverWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { valueText } from '../frame/value-text.ts';
import { useWords } from '../frame/words.tsx';

function firstFact(life: Life, name: string): string | null {
  return life.facts.find((fact) => fact.name === name)?.value ?? null;
}

/** The serial as most sources write it, for the title. */
function serialOf(life: Life): string | null {
  const fact = life.facts.find((each) => each.name === 'serial');
  return fact === undefined ? null : (fact.raw[0] ?? fact.value);
}

/** What it is, its serial, and the four figures one comes for, each with its parts. */
export function FirearmHead({ life }: { life: Life }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const serial = serialOf(life);
  const type = firstFact(life, 'type');
  const calibre = firstFact(life, 'calibre');
  const make = firstFact(life, 'make');
  const model = firstFact(life, 'model');
  const what = [
    type === null ? say('kind.firearm') : valueText('type', type, words, formats),
    calibre === null ? null : valueText('calibre', calibre, words, formats),
  ]
    .filter((part) => part !== null)
    .join(', ');
  const { days, soldOn, recoveredOn, recoveries, why } = life.timeToCrime;
  const { hits, leads, retracted } = life.shootings;
  const tied = [
    hits > 0 ? say('firearm.hits', { n: hits }) : null,
    leads > 0 ? say('firearm.leads', { n: leads }) : null,
  ].filter((part) => part !== null);
  const undatedRecovery = life.events.some((event) => event.kind === 'recovered' && event.from === null);
  const differ = life.disagreements
    .filter((name) => name !== 'what-happened')
    .map((name) => sayIfKnown(`fact.${name}`)?.toLowerCase() ?? plainName(name))
    .join(', ');
  return (
    <div className="page-head firearm-head">
      <div>
        <h1>
          {what} <code>{serial ?? say('firearm.noSerial')}</code>
        </h1>
        <p>
          {[make, model].filter((part) => part !== null).join(' ')}
          {make === null && model === null ? '' : ' · '}
          {life.cut?.records
            ? say('firearm.sourcesCut', {
                read: formats.number(life.cut.records.read),
                total: formats.number(life.cut.records.total),
              })
            : say('firearm.sources', { n: life.sources })}
          {life.disagreements.length > 0 ? (
            <>
              {', '}
              <strong className="differ">
                {differ === '' ? say('firearm.doubt') : say('firearm.differ', { facts: differ })}
              </strong>
            </>
          ) : life.sources > 1 ? (
            `, ${say(life.cut?.records ? 'firearm.agreeRead' : 'firearm.agree')}`
          ) : null}
        </p>
      </div>
      <dl className="figures">
        <div>
          <dt>{say('firearm.timeToCrime')}</dt>
          <dd>
            {days === null ? say('firearm.notKnown') : say('evidence.days', { n: days })}
            <span title={days === null ? serverWords(why, words) : undefined}>
              {soldOn === null ? '?' : formats.day(soldOn)} → {recoveredOn === null ? '?' : formats.day(recoveredOn)}
            </span>
            {recoveredOn === null && undatedRecovery ? <span>{say('firearm.recoveryUndated')}</span> : null}
            {days === null || recoveries < 2 ? null : <span>{say('firearm.firstOf', { n: recoveries })}</span>}
          </dd>
        </div>
        <div>
          <dt>{say('firearm.shootings')}</dt>
          <dd>
            {tied.length === 0 ? say('firearm.shootingsNone') : tied.join(' · ')}
            {retracted === 0 ? null : <span>{say('firearm.retractedCount', { n: retracted })}</span>}
          </dd>
        </div>
        {life.now === null ? null : (
          <div>
            <dt>{say('firearm.now')}</dt>
            <dd className="as-written">{life.now}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
