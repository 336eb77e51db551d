import { useMemo } from 'react';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useFormats, useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { GunshotItem } from './gunshot-queries.ts';
import { incidentTitle, itemId, metersText } from './incident-text.ts';

/** Own incidents and alerts of vendors in one list, each saying whose it is. */
export function IncidentTable(props: {
  items: readonly GunshotItem[];
  more: boolean;
  selected: string | null;
  select: (id: string | null) => void;
  open: (incident: string) => void;
}) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const miles = useSession().agency.state !== null;
  const columns = useMemo((): Column<GunshotItem>[] => {
    const decision = (item: GunshotItem) =>
      item.kind === 'own' ? say(`gunshots.decided.${item.decision ?? 'none'}`) : (item.disposition ?? '');
    return [
      {
        id: 'when',
        header: say('gunshots.when'),
        text: (item) => formats.moment(item.from),
        sort: (item) => item.from,
        group: (item) => formats.day(item.from),
        className: 'number',
      },
      { id: 'what', header: say('gunshots.what'), text: (item) => incidentTitle(item, words), rowHeader: true },
      {
        id: 'whose',
        header: say('gunshots.whose'),
        text: (item) => say(item.kind === 'own' ? 'gunshots.ours' : 'gunshots.vendors'),
        cell: (item) => (
          <span className={item.kind === 'own' ? 'tag own' : 'tag'}>
            {say(item.kind === 'own' ? 'gunshots.ours' : 'gunshots.vendors')}
          </span>
        ),
      },
      { id: 'decision', header: say('gunshots.decision'), text: decision },
      {
        id: 'radius',
        header: say('gunshots.radius'),
        text: (item) => {
          const meters = item.kind === 'own' ? item.summary.ellipse95.majorMeters : item.accuracyMeters;
          return meters === null ? '' : metersText(meters, words, miles);
        },
        sort: (item) => (item.kind === 'own' ? item.summary.ellipse95.majorMeters : (item.accuracyMeters ?? 1e9)),
        className: 'number',
        group: null,
      },
      {
        id: 'sensors',
        header: say('gunshots.sensors'),
        text: (item) => (item.kind === 'own' ? formats.number(item.summary.sensors) : ''),
        sort: (item) => (item.kind === 'own' ? item.summary.sensors : -1),
        className: 'number',
        group: null,
      },
    ];
  }, [words.language, formats, miles]);
  return (
    <section className="panel" aria-labelledby="desk-list">
      <DataTable
        name="incidents"
        title={<h2 id="desk-list">{say('gunshots.list')}</h2>}
        label={say('gunshots.list')}
        rows={props.items}
        columns={columns}
        rowId={itemId}
        selected={props.selected}
        select={props.select}
        open={(item) => item.kind === 'own' && props.open(item.incident)}
        firstSort={{ id: 'when', descending: true }}
        empty={say('gunshots.none')}
        height={420}
      />
      {props.more ? <p className="muted small">{say('gunshots.listCut', { n: props.items.length })}</p> : null}
    </section>
  );
}
