import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { BoardPage } from '../../../src/model/boards.ts';
import type { SearchResult } from '../../../src/model/search-answer.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { EntityFinder } from '../frame/search-box.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { BoardBar } from './board-bar.tsx';
import { BoardFindings } from './board-findings.tsx';
import { BoardEvidence, type BoardActions } from './board-evidence.tsx';
import { BoardList } from './board-list.tsx';
import { BoardToolbar } from './board-toolbar.tsx';
import { BriefingNotes, BriefingPicture } from './briefing.tsx';
import { ExportMenu } from './export-menu.tsx';
import { LinkChart, type LinkChartHandle } from './link-chart.tsx';
import { EntityTable, LinkTable } from './link-tables.tsx';
import { withNotedPairs } from './noted-pairs.ts';
import { stepBy } from './pair-question.ts';
import { TimeFilter, UndatedLinks } from './time-filter.tsx';
import { isCompared, secondEnd, type TwoEnds } from './two-ends.ts';
import { useBoard } from './use-board.ts';
import { useBoardKeys } from './use-board-keys.ts';
import { useBoardDrawing } from './use-board-drawing.ts';

const route = getRouteApi('/signed-in/links');
const BoardMap = lazy(() => import('./board-map.tsx'));

/** A list with a thing in it, or without where it was in it. */
const toggled = (ids: readonly string[], id: string) =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];

const aimWords = { path: 'ways.from', common: 'common.from', compare: 'compare.from' } as const;

