import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LeadSummary } from '../../../src/model/lead-answers.ts';
import type { LeadStep } from '../../../src/model/lead-workflow.ts';
import { dayNumber, dayText } from '../frame/format.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { forgetChanged, useChangedLeads } from './changed-leads.ts';
import { queuePictureQuery, queueQuery, type QueueAsked } from './lead-queries.ts';
import { FilterSentence, QueueFilters, WhyThisOrder, type QueueSearch } from './queue-filters.tsx';
import { QueueList } from './queue-list.tsx';
import { leadsInTime, QueuePicture, type PictureState } from './queue-picture.tsx';
import { between, isTriageSort, placesOf, triaged } from './queue-view.ts';
import { StepBox } from './step-box.tsx';
import { StepReport } from './step-report.tsx';
import { useStepDraft } from './use-step-draft.ts';
import { useSteps } from './use-steps.ts';
import '../firearm/firearm.css';
import '../firearm/timeline.css';
import '../identity/review.css';
import './leads.css';

const route = getRouteApi('/signed-in/leads');
/** Leads on the picture: those first in the list. */
const picturedMost = 120;
/** Leads that are loaded by themselves where a triage orders or narrows them. */
const loadedMost = 1000;
const quick: readonly { step: LeadStep; key: string }[] = [
  { step: 'assign', key: 'a' },
  { step: 'hold', key: 'h' },
  { step: 'reject', key: 'r' },
];

