import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { paintPicture, type Picture } from '../../../src/ballistics/paint-surfaces.ts';
import { usePrinting } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { openSurfaceGl, type SurfaceGl } from './surface-gl.ts';
import type { Size } from './surface-view.ts';

export interface BoxPointer {
  /** Pixels of the page from the corner of the picture. */
  readonly x: number;
  readonly y: number;
  /** Since the last of it; none when it is put down. */
  readonly movedX: number;
  readonly movedY: number;
  readonly phase: 'down' | 'move' | 'up';
  readonly shift: boolean;
  readonly size: Size;
}

/** Without WebGL2 a picture is painted point by point: no more of them than that stays quick. */
const paintedMost = 320;

/**
 * A picture of surfaces on a canvas, drawn with WebGL2 or, where there is none, painted; marks may lie over it. It is moved by pointer and keys as its
 * caller says.
 */
export function PictureBox(props: {
  label: string;
  /** Of a canvas of such a size in its own pixels. */
  pictureOf: (size: Size) => Picture;
  overlay?: (size: Size) => ReactNode;
  onPointer: (pointer: BoxPointer) => void;
  onZoom: (factor: number, place: readonly [number, number], size: Size) => void;
  onKey: (event: KeyboardEvent, size: Size) => void;
  cursor?: string;
}) {
  const { say } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const gl = useRef<SurfaceGl | null>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [plain, setPlain] = useState(false);
  const last = useRef<readonly [number, number] | null>(null);
  usePrinting();

  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () =>
      setSize({ width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current!;
    gl.current = openSurfaceGl(element);
    setPlain(gl.current === null);
    const lost = (event: Event) => event.preventDefault();
    const restored = () => {
      gl.current = openSurfaceGl(element);
      setSize((before) => (before === null ? null : { ...before }));
    };
    element.addEventListener('webglcontextlost', lost);
    element.addEventListener('webglcontextrestored', restored);
    return () => {
      element.removeEventListener('webglcontextlost', lost);
      element.removeEventListener('webglcontextrestored', restored);
      gl.current = null;
    };
  }, []);

  // Whatever was drawn last is what is seen: several changes within a frame are drawn once.
  const { pictureOf } = props;
  useEffect(() => {
    if (size === null) return;
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      if (element !== null) drawOn(element, gl.current, size, pictureOf);
    });
    return () => cancelAnimationFrame(frame);
  }, [pictureOf, size, plain]);

  const zoom = useRef(props.onZoom);
  zoom.current = props.onZoom;
  useEffect(() => {
    const element = box.current!;
    const turned = (event: WheelEvent) => {
      // Elsewhere the wheel moves the page.
      if (!event.ctrlKey && document.activeElement !== element) return;
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      zoom.current(Math.exp(-event.deltaY / 400), [event.clientX - left, event.clientY - top], { width, height });
    };
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, []);

  const tell = (event: PointerEvent<HTMLDivElement>, phase: BoxPointer['phase']) => {
    const { left, top, width, height } = box.current!.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const [beforeX, beforeY] = phase === 'down' || last.current === null ? [x, y] : last.current;
    last.current = phase === 'up' ? null : [x, y];
    props.onPointer({
      x,
      y,
      movedX: x - beforeX,
      movedY: y - beforeY,
      phase,
      shift: event.shiftKey,
      size: { width, height },
    });
  };
  return (
    <>
      <div
        ref={box}
        className="picture-box"
        role="group"
        aria-label={props.label}
        tabIndex={0}
        style={{ cursor: props.cursor ?? 'grab' }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.focus({ preventScroll: true });
          event.currentTarget.setPointerCapture(event.pointerId);
          event.preventDefault();
          tell(event, 'down');
        }}
        onPointerMove={(event) => last.current !== null && tell(event, 'move')}
        onPointerUp={(event) => last.current !== null && tell(event, 'up')}
        onPointerCancel={(event) => last.current !== null && tell(event, 'up')}
        onKeyDown={(event) => size !== null && props.onKey(event, size)}
      >
        <canvas ref={canvas} role="img" aria-label={props.label} data-drawn={plain ? 'painted' : 'webgl'} />
        {size === null || props.overlay === undefined ? null : (
          <svg viewBox={`0 0 ${size.width} ${size.height}`} width={size.width} height={size.height} aria-hidden="true">
            {props.overlay(size)}
          </svg>
        )}
      </div>
      {plain ? <p className="muted small">{say('surface.noWebgl')}</p> : null}
    </>
  );
}

function drawOn(
  canvas: HTMLCanvasElement,
  gl: SurfaceGl | null,
  { width, height }: Size,
  pictureOf: (size: Size) => Picture,
): void {
  const fine = gl === null ? Math.min(1, paintedMost / Math.max(width, height)) : Math.min(2, window.devicePixelRatio);
  const own = { width: Math.max(1, Math.round(width * fine)), height: Math.max(1, Math.round(height * fine)) };
  if (canvas.width !== own.width || canvas.height !== own.height) Object.assign(canvas, own);
  const picture = pictureOf(own);
  if (gl !== null) return gl.draw(picture, fine);
  const drawing = canvas.getContext('2d');
  const pixels = paintPicture(picture, own.width, own.height);
  drawing?.putImageData(new ImageData(pixels as Uint8ClampedArray<ArrayBuffer>, own.width, own.height), 0, 0);
}
