/**
 * The county a federal firearms licence was issued for, by its FIPS code.
 *
 * **Source.** The third part of a licence number is the county code (ATF's list of licensees, column LIC_CNTY), which is the
 * FIPS county within the state; the state is that of the premises, else the one the licensing district serves.
 * **Input.** A licence number in full, and the state of the premises where it is recorded. **Output.** Five digits, or null.
 * **Limits.** A licensee who moved keeps neither: where the district does not serve the state of the premises nothing is
 * said, nor where a district serves several and the state is not recorded. Whether there is such a county the caller asks.
 */
import { cleanLicenceNumber } from './licence-number.ts';
import { US_STATES } from './us-state.ts';

/** FIPS code of state and county, `24005`; null where number and state do not tell it. */
export function licenceCounty(licenceNumber: string, state: string | null): string | null {
  const licence = cleanLicenceNumber(licenceNumber);
  if (!licence || licence.county === null) return null;
  const [served, ...others] = licence.stateExpected;
  if (served === undefined || (state !== null && !licence.stateExpected.includes(state))) return null;
  if (state === null && others.length > 0) return null;
  const fips = US_STATES.find((each) => each.code === (state ?? served))?.fips;
  return fips === undefined || licence.county === '000' ? null : `${fips}${licence.county}`;
}
