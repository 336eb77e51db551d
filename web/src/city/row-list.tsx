import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';

/** Rows of short texts that are added, written and taken out. */
export function RowList<Column extends string>({
  name,
  columns,
  rows,
  change,
  none,
}: {
  readonly name: string;
  readonly columns: readonly { readonly name: Column; readonly label: string; readonly type?: 'date' }[];
  readonly rows: readonly Readonly<Record<Column, string>>[];
  readonly change: (rows: Record<Column, string>[]) => void;
  readonly none: string;
}) {
  const { say } = useWords();
  const blank = Object.fromEntries(columns.map((column) => [column.name, ''])) as Record<Column, string>;
  const withRow = (at: number, row: Record<Column, string>) =>
    change(rows.map((each, other) => (other === at ? row : { ...each })));
  return (
    <div className="row-list" role="group" aria-label={name}>
      {rows.length === 0 ? <p className="small muted">{none}</p> : null}
      {rows.map((row, at) => (
        <div key={at} className="row-list-row">
          {columns.map((column) => (
            <input
              key={column.name}
              className="field compact"
              type={column.type ?? 'text'}
              aria-label={`${column.label} ${at + 1}`}
              placeholder={column.label}
              value={row[column.name]}
              onChange={(event) => withRow(at, { ...row, [column.name]: event.currentTarget.value })}
            />
          ))}
          <button
            type="button"
            className="button quiet compact icon"
            aria-label={say('city.remove', { what: row[columns[0]!.name] || `${name} ${at + 1}` })}
            onClick={() => change(rows.filter((_, other) => other !== at).map((each) => ({ ...each })))}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button compact"
        onClick={() => change([...rows.map((each) => ({ ...each })), blank])}
      >
        <Icon name="plus" size={14} /> {say('city.add')}
      </button>
    </div>
  );
}
