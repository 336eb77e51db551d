import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { EntityLink, splitId } from '../frame/entity-link.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { entityQuery } from '../frame/queries.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { DealerPage } from './dealer-page.tsx';
import { IncidentPage } from './incident-page.tsx';
import { PersonPage } from './person-page.tsx';
import { VehiclePage } from './vehicle-page.tsx';
import { PlacePage } from './place-page.tsx';
import './entity.css';

const pages = {
  person: PersonPage,
  dealer: DealerPage,
  place: PlacePage,
  incident: IncidentPage,
  vehicle: VehiclePage,
} as const;

/** The entity a path opens; null where it is the path of another page. */
function idOf(path: string): string | null {
  const [, kind = '', number = ''] = path.split('/');
  return kind in pages ? `${kind}:${number}` : null;
}

/** A person, dealer, place, incident or vehicle, each with the picture its readers come for. */
export function EntityPage() {
  const words = useWords();
  const { say } = words;
  // While a page of another sort is on its way the address is already that one's.
  const id = useRouterState({
    select: ({ location, resolvedLocation }) => idOf(location.pathname) ?? idOf(resolvedLocation?.pathname ?? '') ?? '',
  });
  const { kind } = splitId(id);
  const { data, error, refetch } = useQuery(entityQuery(id));
  if (error !== null || data === undefined) {
    return (
      <PageFrame title={say(`kind.${kind}`)} className="entity">
        <h1>{say(`kind.${kind}`)}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={120} />
            </div>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  }
  if (data.entity.mergedInto !== null) {
    return (
      <PageFrame title={labelText(data.entity.label, words)} className="entity">
        <h1>{labelText(data.entity.label, words)}</h1>
        <p className="conflict-note">
          <strong>{say('entity.merged')}</strong>{' '}
          <EntityLink id={data.entity.mergedInto}>{data.entity.label}</EntityLink>
        </p>
      </PageFrame>
    );
  }
  const Page = pages[kind as keyof typeof pages];
  return <Page key={id} page={data} />;
}
