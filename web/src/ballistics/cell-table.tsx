import { useMemo } from 'react';
import type { ComparedSurfaces } from '../../../src/model/surface-comparison.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useWords } from '../frame/words.tsx';
import { cellName } from './laid-of.ts';

interface CellRow {
  readonly name: string;
  readonly row: number;
  readonly column: number;
  readonly correlation: number | null;
  readonly off: string;
  readonly distance: number;
  readonly turn: string;
  readonly reason: string;
}

/** Every cell of the first: how alike it is, where it was found, and why it is not congruent. */
export function CellTable(props: {
  compared: ComparedSurfaces;
  chosen: string | null;
  choose: (cell: string | null) => void;
}) {
  const { say } = useWords();
  const { compared } = props;
  const rows = useMemo((): CellRow[] => {
    const { allowanceMicrons: allowance, correlationLeast: least } = compared;
    return [
      ...compared.cells.map((cell) => {
        const known = cell.reason !== 'too-little';
        return {
          name: cellName(cell),
          row: cell.row + 1,
          column: cell.column + 1,
          correlation: known ? cell.correlation : null,
          off: known ? `${cell.xMicrons.toFixed(0)}; ${cell.yMicrons.toFixed(0)}` : '–',
          distance: known ? Math.hypot(cell.xMicrons, cell.yMicrons) : Infinity,
          turn: known ? `${cell.rotationDegrees.toFixed(1)}°` : '–',
          reason: say(`compare.reason.${cell.reason}`, { allowance, least }),
        };
      }),
      ...compared.cellsNotCompared.map((cell) => ({
        name: cellName(cell),
        row: cell.row + 1,
        column: cell.column + 1,
        correlation: null,
        off: '–',
        distance: Infinity,
        turn: '–',
        reason: say('compare.reason.not-compared'),
      })),
    ];
  }, [compared, say]);
  const columns = useMemo(
    (): readonly Column<CellRow>[] => [
      {
        id: 'cell',
        header: say('surface.cell'),
        text: ({ name }) => name,
        sort: ({ row, column }) => row * 100 + column,
        rowHeader: true,
        group: null,
      },
      {
        id: 'correlation',
        header: say('compare.correlation'),
        text: ({ correlation }) => correlation?.toFixed(2) ?? '–',
        sort: ({ correlation }) => correlation ?? -2,
        className: 'number',
        group: null,
      },
      {
        id: 'off',
        header: say('compare.off'),
        text: ({ off }) => off,
        sort: ({ distance }) => distance,
        className: 'number',
        group: null,
      },
      { id: 'turn', header: say('compare.turn'), text: ({ turn }) => turn, className: 'number', group: null },
      { id: 'why', header: say('compare.why'), text: ({ reason }) => reason },
    ],
    [say],
  );
  return (
    <section className="panel">
      <DataTable
        name="cells"
        title={<h2>{say('compare.cells')}</h2>}
        label={say('compare.cells')}
        rows={rows}
        columns={columns}
        rowId={({ name }) => name}
        selected={props.chosen}
        select={props.choose}
        firstSort={{ id: 'cell', descending: false }}
        empty={say('compare.noCells')}
        height={420}
      />
    </section>
  );
}
