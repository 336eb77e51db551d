import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { useReportText } from '../frame/share-text.tsx';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { yearsQuery } from './report-queries.ts';
import './reports.css';

/** Every year of which there is a report, with how many firearms it counts. */
export function ReportsPage() {
  const { say } = useWords();
  const text = useReportText();
  const formats = useFormats();
  const may = useMay();
  const { data, error, refetch } = useQuery(yearsQuery);
  const most = Math.max(1, ...(data?.years.map(({ firearms }) => firearms) ?? []));
  return (
    <PageFrame title={say('reports.title')}>
      <h1>{say('reports.title')}</h1>
      <p className="muted">{say('reports.help')}</p>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <div className="panel">
            <SkeletonLines lines={6} />
          </div>
        </Loading>
      ) : data.years.length === 0 ? (
        <div className="panel">
          <Empty icon="report" title={say('reports.none')} help={say('reports.noneHelp')}>
            {may('imports.read') ? (
              <Link to="/imports" className="button first">
                {say('reports.toImports')}
              </Link>
            ) : null}
          </Empty>
        </div>
      ) : (
        <section className="panel" aria-labelledby="years">
          <h2 id="years">{say('reports.years')}</h2>
          <div className="report-scroll">
            <table className="report-years">
              <thead>
                <tr>
                  <th scope="col">{say('reports.year')}</th>
                  <th scope="col">{say('reports.firearms')}</th>
                  <th scope="col">{say('reports.choose')}</th>
                </tr>
              </thead>
              <tbody>
                {data.years.map(({ year, firearms }) => (
                  <tr key={year}>
                    <th scope="row">{year}</th>
                    <td>
                      <span className="report-years-bar">
                        <i style={{ width: `${(firearms / most) * 100}%` }} aria-hidden="true" />
                        <span>{formats.number(firearms)}</span>
                      </span>
                    </td>
                    <td className="report-years-links">
                      {(['annual', 'national'] as const).map((report) => (
                        <Link
                          key={report}
                          to={`/reports/${report}/$year`}
                          params={{ year: String(year) }}
                          aria-label={say(`reports.${report}Of`, { year: String(year) })}
                        >
                          {say(`reports.${report}`)}
                        </Link>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.undated === 0 ? null : <p className="muted small">{text.say('undated', { n: data.undated })}</p>}
        </section>
      )}
      <p className="caution">{text.say('caution')}</p>
    </PageFrame>
  );
}
