/**
 * The mean time to crime ATF published for the country.
 *
 * **Source.** ATF, Firearms Trace Data, national tables of 2006 to 2016: average time-to-crime in years. **Input.** A year.
 * **Output.** Years, or null where that year is not among them.
 * **Limits.** ATF's mean is of all its traces with a time; a city's differs by what it traces.
 */
const published: Readonly<Record<number, number>> = {
  2006: 10.17,
  2007: 10.33,
  2008: 10.39,
  2009: 10.77,
  2010: 10.94,
  2011: 11.2,
  2012: 11.2,
  2013: 11.08,
  2014: 10.88,
  2015: 10.48,
  2016: 9.79,
};

export function nationalMeanYears(year: number): number | null {
  return published[year] ?? null;
}
