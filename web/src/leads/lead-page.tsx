import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { EntityRef } from '../../../src/model/evidence.ts';
import type { LeadPage as Page } from '../../../src/model/lead-answers.ts';
import { listedTraces } from '../../../src/model/listed-traces.ts';
import { leadRefutationsEs } from '../../../src/model/lead-refutations.es.ts';
import { EntityLink, entityPath } from '../frame/entity-link.tsx';
import { eventTitle } from '../frame/event-text.ts';
import { EventEvidence } from '../frame/evidence-parts.tsx';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { labelText } from '../frame/entity-label.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { EntityEvidence, LinkEvidence } from '../links/link-evidence.tsx';
import { GetsParts } from './gets-marks.tsx';
import { LeadHead } from './lead-head.tsx';
import { LeadNotes } from './lead-notes.tsx';
import { LeadHistory } from './lead-history.tsx';
import { LeadRecipients, LeadWorkflow } from './lead-workflow.tsx';
import { leadPictureQuery, leadQuery } from './lead-queries.ts';
import { LifeLines } from './life-lines.tsx';
import { IndexParts, traceId, TraceTable } from './trace-table.tsx';
import { useLeadView } from './use-lead-view.ts';
import { usePeople } from './use-people.ts';
import { useSteps } from './use-steps.ts';
import '../firearm/firearm.css';
import '../firearm/timeline.css';
import '../identity/review.css';
import './lead.css';
import './leads.css';

const WhereMap = lazy(() => import('../firearm/where-map.tsx'));
const LeadChart = lazy(() => import('./lead-chart.tsx').then(({ LeadChart: Chart }) => ({ default: Chart })));
const route = getRouteApi('/signed-in/lead/$number');

/** One lead: lives, map and links as one picture, why it is one, what would refute it, what was done about it. */
export function LeadPage() {
  const { number } = route.useParams();
  const { say } = useWords();
  const { data, error, refetch } = useQuery(leadQuery(number));
  if (error !== null && data === undefined)
    return (
      <PageFrame title={say('leads.title')}>
        <h1>{say('leads.lead', { lead: number })}</h1>
        <Failed error={error} retry={() => void refetch()} />
      </PageFrame>
    );
  if (data === undefined)
    return (
      <PageFrame title={say('leads.title')}>
        <h1 className="unseen">{say('leads.lead', { lead: number })}</h1>
        <Loading>
          <Skeleton height={32} width="60%" />
          <div className="panel">
            <Skeleton height={180} />
          </div>
          <div className="panel">
            <SkeletonLines lines={8} />
          </div>
        </Loading>
      </PageFrame>
    );
  return <Lead key={number} number={number} page={data} />;
}

