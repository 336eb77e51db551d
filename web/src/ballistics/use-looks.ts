import { useMemo, useSyncExternalStore } from 'react';
import type { Colour, DrawnSurface } from '../../../src/ballistics/paint-surfaces.ts';
import { heightWithin, usualRelief } from '../../../src/ballistics/surface-figures.ts';
import { tokenColour } from '../frame/theme.ts';

/** Of the breech face, so much lies within the colours of its heights. */
const heightsShown = 0.98;

/** Ground and hatching in the colours the page has: as it says itself, for a system that turns dark is known before the page has turned. */
export function useGround(): { readonly ground: Colour; readonly hatch: Colour } {
  const theme = useSyncExternalStore(followTheme, () => document.documentElement.dataset['theme']);
  return useMemo(() => {
    void theme;
    return { ground: channels(tokenColour('panel')), hatch: channels(tokenColour('unknown')) };
  }, [theme]);
}

function followTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function channels(colour: string): Colour {
  const full = /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  return [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as unknown as Colour;
}

/** What holds for both surfaces of a page: how steep they are drawn and where the colours of heights end. */
export function useScales(surfaces: readonly (DrawnSurface | null)[]): { relief: number; range: number } {
  const [first = null, second = null] = surfaces;
  return useMemo(() => {
    const there = [first, second].filter((surface) => surface !== null);
    if (there.length === 0) return { relief: 1, range: 1 };
    return {
      relief: Math.round(usualRelief(there[0]!)),
      range: Number(Math.max(...there.map((surface) => heightWithin(surface, heightsShown))).toPrecision(2)),
    };
  }, [first, second]);
}
