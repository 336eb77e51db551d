import { useMutation, useQuery } from '@tanstack/react-query';
import type { BoardPage } from '../../../src/model/boards.ts';
import type { SavedBoard } from '../../../src/api/contract/boards.ts';
import { Dialog } from '../frame/dialog.tsx';
import { request } from '../frame/request.ts';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { versionsQuery } from './board-queries.ts';
import { changeWords } from './change-words.ts';

interface VersionsProps {
  readonly saved: BoardPage;
  readonly mayEdit: boolean;
  /** Opens a version; none for the newest. */
  readonly show: (version: number | undefined) => void;
  readonly restored: () => void;
}

/** Every version of a board: who, when, what changed; each can be opened and taken up again. */
export function VersionsDialog(props: VersionsProps & { open: boolean; close: () => void }) {
  const { say } = useWords();
  return (
    <Dialog open={props.open} title={say('saved.versions')} close={props.close}>
      <VersionList {...props} />
      <div className="buttons end">
        <button type="button" className="button first" onClick={props.close}>
          {say('keys.close')}
        </button>
      </div>
    </Dialog>
  );
}

function VersionList({ saved, mayEdit, show, restored }: VersionsProps) {
  const { say } = useWords();
  const formats = useFormats();
  const { board } = saved.board;
  const { data, error, refetch } = useQuery(versionsQuery(board));
  const restore = useMutation({
    mutationFn: (version: number) =>
      request<SavedBoard>('POST', `/boards/${board}/versions/${version}/restoration`, {
        body: { base: data!.items[0]!.version },
      }),
    onSuccess: restored,
  });
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <SkeletonLines lines={4} />
      </Loading>
    );
  return (
    <>
      <p className="muted small">{say('saved.versionsHelp')}</p>
      {restore.error === null ? null : <Failed error={restore.error} retry={() => restore.reset()} />}
      <ol className="version-list">
        {data.items.map((each, at) => {
          const here = each.version === saved.opened.version;
          return (
            <li key={each.version} aria-current={here ? 'true' : undefined}>
              <span className="version-words">
                <strong>{say('saved.version', { n: each.version })}</strong>{' '}
                {here ? <span className="tag">{say('saved.here')}</span> : null}
                <span className="muted small">
                  {each.savedBy}, {formats.moment(each.savedAt)}
                </span>
                <span className="small">{changeWords(each, say)}</span>
              </span>
              <span className="buttons">
                {here ? null : (
                  <button
                    type="button"
                    className="button compact"
                    aria-label={say('saved.openVersion', { n: each.version })}
                    onClick={() => show(at === 0 ? undefined : each.version)}
                  >
                    {say('saved.open')}
                  </button>
                )}
                {at === 0 || !mayEdit ? null : (
                  <button
                    type="button"
                    className="button compact"
                    disabled={restore.isPending}
                    aria-label={say('saved.restoreVersion', { n: each.version })}
                    onClick={() => restore.mutate(each.version)}
                  >
                    {say('saved.restore')}
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
