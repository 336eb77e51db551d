import { useEffect, useRef } from 'react';
import { useKeys } from '../frame/keys.ts';
import type { BoardHandle } from './use-board.ts';

/** What the keys of the board do; each works on what is pointed at, else on what is selected. */
export interface BoardKeys {
  readonly step: (by: number) => void;
  readonly select: () => void;
  readonly open: () => void;
  readonly expand: () => void;
  readonly fold: () => void;
  readonly pin: () => void;
  readonly hide: () => void;
  readonly compare: () => void;
  readonly findPath: () => void;
  readonly findCommon: () => void;
  readonly stepWay: (by: 1 | -1) => void;
  readonly groups: () => void;
  readonly between: () => void;
  readonly map: () => void;
  readonly note: () => void;
  readonly escape: () => void;
}

export function useBoardKeys(keys: BoardKeys, handle: BoardHandle): void {
  useKeys([
    { key: 'j', label: 'keys.next', run: () => keys.step(1) },
    { key: 'k', label: 'keys.previous', run: () => keys.step(-1) },
    { key: 'x', label: 'keys.select', run: keys.select },
    { key: 'o', label: 'keys.open', run: keys.open },
    { key: 'l', label: 'keys.links', run: keys.expand },
    { key: 'c', label: 'keys.fold', run: keys.fold },
    { key: 'p', label: 'keys.pin', run: keys.pin },
    { key: 'h', label: 'keys.hide', run: keys.hide },
    { key: 'n', label: 'keys.note', run: keys.note },
    { key: 'w', label: 'keys.compare', run: keys.compare },
    { key: 'f', label: 'ways.find', run: keys.findPath },
    { key: 'a', label: 'common.find', run: keys.findCommon },
    { key: '.', label: 'ways.next', run: () => keys.stepWay(1) },
    { key: ',', label: 'ways.previous', run: () => keys.stepWay(-1) },
    { key: 'g', label: 'groups.button', run: keys.groups },
    { key: 'b', label: 'between.button', run: keys.between },
    { key: 'm', label: 'keys.map', run: keys.map },
    {
      key: 't',
      label: 'keys.timeline',
      run: () => document.querySelector<HTMLElement>('.time-slider input')?.focus(),
    },
    { key: 'Escape', label: 'keys.escape', run: keys.escape },
  ]);
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      // In words that are being written, these undo the writing.
      if (event.target instanceof HTMLTextAreaElement) return;
      if (event.target instanceof HTMLInputElement && event.target.type !== 'range') return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) latest.current.undo();
      else if (key === 'y' || (key === 'z' && event.shiftKey)) latest.current.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
