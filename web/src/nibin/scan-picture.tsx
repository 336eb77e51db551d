import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { unpackSurface, type PackedSurface } from '../../../src/model/packed-surface.ts';
import { requestFile } from '../frame/request.ts';
import { Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

/** The surface of a scan as a plain picture, lit from the upper left. */
export function ScanPicture({ exhibit, scan }: { exhibit: number; scan: number }) {
  const { say } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { data, error } = useQuery({
    queryKey: ['surface', exhibit, scan],
    queryFn: async () => {
      const blob = await requestFile(`/exhibits/${exhibit}/scans/${scan}/surface`, {});
      return unpackSurface(new Uint8Array(await blob.arrayBuffer()));
    },
    enabled: scan > 0,
    staleTime: Infinity,
    retry: false,
  });
  useEffect(() => {
    if (data && canvas.current) draw(canvas.current, data);
  }, [data]);
  if (error !== null || data === null || scan === 0)
    return <p className="scan-picture missing muted small">{say('nibin.review.noScan')}</p>;
  if (data === undefined) return <Skeleton height={260} />;
  return (
    <canvas
      ref={canvas}
      className="scan-picture"
      role="img"
      aria-label={say('nibin.review.scanOf', { n: exhibit })}
      width={data.width}
      height={data.height}
    />
  );
}

/** A slope of so much is as bright, or as dark, as can be: breech faces slope little. */
const steepness = 14;

function draw(canvas: HTMLCanvasElement, { width, height, heights, mask, pitchMicrons }: PackedSurface): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const image = context.createImageData(width, height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at++) {
      const here = heights[at]!;
      const known = mask[at] === 1 && here === here;
      const right = heights[column + 1 < width ? at + 1 : at]!;
      const below = heights[row + 1 < height ? at + width : at]!;
      const slope = ((right === right ? right - here : 0) + (below === below ? below - here : 0)) / pitchMicrons;
      const shade = known ? 128 + 110 * Math.tanh(steepness * slope) : (row + column) % 12 < 3 ? 150 : 205;
      image.data.set([shade, shade, shade, 255], 4 * at);
    }
  context.putImageData(image, 0, 0);
}
