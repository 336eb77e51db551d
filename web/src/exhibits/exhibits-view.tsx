import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { exhibitKinds, exhibitStates, type ExhibitLine } from '../../../src/model/exhibits.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { calibreName } from './calibre-name.ts';
import { exhibitsQuery } from './exhibit-queries.ts';
import { ExhibitFlow } from './exhibit-flow.tsx';

type Filter = 'state' | 'kind' | 'calibre' | 'number';
const filters: readonly Filter[] = ['state', 'kind', 'calibre', 'number'];

/** Every exhibit by where it stands, through filters that read as sentences and can be taken away one by one. */
export function ExhibitsView() {
  const { say } = useWords();
  const navigate = useNavigate();
  const search: Partial<Record<Filter, string>> = useSearch({ strict: false });
  const asked = {
    state: exhibitStates.find((each) => each === search.state),
    kind: exhibitKinds.find((each) => each === search.kind),
    calibre: search.calibre === undefined ? undefined : String(search.calibre).slice(0, 20) || undefined,
    number: search.number === undefined ? undefined : String(search.number).slice(0, 60) || undefined,
  };
  const exhibits = useQuery(exhibitsQuery(asked));
  const set = (name: Filter, value: string | undefined) => {
    const next = { ...asked, [name]: value };
    const kept = Object.fromEntries(Object.entries(next).filter(([, each]) => each !== undefined && each !== ''));
    void navigate({ to: '/exhibits', search: { view: 'list', ...kept }, resetScroll: false });
  };
  const sentence = (name: Filter): string =>
    name === 'state'
      ? say('exhibits.filter.state', { what: say(`exhibits.state.${asked.state!}`) })
      : name === 'kind'
        ? say('exhibits.filter.kind', { what: say(`exhibits.kind.${asked.kind!}`) })
        : name === 'calibre'
          ? say('exhibits.filter.calibre', { what: calibreName(asked.calibre!) })
          : say('exhibits.filter.number', { what: asked.number! });
  return (
    <>
      <section className="panel" aria-label={say('exhibits.flow')}>
        <ExhibitFlow
          counts={exhibits.data?.counts ?? {}}
          at={asked.state ?? null}
          choose={(state) => set('state', state ?? undefined)}
        />
        <div className="exhibit-filters screen-only">
          <label>
            <span className="small">{say('exhibits.filterKind')}</span>
            <select
              className="field compact"
              value={asked.kind ?? ''}
              onChange={(event) => set('kind', event.target.value || undefined)}
            >
              <option value="">{say('exhibits.any')}</option>
              {exhibitKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {say(`exhibits.kind.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              set('number', String(new FormData(event.currentTarget).get('number') ?? '').trim() || undefined);
            }}
          >
            <label>
              <span className="small">{say('exhibits.filterNumber')}</span>
              <input
                key={asked.number ?? ''}
                className="field compact"
                name="number"
                maxLength={60}
                defaultValue={asked.number ?? ''}
              />
            </label>
          </form>
          <ul className="filter-sentences">
            {filters
              .filter((name) => asked[name] !== undefined)
              .map((name) => (
                <li key={name}>
                  <button type="button" className="button compact" onClick={() => set(name, undefined)}>
                    {sentence(name)} <Icon name="close" size={12} />
                    <span className="unseen">{say('exhibits.filterRemove')}</span>
                  </button>
                </li>
              ))}
          </ul>
        </div>
      </section>
      <section className="panel" aria-label={say('exhibits.list')}>
        {exhibits.error !== null ? (
          <Failed error={exhibits.error} retry={() => void exhibits.refetch()} />
        ) : exhibits.data === undefined ? (
          <Loading>
            <SkeletonLines lines={8} />
          </Loading>
        ) : (
          <>
            <ExhibitTable items={exhibits.data.items} />
            {exhibits.data.more ? <p className="small muted pad">{say('exhibits.more')}</p> : null}
          </>
        )}
      </section>
    </>
  );
}

function ExhibitTable({ items }: { items: readonly ExhibitLine[] }) {
  const { say } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const [selected, select] = useState<string | null>(null);
  const columns = useMemo((): Column<ExhibitLine>[] => {
    const link = (line: ExhibitLine, text: string) => (
      <Link to="/exhibits/$exhibit" params={{ exhibit: String(line.exhibit) }}>
        {text}
      </Link>
    );
    const late = (line: ExhibitLine) => line.late.map((stage) => say(`exhibits.stage.${stage}`)).join(', ');
    const calibre = (line: ExhibitLine) =>
      line.calibre === null ? say('exhibits.unknown') : calibreName(line.calibreWritten ?? line.calibre);
    return [
      {
        id: 'exhibit',
        header: say('exhibits.col.exhibit'),
        text: (line) => String(line.exhibit),
        sort: (line) => line.exhibit,
        cell: (line) => link(line, String(line.exhibit)),
        className: 'number',
        group: null,
      },
      {
        id: 'item',
        header: say('exhibits.col.item'),
        text: (line) => line.item,
        cell: (line) => (
          <>
            {link(line, line.item)}
            {line.made ? <span className="tag">{say('exhibits.made')}</span> : null}
          </>
        ),
        rowHeader: true,
        group: null,
      },
      { id: 'case', header: say('exhibits.col.case'), text: (line) => line.case ?? '', className: 'mono' },
      { id: 'kind', header: say('exhibits.col.kind'), text: (line) => say(`exhibits.kind.${line.kind}`) },
      { id: 'origin', header: say('exhibits.col.origin'), text: (line) => say(`exhibits.origin.${line.origin}`) },
      { id: 'calibre', header: say('exhibits.col.calibre'), text: calibre },
      { id: 'state', header: say('exhibits.col.state'), text: (line) => say(`exhibits.state.${line.state}`) },
      {
        id: 'late',
        header: say('exhibits.col.late'),
        text: (line) => (line.late.length === 0 ? say('exhibits.inTime') : late(line)),
        sort: (line) => line.late.length,
        cell: (line) =>
          line.late.length === 0 ? (
            <span className="muted">{say('exhibits.inTime')}</span>
          ) : (
            <span className="late">{say('exhibits.lateIn', { what: late(line) })}</span>
          ),
      },
      {
        id: 'collected',
        header: say('exhibits.col.collected'),
        text: (line) => (line.collectedAt === null ? say('exhibits.unknown') : formats.moment(line.collectedAt)),
        sort: (line) => line.collectedAt ?? '',
        className: 'number',
        group: (line) => (line.collectedAt === null ? say('exhibits.unknown') : formats.day(line.collectedAt)),
      },
      { id: 'holder', header: say('exhibits.col.holder'), text: (line) => line.holder ?? say('exhibits.unknown') },
      {
        id: 'candidates',
        header: say('exhibits.col.candidates'),
        text: (line) => (line.scans === 0 ? '' : String(line.candidates)),
        sort: (line) => line.candidates,
        className: 'number',
        group: null,
      },
    ];
  }, [say, formats]);
  return (
    <DataTable
      name="exhibits"
      title={<h2>{say('exhibits.list')}</h2>}
      label={say('exhibits.list')}
      rows={items}
      columns={columns}
      rowId={(line) => String(line.exhibit)}
      selected={selected}
      select={select}
      open={(line) => void navigate({ to: '/exhibits/$exhibit', params: { exhibit: String(line.exhibit) } })}
      firstSort={{ id: 'late', descending: true }}
      empty={say('exhibits.none')}
      height={560}
    />
  );
}
