import type { LayoutSensor } from '../../../src/model/gunshot-desk.ts';
import { readLayout, layoutAsJson } from './layout-files.ts';

const storageKey = 'flashlight.layout';

/** What was being laid out, for this tab alone: where sensors would stand is not for whoever sits down next. */
export function keptLayout(): readonly LayoutSensor[] {
  try {
    const read = readLayout(sessionStorage.getItem(storageKey) ?? '');
    return read.kind === 'read' ? read.sensors : [];
  } catch {
    return [];
  }
}

export function keepLayout(sensors: readonly LayoutSensor[]): void {
  try {
    sessionStorage.setItem(storageKey, layoutAsJson(sensors));
  } catch {
    // The layout stands until the page is left.
  }
}
