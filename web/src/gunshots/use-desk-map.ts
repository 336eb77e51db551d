import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { mapConfigQuery } from '../frame/queries.ts';
import { boxAbout, fitBox, readView, toPixels, writeView, type Box, type MapView } from './map-view.ts';
import { usualSize } from './usual-size.ts';

const addressAfterMilliseconds = 400;
const usualHeight = 380;
const aloneMeters = 2_400;

/** What a map of the desk shows: from the address, else about what is to be seen, and into the address a moment after it was moved. */
export function useDeskMap(points: readonly { lon: number; lat: number }[], ready: boolean) {
  const navigate = useNavigate();
  const search: { map?: string } = useSearch({ strict: false });
  const config = useQuery(mapConfigQuery);
  const [view, setView] = useState<MapView | null>(() => readView(search.map));
  const moved = useRef(false);
  const bounds = config.data?.bounds ?? null;
  const boxOf = (of = points): Box | null =>
    boxAbout(of, aloneMeters) ??
    (bounds === null ? null : { west: bounds[0], south: bounds[1], east: bounds[2], north: bounds[3] });
  const fitted = ready && !config.isPending ? boxOf() : null;
  const written = search.map !== undefined;
  // Until the reader moves it, the map follows what comes.
  const follows = JSON.stringify(fitted);
  useEffect(() => {
    if (fitted !== null && !moved.current && !written) setView(fitBox(fitted, usualSize(usualHeight)));
  }, [follows, written]);
  useEffect(() => {
    if (view === null || !moved.current) return;
    const timer = window.setTimeout(
      () =>
        void navigate({
          to: '.',
          search: (before: Record<string, unknown>) => ({ ...before, map: writeView(view) }) as never,
          replace: true,
          resetScroll: false,
        }),
      addressAfterMilliseconds,
    );
    return () => window.clearTimeout(timer);
  }, [view, navigate]);
  return {
    view,
    change: (next: MapView) => {
      moved.current = true;
      setView(next);
    },
    about: boxOf,
    /** Shows a box, or all there is to be seen. */
    fit: (box: Box | null = boxOf()) => {
      if (box === null) return;
      moved.current = true;
      setView(fitBox(box, usualSize(usualHeight)));
    },
    /** Moves to a place that is not to be seen, and nowhere for one that is. */
    show: (place: { lon: number; lat: number }) => {
      if (view === null) return;
      const size = usualSize(usualHeight);
      const { x, y } = toPixels(view, size, place);
      if (x > 0 && y > 0 && x < size.width && y < size.height) return;
      moved.current = true;
      setView({ ...view, ...place });
    },
    waiting: !ready || config.isPending,
  };
}
