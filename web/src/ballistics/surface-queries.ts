import { queryOptions } from '@tanstack/react-query';
import { drawnOf, type DrawnSurface } from '../../../src/ballistics/paint-surfaces.ts';
import { packBits, unpackSurface, type SurfaceHead } from '../../../src/model/packed-surface.ts';
import type { SurfaceComparison } from '../../../src/model/surface-comparison.ts';
import { Problem, queryString, request, requestFile } from '../frame/request.ts';

export interface LoadedSurface extends DrawnSurface {
  readonly head: SurfaceHead;
}

/** So long until it is asked again whether a scan is prepared. */
const waitMilliseconds = 1500;

const surfacePath = (exhibit: number, scan: number) => `/exhibits/${exhibit}/scans/${scan}/surface`;

/** A scan to draw: it never changes, another mask is another scan. Asked again while it is not prepared. */
export const surfaceQuery = (exhibit: number, scan: number) =>
  queryOptions({
    queryKey: ['surface', exhibit, scan],
    queryFn: async (): Promise<LoadedSurface> => {
      const blob = await requestFile(surfacePath(exhibit, scan), {});
      const packed = unpackSurface(new Uint8Array(await blob.arrayBuffer()));
      if (packed === null) throw new Error('The server handed out bytes that are no surface.');
      const { heights: _, mask: __, ...head } = packed;
      return { ...drawnOf(packed), head };
    },
    staleTime: Infinity,
    retry: (count, error) => error instanceof Problem && error.code === 'scan.not-prepared' && count < 40,
    retryDelay: waitMilliseconds,
  });

export interface ComparisonAsked {
  readonly first: number;
  readonly second: number;
  readonly scan?: string | undefined;
  readonly otherScan?: string | undefined;
}

const comparisonPath = ({ first, second, scan, otherScan }: ComparisonAsked, ending = '') =>
  `/exhibits/${first}/with/${second}${ending}${queryString({ scan, otherScan })}`;

export const comparisonQuery = (asked: ComparisonAsked) =>
  queryOptions({
    queryKey: ['comparison', asked],
    queryFn: ({ signal }) => request<SurfaceComparison>('GET', comparisonPath(asked), { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isWaiting(state.data) ? waitMilliseconds : false),
  });

/** Whether a scan that is looked at is still being prepared. */
export function isWaiting({ first, second }: SurfaceComparison): boolean {
  return [first, second].some(({ scan, scans }) =>
    scans.some((each) => each.state === 'RECEIVED' && (scan === null || each.scan === scan)),
  );
}

export const fetchReport = (asked: ComparisonAsked, purpose: string) =>
  requestFile(comparisonPath(asked, '/report.pdf'), { 'flashlight-purpose': encodeURIComponent(purpose) });

export function keepMask(
  exhibit: number,
  scan: number,
  { width, height, mask }: Pick<DrawnSurface, 'width' | 'height' | 'mask'>,
): Promise<{ readonly scan: number }> {
  let bits = '';
  for (const byte of packBits(mask, width)) bits += String.fromCharCode(byte);
  return request('POST', `/exhibits/${exhibit}/scans/${scan}/masks`, { body: { width, height, bits: btoa(bits) } });
}
