import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { BoardNote, BoardPage } from '../../../src/model/boards.ts';
import { Icon } from '../frame/icon.tsx';
import { request } from '../frame/request.ts';
import { useFormats, useSession } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { amendBoard } from './board-queries.ts';
import { keepNote, keptNote, noteKey } from './kept-note.ts';

/** Notes on a thing of a board, or on the board itself (`on` null): written, edited, deleted, put back. */
export function ItemNotes({ saved, on, mayEdit }: { saved: BoardPage; on: string | null; mayEdit: boolean }) {
  const { say } = useWords();
  const formats = useFormats();
  const client = useQueryClient();
  const { board } = saved.board;
  const [editing, setEditing] = useState<number | null>(null);
  const [deleted, setDeleted] = useState<BoardNote | null>(null);
  const put = (gone: number | null, note: BoardNote | null) =>
    amendBoard(client, board, (page) => ({
      notes: [...page.notes.filter((each) => each.note !== gone), ...(note === null ? [] : [note])].toSorted((a, b) =>
        a.writtenAt.localeCompare(b.writtenAt),
      ),
    }));
  const remove = useMutation({
    mutationFn: (note: BoardNote) => request('DELETE', `/boards/${board}/notes/${note.note}`),
    onSuccess: (_, note) => {
      setDeleted(note);
      put(note.note, null);
    },
  });
  const restore = useMutation({
    mutationFn: (note: BoardNote) => request<BoardNote>('POST', `/boards/${board}/notes/${note.note}/restoration`),
    onSuccess: (note) => {
      setDeleted(null);
      put(null, note);
    },
  });
  const notes = saved.notes.filter((note) => note.on === on);
  const failed = remove.error ?? restore.error;
  return (
    <section className="item-notes" id={on === null ? 'board-notes' : undefined}>
      <h2>
        {say(on === null ? 'note.onBoard' : 'note.title')}
        {notes.length > 0 ? ` · ${formats.number(notes.length)}` : ''}
      </h2>
      {notes.length === 0 && !mayEdit ? <p className="muted small">{say('note.none')}</p> : null}
      <ul className="note-list">
        {notes.map((note) => {
          const said = { who: note.writtenBy, when: formats.moment(note.writtenAt) };
          return (
            <li key={note.note}>
              {editing === note.note ? (
                <NoteForm
                  board={board}
                  on={on}
                  note={note}
                  done={() => setEditing(null)}
                  saved={(next) => {
                    setEditing(null);
                    put(note.note, next);
                  }}
                />
              ) : (
                <>
                  <p className="note-text">{note.text}</p>
                  <p className="muted small">
                    {say('note.by', said)}
                    {note.edited ? ` · ${say('note.edited')}` : ''}
                  </p>
                  {mayEdit ? (
                    <span className="buttons screen-only">
                      <button
                        type="button"
                        className="button quiet compact"
                        aria-label={say('note.editOf', said)}
                        onClick={() => setEditing(note.note)}
                      >
                        {say('note.edit')}
                      </button>
                      <button
                        type="button"
                        className="button quiet compact"
                        aria-label={say('note.deleteOf', said)}
                        onClick={() => remove.mutate(note)}
                      >
                        {say('note.delete')}
                      </button>
                    </span>
                  ) : null}
                </>
              )}
            </li>
          );
        })}
      </ul>
      {deleted === null ? null : (
        <p className="path-mode small screen-only" role="status">
          {say('note.deleted')}
          <button type="button" className="button compact" onClick={() => restore.mutate(deleted)}>
            {say('saved.undo')}
          </button>
        </p>
      )}
      {failed === null ? null : <Failed error={failed} retry={() => [remove.reset(), restore.reset()]} />}
      {mayEdit ? <NoteForm key={on ?? ''} board={board} on={on} saved={(next) => put(null, next)} /> : null}
    </section>
  );
}

function NoteForm(props: {
  board: number;
  on: string | null;
  note?: BoardNote;
  done?: () => void;
  saved: (note: BoardNote) => void;
}) {
  const { board, on, note } = props;
  const { say } = useWords();
  const { actor } = useSession();
  const key = noteKey({ actor, board, on, ...(note === undefined ? {} : { note: note.note }) });
  const [text, setText] = useState(() => keptNote(key) || (note?.text ?? ''));
  const change = (next: string) => {
    setText(next);
    keepNote(key, next === (note?.text ?? '') ? '' : next);
  };
  const save = useMutation({
    mutationFn: () =>
      note === undefined
        ? request<BoardNote>('POST', `/boards/${board}/notes`, { body: { on, text } })
        : request<BoardNote>('PUT', `/boards/${board}/notes/${note.note}`, { body: { text } }),
    onSuccess: (next) => {
      keepNote(key, '');
      setText('');
      props.saved(next);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') save.mutate();
  };
  return (
    <form className="note-form screen-only" onSubmit={submit}>
      <label className="board-field">
        <span className="unseen">{say(note === undefined ? 'note.add' : 'note.text')}</span>
        <textarea
          className="field"
          rows={note === undefined && text === '' ? 1 : 3}
          value={text}
          maxLength={5000}
          placeholder={say('note.add')}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
      </label>
      {save.error === null ? null : <Failed error={save.error} retry={() => save.reset()} />}
      {text === '' && note === undefined ? null : (
        <span className="buttons">
          <button type="submit" className="button compact first" disabled={save.isPending || text.trim() === ''}>
            <Icon name="note" size={16} /> {say('note.save')}
          </button>
          <button
            type="button"
            className="button compact"
            onClick={() => {
              keepNote(key, '');
              setText(note?.text ?? '');
              props.done?.();
            }}
          >
            {say('links.cancel')}
          </button>
        </span>
      )}
    </form>
  );
}
