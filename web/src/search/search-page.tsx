import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { labelText } from '../frame/entity-label.ts';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { SearchResult } from '../../../src/model/search-answer.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { searchQuery } from '../frame/queries.ts';
import { groupByKind, whyItFits } from '../frame/search-box.tsx';
import { detailWords, serverWords } from '../frame/server-words.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import './search.css';

const route = getRouteApi('/signed-in/search');
const limit = 50;

/** What was found by a trace number opens the trace as well. */
function ToTrace({ result }: { result: SearchResult }) {
  const { say } = useWords();
  const may = useMay();
  const { field, shown } = result;
  if (field !== 'trace-number' || !/^[A-Z]{0,4}\d{1,20}[A-Z]{0,2}$/.test(shown) || !may('traces.read')) return null;
  return (
    <Link to="/trace/$trace" params={{ trace: shown }} className="small to-trace">
      {say('trafficking.trace')} {shown}
    </Link>
  );
}
const kinds = ['firearm', 'person', 'dealer', 'place', 'incident', 'vehicle'] as const;

/** What fits a query, by kind, each with why it fits. */
export function SearchPage() {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const search = route.useSearch();
  const query = (search.q ?? '').trim();
  const kind = kinds.find((name) => name === search.kind);
  const { data, error, isFetching, refetch } = useQuery({
    ...searchQuery({ q: query, kind, limit }),
    placeholderData: keepPreviousData,
  });
  const { counts = {}, atLeast = [] } = useQuery(searchQuery({ q: query, limit })).data ?? {};
  return (
    <PageFrame title={query === '' ? say('search.label') : query}>
      <div className="page-head">
        <div>
          <h1>{query === '' ? say('search.label') : `“${query}”`}</h1>
          <p role="status">
            {data === undefined || query === ''
              ? ''
              : `${data.more ? say('search.foundMore', { n: data.results.length }) : say('search.found', { n: data.results.length })} · ${say('search.took', { n: Math.max(1, Math.round(data.milliseconds)) })}`}
          </p>
        </div>
        <nav className="kinds" aria-label={say('list.kind')}>
          <Link
            to="/search"
            search={{ q: query }}
            className="button compact"
            aria-current={kind === undefined ? 'true' : undefined}
          >
            {say('search.everything')}
          </Link>
          {kinds
            .filter((name) => (counts[name] ?? 0) > 0 || atLeast.includes(name) || name === kind)
            .map((name) => (
              <Link
                key={name}
                to="/search"
                search={{ q: query, kind: name }}
                className="button compact"
                aria-current={kind === name ? 'true' : undefined}
              >
                {say(`kinds.${name}`)}
                <span className="number muted">{`${counts[name] ?? 0}${atLeast.includes(name) ? '+' : ''}`}</span>
              </Link>
            ))}
        </nav>
      </div>
      {query === '' || data?.note === undefined ? null : (
        <p className="conflict-note search-note" role="status">
          {serverWords(data.note, words)}
        </p>
      )}
      {query === '' ? (
        <Empty icon="search" title={say('search.start')} help={say('search.startHelp')} />
      ) : error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <div className="panel">
            <SkeletonLines lines={8} />
          </div>
        </Loading>
      ) : data.results.length === 0 ? (
        <Empty
          icon="search"
          title={say('search.none', { query })}
          {...(data.note === undefined ? { help: say('search.noneHelp') } : {})}
        />
      ) : (
        <div className="results" data-waiting={isFetching}>
          {groupByKind(data.results).map(([name, results]) => (
            <section key={name} className="panel" aria-labelledby={`kind-${name}`}>
              <h2 id={`kind-${name}`}>{say(`kinds.${name}`)}</h2>
              <ul>
                {results.map((result) => (
                  <li key={`${result.id} ${result.field} ${result.shown}`}>
                    <Link to={entityPath(result.id)}>
                      <Icon name={name} size={20} />
                      <span className="result-label">{labelText(result.label, words)}</span>
                      <span className="result-why">{whyItFits(result, say)}</span>
                      <span className="result-detail">{detailWords(result.detail, words, formats)}</span>
                    </Link>
                    <ToTrace result={result} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {data.more ? <p className="muted small">{say('search.cut', { shown: data.results.length })}</p> : null}
        </div>
      )}
    </PageFrame>
  );
}
