import { plainText } from '../../model/values/plain-text.ts';

export type TheftKind =
  'DEALER_BURGLARY' | 'DEALER_LOSS' | 'IN_TRANSIT' | 'PERSON_BURGLARY' | 'PERSON_VEHICLE' | 'OTHER';

const SURE: Readonly<Record<TheftKind, string>> = {
  DEALER_BURGLARY:
    'FFL BURGLARY,DEALER ROBBERY,FFL ROBBERY,FFL THEFT,DEALER THEFT,DEALER LARCENY,FFL LARCENY,STORE BURGLARY,COMMERCIAL BURGLARY,BURGLARY COMMERCIAL,SMASH AND GRAB,EMPLOYEE THEFT',
  DEALER_LOSS:
    'FFL LOSS,LOSS,LOST,INVENTORY LOSS,MISSING INVENTORY,MISSING FROM INVENTORY,LOST FROM INVENTORY,FFL THEFT LOSS,THEFT LOSS,DEALER THEFT LOSS,FFL INVENTORY LOSS',
  IN_TRANSIT:
    'TRANSIT,INTERSTATE SHIPMENT,INTERSTATE,INTERSTATE SHIPMENT THEFT,INTERSTATE SHIPMENT LOSS,COMMON CARRIER,IN TRANSIT THEFT,IN TRANSIT LOSS,SHIPMENT,CARGO THEFT,LOST IN SHIPMENT,STOLEN IN TRANSIT',
  PERSON_BURGLARY:
    'RESIDENTIAL BURGLARY,BURGLARY RESIDENCE,BURGLARY RESIDENTIAL,HOME BURGLARY,HOUSE BURGLARY,RESIDENCE,PERSON THEFT,THEFT FROM RESIDENCE,THEFT FROM BUILDING,BURGLARY OF RESIDENCE,BURGLARY OF HABITATION',
  PERSON_VEHICLE:
    'VEHICLE,THEFT FROM VEHICLE,LARCENY FROM AUTO,THEFT FROM AUTO,THEFT FROM MOTOR VEHICLE,CAR BREAK IN,BURGLARY OF VEHICLE,LARCENY FROM VEHICLE,VEHICLE BREAK IN,AUTO THEFT,STOLEN VEHICLE,BURGLARY OF MOTOR VEHICLE,BMV',
  OTHER: '',
};

/** Said of dealers and of persons alike: whether a licensee is named decides. */
const BURGLARY = new Set(['BURGLARY', 'BREAKING AND ENTERING', 'ROBBERY', 'THEFT', 'LARCENY', 'STOLEN']);

const KIND_OF: ReadonlyMap<string, TheftKind> = new Map(
  (Object.entries(SURE) as [TheftKind, string][]).flatMap(([kind, texts]) =>
    [kind.replace('_', ' '), ...texts.split(',').filter((text) => text !== '')].map((text) => [text, kind] as const),
  ),
);

/** Kind of a theft report; `from` settles a plain `BURGLARY`. Null where the text is not listed. */
export function cleanTheftKind(raw: string, from: 'dealer' | 'person'): TheftKind | null {
  const words = plainText(raw)
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
  const sure = KIND_OF.get(words);
  if (sure) return sure;
  if (!BURGLARY.has(words)) return null;
  if (from === 'dealer') return 'DEALER_BURGLARY';
  return words === 'BURGLARY' || words === 'BREAKING AND ENTERING' ? 'PERSON_BURGLARY' : 'OTHER';
}
