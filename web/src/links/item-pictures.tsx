import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BoardPage, BoardPicture } from '../../../src/model/boards.ts';
import { Icon } from '../frame/icon.tsx';
import { apiBase, queryString, request, sendBytes } from '../frame/request.ts';
import { useFormats } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { amendBoard } from './board-queries.ts';
import { shrinkPicture } from './shrink-picture.ts';

/** Pictures on a thing of a board, or on the board itself (`on` null). */
export function ItemPictures({ saved, on, mayEdit }: { saved: BoardPage; on: string | null; mayEdit: boolean }) {
  const { say } = useWords();
  const formats = useFormats();
  const client = useQueryClient();
  const { board } = saved.board;
  const [caption, setCaption] = useState('');
  const [refused, setRefused] = useState<'unreadable' | 'too-large' | null>(null);
  const [removed, setRemoved] = useState<BoardPicture | null>(null);
  const put = (gone: number | null, picture: BoardPicture | null) =>
    amendBoard(client, board, (page) => ({
      pictures: [
        ...page.pictures.filter((each) => each.picture !== gone),
        ...(picture === null ? [] : [picture]),
      ].toSorted((a, b) => a.addedAt.localeCompare(b.addedAt)),
    }));
  const add = useMutation({
    mutationFn: async (file: File) => {
      setRefused(null);
      const shrunk = await shrinkPicture(file);
      if (shrunk.kind === 'refused') return setRefused(shrunk.why);
      const added = await sendBytes<BoardPicture>(
        `/boards/${board}/pictures${queryString({ on: on ?? undefined, caption: caption.trim() })}`,
        shrunk.content,
      );
      setCaption('');
      put(null, added);
    },
  });
  const remove = useMutation({
    mutationFn: (picture: BoardPicture) => request('DELETE', `/boards/${board}/pictures/${picture.picture}`),
    onSuccess: (_, picture) => {
      setRemoved(picture);
      put(picture.picture, null);
    },
  });
  const restore = useMutation({
    mutationFn: (picture: BoardPicture) =>
      request<BoardPicture>('POST', `/boards/${board}/pictures/${picture.picture}/restoration`),
    onSuccess: (picture) => {
      setRemoved(null);
      put(null, picture);
    },
  });
  const pictures = saved.pictures.filter((picture) => picture.on === on);
  const failed = add.error ?? remove.error ?? restore.error;
  if (pictures.length === 0 && !mayEdit) return null;
  return (
    <section className="item-pictures">
      <h2>
        {say('picture.title')}
        {pictures.length > 0 ? ` · ${formats.number(pictures.length)}` : ''}
      </h2>
      <ul className="picture-list">
        {pictures.map((picture) => {
          const said = { who: picture.addedBy, when: formats.moment(picture.addedAt) };
          const words = picture.caption === '' ? say('picture.alt', said) : picture.caption;
          return (
            <li key={picture.picture}>
              <figure>
                <img
                  src={`${apiBase}/boards/${board}/pictures/${picture.picture}`}
                  width={picture.width}
                  height={picture.height}
                  alt={words}
                  loading="lazy"
                />
                <figcaption className="small">
                  {picture.caption === '' ? null : <span>{picture.caption} · </span>}
                  <span className="muted">{say('note.by', said)}</span>
                </figcaption>
              </figure>
              {mayEdit ? (
                <button
                  type="button"
                  className="button quiet compact screen-only"
                  aria-label={say('picture.removeOf', { caption: words })}
                  onClick={() => remove.mutate(picture)}
                >
                  {say('picture.remove')}
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {removed === null ? null : (
        <p className="path-mode small screen-only" role="status">
          {say('picture.removed')}
          <button type="button" className="button compact" onClick={() => restore.mutate(removed)}>
            {say('saved.undo')}
          </button>
        </p>
      )}
      {refused === null ? null : (
        <p role="alert" className="small">
          {say(refused === 'unreadable' ? 'picture.unreadable' : 'picture.tooLarge')}
        </p>
      )}
      {failed === null ? null : <Failed error={failed} retry={() => [add.reset(), remove.reset(), restore.reset()]} />}
      {mayEdit ? (
        <div className="picture-form screen-only">
          <input
            className="field"
            value={caption}
            maxLength={200}
            aria-label={say('picture.caption')}
            placeholder={say('picture.caption')}
            onChange={(event) => setCaption(event.currentTarget.value)}
          />
          <label className="button compact picture-file">
            <Icon name="picture" size={16} /> {add.isPending ? say('picture.sending') : say('picture.add')}
            <input
              type="file"
              className="unseen"
              accept="image/png,image/jpeg,image/webp"
              disabled={add.isPending}
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                event.currentTarget.value = '';
                if (file !== undefined) add.mutate(file);
              }}
            />
          </label>
          <p className="muted small">{say('picture.help')}</p>
        </div>
      ) : null}
    </section>
  );
}
