import { useCallback, useEffect, useState } from 'react';
import { layoutSensorsMax, type LayoutSensor } from '../../../src/model/gunshot-desk.ts';
import { act, redo, startUndo, undo } from '../links/undo-stack.ts';
import { keepLayout, keptLayout } from './kept-layout.ts';

/** A layout that is being made: every step can be taken back and done again, and it survives a reload of the tab. */
export function useLayout() {
  const [stack, setStack] = useState(() => startUndo<readonly LayoutSensor[]>(keptLayout()));
  // What was opened as a whole: a map looks about that, and stands still while the reader lays sensors out.
  const [opened, open] = useState(stack.present);
  const [selected, select] = useState<number | null>(null);
  const sensors = stack.present;
  useEffect(() => keepLayout(sensors), [sensors]);
  const change = useCallback(
    (next: (before: readonly LayoutSensor[]) => readonly LayoutSensor[]) =>
      setStack((before) => act(before, next(before.present))),
    [],
  );
  return {
    sensors,
    opened,
    selected: selected !== null && selected < sensors.length ? selected : null,
    select,
    full: sensors.length >= layoutSensorsMax,
    add: (sensor: LayoutSensor) => {
      if (sensors.length >= layoutSensorsMax) return;
      change((before) => [...before, sensor]);
      select(sensors.length);
    },
    move: (at: number, to: LayoutSensor) => change((before) => before.map((each, own) => (own === at ? to : each))),
    remove: (at: number) => {
      change((before) => before.filter((_, own) => own !== at));
      select(null);
    },
    replace: (next: readonly LayoutSensor[]) => {
      change(() => next);
      open(next);
      select(null);
    },
    undo: stack.past.length === 0 ? null : () => setStack(undo),
    redo: stack.future.length === 0 ? null : () => setStack(redo),
  };
}

export type Layout = ReturnType<typeof useLayout>;
