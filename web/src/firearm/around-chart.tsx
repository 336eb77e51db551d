import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { labelText } from '../frame/entity-label.ts';
import { linksQuery } from '../frame/queries.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { LinkChart } from '../links/link-chart.tsx';
import { aroundQuestion, nearest, type TimeShown } from './around-graph.ts';
import { placeNew } from '../links/layouts.ts';
import { pairLinks } from '../links/link-look.ts';

const nobody: ReadonlySet<string> = new Set();

/** The entities around a firearm, sharing selection with timeline and map. */
export default function AroundChart(props: {
  id: string;
  history: boolean;
  time: TimeShown;
  selected: string | null;
  emphasised: ReadonlySet<string>;
  hover: (id: string | null) => void;
  select: (id: string | null) => void;
  open: (id: string) => void;
}) {
  const words = useWords();
  const { say } = words;
  const { data, error, refetch } = useQuery(linksQuery(props.id, { ...aroundQuestion, history: props.history }));
  const graph = useMemo(() => (data === undefined ? undefined : nearest(data, props.time)), [data, props.time]);
  const entities = useMemo(
    () => (graph?.entities ?? []).map((entity) => ({ ...entity, label: labelText(entity.label, words) })),
    [graph, words],
  );
  const pairs = useMemo(() => pairLinks(graph?.links ?? []), [graph]);
  const positions = useMemo(
    () =>
      placeNew(
        { nodes: graph?.entities ?? [], pairs },
        new Map(graph === undefined ? [] : [[props.id, { x: 0, y: 0 }]]),
      ),
    [graph, pairs, props.id],
  );
  const roots = useMemo(() => new Set([props.id]), [props.id]);
  const notShown = useMemo(() => {
    const shown = new Map<string, number>();
    // The links of an entity are counted without those withdrawn, also where these are drawn.
    for (const link of graph?.links ?? [])
      if (link.status === 'ACTIVE')
        for (const end of [link.subject, link.object]) shown.set(end, (shown.get(end) ?? 0) + 1);
    return new Map(
      (graph?.entities ?? []).map((entity) => [entity.id, Math.max(0, entity.links - (shown.get(entity.id) ?? 0))]),
    );
  }, [graph]);
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (graph === undefined) return <div className="around-chart skeleton" />;
  if (graph.links.length === 0) return <Empty icon="links" title={say('firearm.noLinks')} />;
  return (
    <div className="around-chart">
      <LinkChart
        entities={entities}
        pairs={pairs}
        positions={positions}
        roots={roots}
        selected={props.selected}
        emphasised={props.emphasised}
        pinned={nobody}
        notShown={notShown}
        hover={props.hover}
        select={props.select}
        open={props.open}
        label={say('firearm.around')}
      />
    </div>
  );
}
