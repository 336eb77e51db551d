import { useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';

const startsAfterPixels = 6;

export interface RowDrag {
  readonly row: string;
  readonly x: number;
  readonly y: number;
  readonly over: boolean;
}

/** Carrying a row with the mouse onto the tray. Fingers scroll, and have the button of each row. */
export function useRowDrag(drop: (row: string) => void): {
  dragged: RowDrag | null;
  start: (row: string, event: ReactPointerEvent) => void;
} {
  const [dragged, setDragged] = useState<RowDrag | null>(null);
  const begun = useRef<{ row: string; x: number; y: number } | null>(null);
  const latest = useRef(drop);
  latest.current = drop;

  useEffect(() => {
    const overTray = (event: PointerEvent) =>
      document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-tray]') != null;
    const move = (event: PointerEvent) => {
      const from = begun.current;
      if (from === null) return;
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < startsAfterPixels) return;
      event.preventDefault();
      setDragged({ row: from.row, x: event.clientX, y: event.clientY, over: overTray(event) });
    };
    const end = (event: PointerEvent) => {
      const from = begun.current;
      begun.current = null;
      setDragged(null);
      if (from === null || Math.hypot(event.clientX - from.x, event.clientY - from.y) < startsAfterPixels) return;
      if (overTray(event)) latest.current(from.row);
    };
    const leave = () => {
      begun.current = null;
      setDragged(null);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', leave);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', leave);
    };
  }, []);

  const start = useCallback((row: string, event: ReactPointerEvent) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
    // Text is not selected while a row is carried.
    event.preventDefault();
    begun.current = { row, x: event.clientX, y: event.clientY };
  }, []);
  return { dragged, start };
}
