import { useMemo, useState } from 'react';
import type { EntityPage } from '../../../src/model/answers.ts';
import type { Event } from '../../../src/model/evidence.ts';
import { EventEvidence, FactList } from '../frame/evidence-parts.tsx';
import type { Printed } from '../frame/page-frame.tsx';
import { useWords, type Words } from '../frame/words.tsx';

/** Names of the facts on which the sources give more than one value. */
function differing(page: EntityPage): string[] {
  // A person has had several addresses and phones; that is no disagreement.
  const single = new Set(['name', 'born', 'sex', 'licence-key', 'occurred', 'classification', 'coordinates']);
  const names = page.facts.map((fact) => fact.name);
  return [...single].filter((name) => names.filter((other) => other === name).length > 1);
}

/** The panel: the event selected, else what the sources say of the entity itself. */
export function EntityEvidencePanel({ page, selected }: { page: EntityPage; selected: Event | undefined }) {
  const { say } = useWords();
  if (selected !== undefined) return <EventEvidence event={selected} />;
  return (
    <>
      <section>
        <h2>{say('entity.facts')}</h2>
        {page.facts.length === 0 ? <p className="muted">{say('entity.none')}</p> : <Facts page={page} />}
        {page.observationsRead < page.observationsTotal ? (
          <p className="muted small">
            {say('entity.factsRead', { read: page.observationsRead, total: page.observationsTotal })}
          </p>
        ) : null}
      </section>
      <p className="muted small screen-only">{say('entity.nothingSelected')}</p>
      <EntityCaution page={page} />
    </>
  );
}

/** What must be said whenever an entity of this kind is shown. */
export function EntityCaution({ page }: { page: EntityPage }) {
  return <p className="caution screen-only">{cautionOf(page, useWords())}</p>;
}

function cautionOf(page: EntityPage, { say, language }: Pick<Words, 'say' | 'language'>): string {
  return language === 'en' ? page.caution : say(`entity.caution.${page.entity.kind}`);
}

/** What the page of an entity needs on paper: handling, caution, and the rows of everything it says. */
export function usePrinted(page: EntityPage, events: readonly Event[] = page.events): Printed {
  const words = useWords();
  const caution = cautionOf(page, words);
  return useMemo(
    () => ({
      handling: page.events.flatMap((event) => event.handling),
      sources: [
        ...page.firearms.map((firearm) => firearm.source),
        ...events.flatMap((event) => event.sources),
        ...page.relations.flatMap((relation) => relation.shown.map((other) => other.source)),
        ...page.observations.map((observation) => observation.source),
        ...page.facts.flatMap((fact) => fact.sources),
      ],
      caution,
    }),
    [page, events, caution],
  );
}

const valuesShown = 3;
const dates = new Set(['occurred', 'licence-expires', 'born']);
const asTold = new Set(['coordinates', 'licence', 'licence-key', 'licence-expires', 'born']);

/** Facts as people read them; of a fact with many values the ones most rows say, with the rest at hand. */
function Facts({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const seen = new Map<string, number>();
  const readable = page.facts.map((fact) => ({
    ...fact,
    value: fact.unread && dates.has(fact.name) ? say('entity.unread', { raw: fact.value }) : fact.value,
    // Written as it is told, or said by the fact beside it.
    raw: asTold.has(fact.name) ? [] : [...fact.raw],
  }));
  const shown = readable.filter((fact) => {
    const count = (seen.get(fact.name) ?? 0) + 1;
    seen.set(fact.name, count);
    return all || count <= valuesShown;
  });
  return (
    <>
      <FactList facts={shown} disagreements={differing(page)} />
      {shown.length === readable.length ? null : (
        <button type="button" className="button quiet compact fact-more" onClick={() => setAll(true)}>
          {say('evidence.moreSources', { n: readable.length - shown.length })}
        </button>
      )}
    </>
  );
}
