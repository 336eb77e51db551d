import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plainName } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { failureWords, serverWords } from '../frame/server-words.ts';
import { fieldName } from './field-name.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { CountsBar } from './counts-bar.tsx';
import { runQuery, type RunPageAnswer } from './import-queries.ts';
import { RejectTable } from './reject-table.tsx';
import { RunEntities } from './run-entities.tsx';
import { RunState } from './run-state.tsx';
import { keptValues } from './telling-values.ts';
import { useRunProgress } from './use-run-progress.ts';
import '../record/record.css';
import './imports.css';

const route = getRouteApi('/signed-in/imports/$run');

/** The rows it names carry tags of their own, which are not asked for here. */
const noPaperSources = { handling: null, sources: [] };

/** One import: its counts while they grow and after, how its columns were read, what was passed over and rejected. */
export function RunPage() {
  const { say } = useWords();
  const { run } = route.useParams();
  const number = Number(run);
  const { data, error, refetch } = useQuery(runQuery(number));
  if (data === undefined) {
    return (
      <PageFrame title={say('runs.title', { run })}>
        <h1>{say('runs.title', { run })}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  }
  return <RunOf key={number} run={data} />;
}

function RunOf({ run }: { run: RunPageAnswer }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const may = useMay();
  const running = run.state === 'RUNNING';
  const progress = useRunProgress(run.run, running);
  const counts = running && progress !== null ? progress : run;
  return (
    <PageFrame title={run.file} printed={noPaperSources}>
      <div className="page-head">
        <div>
          <h1 className="file-name">{run.file}</h1>
          <p>
            {say('runs.title', { run: String(run.run) })} · {sayIfKnown(`feed.${run.feed}`) ?? run.feed} ·{' '}
            {formats.moment(run.startedAt)} {say('runs.by', { who: run.startedBy })}
          </p>
        </div>
        <Link to="/imports" className="button">
          {say('imports.title')}
        </Link>
      </div>
      <section className="panel" aria-labelledby="counts">
        <div className="panel-head">
          <h2 id="counts">{say('runs.counts')}</h2>
          <RunState state={run.state} />
        </div>
        <CountsBar counts={counts} size="large" />
        <p className="run-says" role="status">
          {stateWords(run, counts.read, say)}
        </p>
        {run.failure === null ? null : (
          <p className="conflict-note">
            {failureWords(run.failure, words)}{' '}
            <span className="muted small">{say('error.code', { code: run.failure.code })}</span>
          </p>
        )}
        <dl className="facts run-facts">
          <dt>{say('runs.size')}</dt>
          <dd>{formats.bytes(run.bytes)}</dd>
          <dt>{say('runs.mapping')}</dt>
          <dd>{run.mapping ?? say('runs.mappingNone')}</dd>
          <dt>{say('runs.finished')}</dt>
          <dd>{run.finishedAt === null ? say('runs.joinedNot') : formats.moment(run.finishedAt)}</dd>
          <dt>{say('runs.joined')}</dt>
          <dd>{run.linkedAt === null ? say('runs.joinedNot') : formats.moment(run.linkedAt)}</dd>
        </dl>
      </section>
      {run.linkedAt !== null && run.accepted > 0 && may('live.read') ? <CameIn run={run.run} /> : null}
      {run.linkedAt !== null && run.accepted > 0 && may('entity.read') ? <RunEntities run={run.run} /> : null}
      {run.warnings
        .filter(({ rows }) => rows === undefined)
        .map((warning) => (
          <p key={`${warning.code} ${warning.column ?? ''}`} className="conflict-note" role="status">
            <strong>{say('runs.doubt')}</strong> {serverWords(warning.message, words)}
          </p>
        ))}
      <OddRows warnings={run.warnings} />
      {run.rejected === 0 ? (
        <section className="panel" aria-labelledby="rejects">
          <h2 id="rejects">{say('runs.rejects')}</h2>
          <p>{running ? say('runs.sofar') : say('runs.rejectsNone')}</p>
        </section>
      ) : (
        <RejectTable run={run.run} total={run.rejected} sections={run.sections} may={may('imports.rows')} />
      )}
      <Sections run={run} />
      <section className="panel" aria-labelledby="skipped">
        <h2 id="skipped">{say('runs.skipped')}</h2>
        {run.skipped.length === 0 ? (
          <p>{say('runs.skippedNone')}</p>
        ) : (
          <>
            <p className="muted small">{say('runs.skippedHelp')}</p>
            <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="skipped">
              <table className="table narrow">
                <thead>
                  <tr>
                    <th scope="col" className="right">
                      {say('wizard.line')}
                    </th>
                    <th scope="col">{say('runs.why')}</th>
                  </tr>
                </thead>
                <tbody>
                  {run.skipped.map((line, index) => (
                    <tr key={index}>
                      <th scope="row" className="right number">
                        {formats.number(line.line)}
                      </th>
                      <td>{sayIfKnown(`skipped.${line.why}`) ?? serverWords(line.why, words)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </section>
    </PageFrame>
  );
}

/** What a layout is called: by its title, where there is one in the reader's language. */
function layoutOf(feed: string, layout: string, { sayIfKnown }: Pick<Words, 'sayIfKnown'>): string {
  return sayIfKnown(`says.layout.${feed}/${layout}`) ?? plainName(layout);
}

function stateWords(run: RunPageAnswer, read: number, say: ReturnType<typeof useWords>['say']): string {
  switch (run.state) {
    case 'RUNNING':
      return read === 0 ? say('runs.waiting') : `${say('runs.reading')} ${say('runs.sofar')}`;
    case 'FAILED':
      return say('runs.failed');
    case 'INTERRUPTED':
      return say('runs.interrupted');
    case 'COMPLETE':
      return run.linkedAt === null ? say('runs.joining') : say('runs.done');
  }
}

function CameIn({ run }: { run: number }) {
  const { say } = useWords();
  const values = keptValues(run);
  return (
    <section className="panel" aria-labelledby="came-in">
      <h2 id="came-in">{say('runs.cameIn')}</h2>
      {values.length === 0 ? null : <p className="muted small">{say('runs.cameInHelp')}</p>}
      <div className="buttons">
        {values.map((value) => (
          <Link key={value} to="/search" search={{ q: value }} className="button">
            <Icon name="search" size={16} /> {value}
          </Link>
        ))}
        <Link to="/" className="button">
          <Icon name="live" size={16} /> {say('runs.toLive')}
        </Link>
      </div>
    </section>
  );
}

function Sections({ run }: { run: RunPageAnswer }) {
  const words = useWords();
  const { say } = words;
  const known = new Map(
    run.sections.map((section) => [
      section.section,
      new Map(Object.entries(section.mapping.columns ?? {}).map(([column, field]) => [column.trim(), field])),
    ]),
  );
  return (
    <section className="panel" aria-labelledby="sections">
      <h2 id="sections">{say('runs.sections')}</h2>
      {run.sections.length === 0 ? <p>{say('runs.noSections')}</p> : null}
      {run.sections.map((section, index) => {
        const fields = known.get(section.section)!;
        const read = section.columns.filter((column) => fields.has(column.trim())).length;
        return (
          <details key={section.section} className="section-columns" open={index === 0}>
            <summary>
              {run.sections.length === 1 ? '' : `${say('runs.section', { n: section.section + 1 })} · `}
              {section.sheet === null ? '' : `${say('runs.sheet', { name: section.sheet })} · `}
              {layoutOf(run.feed, section.layout, words)} ·{' '}
              <span className="muted">
                {say('runs.columnsRead', {
                  read,
                  all: section.columns.length,
                  kept: section.columns.length - read,
                })}
              </span>
            </summary>
            <ol className="column-pairs">
              {section.columns.map((column, at) => {
                const field = fields.get(column.trim());
                return (
                  <li key={at} className={field === undefined ? 'kept' : ''}>
                    <span>{column.trim() === '' ? say('wizard.unnamed') : column}</span>
                    <span>{field === undefined ? say('wizard.notRead') : fieldName(field, words)}</span>
                  </li>
                );
              })}
            </ol>
          </details>
        );
      })}
    </section>
  );
}

/** How many rows carry each warning. */
function OddRows({ warnings }: { warnings: RunPageAnswer['warnings'] }) {
  const { say, sayIfKnown } = useWords();
  const ofRows = warnings.filter(({ rows }) => rows !== undefined);
  if (ofRows.length === 0) return null;
  return (
    <section className="panel odd" aria-labelledby="odd">
      <h2 id="odd">{say('row.warningsTitle')}</h2>
      <ul>
        {ofRows.map(({ code, message, column, rows, first }) => (
          <li key={code}>
            <Icon name="incident" size={16} />
            {say('runs.oddRows', { n: rows!, what: sayIfKnown(`warning.${code}`) ?? message })}
            {first !== undefined ? (
              <span className="muted small">
                {say('runs.oddFirst', { column: first.column, line: first.line, value: first.value })}
              </span>
            ) : column === undefined ? null : (
              <span className="muted small">{say('runs.oddColumn', { column })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
