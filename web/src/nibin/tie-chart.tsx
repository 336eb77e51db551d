import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { EntityRef } from '../../../src/model/evidence.ts';
import type { NibinEnd, NibinLeadLine } from '../../../src/model/nibin.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { placeNew } from '../links/layouts.ts';
import { LinkChart } from '../links/link-chart.tsx';
import type { LinkPair } from '../links/link-look.ts';
import '../firearm/firearm.css';

const nothing: ReadonlySet<string> = new Set();
const none: ReadonlyMap<string, number> = new Map();

/** What an end of a lead is of: the firearm of a test fire, else the shooting; null where no record tells. */
const subjectOf = ({ origin, firearm, incident }: NibinEnd): EntityRef | null =>
  origin === 'TEST_FIRE' ? firearm : incident;

/** Firearms and shootings as marks, and the leads and hits that stand as lines between them. */
export function TieChart({ leads }: { leads: readonly NibinLeadLine[] }) {
  const words = useWords();
  const { say } = words;
  const navigate = useNavigate();
  const { entities, pairs, positions } = useMemo(() => {
    const tied = leads.flatMap(({ holds, a, b }) => {
      const [one, other] = [subjectOf(a), subjectOf(b)];
      return one === null || other === null || one.id === other.id ? [] : [{ one, other, hit: holds === 'HIT' }];
    });
    const ends = new Map(tied.flatMap(({ one, other }) => [one, other].map((each) => [each.id, each] as const)));
    const pairOf = new Map<string, LinkPair>();
    for (const { one, other, hit } of tied) {
      const key = [one.id, other.id].toSorted().join('~');
      if (hit || !pairOf.has(key))
        pairOf.set(key, { key, a: one.id, b: other.id, look: hit ? 'hit' : 'lead', links: [] });
    }
    const drawn = [...ends.values()].map(({ id, kind, label }) => ({
      id,
      kind,
      label: labelText(label, words),
      hop: 1,
      links: tied.filter(({ one, other }) => one.id === id || other.id === id).length,
      firstSeen: null,
      lastSeen: null,
    }));
    const lines = [...pairOf.values()];
    return { entities: drawn, pairs: lines, positions: placeNew({ nodes: drawn, pairs: lines }, new Map()) };
  }, [leads, words]);
  if (pairs.length === 0) return <p className="muted">{say('nibin.map.noChart')}</p>;
  return (
    <div className="around-chart">
      <LinkChart
        entities={entities}
        pairs={pairs}
        positions={positions}
        roots={nothing}
        selected={null}
        emphasised={nothing}
        pinned={nothing}
        notShown={none}
        hover={() => undefined}
        select={(id) => {
          if (id !== null) void navigate({ to: entityPath(id) as never });
        }}
        label={say('nibin.map.chartTitle')}
      />
    </div>
  );
}
