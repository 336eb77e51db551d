import { useMemo } from 'react';
import type { LeadPicture } from '../../../src/model/lead-picture.ts';
import { labelText } from '../frame/entity-label.ts';
import { Empty } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { LinkChart } from '../links/link-chart.tsx';
import { placeNew } from '../links/layouts.ts';
import { pairLinks } from '../links/link-look.ts';

const nothing: ReadonlySet<string> = new Set();
const none: ReadonlyMap<string, number> = new Map();

/** What ties those a lead is about, in the same selection as lives and map. */
export function LeadChart(props: {
  picture: LeadPicture;
  /** Entities the lead rests on: drawn filled. */
  own: ReadonlySet<string>;
  selected: string | null;
  emphasised: ReadonlySet<string>;
  hover: (id: string | null) => void;
  select: (id: string | null) => void;
  open: (id: string) => void;
}) {
  const words = useWords();
  const { say } = words;
  const { picture } = props;
  const entities = useMemo(
    () => picture.entities.map((entity) => ({ ...entity, label: labelText(entity.label, words) })),
    [picture, words],
  );
  const pairs = useMemo(() => pairLinks(picture.links), [picture]);
  const positions = useMemo(() => placeNew({ nodes: picture.entities, pairs }, new Map()), [picture, pairs]);
  if (picture.links.length === 0) return <Empty icon="links" title={say('firearm.noLinks')} />;
  return (
    <div className="around-chart">
      <LinkChart
        entities={entities}
        pairs={pairs}
        positions={positions}
        roots={props.own}
        selected={props.selected}
        emphasised={props.emphasised}
        pinned={nothing}
        notShown={none}
        hover={props.hover}
        select={props.select}
        open={props.open}
        label={say('leads.chart')}
      />
    </div>
  );
}
