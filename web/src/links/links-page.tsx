import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { PageFrame } from '../frame/page-frame.tsx';
import { Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { boardQuery } from './board-queries.ts';
import { BoardView } from './board-view.tsx';
import { keyOfSaved } from './use-board.ts';
import './links-page.css';
import './boards.css';

const route = getRouteApi('/signed-in/links');

/** The board on which links are followed: every action can be undone, nothing is left out without saying so. */
export function LinksPage() {
  const { board, version, edited, history } = route.useSearch();
  if (board === undefined) return <BoardView key="unsaved" saved={null} />;
  return <SavedBoard board={board} version={version} history={edited === '1' ? history === '1' : undefined} />;
}

/** A saved board: what it holds is asked for before anything of it is drawn. */
function SavedBoard(props: { board: string; version: string | undefined; history: boolean | undefined }) {
  const { say } = useWords();
  const { data, error, refetch } = useQuery(boardQuery(props));
  if (data !== undefined && error === null) return <BoardView key={keyOfSaved(data)} saved={data} />;
  return (
    <PageFrame title={say('links.title')}>
      <h1>{error === null ? say('links.title') : say('saved.missing')}</h1>
      {error === null ? (
        <Loading>
          <Skeleton height={560} />
        </Loading>
      ) : (
        <div className="panel">
          <Failed error={error} retry={() => void refetch()} />
          <p className="board-missing">
            <Link to="/links" className="button">
              {say('saved.all')}
            </Link>
          </p>
        </div>
      )}
    </PageFrame>
  );
}
