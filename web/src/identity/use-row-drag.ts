import { useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';

const startsAfterPixels = 6;

export interface RowDrag {
  readonly row: string;
  readonly x: number;
  readonly y: number;
  readonly over: boolean;
}

/** A finger that rests so long on a row takes hold of it; one that moves before scrolls. */
const heldAfterMilliseconds = 350;

/** Carrying a row onto the tray, with the mouse or with a finger that rested on it. */
export function useRowDrag(drop: (row: string) => void): {
  dragged: RowDrag | null;
  start: (row: string, event: ReactPointerEvent) => void;
} {
  const [dragged, setDragged] = useState<RowDrag | null>(null);
  const begun = useRef<{ row: string; x: number; y: number } | null>(null);
  const waiting = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> } | null>(null);
  const latest = useRef(drop);
  latest.current = drop;

  useEffect(() => {
    const letGo = () => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = null;
    };
    const overTray = (event: PointerEvent) =>
      document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-tray]') != null;
    const move = (event: PointerEvent) => {
      const from = begun.current;
      if (from === null) {
        const at = waiting.current;
        if (at !== null && Math.hypot(event.clientX - at.x, event.clientY - at.y) >= startsAfterPixels) letGo();
        return;
      }
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < startsAfterPixels) return;
      event.preventDefault();
      setDragged({ row: from.row, x: event.clientX, y: event.clientY, over: overTray(event) });
    };
    const end = (event: PointerEvent) => {
      letGo();
      const from = begun.current;
      begun.current = null;
      setDragged(null);
      if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) < startsAfterPixels) return;
      if (overTray(event)) latest.current(from.row);
    };
    const leave = () => {
      letGo();
      begun.current = null;
      setDragged(null);
    };
    // While a row is carried the page under it does not scroll, nor does a menu open.
    const stay = (event: Event) => {
      if (begun.current !== null && event.cancelable) event.preventDefault();
    };
    window.addEventListener('touchmove', stay, { passive: false });
    window.addEventListener('contextmenu', stay);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', leave);
    return () => {
      letGo();
      window.removeEventListener('touchmove', stay);
      window.removeEventListener('contextmenu', stay);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', leave);
    };
  }, []);

  const start = useCallback((row: string, event: ReactPointerEvent) => {
    if (event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
    const from = { row, x: event.clientX, y: event.clientY };
    if (event.pointerType === 'touch') {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      const timer = setTimeout(() => {
        waiting.current = null;
        begun.current = from;
        setDragged({ ...from, over: false });
      }, heldAfterMilliseconds);
      waiting.current = { x: from.x, y: from.y, timer };
      return;
    }
    // Text is not selected while a row is carried.
    event.preventDefault();
    begun.current = from;
  }, []);
  return { dragged, start };
}
