/**
 * Whether a call speaks of gunfire: its type, at receipt or at close, names shots, a shooting or a person shot. An event a
 * gunshot detection system raised is no call, whatever its type says besides: it must not confirm the system's own alert.
 */
export function speaksOfGunfire(initialType: string, finalType: string): boolean {
  if (bySystem.test(initialType)) return false;
  return [initialType, finalType].some((type) => gunfire.test(type) && !bySystem.test(type));
}

const bySystem =
  /SHOT\s*-?SPOT|\bSST\b|\bGDT\b|GUN\s*SHOT\s*DETECT|ACOUSTIC|RESOURCE\s*ROUTER|GUNFIRE (DETECT|ALERT|LOCAT)/i;
const gunfire =
  /SHOTS?[\s/_-]*(FIRED|FIRE|HEARD)|\bSHOTS\b|SHOTF|GUN[\s-]*(SHOT|FIRE)S?\b|\bSHOOT(ING|ER)?\b|(PERSON|MAN|WOMAN|VICTIM|SUBJECT|SOMEONE)\s+SHOT|\bSHOT\s+(PERSON|AT)|DISCHARG|FIRING\s+(A\s+)?(GUN|WEAPON|FIREARM)|\bGSW\b|RANDOM\s+GUN/i;