function Lead({ number, page }: { number: string; page: Page }) {
  const words = useWords();
  const { say, language } = words;
  const formats = useFormats();
  const may = useMay();
  const navigate = useNavigate();
  const search = route.useSearch();
  const steps = useSteps();
  const people = usePeople();
  const { summary, evidence } = page;
  const { data: picture, error, refetch } = useQuery(leadPictureQuery(number));
  const select = useCallback(
    (sel: string | null) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, sel: sel ?? undefined }) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const selected = search.sel ?? null;
  const { view } = useLeadView(picture, { selected, select, timeZone: formats.timeZone });
  const own = useMemo(
    () =>
      new Set<string>(
        [...evidence.firearms, ...evidence.persons, ...evidence.dealers, ...evidence.incidents].map(({ id }) => id),
      ),
    [evidence],
  );

  const order = [...view.events.map(({ id }) => id), ...evidence.traces.map((trace) => traceId(trace.traceNumber))];
  const step = (by: number) => {
    const at = selected === null ? -1 : order.indexOf(selected);
    const next = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by];
    if (next !== undefined) select(next);
  };
  const event = view.events.find(({ id }) => id === selected);
  const trace = evidence.traces.find(({ traceNumber }) => traceId(traceNumber) === selected);
  const entity = picture?.entities.find(({ id }) => id === selected);
  const pair = selected?.includes('~') ? selected.split('~') : null;
  const pairLinks = (picture?.links ?? []).filter(
    ({ subject, object }) => pair !== null && pair.includes(subject) && pair.includes(object),
  );
  const open = () => {
    const source = event?.sources[0];
    if (source !== undefined) void navigate({ to: '/record/$record', params: { record: String(source.record) } });
    else if (entity !== undefined) void navigate({ to: entityPath(entity.id) });
    else if (trace !== undefined) void navigate({ to: entityPath(trace.firearm.id) });
  };
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    { key: 'o', label: 'keys.open', run: open },
    {
      key: 'l',
      label: 'keys.links',
      run: () => void navigate({ to: '/links', search: { ids: [...own].slice(0, 20).join(',') } }),
    },
    { key: 'Escape', label: 'keys.escape', run: () => select(null) },
  ]);

  const nameOf = (id: string) => labelText(picture?.entities.find((each) => each.id === id)?.label ?? id, words);
  const chosen =
    event !== undefined
      ? eventTitle(event, words)
      : trace !== undefined
        ? trace.traceNumber
        : entity !== undefined
          ? labelText(entity.label, words)
          : pairLinks.length > 0
            ? pairLinks.map((link) => `${nameOf(link.subject)} – ${nameOf(link.object)}`).join(', ')
            : null;
  const next = (
    <div className="buttons">
      <button type="button" className="button first" onClick={open}>
        <Icon name="out" size={16} /> {say(event === undefined ? 'leads.openIt' : 'evidence.openSource')}
      </button>
    </div>
  );
  const panel =
    event !== undefined ? (
      <EventEvidence event={event} next={event.sources.length === 0 ? undefined : next} />
    ) : trace !== undefined ? (
      <IndexParts trace={trace} />
    ) : entity !== undefined ? (
      <EntityEvidence
        entity={entity}
        links={(picture?.links ?? []).filter(({ subject, object }) => subject === selected || object === selected)}
        nameOf={nameOf}
        next={next}
      />
    ) : pairLinks.length > 0 ? (
      <LinkEvidence links={pairLinks} nameOf={nameOf} />
    ) : (
      <>
        <LeadWorkflow page={page} people={people} steps={steps} />
        <LeadRecipients page={page} people={people} />
        {may('leads.package') ? (
          <section className="screen-only">
            <h2>{say('leads.handOver')}</h2>
            <Link to="/lead/$number/briefing" params={{ number }} className="button">
              <Icon name="print" size={16} /> {say('leads.briefing')}
            </Link>
          </section>
        ) : null}
      </>
    );
  const withdrawn = summary.standing !== 'STANDING';
  const refutation = (each: string) => (language === 'es' ? (leadRefutationsEs[each] ?? each) : each);
  return (
    <PageFrame
      title={say('leads.lead', { lead: summary.lead })}
      className={`lead-page firearm ${withdrawn ? 'withdrawn' : ''}`}
      evidence={panel}
      selected={chosen}
      close={() => select(null)}
    >
      <LeadHead page={page} />
      {error !== null ? <Failed error={error} retry={() => void refetch()} /> : null}
      <section className="panel" aria-labelledby="lives-title">
        <div className="panel-head">
          <h2 id="lives-title">{say('leads.lives')}</h2>
          {picture !== undefined && picture.firearms.shown < picture.firearms.total ? (
            <span className="muted small">{say('leads.livesCut', { ...picture.firearms })}</span>
          ) : null}
        </div>
        {picture === undefined ? (
          error === null ? (
            <Skeleton height={160} />
          ) : null
        ) : picture.lives.length === 0 ? (
          <p className="muted">{say('leads.noFirearms')}</p>
        ) : (
          <LifeLines lives={picture.lives} view={view} struck={withdrawn} />
        )}
      </section>
      <div className="two">
        <section className="panel" aria-labelledby="where-title">
          <div className="panel-head">
            <h2 id="where-title">{say('firearm.where')}</h2>
          </div>
          <Suspense fallback={<div className="where-map skeleton" />}>
            {picture === undefined ? (
              error === null ? (
                <div className="where-map skeleton" />
              ) : null
            ) : (
              <WhereMap view={view} joined="not-at-all" />
            )}
          </Suspense>
        </section>
        <section className="panel" aria-labelledby="chart-title">
          <div className="panel-head">
            <h2 id="chart-title">{say('leads.chart')}</h2>
            {picture !== undefined && picture.linksFrom < picture.linksOf ? (
              <span className="muted small">
                {say('leads.chartCut', { from: picture.linksFrom, of: picture.linksOf })}
              </span>
            ) : null}
          </div>
          <Suspense fallback={<div className="around-chart skeleton" />}>
            {picture === undefined ? (
              error === null ? (
                <div className="around-chart skeleton" />
              ) : null
            ) : (
              <LeadChart
                picture={picture}
                own={own}
                selected={selected}
                emphasised={view.emphasised}
                hover={view.hover}
                select={select}
                open={(id) => void navigate({ to: entityPath(id) })}
              />
            )}
          </Suspense>
        </section>
      </div>
      <div className="two">
        <section className="panel" aria-labelledby="refute-title">
          <h2 id="refute-title">{say('leads.refute')}</h2>
          <ul className="plain-list">
            {page.refutation.map((each) => (
              <li key={each}>{refutation(each)}</li>
            ))}
          </ul>
          <h2>{say('leads.notKnown')}</h2>
          {page.unknown.length === 0 ? (
            <p className="muted">{say('leads.nothingUnknown')}</p>
          ) : (
            <ul className="plain-list">
              {page.unknown.map(({ what, count, of, traces }) => (
                <li key={what}>
                  {say('leads.unknownIs', {
                    what: say(`leadUnknown.${what}`),
                    count: formats.number(count),
                    of: formats.number(of),
                    traces: listedTraces(traces),
                  })}
                </li>
              ))}
            </ul>
          )}
        </section>
        <section className="panel" aria-labelledby="gets-title">
          <h2 id="gets-title">{say('leads.gets')}</h2>
          <GetsParts gets={summary.gets} />
        </section>
      </div>
      <section className={`panel ${withdrawn ? 'gone' : ''}`} aria-label={say('leads.tracesLabel')}>
        <TraceTable traces={evidence.traces} total={summary.counts.traces} selected={selected} select={select} />
      </section>
      <section className="panel" aria-labelledby="about-title">
        <h2 id="about-title">{say('leads.about')}</h2>
        <div className={`lead-entities ${withdrawn ? 'gone' : ''}`}>
          {(['persons', 'dealers', 'firearms', 'incidents'] as const).map((kind) => (
            <EntityGroup key={kind} title={say(`leads.kinds.${kind}`)} refs={evidence[kind]} />
          ))}
        </div>
        {evidence.dealers.length === 0 ? null : <p className="caution">{say('leadCaution.dealer')}</p>}
      </section>
      <LeadNotes page={page} />
      <section className="panel" aria-labelledby="history-title">
        <h2 id="history-title">{say('leads.history')}</h2>
        <LeadHistory page={page} />
      </section>
      <p className="caution">
        {say('leadCaution.lead')} {say('leadCaution.dealer')} {say('leadCaution.trace')}
        {summary.gets.events.unconfirmed > 0 ? ` ${say('leadCaution.nibinLead')}` : ''}
      </p>
    </PageFrame>
  );
}

const shownFirst = 60;

function EntityGroup({ title, refs }: { title: string; refs: readonly EntityRef[] }) {
  const { say } = useWords();
  return (
    <div>
      <h3>
        {title} <span className="muted">{refs.length}</span>
      </h3>
      {refs.length === 0 ? <p className="muted small">{say('leads.none')}</p> : null}
      <ul className="people-list">
        {refs.slice(0, shownFirst).map((each) => (
          <li key={each.id}>
            <Icon name={each.kind} size={18} />
            <EntityLink id={each.id}>{each.label}</EntityLink>
          </li>
        ))}
      </ul>
      {refs.length > shownFirst ? (
        <details>
          <summary>{say('leads.rest', { n: refs.length - shownFirst })}</summary>
          <ul className="people-list">
            {refs.slice(shownFirst).map((each) => (
              <li key={each.id}>
                <Icon name={each.kind} size={18} />
                <EntityLink id={each.id}>{each.label}</EntityLink>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
