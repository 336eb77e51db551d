import { useState } from 'react';
import type { EntityPage, Observation } from '../../../src/model/answers.ts';
import { roleText } from '../frame/event-text.ts';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { serverWords } from '../frame/server-words.ts';
import { usePrinting } from '../frame/theme.ts';
import { toldValues } from '../frame/told-values.ts';
import { valueText } from '../frame/value-text.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords } from '../frame/words.tsx';

const shownFirst = 12;

/** What each source row says by itself, apart from what was made of them, with why it was joined. */
export function ObservationList({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const printing = usePrinting();
  const [opened, setShown] = useState(shownFirst);
  const shown = printing ? page.observations.length : opened;
  const { observations, observationsTotal } = page;
  const cut = Math.min(shown, observations.length);
  return (
    <section className="panel" aria-labelledby="observations">
      <h2 id="observations">
        {cut < observationsTotal
          ? say('entity.observationsShown', { shown: cut, total: observationsTotal })
          : say('entity.observationsAll', { n: observationsTotal })}
      </h2>
      <p className="muted small">{say('entity.resolvedHelp')}</p>
      <ul className="observations">
        {observations.slice(0, shown).map((observation) => (
          <ObservationRow key={observation.id} observation={observation} only={observationsTotal === 1} />
        ))}
      </ul>
      {shown < observations.length ? (
        <button type="button" className="button compact" onClick={() => setShown(shown + 40)}>
          {say('entity.moreObservations')}
        </button>
      ) : null}
    </section>
  );
}

/** Recorded for aggregate reporting only; shown in the source row alone. */
const apart = new Set(['race', 'ethnicity']);

function ObservationRow({ observation, only }: { observation: Observation; only: boolean }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { source, seenOn, role, values, joinedBy } = observation;
  const told = toldValues(values).filter(([name]) => !apart.has(name));
  return (
    <li>
      <p className="observation-head">
        <strong>{role === '' ? say('entity.about') : roleText(role, words)}</strong>
        <span className="muted">
          {seenOn === null ? say('entity.undated') : say('entity.seenOn', { day: formats.day(seenOn) })}
        </span>
        <RecordLink record={source.record}>{say('evidence.row', { line: source.line, file: source.file })}</RecordLink>
        <FootnoteMarks sources={[source]} />
        <span className="muted">{sayIfKnown(`feed.${source.feed}`) ?? source.feed}</span>
      </p>
      <p className="observation-values">
        {told.map(([name, value]) => (
          <span key={name}>
            <span className="muted">{fieldName(name, words)}</span> {valueText(name, value, words, formats)}
          </span>
        ))}
      </p>
      <p className="small joined">
        <span className="muted">{say('entity.joined')}:</span>{' '}
        {joinedBy === null ? say(only ? 'entity.only' : 'entity.first') : serverWords(joinedBy, words)}
      </p>
    </li>
  );
}
