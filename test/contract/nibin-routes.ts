import type { Role } from '../../src/model/roles.ts';

/** What those who review, work and examine NIBIN leads were promised. */
export const nibinRoutes = [
  'GET /candidate-reviews',
  'GET /candidate-reviews/{a}/{b}',
  'POST /candidate-reviews/{a}/{b}',
  'POST /candidate-reviews/{a}/{b}/undo',
  'POST /candidate-reviews/{a}/{b}/consensus',
  'POST /candidate-reviews/{a}/{b}/consensus/agreement',
  'GET /nibin-leads',
  'GET /nibin-leads/statistics',
  'GET /nibin-leads/{lead}',
  'POST /nibin-leads/{lead}/prints',
  'POST /nibin-leads/{lead}/dissemination',
  'POST /nibin-leads/{lead}/recipients',
  'POST /nibin-leads/{lead}/steps',
  'POST /nibin-leads/{lead}/retraction',
  'POST /nibin-leads/{lead}/conclusions',
  'POST /nibin-leads/{lead}/conclusions/{conclusion}/verification',
  'POST /nibin-leads/{lead}/recalls/{recall}/receipt',
  'GET /nibin-notices',
  'POST /nibin-notices/{notice}/receipt',
];

/** Who alone may do it, of what an analyst may not; null for all else. */
export function nibinRole(path: string): Role | null {
  if (/\/nibin-leads\/[^/]+\/conclusions/.test(path)) return 'examiner';
  return /\/candidate-reviews|\/nibin-leads\/[^/]+\/(dissemination|recipients|retraction|recalls)/.test(path)
    ? 'technician'
    : null;
}

/** Well-formed ids of nothing. */
export const nothingOfNibin = (path: string): string =>
  path
    .replace('{a}', '999999998')
    .replace('{b}', '999999999')
    .replace('{conclusion}', '999999999')
    .replace('{recall}', '999999999');
