import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { countedBeside, countedLine } from '../../../src/model/report-lines.ts';
import type { TraceYear, YearReportKind, YearSection } from '../../../src/model/trace-year.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { ReportShare, useReportText } from './report-share.tsx';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { yearQuery, type YearQuestion } from './report-queries.ts';
import { SectionPanel, rowId } from './section-panel.tsx';
import { TakeOut } from './take-out.tsx';
import './reports.css';

/** One report of one year, its pictures first. */
export function YearPage({ report }: { report: YearReportKind }) {
  const { say } = useWords();
  const text = useReportText();
  const { year } = useParams({ strict: false }) as { year: string };
  const search = useSearch({ strict: false }) as { audience?: string; sel?: string };
  const navigate = useNavigate();
  const audience = search.audience === 'outside' ? 'outside' : 'internal';
  const question: YearQuestion = { report, year, audience };
  const { data, error, refetch } = useQuery(yearQuery(question));
  const select = (sel: string | null) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, sel: sel ?? undefined }) as never,
      replace: true,
      resetScroll: false,
    });
  const title = `${text.say(`title.${report}`)}, ${year}`;
  const selected = search.sel ?? null;
  const chosen = data === undefined || selected === null ? null : chosenOf(data, selected);
  return (
    <PageFrame
      title={title}
      selected={chosen === null ? null : chosen.label(text)}
      close={() => select(null)}
      {...(data === undefined ? {} : { evidence: <Evidence year={data} chosen={chosen} /> })}
    >
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {data === undefined ? null : (
            <p className="muted">
              {[data.place.city, data.place.state].filter(Boolean).join(', ') || data.place.agency} ·{' '}
              {countedLine(data, text)}
            </p>
          )}
        </div>
        <TakeOut question={question} />
      </div>
      <nav className="report-choices" aria-label={say('reports.choose')}>
        {(['annual', 'national'] as const).map((each) => (
          <Link
            key={each}
            to={`/reports/${each}/$year`}
            params={{ year }}
            search={(audience === 'outside' ? { audience } : {}) as never}
            activeOptions={{ exact: true }}
            className={each === report ? 'button compact chosen' : 'button compact'}
          >
            {say(`reports.${each}`)}
          </Link>
        ))}
        {(['internal', 'outside'] as const).map((each) => (
          <Link
            key={each}
            to="."
            search={(each === 'outside' ? { audience: each } : {}) as never}
            activeOptions={{ exact: true, includeSearch: true }}
            className={each === audience ? 'button compact chosen' : 'button compact'}
            resetScroll={false}
          >
            {say(`reports.${each}`)}
          </Link>
        ))}
        <Link to="/reports" activeOptions={{ exact: true }} className="button compact quiet">
          {say('reports.back')}
        </Link>
      </nav>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <div className="panel">
            <Skeleton height={260} />
          </div>
          <div className="panel">
            <SkeletonLines lines={8} />
          </div>
        </Loading>
      ) : (
        <>
          <p className={audience === 'internal' ? 'report-audience internal' : 'report-audience'}>
            {text.say(`audience.${audience}`)}
          </p>
          <div className="report-sections">
            {inPageOrder(data.sections).map((section) => (
              <SectionPanel key={section.id} section={section} year={data} selected={selected} select={select} />
            ))}
          </div>
          {countedBeside(data).map(({ key, n }) => (
            <p key={key} className="muted small">
              {text.say(key, { n })}
            </p>
          ))}
          <p className="caution">{text.say('caution')}</p>
        </>
      )}
    </PageFrame>
  );
}

/** The map is what a reader comes for; what is known stands beside it. */
function inPageOrder(sections: readonly YearSection[]): YearSection[] {
  const first = ['sources', 'coverage'];
  return [...sections].sort((a, b) => (first.indexOf(a.id) + 1 || 9) - (first.indexOf(b.id) + 1 || 9));
}

interface Chosen {
  readonly section: YearSection;
  readonly row: YearSection['rows'][number];
  readonly label: (text: ReturnType<typeof useReportText>) => string;
}

function chosenOf({ sections }: TraceYear, selected: string): Chosen | null {
  for (const section of sections)
    for (const row of section.rows)
      if (rowId(section, row) === selected) return { section, row, label: (text) => text.row(section.id, row) };
  return null;
}

/** What is selected, how it is counted, and what no report of traces says. */
function Evidence({ year, chosen }: { year: TraceYear; chosen: Chosen | null }) {
  const { say } = useWords();
  const text = useReportText();
  const share = chosen?.row.share ?? null;
  return (
    <>
      <h2>{chosen === null ? say('reports.how') : chosen.label(text)}</h2>
      {chosen === null ? null : (
        <>
          <p>{text.say(`section.${chosen.section.id}`)}</p>
          <p>
            <ReportShare share={share} />
          </p>
          {share === null ? null : (
            <dl className="facts">
              <div>
                <dt>{text.say('column.firearms')}</dt>
                <dd>{share.numerator}</dd>
              </div>
              <div>
                <dt>{text.say('column.known')}</dt>
                <dd>{share.denominator}</dd>
              </div>
              <div>
                <dt>{text.say('column.unknown')}</dt>
                <dd>{share.unknown}</dd>
              </div>
            </dl>
          )}
          <p className="muted small">{text.say(`section.${chosen.section.id}.help`)}</p>
        </>
      )}
      <p className="muted small">{text.say('source.traces')}</p>
      <p className="muted small">{text.say('source.method')}</p>
      {year.published === null ? null : (
        <p className="muted small">{text.say('source.published', { year: year.published.year })}</p>
      )}
      <p className="muted small">{say('reports.handling')}</p>
      <p className="caution">{text.say('caution')}</p>
    </>
  );
}
