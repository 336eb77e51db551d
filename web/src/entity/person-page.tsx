import { Link } from '@tanstack/react-router';
import type { EntityPage, FirearmTime } from '../../../src/model/answers.ts';
import type { Event } from '../../../src/model/evidence.ts';
import { splitId } from '../frame/entity-link.tsx';
import { labelText, shortLabel } from '../frame/entity-label.ts';
import { eventTitle } from '../frame/event-text.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { EntityEvidencePanel, usePrinted } from './entity-evidence.tsx';
import { EntityHead, Figure } from './entity-head.tsx';
import { EventListPanel, ShownTime, TimelinePanel } from './event-panels.tsx';
import { FirearmsCut, FirearmTable } from './firearm-table.tsx';
import { ObservationList } from './observation-list.tsx';
import { timeBandOf } from './recovery-bins.ts';
import { RelationList } from './relation-list.tsx';
import { useEventKeys } from './use-event-keys.ts';
import { useEventView } from './use-event-view.ts';

/** A person: purchases, possession and roles on one line of time, and what became of the firearms bought. */
export function PersonPage({ page }: { page: EntityPage }) {
  const words = useWords();
  const { say } = words;
  const view = useEventView(page.events);
  useEventKeys(view, page.entity.id);
  const selected = page.events.find((event) => event.id === view.selected);
  const printed = usePrinted(page);
  // A mark says what the person did, and with which firearm.
  const titleOf = (event: Event) => {
    const firearm = event.people.find((each) => each.kind === 'firearm')?.label;
    const title = event.kind === 'sold' ? say('person.bought') : eventTitle(event, words);
    return firearm === undefined ? title : `${title} · ${labelText(shortLabel(firearm), words)}`;
  };
  return (
    <PageFrame
      title={labelText(page.entity.label, words)}
      className="entity"
      printed={printed}
      evidence={<EntityEvidencePanel page={page} selected={selected} />}
      selected={selected === undefined ? null : titleOf(selected)}
      close={() => view.select(null)}
    >
      <EntityHead page={page}>
        <PersonFigures page={page} />
      </EntityHead>
      <ShownTime view={view} />
      <TimelinePanel view={view} titleOf={titleOf} />
      <ToPurchases page={page} />
      <section className="panel tied-firearms" aria-label={say('person.firearms')}>
        <FirearmTable
          firearms={page.firearms}
          title={<h2>{say('person.firearms')}</h2>}
          label={say('person.firearms')}
          empty={say('person.firearmsNone')}
        />
        <FirearmsCut page={page} />
      </section>
      <EventListPanel view={view} page={page} />
      <RelationList page={page} />
      <ObservationList page={page} />
    </PageFrame>
  );
}

/** The way to the firearms the person bought, beside one another. */
function ToPurchases({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const may = useMay();
  const bought = page.firearmTimes.some((firearm) => firearm.predicate === 'PURCHASED');
  if (!bought || !may('traces.read')) return null;
  return (
    <p className="screen-only">
      <Link
        to="/person/$number/purchases"
        params={{ number: splitId(page.entity.id).number }}
        className="button compact"
      >
        {say('purchases.title')}
      </Link>
    </p>
  );
}

function PersonFigures({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const formats = useFormats();
  const bought = page.firearmTimes.filter((firearm) => firearm.predicate === 'PURCHASED');
  const roles = (['VICTIM_IN', 'SUSPECT_IN', 'ARRESTED_IN'] as const).flatMap((predicate) => {
    const relation = page.relations.find((each) => each.predicate === predicate);
    const n = relation === undefined ? 0 : relation.total - relation.withdrawn;
    const key = predicate === 'VICTIM_IN' ? 'victim' : predicate === 'SUSPECT_IN' ? 'suspect' : 'arrested';
    return n === 0 ? [] : [say(`person.${key}`, { n })];
  });
  return (
    <dl className="figures">
      <Figure title={say('person.boughtOf')} parts={recoveredWords(bought, say)}>
        {formats.number(bought.length)}
      </Figure>
      {bought.length === 0 ? null : <ShortTime firearms={bought} />}
      <Figure title={say('person.roles')}>
        {roles.length === 0 ? <span className="none">{say('person.rolesNone')}</span> : roles.join(' · ')}
      </Figure>
    </dl>
  );
}

function recoveredWords(firearms: readonly FirearmTime[], say: ReturnType<typeof useWords>['say']): string {
  if (firearms.length === 0) return '';
  const n = firearms.filter((firearm) => firearm.recoveredOn !== null).length;
  const none = firearms.length - n;
  return `${say('person.recoveredOf', { n, all: firearms.length })}${
    none === 0 ? '' : `, ${say('person.recoveredUnknown', { n: none })}`
  }`;
}

/** How many were recovered within a year of sale: of how many, and of how many it is not known. */
export function ShortTime({ firearms }: { firearms: readonly FirearmTime[] }) {
  const { say } = useWords();
  const formats = useFormats();
  const bands = firearms.map((firearm) => timeBandOf(firearm.timeToCrimeDays));
  const short = bands.filter((band) => band === 'year').length;
  const unknown = bands.filter((band) => band === 'unknown').length;
  return (
    <Figure title={say('person.shortOf')} parts={say('person.shortParts', { n: short, all: firearms.length, unknown })}>
      {formats.number(short)}
    </Figure>
  );
}
