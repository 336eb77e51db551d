import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { NibinLeadPage as Page } from '../../../src/model/nibin.ts';
import { BallisticTexts } from '../ballistics/ballistic-text.tsx';
import { SurfacePicture } from '../ballistics/surface-picture.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { PrintButton } from '../frame/print-button.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ConclusionList } from './conclusion-list.tsx';
import { EndsPanel } from './ends-panel.tsx';
import { LeadSteps } from './lead-steps.tsx';
import { boardIds } from './map-view.tsx';
import { GetsPanel } from './nibin-gets.tsx';
import { nibinLeadQuery } from './nibin-queries.ts';
import { PairFigures } from './pair-figures.tsx';
import { RecipientsPanel } from './recipients-panel.tsx';
import { comparisonPath } from './comparison-path.ts';
import { StandingMark } from './standing-mark.tsx';
import { NibinStepBar } from './nibin-step-bar.tsx';
import './nibin.css';

/** One NIBIN lead: both surfaces, what it stands for in words, both events, every step, who has it, and what would refute it. */
export function NibinLeadPage() {
  const { say } = useWords();
  const { number = '' }: { number?: string } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(nibinLeadQuery(number));
  const title = say('nibin.lead', { number: data?.number ?? number });
  if (data === undefined)
    return (
      <PageFrame title={title} className="nibin">
        {error !== null ? (
          <Failed error={error} retry={() => void refetch()} />
        ) : (
          <Loading>
            <div className="panel">
              <Skeleton height={280} />
            </div>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        )}
      </PageFrame>
    );
  return <OpenLead key={data.lead} page={data} title={title} reload={() => void refetch()} />;
}

function OpenLead({ page, title, reload }: { page: Page; title: string; reload: () => void }) {
  const { say } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (work: () => Promise<Page>) => work(),
    onSuccess: (next) => {
      client.setQueryData(nibinLeadQuery(String(page.lead)).queryKey, next);
      void client.invalidateQueries({ queryKey: ['nibin', 'leads'] });
      void client.invalidateQueries({ queryKey: ['notices'] });
    },
  });
  const ids = boardIds([page]);
  const sources = [...(page.record === null ? [] : [page.record]), ...page.otherSources.map(({ source }) => source)];
  return (
    <PageFrame
      title={title}
      className={`nibin ${page.holds === 'WITHDRAWN' ? 'withdrawn' : ''}`}
      printed={{
        handling: [page.holds === 'HIT' ? 'NIBIN-HIT' : 'NIBIN-LEAD'],
        sources,
        caution: say('nibin.caution'),
      }}
    >
      <div className="page-head">
        <div>
          <p className="small screen-only">
            <Link to="/nibin" search={{ view: 'leads' } as never}>
              {say('nibin.back')}
            </Link>
          </p>
          <h1>{page.holds === 'WITHDRAWN' ? <s>{title}</s> : title}</h1>
          <p>
            <StandingMark standing={page.holds} /> · {say(`nibin.state.${page.state}`)}
          </p>
        </div>
        <div className="buttons screen-only">
          {ids !== '' && may('entity.read') ? (
            <Link to="/links" search={{ ids } as never} className="button">
              {say('nibin.onBoard')}
            </Link>
          ) : null}
          {may('nibin.print') ? <PrintButton records={[`/nibin-leads/${page.lead}/prints`]} /> : null}
        </div>
      </div>
      <section className="panel" aria-labelledby="surfaces">
        <div className="panel-head">
          <h2 id="surfaces">{say('nibin.surfaces')}</h2>
          {may('exhibits.read') ? (
            <Link to={comparisonPath({ a: page.a, b: page.b }) as never} className="button compact screen-only">
              {say('nibin.review.open')}
            </Link>
          ) : null}
        </div>
        <div className="two-scans">
          {(['a', 'b'] as const).map((end) => (
            <figure key={end}>
              <SurfacePicture
                exhibit={page[end].exhibit}
                scan={page.scans[end]}
                pair={[
                  { exhibit: page.a.exhibit, scan: page.scans.a },
                  { exhibit: page.b.exhibit, scan: page.scans.b },
                ]}
                label={say('nibin.review.scanOf', { n: page[end].exhibit })}
              />
              <figcaption className="small">
                {say('nibin.end', {
                  item: page[end].item,
                  origin: say(page[end].origin === 'TEST_FIRE' ? 'nibin.origin.TEST_FIRE' : 'nibin.origin.SCENE'),
                })}
              </figcaption>
            </figure>
          ))}
        </div>
        {page.figures === null ? null : <PairFigures figures={page.figures} />}
      </section>
      <Standing page={page} />
      {page.written ? null : <p className="caution">{say('nibin.notWritten')}</p>}
      <NibinStepBar page={page} change={change.mutate} busy={change.isPending} />
      {change.error === null ? null : <Failed error={change.error} retry={reload} />}
      {page.gets === null ? null : <GetsPanel gets={page.gets} />}
      <EndsPanel page={page} />
      <ConclusionList page={page} change={change.mutate} busy={change.isPending} />
      <section className="panel" aria-labelledby="city-text">
        <h2 id="city-text">{say('compare.text')}</h2>
        <BallisticTexts text={page.text} />
      </section>
      <div className="lead-columns">
        <LeadSteps page={page} />
        <RecipientsPanel page={page} change={change.mutate} renew={reload} />
      </div>
    </PageFrame>
  );
}

/** What the lead stands for in words, and what would refute it. */
function Standing({ page }: { page: Page }) {
  const { say } = useWords();
  const formats = useFormats();
  const concluded = page.conclusions.findLast(({ agrees }) => agrees === true);
  return (
    <section className={`panel standing-panel ${page.holds.toLowerCase()}`} aria-labelledby="standing">
      <h2 id="standing">{say('nibin.standing')}</h2>
      <p className="standing-words">
        {page.holds === 'HIT' && concluded !== undefined
          ? say('nibin.says.HIT', {
              examiner: concluded.examiner,
              report: concluded.report,
              verifier: concluded.verifier ?? '',
            })
          : say(page.holds === 'WITHDRAWN' ? 'nibin.says.WITHDRAWN' : 'nibin.says.LEAD')}
      </p>
      {page.confidence === null ? null : (
        <p>
          {say('nibin.confidence', { text: page.confidence.text })}{' '}
          <span className="muted small">
            {formats.moment(page.confidence.at)} · {page.confidence.by}
          </span>
        </p>
      )}
      {page.holds === page.standing ? null : (
        <p className="caution">{say('nibin.holdsWeaker', { holds: say(`nibin.standing.${page.holds}`) })}</p>
      )}
      {page.otherSources.length === 0 ? null : (
        <>
          <h3>{say('nibin.otherSources')}</h3>
          <ul className="plain-list">
            {page.otherSources.map((other) => (
              <li key={other.source.record}>
                <RecordLink record={other.source.record}>
                  {say('nibin.otherSource', {
                    number: other.number ?? say('nibin.unnumbered'),
                    standing: say(`nibin.standing.${other.standing}`),
                    by: say(`nibin.by.${other.by}`),
                  })}
                </RecordLink>
                {other.differs ? <span className="tag conflict">{say('nibin.differs')}</span> : null}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{say('nibin.refutes')}</h3>
      <ul className="plain-list refutes">
        {page.refutes.map(({ code, holds }) => (
          <li key={code} data-holds={String(holds)}>
            {say(`nibin.refute.${code}`)}{' '}
            <span className={holds === true ? 'tag hit' : 'tag'}>
              {say(holds === null ? 'nibin.holds.null' : holds ? 'nibin.holds.true' : 'nibin.holds.false')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
