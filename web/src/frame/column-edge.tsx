import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { columnPixelsMax, columnPixelsMin, columnPixelsStep } from './column-widths.ts';
import { useWords } from './words.tsx';

/** The right edge of a column's head: drawn with the pointer, moved with the arrow keys, set back by a double click. */
export function ColumnEdge(props: {
  header: string;
  width: number | null;
  /** Widths of all columns as they stand, at the moment one is first moved. */
  begin: () => number;
  change: (width: number) => void;
  reset: () => void;
}) {
  const { say } = useWords();
  const drag = useRef<{ x: number; width: number } | null>(null);
  const clamp = (width: number) => Math.round(Math.min(columnPixelsMax, Math.max(columnPixelsMin, width)));
  const pressed = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 4 * columnPixelsStep : columnPixelsStep;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      props.change(clamp((props.width ?? props.begin()) + (event.key === 'ArrowLeft' ? -step : step)));
    else if (event.key === 'Home') props.change(columnPixelsMin);
    else if (event.key === 'Enter' || event.key === 'Delete') props.reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const down = (event: PointerEvent) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    (event.currentTarget as HTMLElement).focus();
    drag.current = { x: event.clientX, width: props.width ?? props.begin() };
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={say('list.resize', { column: props.header })}
      aria-valuemin={columnPixelsMin}
      aria-valuemax={columnPixelsMax}
      aria-valuenow={props.width ?? columnPixelsMin}
      aria-valuetext={props.width === null ? say('list.widthOwn') : say('list.width', { n: props.width })}
      title={say('list.resizeHelp')}
      tabIndex={0}
      className="column-edge screen-only"
      onKeyDown={pressed}
      onPointerDown={down}
      onPointerMove={(event) => {
        if (drag.current !== null) props.change(clamp(drag.current.width + event.clientX - drag.current.x));
      }}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
      onDoubleClick={props.reset}
    />
  );
}
