import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { BoardSharesPage } from '../../../src/api/contract/boards.ts';
import { Dialog } from '../frame/dialog.tsx';
import { Icon } from '../frame/icon.tsx';
import { request } from '../frame/request.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { boardsQuery, sharesQuery } from './board-queries.ts';

/** With whom a board is shared, and with whom it can be. */
export function ShareDialog(props: { board: number; name: string; open: boolean; close: () => void }) {
  const { say } = useWords();
  return (
    <Dialog open={props.open} title={say('share.title', { name: props.name })} close={props.close}>
      <Shares board={props.board} />
      <div className="buttons end">
        <button type="button" className="button first" onClick={props.close}>
          {say('keys.close')}
        </button>
      </div>
    </Dialog>
  );
}

function Shares({ board }: { board: number }) {
  const { say, sayIfKnown } = useWords();
  const client = useQueryClient();
  const query = sharesQuery(board);
  const { data, error, refetch } = useQuery(query);
  const [chosen, setChosen] = useState('');
  const [may, setMay] = useState<'read' | 'edit'>('read');
  const settled = (next: BoardSharesPage) => {
    client.setQueryData(query.queryKey, next);
    void client.invalidateQueries({ queryKey: boardsQuery.queryKey });
  };
  const share = useMutation({
    mutationFn: () => {
      const [kind, name] = [chosen.slice(0, chosen.indexOf(' ')), chosen.slice(chosen.indexOf(' ') + 1)];
      return request<BoardSharesPage>('PUT', `/boards/${board}/shares`, { body: { kind, name, may } });
    },
    onSuccess: (next) => {
      settled(next);
      setChosen('');
    },
  });
  const stop = useMutation({
    mutationFn: ({ kind, name }: { kind: string; name: string }) =>
      request<BoardSharesPage>('DELETE', `/boards/${board}/shares/${kind}/${encodeURIComponent(name)}`),
    onSuccess: settled,
  });
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <SkeletonLines lines={3} />
      </Loading>
    );
  const nameOf = (kind: string, name: string) =>
    kind === 'role' ? (sayIfKnown(`session.role.${name}`) ?? name) : name;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== '') share.mutate();
  };
  const failed = share.error ?? stop.error;
  return (
    <>
      <p className="muted small">{say('share.help')}</p>
      <h3>{say('share.with')}</h3>
      {data.items.length === 0 ? <p className="muted">{say('share.nobody')}</p> : null}
      <ul className="share-list">
        {data.items.map((each) => {
          const name = nameOf(each.kind, each.name);
          return (
            <li key={`${each.kind} ${each.name}`}>
              <span>
                <Icon name={each.kind === 'role' ? 'share' : 'person'} size={16} /> {name}{' '}
                {each.kind === 'role' ? <span className="tag">{say('share.role')}</span> : null}{' '}
                <span className="muted small">{say(`share.${each.may}`)}</span>
              </span>
              <button
                type="button"
                className="button compact"
                disabled={stop.isPending}
                aria-label={say('share.stopWith', { name })}
                onClick={() => stop.mutate(each)}
              >
                {say('share.stop')}
              </button>
            </li>
          );
        })}
      </ul>
      <form onSubmit={add} className="share-form">
        <label className="board-field">
          {say('share.add')}
          <select className="field" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{say('share.choose')}</option>
            <optgroup label={say('share.roles')}>
              {data.roles.map((role) => (
                <option key={role} value={`role ${role}`}>
                  {nameOf('role', role)}
                </option>
              ))}
            </optgroup>
            <optgroup label={say('share.people')}>
              {data.people.map((person) => (
                <option key={person.name} value={`person ${person.name}`}>
                  {person.name} ({person.roles.map((role) => nameOf('role', role)).join(', ')})
                </option>
              ))}
            </optgroup>
          </select>
        </label>
        <label className="board-field">
          {say('share.may')}
          <select
            className="field"
            value={may}
            onChange={(event) => setMay(event.currentTarget.value === 'edit' ? 'edit' : 'read')}
          >
            <option value="read">{say('share.read')}</option>
            <option value="edit">{say('share.edit')}</option>
          </select>
        </label>
        <button type="submit" className="button" disabled={chosen === '' || share.isPending}>
          <Icon name="share" size={16} /> {say('share.button')}
        </button>
      </form>
      {failed === null ? null : <Failed error={failed} retry={() => [share.reset(), stop.reset()]} />}
    </>
  );
}
