/** What the address of traces may say: which of them, and how they are listed. */
export const traceFilterNames = ['from', 'to', 'class', 'source', 'district', 'mode'] as const;
export const traceListNames = [
  'measure',
  'answer',
  'days',
  'score',
  'sold',
  'recovered',
  'dealer',
  'purchaser',
  'flag',
  'limit',
] as const;
