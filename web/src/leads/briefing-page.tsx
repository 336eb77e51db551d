import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState, type FormEvent } from 'react';
import type { SourceRef } from '../../../src/model/evidence.ts';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import { listedTraces } from '../../../src/model/listed-traces.ts';
import type { LeadPicture } from '../../../src/model/lead-picture.ts';
import { leadReason } from '../../../src/model/lead-reason.ts';
import { leadRefutationsEs } from '../../../src/model/lead-refutations.es.ts';
import { eventTitle, eventWhen, eventWhere, eventWho } from '../frame/event-text.ts';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import { Icon } from '../frame/icon.tsx';
import { Mark, markOf } from '../frame/mark.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { usePurpose } from '../frame/print-purpose.ts';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { printPage } from '../frame/theme.ts';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { BriefingTies } from './briefing-ties.tsx';
import { GetsParts } from './gets-marks.tsx';
import { LeadHead } from './lead-head.tsx';
import { LeadHistory } from './lead-history.tsx';
import { fetchPackage, leadPictureQuery, leadQuery, recordPrint } from './lead-queries.ts';
import { LifeLines } from './life-lines.tsx';
import { useLeadView } from './use-lead-view.ts';
import '../firearm/firearm.css';
import '../firearm/timeline.css';
import './lead.css';
import './leads.css';

const WhereMap = lazy(() => import('../firearm/where-map.tsx'));
const route = getRouteApi('/signed-in/lead/$number/briefing');

/** The briefing of a lead: a page made for paper, and the package that can be checked later. */
export function BriefingPage() {
  const { number } = route.useParams();
  const { say } = useWords();
  const page = useQuery(leadQuery(number));
  const picture = useQuery(leadPictureQuery(number));
  const error = page.error ?? picture.error;
  if (page.data === undefined || picture.data === undefined)
    return (
      <PageFrame title={say('brief.title', { lead: number })}>
        <h1>{say('brief.title', { lead: number })}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={12} />
            </div>
          </Loading>
        ) : (
          <Failed
            error={error}
            retry={() => {
              void page.refetch();
              void picture.refetch();
            }}
          />
        )}
      </PageFrame>
    );
  return <Briefing number={number} page={page.data} picture={picture.data} />;
}

function sourcesOf(picture: LeadPicture): SourceRef[] {
  return [
    ...picture.lives.flatMap(({ events }) => events.flatMap(({ sources }) => sources)),
    ...picture.links.flatMap(({ source, other }) => [source, ...(other === undefined ? [] : [other])]),
  ];
}

