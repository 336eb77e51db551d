import type { Size } from './map-view.ts';

const widthMost = 720;
const aroundPixels = 60;

/** What a map will be about as wide as, before it is drawn: what it is to show has to be fitted to something. */
export function usualSize(height: number): Size {
  return { width: Math.min(widthMost, window.innerWidth - aroundPixels), height };
}
