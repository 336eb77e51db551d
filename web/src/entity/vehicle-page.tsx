import type { EntityPage } from '../../../src/model/answers.ts';
import { eventTitle } from '../frame/event-text.ts';
import { labelText } from '../frame/entity-label.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useWords } from '../frame/words.tsx';
import { EntityEvidencePanel, usePrinted } from './entity-evidence.tsx';
import { EntityHead } from './entity-head.tsx';
import { EventListPanel, ShownTime } from './event-panels.tsx';
import { ObservationList } from './observation-list.tsx';
import { RelationList } from './relation-list.tsx';
import { useEventKeys } from './use-event-keys.ts';
import { useEventView } from './use-event-view.ts';

/** A vehicle: who was with it, what it was recorded in, and every row that reads its plate. */
export function VehiclePage({ page }: { page: EntityPage }) {
  const words = useWords();
  const view = useEventView(page.events);
  useEventKeys(view, page.entity.id);
  const selected = page.events.find((event) => event.id === view.selected);
  const printed = usePrinted(page);
  return (
    <PageFrame
      title={labelText(page.entity.label, words)}
      className="entity"
      printed={printed}
      evidence={<EntityEvidencePanel page={page} selected={selected} />}
      selected={selected === undefined ? null : eventTitle(selected, words)}
      close={() => view.select(null)}
    >
      <EntityHead page={page} />
      <ShownTime view={view} />
      <EventListPanel view={view} page={page} />
      <RelationList page={page} />
      <ObservationList page={page} />
    </PageFrame>
  );
}