/** Leads, those first of which most is to be expected: a picture of where they are, and the queue that is worked. */
export function LeadsPage() {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const mayWork = may('leads.work');
  const { actor } = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search: QueueSearch = route.useSearch();
  const changed = useChangedLeads();
  const steps = useSteps();
  const [hovered, hover] = useState<string | null>(null);
  const anchor = useRef<number | null>(null);

  const go = useCallback(
    (change: QueueSearch) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const asked: QueueAsked = {
    state: search.state ?? (search.standing === undefined ? undefined : 'all'),
    standing: search.standing,
    kind: search.kind,
    assignee: search.assignee,
    waiting: search.waiting === '1' ? true : undefined,
    about: search.about,
    text: search.q,
    since: search.since,
    sort: isTriageSort(search.sort) ? undefined : search.sort,
  };
  const queue = useInfiniteQuery(queueQuery(asked));
  const loaded = useMemo(() => unique(queue.data?.pages.flatMap((page) => page.leads) ?? []), [queue.data]);
  const [first] = queue.data?.pages ?? [];
  const drafted = useStepDraft('queue', steps, loaded);
  const { draft } = drafted;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(draft?.leads.map(({ lead }) => lead)));
  const narrowed =
    isTriageSort(search.sort) || [search.place, search.events, search.within, search.solvable].some(Boolean);
  const { hasNextPage, isFetching, fetchNextPage } = queue;
  useEffect(() => {
    if (narrowed && hasNextPage && !isFetching && loaded.length < loadedMost) void fetchNextPage();
  }, [narrowed, hasNextPage, isFetching, loaded.length, fetchNextPage]);

  const fitting = useMemo(() => triaged(loaded, search, search.sort), [loaded, search]);
  const pictured = useMemo(() => fitting.slice(0, picturedMost).map(({ lead }) => lead), [fitting]);
  const picture = useQuery(queuePictureQuery(pictured)).data;
  const range = useMemo(() => {
    const from = dayNumber(search.from ?? null, formats.timeZone);
    const to = dayNumber(search.to ?? null, formats.timeZone);
    return from === null || to === null ? null : { from, to };
  }, [search.from, search.to, formats.timeZone]);
  const inTime = useMemo(() => leadsInTime(picture, range, formats.timeZone), [picture, range, formats.timeZone]);
  const leads = useMemo(
    () => (inTime === null ? fitting : fitting.filter(({ lead }) => inTime.has(lead))),
    [fitting, inTime],
  );
  const numbers = useMemo(() => leads.map(({ lead }) => lead), [leads]);
  const wanted = search.sel === undefined ? null : Number(search.sel);
  const current = wanted !== null && numbers.includes(wanted) ? wanted : (numbers[0] ?? null);
  const open = search.gets === undefined ? null : Number(search.gets);

  const select = (lead: number) => go({ sel: String(lead) });
  const choose = (lead: number, asRange: boolean) => {
    const more = asRange && anchor.current !== null ? between(numbers, anchor.current, lead) : [lead];
    const on = asRange || !chosen.has(lead);
    setChosen(new Set(on ? [...chosen, ...more] : [...chosen].filter((each) => !more.includes(each))));
    anchor.current = lead;
  };
  const step = (by: number, extend: boolean) => {
    const at = current === null ? -1 : numbers.indexOf(current);
    const next = numbers[Math.max(0, Math.min(numbers.length - 1, at + by))];
    if (next === undefined) return;
    if (extend && current !== null) setChosen(new Set([...chosen, current, next]));
    select(next);
  };
  // What is chosen and still listed; else the lead in hand.
  const targets = leads.filter(({ lead }) => chosen.has(lead));
  const worked = targets.length > 0 ? targets : leads.filter(({ lead }) => lead === current);
  const ask = (which: LeadStep) => {
    if (mayWork) drafted.ask(which, worked);
  };
  const send = async () => {
    const sent = await drafted.send();
    if (sent === null) return;
    setChosen(new Set());
    if (sent.length === 1 && sent[0]!.lead === current) step(1, false);
    document.getElementById('queue-title')?.focus();
  };
  const showNew = () => {
    forgetChanged(client);
    void client.invalidateQueries({ queryKey: ['leads'] });
  };

  useKeys([
    { key: 'j', label: 'leads.keys.next', run: () => step(1, false) },
    { key: 'k', label: 'leads.keys.previous', run: () => step(-1, false) },
    {
      key: 'o',
      label: 'leads.keys.open',
      run: () => current !== null && void navigate({ to: '/lead/$number', params: { number: String(current) } }),
    },
    {
      key: 'g',
      label: 'leads.keys.gets',
      run: () => current !== null && go({ gets: open === current ? undefined : String(current) }),
    },
    ...(mayWork
      ? ([
          { key: 'x', label: 'leads.keys.choose', run: () => current !== null && choose(current, false) },
          { key: 'J', label: 'leads.keys.extend', run: () => step(1, true) },
          { key: 'K', label: 'leads.keys.extendUp', run: () => step(-1, true) },
          ...quick.map(({ step: which, key }) => ({
            key,
            label: `leadStep.${which as 'assign'}` as const,
            run: () => ask(which),
          })),
          { key: 'z', label: 'leads.undo', run: () => void steps.undo() },
        ] as const)
      : []),
    {
      key: 'Escape',
      label: 'keys.escape',
      run: () => {
        drafted.close();
        setChosen(new Set());
      },
    },
  ]);

  const useOf = (lead: LeadSummary) => {
    const of = first?.kinds.find(({ kind }) => kind === lead.kind);
    return of === undefined
      ? ''
      : say('leads.useHelp', {
          share: formats.number(Math.round(of.share * 100) / 100),
          useful: formats.number(of.useful),
          outcomes: formats.number(of.outcomes),
        });
  };
  const pictureState: PictureState = useMemo(
    () => ({
      range,
      chooseRange: (next) =>
        go(next === null ? { from: undefined, to: undefined } : { from: dayText(next.from), to: dayText(next.to) }),
      lead: current,
      choose: (lead) => go({ sel: String(lead) }),
      hovered,
      hover,
    }),
    [range, current, hovered, go],
  );

  return (
    <PageFrame title={say('leads.title')} className="leads">
      <div className="page-head">
        <div>
          <h1 id="queue-title" tabIndex={-1}>
            {say('leads.title')}
          </h1>
          <p className="muted">{say('leads.intro')}</p>
        </div>
      </div>
      {changed.length === 0 ? null : (
        <p className="notice leads-news" role="status">
          {say('leads.changed', { n: changed.length })}
          <button type="button" className="button compact" onClick={showNew}>
            {say('notice.show')}
          </button>
        </p>
      )}
      {first?.behind === true ? <p className="muted small">{say('leads.behind')}</p> : null}
      {queue.data === undefined ? (
        queue.error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={300} />
            </div>
            <div className="panel">
              <SkeletonLines lines={10} />
            </div>
          </Loading>
        ) : (
          <Failed error={queue.error} retry={() => void queue.refetch()} />
        )
      ) : (
        <>
          {pictured.length === 0 ? null : <QueuePicture leads={pictured} state={pictureState} />}
          <QueueFilters
            search={search}
            go={go}
            kinds={first!.kinds}
            people={first!.people}
            places={placesOf(loaded)}
            actor={actor}
          />
          <FilterSentence
            search={search}
            go={go}
            shown={leads.length}
            total={first!.total}
            aboutLabel={loaded.find(({ about }) => about?.id === search.about)?.about?.label ?? null}
          />
          {narrowed && queue.hasNextPage && loaded.length >= loadedMost ? (
            <p className="muted small">
              {say('leads.orderedAmong', { n: formats.number(loaded.length), all: formats.number(first!.total) })}
            </p>
          ) : null}
          <StepReport steps={steps} />
          {leads.length === 0 ? (
            <section className="panel">
              <Empty
                icon="lead"
                title={say(first!.upTo === null ? 'leads.notYet' : 'leads.empty')}
                help={say(first!.upTo === null ? 'leads.notYetHelp' : 'leads.emptyHelp')}
              />
            </section>
          ) : (
            <section className="panel queue" aria-label={say('leads.title')}>
              <QueueList
                leads={leads}
                current={current}
                chosen={chosen}
                open={open}
                mayWork={mayWork}
                useOf={useOf}
                go={select}
                choose={choose}
                toggleGets={(lead) => go({ gets: open === lead ? undefined : String(lead) })}
              />
              {queue.hasNextPage ? (
                <button
                  type="button"
                  className="button quiet"
                  disabled={queue.isFetchingNextPage}
                  onClick={() => void queue.fetchNextPage()}
                >
                  {say('leads.more', { shown: formats.number(loaded.length), total: formats.number(first!.total) })}
                </button>
              ) : null}
            </section>
          )}
          <WhyThisOrder kinds={first!.kinds} floorEvery={first!.floorEvery} />
          <p className="caution">
            {say('leadCaution.lead')} {say('leadCaution.dealer')}
          </p>
          {mayWork && (draft !== null || worked.length > 0) ? (
            <div className="decision-bar screen-only" role="group" aria-label={say('leads.work')}>
              {draft === null ? (
                <div className="buttons">
                  <span className="muted small">
                    {targets.length > 0
                      ? say('leads.chosen', { n: targets.length })
                      : say('leads.lead', { lead: current ?? 0 })}
                  </span>
                  {quick.map(({ step: which, key }) => (
                    <button key={which} type="button" className="button" onClick={() => ask(which)}>
                      {say(`leadStep.${which as 'assign'}`)} <kbd aria-hidden="true">{key}</kbd>
                    </button>
                  ))}
                  <button
                    type="button"
                    className="button quiet"
                    disabled={!steps.undoable || steps.busy}
                    onClick={() => void steps.undo()}
                  >
                    <Icon name="undo" size={16} /> {say('leads.undo')} <kbd aria-hidden="true">z</kbd>
                  </button>
                </div>
              ) : (
                <StepBox
                  drafted={{ ...drafted, draft }}
                  people={first!.people}
                  busy={steps.busy}
                  send={() => void send()}
                />
              )}
            </div>
          ) : null}
        </>
      )}
    </PageFrame>
  );
}

/** A lead that moved between two pages while they were loaded stands once. */
function unique(leads: readonly LeadSummary[]): LeadSummary[] {
  return [...new Map(leads.map((lead) => [lead.lead, lead])).values()];
}
