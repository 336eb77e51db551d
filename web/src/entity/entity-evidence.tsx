import type { EntityPage } from '../../../src/model/answers.ts';
import type { Event } from '../../../src/model/evidence.ts';
import { EventEvidence, FactList } from '../frame/evidence-parts.tsx';
import { useWords } from '../frame/words.tsx';

/** Names of the facts on which the sources give more than one value. */
function differing(page: EntityPage): string[] {
  // A person has had several addresses and phones; that is no disagreement.
  const single = new Set(['born', 'sex', 'licence-key', 'occurred', 'classification', 'coordinates']);
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
        {page.facts.length === 0 ? (
          <p className="muted">{say('entity.none')}</p>
        ) : (
          <FactList facts={page.facts} disagreements={differing(page)} />
        )}
      </section>
      <p className="muted small screen-only">{say('entity.nothingSelected')}</p>
      <EntityCaution page={page} />
    </>
  );
}

/** What must be said whenever an entity of this kind is shown. */
export function EntityCaution({ page }: { page: EntityPage }) {
  const { say, language } = useWords();
  return <p className="caution">{language === 'en' ? page.caution : say(`entity.caution.${page.entity.kind}`)}</p>;
}
