import { useMemo } from 'react';
import type { Colour, DrawnSurface } from '../../../src/ballistics/paint-surfaces.ts';
import { heightWithin, usualRelief } from '../../../src/ballistics/surface-figures.ts';
import { tokenColour, useTheme } from '../frame/theme.ts';

/** Of the breech face, so much lies within the colours of its heights. */
const heightsShown = 0.98;

/** Ground and hatching in the colours of the theme, as it is when they are asked for; another function with another theme. */
export function useGround(): () => { readonly ground: Colour; readonly hatch: Colour } {
  const { shown } = useTheme();
  // Not kept: a system that turns dark is known here before the page has its colours.
  return useMemo(() => {
    void shown;
    return () => ({ ground: channels(tokenColour('panel')), hatch: channels(tokenColour('unknown')) });
  }, [shown]);
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
