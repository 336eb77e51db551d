/**
 * The building that an address with a unit lies in: `12 MAIN ST UNIT 3B` in `12 MAIN ST`.
 *
 * **Source.** USPS Publication 28, "Postal Addressing Standards", section 213: a secondary unit stands behind the street.
 * **Input.** A canonical line (`address.ts`). **Output.** The line of the building; null where the line names no unit of a numbered building.
 * **Limits.** Building and apartment in one unit (`UNIT 2-5`, building 2, apartment 5) are one unit of the number. A block has no units.
 */
import { cleanAddress } from './address.ts';

const unitMark = ' UNIT ';

export function buildingOf(canonical: string): string | null {
  const at = canonical.lastIndexOf(unitMark);
  if (at < 0) return null;
  const building = canonical.slice(0, at);
  return cleanAddress(building)?.kind === 'building' ? building : null;
}
