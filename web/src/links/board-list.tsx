import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { BoardSummary } from '../../../src/model/boards.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { request } from '../frame/request.ts';
import { useFormats } from '../frame/session.ts';
import { Empty, Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { boardsQuery, refreshBoards } from './board-queries.ts';
import { SaveDialog } from './save-dialog.tsx';

const route = getRouteApi('/signed-in/links');
const groups = ['mine', 'shared', 'bin'] as const;
type Group = (typeof groups)[number];
const emptyWords = {
  mine: ['saved.none', 'saved.noneHelp'],
  shared: ['saved.noneShared', 'saved.noneSharedHelp'],
  bin: ['saved.noneBinned', 'saved.noneBinnedHelp'],
} as const;

const groupOf = (board: BoardSummary): Group =>
  board.binnedAt !== null ? 'bin' : board.may === 'own' ? 'mine' : 'shared';

/** Saved boards: own ones, those shared with the reader, and the bin. */
export function BoardList() {
  const { say } = useWords();
  const { list } = route.useSearch();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(boardsQuery);
  const [selected, select] = useState<string | null>(null);
  const [naming, setNaming] = useState<BoardSummary | null>(null);
  const [binned, setBinned] = useState<BoardSummary | null>(null);
  const group = groups.find((each) => each === list) ?? 'mine';
  const settled = () => refreshBoards(client);
  const bin = useMutation({
    mutationFn: (board: BoardSummary) => request('DELETE', `/boards/${board.board}`),
    onSuccess: (_, board) => {
      setBinned(board);
      return settled();
    },
  });
  const restore = useMutation({
    mutationFn: (board: BoardSummary) => request('POST', `/boards/${board.board}/restoration`),
    onSuccess: () => {
      setBinned(null);
      return settled();
    },
  });
  const rename = useMutation({
    mutationFn: ({ board, name }: { board: number; name: string }) =>
      request('PATCH', `/boards/${board}`, { body: { name } }),
    onSuccess: () => {
      setNaming(null);
      return settled();
    },
  });
  const formats = useFormats();
  const doing = { bin: bin.mutate, restore: restore.mutate, name: setNaming };
  const columns = useMemo(
    (): Column<BoardSummary>[] => [
      {
        id: 'name',
        header: say('saved.name'),
        text: (board) => board.name,
        rowHeader: true,
        cell: (board) =>
          board.binnedAt !== null ? (
            board.name
          ) : (
            <span className="event-name">
              <Link to="/links" search={{ board: String(board.board) }}>
                {board.name}
              </Link>
              {board.shared && board.may === 'own' ? <span className="tag">{say('saved.sharedTag')}</span> : null}
            </span>
          ),
      },
      {
        id: 'saved',
        header: say('saved.saved'),
        text: (board) => formats.moment(board.savedAt),
        sort: (board) => board.savedAt,
        group: (board) => board.savedAt.slice(0, 7),
        className: 'number',
      },
      { id: 'by', header: say('saved.by'), text: (board) => board.savedBy },
      { id: 'owner', header: say('saved.owner'), text: (board) => board.owner },
      { id: 'may', header: say('saved.may'), text: (board) => say(`saved.may.${board.may}`) },
      {
        id: 'do',
        header: say('saved.do'),
        text: () => '',
        group: null,
        cell: (board) => (
          <span className="buttons">
            {board.may !== 'own' ? null : board.binnedAt === null ? (
              <>
                <button
                  type="button"
                  className="button compact"
                  aria-label={say('saved.renameOf', { name: board.name })}
                  onClick={() => doing.name(board)}
                >
                  {say('saved.rename')}
                </button>
                <button
                  type="button"
                  className="button compact"
                  aria-label={say('saved.binOf', { name: board.name })}
                  onClick={() => doing.bin(board)}
                >
                  {say('saved.toBin')}
                </button>
              </>
            ) : (
              <button
                type="button"
                className="button compact"
                aria-label={say('saved.restoreOf', { name: board.name })}
                onClick={() => doing.restore(board)}
              >
                {say('saved.fromBin')}
              </button>
            )}
          </span>
        ),
      },
    ],
    [say, formats, doing.bin, doing.restore, doing.name],
  );
  const rows = useMemo(() => (data?.items ?? []).filter((board) => groupOf(board) === group), [data, group]);
  const count = (which: Group) => (data?.items ?? []).filter((board) => groupOf(board) === which).length;
  const failed = bin.error ?? restore.error;
  const head = (
    <div className="board-list-head">
      <h2 id="boards-title">{say('saved.list')}</h2>
      <div className="segmented" role="group" aria-label={say('saved.list')}>
        {groups.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === group}
            onClick={() =>
              void navigate({
                to: '.',
                search: (before: Record<string, unknown>) =>
                  ({ ...before, list: each === 'mine' ? undefined : each }) as never,
                replace: true,
                resetScroll: false,
              })
            }
          >
            {say(`saved.${each}`)} {data === undefined ? '' : formats.number(count(each))}
          </button>
        ))}
      </div>
    </div>
  );
  const shown = error === null && rows.length > 0;
  return (
    <section className="panel board-list" aria-labelledby="boards-title">
      {shown ? null : <div className="panel-head">{head}</div>}
      {binned === null ? null : (
        <p className="path-mode" role="status">
          {say('saved.binned', { name: binned.name })}
          <button type="button" className="button compact" onClick={() => restore.mutate(binned)}>
            {say('saved.undo')}
          </button>
        </p>
      )}
      {failed === null ? null : <Failed error={failed} retry={() => [bin.reset(), restore.reset()]} />}
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <SkeletonLines lines={5} />
        </Loading>
      ) : rows.length === 0 ? (
        <Empty icon="links" title={say(emptyWords[group][0])} help={say(emptyWords[group][1])} />
      ) : (
        <DataTable
          name="boards"
          title={head}
          label={say('saved.list')}
          rows={rows}
          columns={columns}
          rowId={(board) => String(board.board)}
          selected={selected}
          select={select}
          open={(board) =>
            board.binnedAt === null && void navigate({ to: '/links', search: { board: String(board.board) } })
          }
          firstSort={{ id: 'saved', descending: true }}
          empty={say('saved.none')}
          height={420}
        />
      )}
      <SaveDialog
        open={naming !== null}
        close={() => setNaming(null)}
        title={say('saved.rename')}
        first={naming?.name ?? ''}
        label={say('saved.rename')}
        pending={rename.isPending}
        error={rename.error}
        save={(name) => naming !== null && rename.mutate({ board: naming.board, name })}
      />
    </section>
  );
}
