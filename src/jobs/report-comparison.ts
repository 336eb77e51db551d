import { comparisonDocument, type ComparisonOrder } from '../ballistics/comparison-document.ts';
import type { Laid } from '../ballistics/surface-placing.ts';
import type { BallisticText } from '../model/ballistic-text.ts';
import type { ComparisonLead } from '../model/comparison-lead.ts';
import type { HandlingTag } from '../model/feeds.ts';
import type { ComparedExhibit, ComparedSurfaces } from '../model/surface-comparison.ts';
import { readyScan } from './compare-surfaces.ts';
import { loadSurface } from './load-surface.ts';
import { renderPdf } from './render-pdf.ts';
import { inSurfaceThread } from './surface-thread.ts';

/** Scans are the agency's own; what a comparison of them suggests is no more than a lead. */
export const comparisonHandling: readonly HandlingTag[] = ['CITY-RMS', 'NIBIN-LEAD'];

/** How a comparison lays the second over the first; null where it says nothing. */
export function laidBy({
  rotationDegrees,
  translationMicrons,
  firstMiddle,
  secondMiddle,
}: Pick<ComparedSurfaces, 'rotationDegrees' | 'translationMicrons' | 'firstMiddle' | 'secondMiddle'>): Laid | null {
  if (rotationDegrees === null || translationMicrons === null) return null;
  return { firstMiddle, secondMiddle, turn: (-rotationDegrees * Math.PI) / 180, ...translationMicrons };
}

/** The report of a comparison as a PDF; null where one of the two has no surface that is ready. */
export async function comparisonPdf(
  dataDir: string,
  exhibits: readonly [ComparedExhibit, ComparedExhibit],
  {
    compared,
    lead,
    text,
  }: { readonly compared: ComparedSurfaces; readonly lead: ComparisonLead | null; readonly text: BallisticText },
  order: Omit<ComparisonOrder, 'handling'>,
): Promise<Uint8Array | null> {
  const [first, second] = exhibits.map(readyScan);
  if (first == null || second == null) return null;
  const answer = await inSurfaceThread({
    what: 'paint',
    first: await loadSurface(dataDir, first),
    second: await loadSurface(dataDir, second),
    laid: laidBy(compared),
  });
  if (answer.what !== 'painted') throw new Error(`A thread asked to paint answered with ${answer.what}.`);
  return renderPdf(
    comparisonDocument(
      { exhibits, scans: [first, second], compared, lead, text, pictures: answer.pictures },
      { ...order, handling: comparisonHandling },
    ),
  );
}
