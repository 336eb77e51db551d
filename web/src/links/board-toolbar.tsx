import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';
import { layoutNames } from './layouts.ts';
import type { BoardHandle } from './use-board.ts';

const layoutLabels = { force: 'links.layout.force', circle: 'links.layout.circle', hops: 'links.layout.hops' } as const;

export type ExportKind = 'png' | 'graphml' | 'csv';

/** What can be done with the board as a whole. */
export function BoardToolbar(props: {
  handle: BoardHandle;
  aspect: () => number | undefined;
  fit: () => void;
  exportAs: (kind: ExportKind) => void;
}) {
  const { handle, fit, exportAs } = props;
  const { address, change } = handle;
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
      {address.hidden.length === 0 ? null : (
        <button type="button" className="button compact" onClick={() => change({ hidden: [] })}>
          {say('links.hidden', { n: address.hidden.length })}: {say('links.hiddenShow').toLowerCase()}
        </button>
      )}
      <span className="toolbar-end">
        <button type="button" className="button compact" popoverTarget="export-menu">
          <Icon name="save" size={16} /> {say('links.export')}
        </button>
        <span id="export-menu" popover="auto" className="menu export-menu">
          <button type="button" className="button quiet" onClick={() => exportAs('png')}>
            {say('links.exportPng')}
          </button>
          <button type="button" className="button quiet" onClick={() => exportAs('graphml')}>
            {say('links.exportGraphml')}
          </button>
          <button type="button" className="button quiet" onClick={() => exportAs('csv')}>
            {say('links.exportCsv')}
          </button>
        </span>
      </span>
    </div>
  );
}
