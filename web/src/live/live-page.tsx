import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Live } from '../../../src/model/answers.ts';
import type { Event } from '../../../src/model/evidence.ts';
import { EventEvidence } from '../frame/evidence-parts.tsx';
import type { LifeView } from '../firearm/life-view.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { eventTitle, plainName } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { RunTable } from '../imports/run-table.tsx';
import { DayFeed, isNew } from './day-feed.tsx';
import { newerThan, useBoard, type Board } from './use-board.ts';
import './live.css';

const WhereMap = lazy(() => import('../firearm/where-map.tsx'));

/** What came in since the reader last looked, where the newest happened, and what the store holds. */
export function LivePage() {
  const { say } = useWords();
  const board = useBoard();
  const { shown } = board;
  const may = useMay();
  if (shown === undefined) {
    return (
      <PageFrame title={say('live.title')}>
        <h1>{say('live.title')}</h1>
        {board.error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={320} />
            </div>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={board.error} retry={board.retry} />
        )}
      </PageFrame>
    );
  }
  if (shown.events.length === 0 && shown.runs.length === 0 && may('imports.read')) {
    return (
      <PageFrame title={say('live.title')}>
        <h1>{say('live.title')}</h1>
        <div className="panel">
          <Empty icon="imports" title={say('live.none')} help={say('live.noneHelp')}>
            <Link to="/imports" className="button first">
              {say('live.toImports')}
            </Link>
          </Empty>
        </div>
      </PageFrame>
    );
  }
  return <BoardOf board={board} live={shown} />;
}

/** What an event is filtered by: its kind, and whether it is a lead or a hit, a test fire or a cartridge case. */
function kindOf({ kind, tie, detail }: Event): string {
  if (tie !== null) return `${kind}.${tie}`;
  return kind === 'test-fired' && detail['entered'] === 'cartridge-case' ? 'cartridge-case' : kind;
}

function BoardOf({ board, live }: { board: Board; live: Live }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const navigate = useNavigate();
  const may = useMay();
  const [hovered, hover] = useState<string | null>(null);
  const search = useSearch({ strict: false }) as { sel?: string; kind?: string };
  const setSearch = (change: { sel?: string | undefined; kind?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  const selected = search.sel ?? null;
  const select = (id: string | null) => setSearch({ sel: id ?? undefined });
  const kinds = new Map(live.events.map((event) => [kindOf(event), event]));
  const kind = search.kind !== undefined && kinds.has(search.kind) ? search.kind : null;
  const setKind = (next: string | null) => setSearch({ kind: next ?? undefined });
  const events = kind === null ? live.events : live.events.filter((event) => kindOf(event) === kind);
  const view: LifeView = {
    events,
    inTime: new Set(events.map((event) => event.id)),
    range: null,
    selected,
    hovered,
    emphasised: new Set(),
    hover,
    select,
    chooseRange: () => undefined,
  };
  const chosen = live.events.find((event) => event.id === selected);
  const step = (by: number) => {
    const at = events.findIndex((event) => event.id === (hovered ?? selected));
    const next = events[at < 0 ? 0 : at + by];
    if (next === undefined) return;
    hover(next.id);
    document.querySelector<HTMLElement>(`.day-row[data-event="${CSS.escape(next.id)}"]`)?.focus();
  };
  const aboutOf = (event: Event | undefined) =>
    event?.people.find((person) => person.kind === 'firearm') ??
    event?.people.find((person) => person.kind === 'incident') ??
    event?.people[0];
  const openAbout = (open: (id: string) => Promise<void>) => {
    const about = aboutOf(events.find((event) => event.id === (hovered ?? selected)));
    if (about !== undefined) void open(about.id);
  };
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    { key: 'x', label: 'keys.select', run: () => hovered !== null && select(hovered) },
    ...(may('entity.read')
      ? ([
          { key: 'o', label: 'keys.open', run: () => openAbout((id) => navigate({ to: entityPath(id) })) },
          {
            key: 'l',
            label: 'keys.links',
            run: () => openAbout((id) => navigate({ to: '/links', search: { ids: id } })),
          },
        ] as const)
      : []),
    { key: 't', label: 'keys.timeline', run: () => document.querySelector<HTMLElement>('.day-row')?.focus() },
    { key: 'm', label: 'keys.map', run: () => document.querySelector<HTMLElement>('.where-mark')?.focus() },
    {
      key: 'Escape',
      label: 'keys.escape',
      run: () => {
        hover(null);
        select(null);
      },
    },
  ]);
  const about = aboutOf(chosen);
  const placed = events.filter((event) => event.place?.point != null).length;
  return (
    <PageFrame
      title={say('live.title')}
      className="live"
      evidence={
        chosen === undefined ? (
          <>
            <p className="muted small">{say('board.select')}</p>
            <Holds live={live} />
          </>
        ) : (
          <EventEvidence
            event={chosen}
            next={
              about === undefined || !may('entity.read') ? undefined : (
                <Link to={entityPath(about.id)} className="button first">
                  {say('evidence.openEntity', { kind: say(`kind.${about.kind}`).toLowerCase() })}
                </Link>
              )
            }
          />
        )
      }
      selected={chosen === undefined ? null : eventTitle(chosen, words)}
      close={() => select(null)}
    >
      <div className="page-head">
        <div>
          <h1>{say('live.title')}</h1>
          <p>{live.newest === null ? '' : say('live.newest', { day: formats.day(live.newest) })}</p>
        </div>
      </div>
      {may('imports.read') ? <Since board={board} live={live} /> : null}
      <section className="panel" aria-labelledby="live-map">
        <div className="panel-head">
          <h2 id="live-map">{say('board.map')}</h2>
          <span className="muted small">{say('board.mapShown', { shown: placed, total: events.length })}</span>
        </div>
        <Suspense fallback={<div className="where-map skeleton" />}>
          <WhereMap view={view} joined="not-at-all" />
        </Suspense>
      </section>
      <section className="panel" aria-labelledby="live-events">
        <div className="panel-head wizard-head">
          <h2 id="live-events">{say('board.feed')}</h2>
        </div>
        <div className="kind-filter" role="group" aria-label={say('board.kinds')}>
          <button type="button" className="button compact" aria-pressed={kind === null} onClick={() => setKind(null)}>
            {say('board.all')} {formats.number(live.events.length)}
          </button>
          {[...kinds].map(([each, event]) => (
            <button
              key={each}
              type="button"
              className="button compact"
              aria-pressed={kind === each}
              onClick={() => setKind(kind === each ? null : each)}
            >
              {eventTitle({ ...event, status: 'ACTIVE' }, words)}{' '}
              {formats.number(live.events.filter((other) => kindOf(other) === each).length)}
            </button>
          ))}
        </div>
        <DayFeed view={view} since={board.since} />
        {events.length === 0 ? (
          <p className="muted">{say('board.noneOfKind', { n: live.events.length })}</p>
        ) : (
          <p className="muted small">{say('board.cut', { n: live.events.length })}</p>
        )}
      </section>
      {live.runs.length === 0 || !may('imports.read') ? null : (
        <section className="panel" aria-labelledby="live-runs">
          <RunTable runs={live.runs} titleId="live-runs" title={say('board.runs')} />
        </section>
      )}
      {board.waiting === null ? null : (
        <p className="board-waiting" role="status">
          {say('board.waiting', { n: newerThan(board.waiting, live) })}
          <button type="button" className="button compact" onClick={board.showWaiting}>
            {say('board.show')}
          </button>
        </p>
      )}
    </PageFrame>
  );
}

