import type { ReactNode } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';
import { layoutNames } from './layouts.ts';
import type { BoardHandle } from './use-board.ts';

const layoutLabels = { force: 'links.layout.force', circle: 'links.layout.circle', hops: 'links.layout.hops' } as const;

/** What can be done with the board as a whole. */
export function BoardToolbar(props: {
  handle: BoardHandle;
  aspect: () => number | undefined;
  fit: () => void;
  map: boolean;
  toggleMap: () => void;
  exports: ReactNode;
}) {
  const { handle, fit } = props;
  const { address, board, change } = handle;
  const { say } = useWords();
  return (
    <div className="toolbar" role="toolbar" aria-label={say('links.chart')}>
      <button
        type="button"
        className="button compact icon"
        disabled={!handle.canUndo}
        onClick={handle.undo}
        aria-label={`${say('links.undo')} (Ctrl+Z)`}
        title={`${say('links.undo')} (Ctrl+Z)`}
      >
        <Icon name="undo" size={16} />
      </button>
      <button
        type="button"
        className="button compact icon"
        disabled={!handle.canRedo}
        onClick={handle.redo}
        aria-label={`${say('links.redo')} (Ctrl+Y)`}
        title={`${say('links.redo')} (Ctrl+Y)`}
      >
        <Icon name="redo" size={16} />
      </button>
      <div className="segmented" role="group" aria-label={say('links.layout')}>
        {layoutNames.map((name) => (
          <button key={name} type="button" onClick={() => handle.layOut(name, props.aspect())}>
            {say(layoutLabels[name])}
          </button>
        ))}
      </div>
      <button type="button" className="button compact" onClick={fit}>
        <Icon name="fit" size={16} /> {say('links.fit')}
      </button>
      <label className="check small">
        <input
          type="checkbox"
          checked={address.history}
          onChange={(event) => change({ history: event.currentTarget.checked })}
        />
        {say('links.history')}
      </label>
      <div className="segmented" role="group" aria-label={say('groups.drawn')}>
        <button type="button" aria-pressed={address.groups} onClick={() => change({ groups: !address.groups })}>
          {say('groups.button')}
        </button>
        <button type="button" aria-pressed={address.between} onClick={() => change({ between: !address.between })}>
          {say('between.button')}
        </button>
      </div>
      {address.hidden.length === 0 ? null : (
        <button type="button" className="button compact" onClick={() => change({ hidden: [] })}>
          {say('links.hidden', { n: address.hidden.length })}: {say('links.hiddenShow').toLowerCase()}
        </button>
      )}
      {board.foldedCount === 0 ? null : (
        <button type="button" className="button compact" onClick={() => change({ folded: [] })}>
          {say('saved.folded', { n: board.foldedCount })}: {say('saved.unfold').toLowerCase()}
        </button>
      )}
      <span className="toolbar-end buttons">
        <button type="button" className="button compact" aria-pressed={props.map} onClick={props.toggleMap}>
          <Icon name="map" size={16} /> {say('saved.map')}
        </button>
        {props.exports}
      </span>
    </div>
  );
}
