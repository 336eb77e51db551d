export type AlertClass = 'SG' | 'MG' | 'PG' | 'NG';

/**
 * The class of an alert from the vendor's type: single gunshot, multiple gunshots, possible gunfire, not gunfire; null
 * where the type says none of them. "Gunshot or firecracker" is the vendor's word for possible gunfire.
 *
 * Source: ShotSpotter's incident types in the alerts published by Chicago and Washington, and its contract exhibits.
 */
export function classifyAlert(type: string): AlertClass | null {
  const text = type.trim().toUpperCase();
  if (text === '') return null;
  if (codes.has(text)) return text as AlertClass;
  if (/PROBABLE|POSSIBLE|UNCERTAIN|\bOR\s+FIRE|GUN(SHOT|FIRE)S?\s*(\/|OR)\s*FIRE/.test(text)) return 'PG';
  if (notGunfire.test(text)) return 'NG';
  if (/MULTIPLE|MULTI[- ]|SHOTS\b|BURST|FULL[- ]?AUTO|AUTOMATIC/.test(text)) return 'MG';
  if (/SINGLE|ONE (SHOT|ROUND)/.test(text)) return 'SG';
  return null;
}

const codes: ReadonlySet<string> = new Set(['SG', 'MG', 'PG', 'NG']);
const notGunfire =
  /FIREWORK|FIRE ?CRACKER|PYROTECHNIC|HELICOPTER|CONSTRUCTION|BACK ?FIRE|THUNDER|VEHICLE|TRAIN|NOT GUN|NON[- ]?GUN|NO GUN|\bOTHER\b|NOISE|DISMISS/;

/** `Full Auto; Multiple Shooters` → codes. What is not known is kept in capitals. */
export function readQualifiers(cell: string): string[] {
  const found = cell
    .split(/[,;|/]/)
    .map((part) =>
      part
        .trim()
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, '_')
        .replace(/^_+|_+$/g, ''),
    )
    .filter((part) => part !== '' && part !== 'NONE' && part !== 'N_A' && part !== 'NULL')
    .map((part) => qualifiers.get(part) ?? part);
  return [...new Set(found)];
}

const qualifiers: ReadonlyMap<string, string> = new Map([
  ['FULLAUTO', 'FULL_AUTO'],
  ['FULLY_AUTOMATIC', 'FULL_AUTO'],
  ['FULL_AUTOMATIC', 'FULL_AUTO'],
  ['FULL_AUTO_FIRE', 'FULL_AUTO'],
  ['FA', 'FULL_AUTO'],
  ['AUTOMATIC', 'FULL_AUTO'],
  ['HIGH_CAP', 'HIGH_CAPACITY'],
  ['HIGH_CAPACITY_MAGAZINE', 'HIGH_CAPACITY'],
  ['HIGH_POWER', 'HIGH_POWER'],
  ['HC', 'HIGH_CAPACITY'],
  ['MULTIPLE_SHOOTER', 'MULTIPLE_SHOOTERS'],
  ['MULTI_SHOOTER', 'MULTIPLE_SHOOTERS'],
  ['MS', 'MULTIPLE_SHOOTERS'],
  ['MOVING', 'MOVING_SHOOTER'],
  ['DRIVE_BY', 'MOVING_SHOOTER'],
]);

/** The disposition family, or the disposition as written where it is of none. */
export function readDisposition(cell: string): string | null {
  const text = cell.trim();
  if (text === '') return null;
  const word = text.toUpperCase();
  if (/^UN-?CONFIRMED|NOT CONFIRMED|NO EVIDENCE/.test(word)) return 'UNCONFIRMED';
  if (/^CONFIRMED|^FOUNDED|EVIDENCE (FOUND|RECOVERED)/.test(word)) return 'CONFIRMED';
  if (/^UN-?FOUNDED|FALSE/.test(word)) return 'UNFOUNDED';
  if (/DUPLICATE/.test(word)) return 'DUPLICATE';
  if (/CANCEL|NO RESPONSE/.test(word)) return 'NO_RESPONSE';
  if (/^PENDING|^OPEN$/.test(word)) return 'PENDING';
  return text;
}