/** What came in since the reader last looked, by feed, each opening its imports. */
function Since({ board, live }: { board: Board; live: Live }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  if (board.since === null || live.cameIn === null) {
    return <p className="since muted">{say('board.firstTime')}</p>;
  }
  const when = formats.moment(board.since);
  if (live.cameIn.length === 0) return <p className="since muted">{say('board.sinceNothing', { when })}</p>;
  const events = live.events.filter((event) => isNew(event, board.since)).length;
  const newest = live.runs.filter((run) => run.finishedAt !== null && run.finishedAt > board.since!);
  return (
    <section className="since panel" aria-label={say('board.since', { when })}>
      <div className="panel-head">
        <h2>{say('board.since', { when })}</h2>
        <button type="button" className="button compact" onClick={board.markSeen}>
          {say('board.seen')}
        </button>
      </div>
      <ul className="since-feeds">
        {events === 0 ? null : (
          <li>
            <a href="#live-events" className="since-feed">
              <strong>{say('board.newEvents', { n: events })}</strong>
            </a>
          </li>
        )}
        {live.cameIn.map((came) => {
          const text = say('board.sinceFeed', {
            feed: sayIfKnown(`feed.${came.feed}`) ?? came.feed,
            rows: say('board.sinceRows', { n: came.rows }),
            files: say('board.files', { n: came.runs }),
          });
          const run = newest.find((each) => each.feed === came.feed);
          return (
            <li key={came.feed}>
              {run === undefined ? (
                <span className="since-feed">{text}</span>
              ) : came.runs === 1 ? (
                <Link to="/imports/$run" params={{ run: String(run.run) }} className="since-feed">
                  {text}
                </Link>
              ) : (
                <Link to="/imports" className="since-feed">
                  {text}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What the store holds: entities by kind and records by feed; each number opens. */
function Holds({ live }: { live: Live }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const may = useMay();
  const entries = Object.entries(live.counts);
  const kinds = entries.filter(([name]) => !name.startsWith('records:'));
  const feeds = entries.filter(([name]) => name.startsWith('records:'));
  return (
    <>
      {kinds.length === 0 ? null : (
        <section aria-labelledby="holds">
          <h2 id="holds">{say('board.holds')}</h2>
          <dl className="holds">
            {kinds.map(([name, count]) => (
              <div key={name}>
                <dt>{sayIfKnown(`kinds.${name}`) ?? plainName(name)}</dt>
                <dd>
                  {name === 'firearm' && may('search') ? (
                    <Link to="/firearms">{formats.number(count)}</Link>
                  ) : (
                    formats.number(count)
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {feeds.length === 0 ? null : (
        <section aria-labelledby="records">
          <h2 id="records">{say('board.records')}</h2>
          <dl className="holds">
            {feeds.map(([name, count]) => {
              const feed = name.slice('records:'.length);
              const title = sayIfKnown(`feed.${feed}`) ?? plainName(feed);
              return (
                <div key={name}>
                  <dt>{title}</dt>
                  <dd>
                    {may('imports.read') ? (
                      <Link
                        to="/imports"
                        aria-label={`${formats.number(count)}, ${say('board.openRuns', { feed: title })}`}
                      >
                        {formats.number(count)}
                      </Link>
                    ) : (
                      formats.number(count)
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      )}
      {may('imports.write') ? (
        <Link to="/imports/new" className="button">
          <Icon name="imports" size={16} /> {say('runs.import')}
        </Link>
      ) : null}
    </>
  );
}