function Briefing({ number, page, picture }: { number: string; page: LeadPage; picture: LeadPicture }) {
  const words = useWords();
  const { say, language } = words;
  const formats = useFormats();
  const { summary, evidence } = page;
  const { view } = useLeadView(picture, { selected: null, select: () => undefined, timeZone: formats.timeZone });
  const caution = [
    say('leadCaution.lead'),
    say('leadCaution.dealer'),
    say('leadCaution.trace'),
    say('leadCaution.use'),
    say('leadCaution.nibinLead'),
    say('leadCaution.nibinHit'),
  ].join(' ');
  const printed = useMemo(
    () => ({
      handling: [
        ...picture.lives.flatMap(({ events }) => events.flatMap(({ handling }) => handling)),
        ...picture.links.flatMap(({ handling }) => handling),
      ],
      sources: sourcesOf(picture),
      caution,
    }),
    [picture, caution],
  );
  const tags = [...new Set(printed.handling)].toSorted();
  return (
    <PageFrame
      title={say('brief.title', { lead: summary.lead })}
      className={`briefing lead-page ${summary.standing === 'STANDING' ? '' : 'withdrawn'}`}
      printed={printed}
    >
      <Package number={number} page={page} tags={tags} />
      <LeadHead page={page} />
      <section className="panel">
        <h2>{say('leads.refute')}</h2>
        <ul className="plain-list">
          {page.refutation.map((each) => (
            <li key={each}>{language === 'es' ? (leadRefutationsEs[each] ?? each) : each}</li>
          ))}
        </ul>
        <h2>{say('leads.notKnown')}</h2>
        <ul className="plain-list">
          {page.unknown.map(({ what, count, of, traces }) => (
            <li key={what}>
              {say('leads.unknownIs', {
                what: say(`leadUnknown.${what}`),
                count: String(count),
                of: String(of),
                traces: listedTraces(traces),
              })}
            </li>
          ))}
          {page.unknown.length === 0 ? <li>{say('leads.nothingUnknown')}</li> : null}
        </ul>
        <h2>{say('leads.gets')}</h2>
        <GetsParts gets={summary.gets} />
      </section>
      <section className="panel">
        <h2>{say('leads.lives')}</h2>
        {picture.firearms.shown < picture.firearms.total ? (
          <p className="muted small">{say('leads.livesCut', { ...picture.firearms })}</p>
        ) : null}
        <LifeLines lives={picture.lives} view={view} struck={summary.standing !== 'STANDING'} />
      </section>
      <section className="panel">
        <h2>{say('firearm.where')}</h2>
        <Suspense fallback={<div className="where-map skeleton" />}>
          <WhereMap view={view} joined="not-at-all" />
        </Suspense>
      </section>
      {picture.lives.map((life) => (
        <section key={life.firearm.id} className="panel">
          <h2>{say('leads.lifeOf', { firearm: labelText(life.firearm.label, words) })}</h2>
          <div className="table-scroll" tabIndex={0} role="region" aria-label={labelText(life.firearm.label, words)}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('evidence.when')}</th>
                  <th scope="col">{say('brief.whatHappened')}</th>
                  <th scope="col">{say('evidence.where')}</th>
                  <th scope="col">{say('evidence.people')}</th>
                </tr>
              </thead>
              <tbody>
                {life.events.map((event) => (
                  <tr key={event.id} className={event.status === 'RETRACTED' ? 'gone' : ''}>
                    <td>{eventWhen(event, words, formats)}</td>
                    <td>
                      <span className="briefing-event">
                        <Mark kind={markOf(event)} size={14} /> {eventTitle(event, words)}
                        <FootnoteMarks sources={event.sources} />
                      </span>
                    </td>
                    <td>{eventWhere(event, words)}</td>
                    <td>{eventWho(event, words)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
      <section className="panel">
        <h2>{say('leads.chart')}</h2>
        <BriefingTies picture={picture} />
      </section>
      <section className="panel">
        <h2>{say('leads.tracesLabel')}</h2>
        <ul className="plain-list">
          {evidence.traces.map((trace) => (
            <li key={trace.traceNumber}>
              <strong>{trace.traceNumber}</strong> · {labelText(trace.firearm.label, words)} ·{' '}
              {trace.score === null
                ? say('leads.noScore')
                : say('leads.scoreIs', {
                    n: trace.score.toFixed(1),
                    low: (trace.low ?? trace.score).toFixed(1),
                    high: (trace.high ?? trace.score).toFixed(1),
                  })}
              {': '}
              {trace.parts
                .filter(({ low, high }) => low !== 0 || high !== 0)
                .map(({ name, value, contribution, low, high }) =>
                  value === null
                    ? `${say(`leadPart.${name}`)} ${low.toFixed(1)} – ${high.toFixed(1)}`
                    : `${say(`leadPart.${name}`)} ${contribution.toFixed(1)}`,
                )
                .join(', ')}
            </li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>{say('leads.history')}</h2>
        <p className="muted small">{leadReason(summary.reason, language)}</p>
        <LeadHistory page={page} />
      </section>
      <p className="caution">{caution}</p>
    </PageFrame>
  );
}

/** What the package is for and whom; made on the server, where it is put on record. */
function Package({ number, page, tags }: { number: string; page: LeadPage; tags: readonly string[] }) {
  const { say, sayIfKnown } = useWords();
  const [purpose, setPurpose] = usePurpose();
  const [recipient, setRecipient] = useState('');
  const releases = page.recipients.filter(({ side }) => side === 'outside');
  const make = useMutation({
    mutationFn: async () => {
      const file = await fetchPackage(number, purpose.trim(), recipient === '' ? null : Number(recipient));
      const url = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = url;
      link.download = `lead-${number}-briefing.zip`;
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  const print = useMutation({
    mutationFn: () => recordPrint(number, purpose.trim(), page.summary.version),
    onSuccess: () => printPage(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const empty = purpose.trim() === '';
  return (
    <form className="panel briefing-order screen-only" onSubmit={submit} aria-label={say('leads.package')}>
      <h2>{say('leads.package')}</h2>
      <p className="muted small">{say('leads.packageHelp')}</p>
      <label>
        {say('print.purpose')}
        <input
          className="field"
          required
          maxLength={200}
          value={purpose}
          placeholder={say('print.purposeHint')}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
      </label>
      <label>
        {say('leads.packageFor')}
        <select className="field" value={recipient} onChange={(event) => setRecipient(event.currentTarget.value)}>
          <option value="">{say('brief.inside')}</option>
          {releases.map((each) => (
            <option key={each.recipient} value={each.recipient}>
              {say('leads.releasedTo', { name: each.name, n: each.version })}
            </option>
          ))}
        </select>
      </label>
      {releases.length === 0 ? (
        <p className="muted small">
          {say('leads.noRelease')}{' '}
          <Link to="/lead/$number" params={{ number }}>
            {say('leads.lead', { lead: number })}
          </Link>
        </p>
      ) : null}
      <p className="small">
        <strong>{say('firearm.handling')}</strong>{' '}
        {tags.length === 0
          ? say('print.noHandling')
          : tags.map((tag) => (
              <span key={tag} className="tag" title={sayIfKnown(`handling.${tag}`) ?? tag}>
                {tag}
              </span>
            ))}
      </p>
      {make.isError ? <Failed error={make.error} /> : null}
      {print.isError ? <Failed error={print.error} /> : null}
      <div className="buttons">
        <button type="submit" className="button first" disabled={empty || make.isPending}>
          <Icon name="save" size={16} /> {say(make.isPending ? 'leads.packing' : 'leads.makePackage')}
        </button>
        <button type="button" className="button" disabled={empty || print.isPending} onClick={() => print.mutate()}>
          <Icon name="print" size={16} /> {say('firearm.print')}
        </button>
        <span role="status" className="small muted">
          {make.isSuccess ? say('leads.packed') : ''}
        </span>
      </div>
    </form>
  );
}
