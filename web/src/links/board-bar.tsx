import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Dialog } from '../frame/dialog.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { refreshBoards } from './board-queries.ts';
import { keptVersions } from './kept-board.ts';
import { SaveDialog } from './save-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import type { BoardHandle } from './use-board.ts';
import { useSave } from './use-save.ts';
import { VersionsDialog } from './versions-dialog.tsx';

type Open = 'none' | 'name' | 'versions' | 'share';

/** Whose board it is, which version, and what saves, shares and opens it. */
export function BoardBar({ handle, nameOf }: { handle: BoardHandle; nameOf: (id: string) => string }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>('none');
  const close = () => setOpen('none');
  const saving = useSave(handle, close);
  const { saved } = handle;
  const mayEdit = saved !== null && saved.board.may !== 'read' && saved.board.binnedAt === null;
  const save = () => {
    if (!may('boards.write')) return;
    if (mayEdit) {
      if (handle.changed) saving.save();
    } else setOpen('name');
  };
  useKeys([
    { key: 's', label: 'keys.save', run: save },
    { key: 'v', label: 'keys.versions', run: () => saved !== null && setOpen('versions') },
  ]);
  const { conflict } = saving;
  const { actor } = useSession();
  const drafts = useMemo(
    () =>
      saved === null
        ? []
        : keptVersions(saved.board.board, actor).filter((version) => version !== saved.opened.version),
    [saved, actor],
  );
  const older = saved !== null && saved.opened.version < saved.board.version;
  return (
    <>
      <div className="board-bar" role="group" aria-label={say('saved.list')}>
        <p className="board-state" role="status">
          {saved === null ? (
            <span className="muted">{say('saved.unsaved')}</span>
          ) : (
            <>
              <span className="muted">
                {say('saved.savedBy', {
                  n: saved.opened.version,
                  who: saved.opened.savedBy,
                  when: formats.moment(saved.opened.savedAt),
                })}
              </span>
              {handle.changed ? <span className="tag lead">{say('saved.changed')}</span> : null}
              {saved.board.may === 'read' ? <span className="tag">{say('saved.readOnly')}</span> : null}
            </>
          )}
        </p>
        <span className="buttons">
          {saved !== null && !mayEdit ? null : (
            <button
              type="button"
              className={saved === null || handle.changed ? 'button compact first' : 'button compact'}
              disabled={!may('boards.write') || saving.pending || (saved !== null && !handle.changed)}
              onClick={save}
            >
              <Icon name="save" size={16} /> {saving.pending ? say('saved.saving') : say('saved.save')}
            </button>
          )}
          {saved === null ? null : (
            <>
              <button type="button" className="button compact" onClick={() => setOpen('name')}>
                {say('saved.saveAs')}
              </button>
              <button type="button" className="button compact" onClick={() => setOpen('versions')}>
                <Icon name="clock" size={16} /> {say('saved.versions')}
              </button>
              {saved.board.may !== 'own' ? null : (
                <button type="button" className="button compact" onClick={() => setOpen('share')}>
                  <Icon name="share" size={16} /> {say('share.button')}
                </button>
              )}
            </>
          )}
          <Link to="/links" className="button compact">
            {say('saved.all')}
          </Link>
        </span>
      </div>
      {saving.error === null ? null : <Failed error={saving.error} retry={saving.reset} />}
      {saved === null || handle.goOn === null ? null : (
        <p className="path-mode screen-only" role="status">
          {say('saved.changed')}
          <button type="button" className="button compact" onClick={handle.goOn}>
            {say('saved.takeUp')}
          </button>
        </p>
      )}
      {drafts.map((version) => (
        <p key={version} className="path-mode screen-only" role="status">
          {say('saved.draftOf', { n: version })}
          <button type="button" className="button compact" onClick={() => saving.show(version)}>
            {say('saved.openDraft')}
          </button>
        </p>
      ))}
      {saved === null || !older ? null : (
        <p className="path-mode screen-only" role="status">
          <Icon name="clock" size={16} /> {say('saved.older', { n: saved.opened.version, newest: saved.board.version })}
          <button type="button" className="button compact" onClick={() => saving.show()}>
            {say('saved.openNewest')}
          </button>
        </p>
      )}
      {saved === null || saved.split.length === 0 ? null : (
        <p className="board-said small">
          {say('saved.split', {
            names: [...new Set(saved.split.map(({ from }) => nameOf(from)))].slice(0, 12).join(', '),
          })}{' '}
          {saved.split.slice(0, 12).map(({ other }) => (
            <EntityLink key={other} id={other}>
              {other}
            </EntityLink>
          ))}
        </p>
      )}
      {saved === null || saved.merged.length === 0 ? null : (
        <p className="board-said small">
          {say('saved.merged', {
            n: saved.merged.length,
            names: [...new Set(saved.merged.map(({ is }) => nameOf(is)))].slice(0, 12).join(', '),
          })}
        </p>
      )}
      {handle.linksCut === null ? null : <p className="board-said small">{say('saved.linksCut', handle.linksCut)}</p>}
      <SaveDialog
        open={open === 'name'}
        close={close}
        title={say(saved === null ? 'saved.saveTitle' : 'saved.saveAsTitle')}
        first={saved === null ? '' : say('saved.copyName', { name: saved.board.name })}
        help={say('saved.saveHelp')}
        label={say('saved.save')}
        pending={saving.pending}
        error={open === 'name' ? saving.error : null}
        save={saving.saveAs}
      />
      {saved === null ? null : (
        <>
          <VersionsDialog
            open={open === 'versions'}
            close={close}
            saved={saved}
            mayEdit={mayEdit}
            show={saving.show}
            restored={() => void refreshBoards(client).then(() => saving.show())}
          />
          <ShareDialog open={open === 'share'} close={close} board={saved.board.board} name={saved.board.name} />
          <Dialog open={conflict !== null} title={say('saved.conflict')} close={saving.reset}>
            {conflict === null ? null : (
              <>
                <p>
                  {say('saved.conflictHelp', {
                    n: conflict.version,
                    who: conflict.savedBy,
                    when: formats.moment(conflict.savedAt),
                    base: saved.opened.version,
                  })}
                </p>
                <div className="buttons end">
                  <button type="button" className="button" onClick={saving.reset}>
                    {say('links.cancel')}
                  </button>
                  <button
                    type="button"
                    className="button"
                    onClick={() => {
                      saving.reset();
                      void refreshBoards(client).then(() => saving.show());
                    }}
                  >
                    {say('saved.openTheirs')}
                  </button>
                  <button
                    type="button"
                    className="button first"
                    onClick={() => {
                      saving.reset();
                      setOpen('name');
                    }}
                  >
                    {say('saved.saveCopy')}
                  </button>
                </div>
              </>
            )}
          </Dialog>
        </>
      )}
    </>
  );
}