/** A board: chart, map, lists and evidence share selection, what is pointed at, and the time. */
export function BoardView({ saved }: { saved: BoardPage | null }) {
  const { say } = useWords();
  const search = route.useSearch();
  const navigate = useNavigate();
  const handle = useBoard(saved);
  const may = useMay();
  const formats = useFormats();
  const { address, board, change, roots } = handle;
  const [hovered, hover] = useState<string | null>(null);
  const [first, setFirst] = useState<TwoEnds | null>(null);
  const [otherKind, setOtherKind] = useState(false);
  const [text, setText] = useState('');
  const chart = useRef<LinkChartHandle>(null);
  const selected = search.sel ?? null;
  const withMap = search.map === '1';
  const put = useCallback(
    (part: Record<string, string | undefined>) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...part }) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const select = useCallback((sel: string | null) => put({ sel: sel ?? undefined }), [put]);

  const names = useMemo(() => new Map(board.entities.map((entity) => [entity.id, entity.label])), [board]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const entity = board.entities.find((each) => each.id === selected);
  const pair = board.pairs.find((each) => each.key === selected);
  const pinned = useMemo(() => new Set(address.pinned), [address.pinned]);
  const colours = useMemo(() => new Map(address.colours), [address.colours]);
  const noted = useMemo(
    () =>
      withNotedPairs(
        new Set([...(saved?.notes ?? []), ...(saved?.pictures ?? [])].flatMap(({ on }) => on ?? [])),
        board,
      ),
    [saved, board],
  );
  const drawing = useBoardDrawing(handle, search.way, hovered);

  const add = (ids: readonly string[]) =>
    change({ ids: [...new Set([...address.ids, ...ids])], hidden: address.hidden.filter((id) => !ids.includes(id)) });
  const actions: BoardActions = {
    expand: (id) => (address.ids.includes(id) ? change({ ids: address.ids.filter((each) => each !== id) }) : add([id])),
    fold: (id) => change({ folded: toggled(address.folded, id) }),
    pin: (id) => change({ pinned: toggled(address.pinned, id) }),
    hide: (id) => {
      change({ hidden: [...address.hidden, id] });
      select(null);
    },
    colour: (id, colour) => {
      const others = address.colours.filter(([each]) => each !== id);
      change({ colours: colour === undefined ? others : [...others, [id, colour]] });
    },
    findPath: (id) => withTwo('path', id),
    findCommon: (id) => withTwo('common', id),
    compare:
      may('identity.read') && entity !== undefined && isCompared(entity.id) ? (id) => withTwo('compare', id) : null,
  };
  const beginTwo = (two: TwoEnds | null) => {
    setFirst(two);
    setOtherKind(false);
    // The panel would stand over the picture on a phone, where the other end is chosen.
    if (two !== null) select(null);
  };
  /** One key for both ends: the first time it chooses the one, then the other. */
  const withTwo = (aim: TwoEnds['aim'], id: string) => {
    if (first?.aim === aim && secondEnd(first, id) !== 'none') choose(id);
    else beginTwo({ aim, from: id });
  };
  const choose = (id: string | null) => {
    const end = first === null ? 'none' : secondEnd(first, id);
    setOtherKind(end === 'other-kind');
    if (first !== null && id !== null && end === 'both') {
      beginTwo(null);
      if (first.aim === 'compare') {
        const back = window.location.search.slice(1);
        return void navigate({ to: '/why', search: { a: first.from, b: id, back } as never });
      }
      const name = first.aim;
      change({ [name]: [...new Set([...address[name], `${first.from}~${id}`])] });
    }
    select(id);
  };

  const current = hovered ?? selected;
  const onCurrent = (work: (id: string) => void) => () => {
    if (current !== null && names.has(current)) work(current);
  };
  useBoardKeys(
    {
      step: (by) => {
        const at = board.entities.findIndex((each) => each.id === current);
        const next = board.entities[at < 0 ? 0 : at + by];
        if (next !== undefined) hover(next.id);
      },
      select: () => current !== null && choose(current),
      open: onCurrent((id) => void navigate({ to: entityPath(id) })),
      expand: onCurrent(actions.expand),
      fold: onCurrent(actions.fold),
      pin: onCurrent(actions.pin),
      hide: onCurrent(actions.hide),
      compare: onCurrent((id) => may('identity.read') && isCompared(id) && withTwo('compare', id)),
      findPath: onCurrent((id) => withTwo('path', id)),
      findCommon: onCurrent((id) => withTwo('common', id)),
      stepWay: (by) => put({ way: stepBy(drawing.steps, search.way, by) }),
      groups: () => change({ groups: !address.groups }),
      between: () => change({ between: !address.between }),
      map: () => put({ map: withMap ? undefined : '1' }),
      note: () => document.querySelector<HTMLElement>('.evidence .note-form textarea')?.focus(),
      escape: () => {
        hover(null);
        beginTwo(null);
        drawing.pointGroup(null);
        put({ sel: undefined, way: undefined });
      },
    },
    handle,
  );

  const title = saved?.board.name ?? address.ids.map(nameOf).join(', ');
  const printed = useMemo(
    () => ({
      handling: handle.handling,
      sources: board.links.map((link) => link.source),
      caution: say('caution.link'),
    }),
    [board.links, handle.handling, say],
  );
  const finder = (
    <EntityFinder
      label={say('links.addField')}
      placeholder={address.ids.length === 0 && saved === null ? say('search.hint') : say('links.add')}
      text={text}
      setText={setText}
      choose={(result: SearchResult) => {
        setText('');
        if (first !== null && secondEnd(first, result.id) !== 'none') return choose(result.id);
        add([result.id]);
        select(result.id);
      }}
    />
  );

  if (saved === null && address.ids.length === 0 && address.path.length === 0) {
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
        <BoardList />
      </PageFrame>
    );
  }

  const selectedWords =
    entity?.label ??
    (pair === undefined
      ? null
      : pair.links
          .map((link) => `${nameOf(link.subject)} ${say(`reads.${link.predicate}`)} ${nameOf(link.object)}`)
          .join(', '));
  const notesOf = (thing: string | null) =>
    (saved?.notes ?? [])
      .filter(({ on }) => on === thing)
      .map(({ text, writtenBy, writtenAt }) =>
        say('export.linkNote', { text, who: writtenBy, when: formats.moment(writtenAt) }),
      );
  const { groups, scale } = drawing;
  const exported = { handle, chart, title, colours, groups, scale, noted, nameOf, notesOf };

  return (
    <PageFrame
      title={`${say('links.title')}: ${title}`}
      evidence={
        <BoardEvidence
          handle={handle}
          entity={entity}
          pair={pair}
          colours={colours}
          shape={drawing.shape}
          nameOf={nameOf}
          actions={actions}
        />
      }
      selected={selectedWords}
      close={() => choose(null)}
      className="links"
      printed={printed}
    >
      <div className="page-head">
        <div>
          <h1>{saved?.board.name ?? say('links.title')}</h1>
          <p role="status">{say('links.shown', { entities: board.entities.length, links: board.links.length })}</p>
        </div>
        <div className="links-finder">{finder}</div>
      </div>
      <BoardBar handle={handle} nameOf={nameOf} />
      {first === null ? null : (
        <p className="path-mode ends-mode" role="status">
          <Icon name="path" size={16} />{' '}
          {say(first.aim === 'compare' && otherKind ? 'compare.otherKind' : aimWords[first.aim], {
            name: nameOf(first.from),
          })}
          <button type="button" className="button compact" onClick={() => beginTwo(null)}>
            {say('links.cancel')}
          </button>
        </p>
      )}
      <section className="panel chart-panel" aria-label={say('links.chart')}>
        <BoardToolbar
          handle={handle}
          aspect={() => chart.current?.aspect()}
          fit={() => chart.current?.fit()}
          map={withMap}
          toggleMap={() => put({ map: withMap ? undefined : '1' })}
          exports={<ExportMenu {...exported} />}
        />
        {handle.error !== null ? <Failed error={handle.error} retry={handle.retry} /> : null}
        <div className={withMap ? 'chart-and-map with-map' : 'chart-and-map'}>
          <div className="chart-box">
            {handle.waiting && board.entities.length === 0 ? (
              <Loading>
                <Skeleton height={480} />
              </Loading>
            ) : board.entities.length === 0 ? (
              <Empty icon="links" title={say(board.all.length > 0 ? 'links.empty' : 'entity.none')} />
            ) : (
              <LinkChart
                entities={board.entities}
                pairs={board.pairs}
                positions={handle.positions}
                roots={roots}
                selected={selected}
                emphasised={drawing.emphasised}
                pinned={pinned}
                notShown={board.notShown}
                colours={colours}
                groups={drawing.groups}
                scale={drawing.scale}
                along={drawing.along}
                noted={noted}
                hover={hover}
                select={choose}
                open={actions.expand}
                moved={handle.move}
                chartRef={chart}
                label={`${say('links.chart')}: ${title}`}
              />
            )}
          </div>
          {withMap ? (
            <div className="map-box">
              <Suspense fallback={<div className="board-map skeleton" />}>
                <BoardMap
                  entities={board.entities}
                  selected={selected}
                  hovered={hovered}
                  select={choose}
                  hover={hover}
                />
              </Suspense>
            </div>
          ) : null}
        </div>
        <BriefingPicture {...exported} />
        {board.days === null ? null : (
          <TimeFilter
            links={board.ofAllTimes}
            days={board.days}
            from={address.from}
            to={address.to}
            choose={(from, to) => change({ from, to })}
          />
        )}
        {board.undated === 0 || (board.days === null && !address.dated) ? null : (
          <UndatedLinks count={board.undated} leftOut={address.dated} choose={(dated) => change({ dated })} />
        )}
        {board.entitiesTotal > board.entities.length ? (
          <p className="muted small">
            {say('links.tooMany', { shown: board.entities.length, total: board.entitiesTotal })}
          </p>
        ) : null}
        <BoardFindings
          handle={handle}
          drawing={drawing}
          nameOf={nameOf}
          way={search.way}
          look={(step) => put({ way: step })}
          select={choose}
        />
      </section>
      <BriefingNotes handle={handle} nameOf={nameOf} />
      <div className="two wide">
        <section className="panel" aria-labelledby="entities-title">
          <EntityTable
            board={board}
            colours={colours}
            shape={drawing.shape}
            selected={selected}
            hovered={hovered}
            select={choose}
            hover={hover}
            open={(each) => actions.expand(each.id)}
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
