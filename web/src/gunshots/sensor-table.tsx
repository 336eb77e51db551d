import { useMemo } from 'react';
import type { LayoutSensor, NetworkPlan } from '../../../src/model/gunshot-desk.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';
import type { Layout } from './use-layout.ts';

type Row = LayoutSensor & NetworkPlan['sensors'][number] & { readonly at: number };

/** What each sensor of a layout adds, those that add least first. */
export function SensorTable({ layout, plan }: { layout: Layout; plan: NetworkPlan }) {
  const { say, language } = useWords();
  const rows = useMemo(
    () => layout.sensors.map((sensor, at): Row => ({ ...sensor, ...plan.sensors[at]!, at })),
    [layout.sensors, plan],
  );
  const columns = useMemo((): Column<Row>[] => {
    const number = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    const meters = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    return [
      {
        id: 'sensor',
        header: say('gunshots.sensor'),
        text: ({ at }) => String(at + 1),
        sort: ({ at }) => at,
        rowHeader: true,
        group: null,
      },
      {
        id: 'lost',
        header: say('gunshots.lost'),
        text: ({ lostSquareMeters }) => `${number.format(lostSquareMeters / 1e6)} km²`,
        // Of two that lose nothing, the one that betters the place less is dearer.
        sort: ({ lostSquareMeters, growthMeters }) => lostSquareMeters + (growthMeters ?? 0) / 1e6,
        className: 'number',
        group: null,
      },
      {
        id: 'growth',
        header: say('gunshots.growth'),
        text: ({ growthMeters }) => (growthMeters === null ? '–' : `${meters.format(growthMeters)} m`),
        sort: ({ growthMeters }) => growthMeters ?? -1,
        className: 'number',
        group: null,
      },
      {
        id: 'place',
        header: say('gunshots.where'),
        text: ({ lat, lon }) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
        className: 'number',
        group: null,
      },
    ];
  }, [language]);
  return (
    <section className="panel" aria-labelledby="plan-sensors">
      <DataTable
        name="sensors"
        title={<h2 id="plan-sensors">{say('gunshots.adds')}</h2>}
        label={say('gunshots.adds')}
        rows={rows}
        columns={columns}
        rowId={({ at }) => String(at + 1)}
        selected={layout.selected === null ? null : String(layout.selected + 1)}
        select={(id) => layout.select(id === null ? null : Number(id) - 1)}
        firstSort={{ id: 'lost', descending: false }}
        empty={say('gunshots.planEmpty')}
        height={360}
      />
      <div className="buttons screen-only">
        <button
          type="button"
          className="button"
          disabled={layout.selected === null}
          onClick={() => layout.selected !== null && layout.remove(layout.selected)}
        >
          <Icon name="bin" size={16} /> {say('gunshots.remove')}
        </button>
      </div>
      <p className="muted small">{say('gunshots.addsHelp')}</p>
    </section>
  );
}
