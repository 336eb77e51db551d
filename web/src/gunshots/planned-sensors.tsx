import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { LayoutSensor } from '../../../src/model/gunshot-desk.ts';
import { useWords } from '../frame/words.tsx';
import type { DrawnMap } from './sound-map.tsx';

const stepMeters = 10;
const farStepMeters = 100;
const dragFrom = 3;

/** Sensors of a layout on the map: dragged by pointer, or walked by arrow keys, ten metres a step and a hundred with Shift. */
export function PlannedSensors(props: {
  map: DrawnMap;
  sensors: readonly LayoutSensor[];
  selected: number | null;
  select: (at: number | null) => void;
  move: (at: number, to: LayoutSensor) => void;
  remove: (at: number) => void;
}) {
  const { map, selected } = props;
  const { say } = useWords();
  const held = useRef<{ at: number; x: number; y: number; moved: boolean } | null>(null);
  const [dragged, setDragged] = useState<{ at: number; to: LayoutSensor } | null>(null);
  const pixelOf = (event: PointerEvent<SVGGElement>) => {
    const { left, top } = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const down = (at: number) => (event: PointerEvent<SVGGElement>) => {
    // The map is not moved while a sensor is.
    event.stopPropagation();
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { at, x: event.clientX, y: event.clientY, moved: false };
  };
  const drag = (event: PointerEvent<SVGGElement>) => {
    const now = held.current;
    if (now === null) return;
    event.stopPropagation();
    now.moved ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) >= dragFrom;
    if (now.moved) setDragged({ at: now.at, to: map.from(pixelOf(event)) });
  };
  const up = (event: PointerEvent<SVGGElement>) => {
    const now = held.current;
    if (now === null) return;
    event.stopPropagation();
    held.current = null;
    if (now.moved && event.type === 'pointerup') props.move(now.at, map.from(pixelOf(event)));
    else props.select(selected === now.at ? null : now.at);
    setDragged(null);
  };
  const key = (at: number) => (event: KeyboardEvent) => {
    const meters = map.pixels(event.shiftKey ? farStepMeters : stepMeters);
    const steps: Partial<Record<string, { x: number; y: number }>> = {
      ArrowLeft: { x: -meters, y: 0 },
      ArrowRight: { x: meters, y: 0 },
      ArrowUp: { x: 0, y: -meters },
      ArrowDown: { x: 0, y: meters },
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const { x, y } = map.at(props.sensors[at]!);
      props.move(at, map.from({ x: x + step.x, y: y + step.y }));
    } else if (event.key === 'Delete' || event.key === 'Backspace') props.remove(at);
    else if (event.key === 'Enter' || event.key === ' ') props.select(selected === at ? null : at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return props.sensors.map((sensor, at) => {
    const { x, y } = map.at(dragged?.at === at ? dragged.to : sensor);
    return (
      <g
        key={at}
        className={selected === at ? 'planned-sensor chosen' : 'planned-sensor'}
        data-sensor={at + 1}
        transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
        role="button"
        tabIndex={0}
        aria-label={say('gunshots.plannedSensor', { n: at + 1 })}
        aria-pressed={selected === at}
        onPointerDown={down(at)}
        onPointerMove={drag}
        onPointerUp={up}
        onPointerCancel={up}
        onKeyDown={key(at)}
      >
        <circle r="13" fill="transparent" />
        <rect x="-5" y="-5" width="10" height="10" />
        {selected === at ? <circle className="planned-ring" r="11" /> : null}
      </g>
    );
  });
}
