import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SearchResult } from '../../../src/model/search-answer.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { EntityFinder } from '../frame/search-box.tsx';
import { useSession } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { BoardToolbar, type ExportKind } from './board-toolbar.tsx';
import { CutNotes, Legend, PathNotes } from './board-notes.tsx';
import { EntityActions } from './entity-actions.tsx';
import { pictureFile, saveFile } from './export-files.ts';
import { graphmlOf } from './graphml.ts';
import { LinkChart, type LinkChartHandle } from './link-chart.tsx';
import { EntityEvidence, LinkEvidence } from './link-evidence.tsx';
import { linksCsv } from './links-csv.ts';
import { EntityTable, LinkTable } from './link-tables.tsx';
import { TimeFilter } from './time-filter.tsx';
import { useBoard } from './use-board.ts';
import './links-page.css';

const route = getRouteApi('/signed-in/links');

/** The board on which links are followed: every action can be undone, nothing is left out without saying so. */
export function LinksPage() {
  const { say } = useWords();
  const search = route.useSearch();
  const navigate = useNavigate();
  const session = useSession();
  const handle = useBoard();
  const { address, board, change } = handle;
  const [hovered, hover] = useState<string | null>(null);
  const [pathFrom, setPathFrom] = useState<string | null>(null);
  const [text, setText] = useState('');
  const chart = useRef<LinkChartHandle>(null);
  const selected = search.sel ?? null;
  const select = useCallback(
    (sel: string | null) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, sel: sel ?? undefined }) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );

  const names = useMemo(() => new Map(board.entities.map((entity) => [entity.id, entity.label])), [board]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const entity = board.entities.find((each) => each.id === selected);
  const pair = board.pairs.find((each) => each.key === selected);
  const roots = useMemo(() => new Set(address.ids), [address.ids]);
  const pinned = useMemo(() => new Set(address.pinned), [address.pinned]);
  const emphasised = useMemo(() => new Set(handle.paths.flatMap((path) => path.paths.flat())), [handle.paths]);

  const add = (ids: readonly string[]) =>
    change({ ids: [...new Set([...address.ids, ...ids])], hidden: address.hidden.filter((id) => !ids.includes(id)) });
  const expand = (id: string) =>
    address.ids.includes(id) ? change({ ids: address.ids.filter((each) => each !== id) }) : add([id]);
  const hide = (id: string) => {
    change({ hidden: [...address.hidden, id] });
    select(null);
  };
  const pin = (id: string) =>
    change({ pinned: pinned.has(id) ? address.pinned.filter((each) => each !== id) : [...address.pinned, id] });
  const choose = (id: string | null) => {
    if (pathFrom !== null && id !== null && !id.includes('~') && id !== pathFrom) {
      change({ path: [...new Set([...address.path, `${pathFrom}~${id}`])] });
      setPathFrom(null);
    }
    select(id);
  };

  const step = (by: number) => {
    const at = board.entities.findIndex((each) => each.id === (hovered ?? selected));
    const next = board.entities[at < 0 ? 0 : at + by];
    if (next !== undefined) hover(next.id);
  };
  const current = hovered ?? selected;
  const currentEntity = current !== null && names.has(current) ? current : null;
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    { key: 'x', label: 'keys.select', run: () => current !== null && choose(current) },
    {
      key: 'o',
      label: 'keys.open',
      run: () => currentEntity !== null && void navigate({ to: entityPath(currentEntity) }),
    },
    { key: 'l', label: 'keys.links', run: () => currentEntity !== null && expand(currentEntity) },
    {
      key: 't',
      label: 'keys.timeline',
      run: () => document.querySelector<HTMLElement>('.time-slider input')?.focus(),
    },
    {
      key: 'Escape',
      label: 'keys.escape',
      run: () => {
        hover(null);
        setPathFrom(null);
        select(null);
      },
    },
  ]);
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLInputElement && event.target.type !== 'range') return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) latest.current.undo();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) latest.current.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);

  const title = address.ids.map(nameOf).join(', ');
  const fileName = `links-${address.ids
    .map((id) => id.replace(':', '-'))
    .join('_')
    .slice(0, 60)}`;
  const exportAs = async (kind: ExportKind) => {
    document.getElementById('export-menu')?.hidePopover();
    if (kind === 'png') {
      const canvas = chart.current?.picture();
      const file = canvas == null ? null : await pictureFile(canvas);
      if (file !== null) saveFile(`${fileName}.png`, file);
    } else if (kind === 'graphml') {
      const content = graphmlOf({
        entities: board.entities,
        links: board.links,
        positions: handle.positions,
        title: `${session.agency.name}: ${title}. ${say('caution.link')}`,
      });
      saveFile(`${fileName}.graphml`, new Blob([content], { type: 'application/graphml+xml' }));
    } else {
      saveFile(`${fileName}.csv`, new Blob([linksCsv(board.links, nameOf)], { type: 'text/csv' }));
    }
  };

  const printed = useMemo(
    () => ({
      handling: board.links.flatMap((link) => link.handling),
      sources: board.links.map((link) => link.source),
      caution: say('caution.link'),
    }),
    [board.links, say],
  );

  const finder = (
    <EntityFinder
      label={say('links.addField')}
      placeholder={address.ids.length === 0 ? say('search.hint') : say('links.add')}
      text={text}
      setText={setText}
      choose={(result: SearchResult) => {
        setText('');
        if (pathFrom !== null && result.id !== pathFrom) {
          change({ path: [...new Set([...address.path, `${pathFrom}~${result.id}`])] });
          setPathFrom(null);
        } else add([result.id]);
        select(result.id);
      }}
    />
  );

  if (address.ids.length === 0 && address.path.length === 0) {
    return (
      <PageFrame title={say('links.title')}>
        <h1 className="unseen">{say('links.title')}</h1>
        <div className="panel links-start">
          <Empty icon="links" title={say('links.start')} help={say('links.startHelp')}>
            <div className="links-finder">{finder}</div>
            {handle.goOn === null ? null : (
              <button type="button" className="button" onClick={handle.goOn}>
                <Icon name="undo" size={16} /> {say('links.last')}
              </button>
            )}
          </Empty>
        </div>
      </PageFrame>
    );
  }

  const evidence =
    entity !== undefined ? (
      <EntityEvidence
        entity={entity}
        links={board.links.filter((link) => link.subject === entity.id || link.object === entity.id)}
        nameOf={nameOf}
        next={
          <EntityActions
            expanded={roots.has(entity.id)}
            pinned={pinned.has(entity.id)}
            expand={() => expand(entity.id)}
            pin={() => pin(entity.id)}
            hide={() => hide(entity.id)}
            findPath={() => {
              // The panel would stand over the picture on a phone, where the other end is chosen.
              setPathFrom(entity.id);
              select(null);
            }}
          />
        }
      />
    ) : pair !== undefined ? (
      <LinkEvidence links={pair.links} nameOf={nameOf} />
    ) : (
      <>
        <section>
          <h2>{say('links.legend')}</h2>
          <Legend history={address.history} />
        </section>
        <p className="muted small">{say('links.selectTwo')}</p>
        <p className="caution">{say('caution.link')}</p>
      </>
    );
  const selectedWords =
    entity?.label ??
    (pair === undefined
      ? null
      : pair.links
          .map((link) => `${nameOf(link.subject)} ${say(`reads.${link.predicate}`)} ${nameOf(link.object)}`)
          .join(', '));

  return (
    <PageFrame
      title={`${say('links.title')}: ${title}`}
      evidence={evidence}
      selected={selectedWords}
      close={() => choose(null)}
      className="links"
      printed={printed}
    >
      <div className="page-head">
        <div>
          <h1>{say('links.title')}</h1>
          <p role="status">{say('links.shown', { entities: board.entities.length, links: board.links.length })}</p>
        </div>
        <div className="links-finder">{finder}</div>
      </div>
      <section className="panel chart-panel" aria-label={say('links.chart')}>
        <BoardToolbar
          handle={handle}
          aspect={() => chart.current?.aspect()}
          fit={() => chart.current?.fit()}
          exportAs={(kind) => void exportAs(kind)}
        />
        {pathFrom === null ? null : (
          <p className="path-mode" role="status">
            <Icon name="path" size={16} /> {say('links.pathFrom', { name: nameOf(pathFrom) })}
            <button type="button" className="button compact" onClick={() => setPathFrom(null)}>
              {say('links.cancel')}
            </button>
          </p>
        )}
        {handle.error !== null ? <Failed error={handle.error} retry={handle.retry} /> : null}
        <div className="chart-box">
          {handle.waiting && board.entities.length === 0 ? (
            <Loading>
              <Skeleton height={480} />
            </Loading>
          ) : board.entities.length === 0 ? (
            <Empty icon="links" title={say(address.hidden.length > 0 ? 'links.empty' : 'entity.none')} />
          ) : (
            <LinkChart
              entities={board.entities}
              pairs={board.pairs}
              positions={handle.positions}
              roots={roots}
              selected={selected}
              emphasised={hovered === null ? emphasised : new Set([hovered])}
              pinned={pinned}
              notShown={board.notShown}
              hover={hover}
              select={choose}
              open={expand}
              moved={handle.move}
              chartRef={chart}
              label={`${say('links.chart')}: ${title}`}
            />
          )}
        </div>
        {board.days === null ? null : (
          <TimeFilter
            links={board.ofAllTimes}
            days={board.days}
            from={address.from}
            to={address.to}
            choose={(from, to) => change({ from, to })}
          />
        )}
        {board.entitiesTotal > board.entities.length ? (
          <p className="muted small">
            {say('links.tooMany', { shown: board.entities.length, total: board.entitiesTotal })}
          </p>
        ) : null}
        <PathNotes
          paths={handle.paths}
          nameOf={nameOf}
          remove={(gone) => change({ path: address.path.filter((each) => each !== gone) })}
        />
        <CutNotes
          cut={board.cut}
          nameOf={nameOf}
          show={(id) => change({ cut: [...address.cut, id], ids: [...new Set([...address.ids, id])] })}
        />
      </section>
      <div className="two wide">
        <section className="panel" aria-labelledby="entities-title">
          <EntityTable
            board={board}
            selected={selected}
            hovered={hovered}
            select={choose}
            hover={hover}
            open={(each) => expand(each.id)}
          />
        </section>
        <section className="panel" aria-labelledby="links-title">
          <LinkTable
            board={board}
            selected={selected}
            hovered={hovered}
            select={choose}
            hover={hover}
            open={(link) => void navigate({ to: '/record/$record', params: { record: String(link.source.record) } })}
          />
        </section>
      </div>
    </PageFrame>
  );
}
