/** What the address of traces may say: which of them, and how they are listed. */
export const traceFilterNames = ['from', 'to', 'class', 'source', 'district', 'incidentDistrict', 'mode'] as const;
export const traceListNames = [
  'measure',
  'answer',
  'days',
  'score',
  'sold',
  'recovered',
  'ofSource',
  'by',
  'column',
  'year',
  'recoveredIn',
  'each',
  'dealer',
  'purchaser',
  'flag',
  'limit',
] as const;
/** How the overview is looked at: what is opened, the quarter and ground of its map, the columns of its matrix, the year of ATF's table. */
export const overviewNames = ['open', 'at', 'ground', 'by', 'state', 'top', 'atf'] as const;
