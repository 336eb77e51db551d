const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The month a licensee list is of, as its first day: from the file name (`ffl-list-2013-05.txt`, `0513-ffl-list.txt`,
 * `may-2013-ffl.txt`), else the month it was received in. ATF's list names no date within.
 */
export function snapshotMonth(fileName: string, receivedOn: string): string {
  const name = fileName
    .split(/[\\/]/)
    .at(-1)!
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, '');
  return yearFirst(name) ?? namedMonth(name) ?? monthAndYear(name) ?? `${receivedOn.slice(0, 7)}-01`;
}

function yearFirst(name: string): string | null {
  const match =
    /(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)|(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?[0-3]\d(?!\d)/.exec(name);
  return match ? `${match[1] ?? match[3]}-${match[2] ?? match[4]}-01` : null;
}

function namedMonth(name: string): string | null {
  const match =
    /(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_. ]*(20\d\d)(?!\d)/.exec(name) ??
    reversed(/(?<!\d)(20\d\d)[-_. ]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/.exec(name));
  if (!match) return null;
  return `${match[2]}-${String(monthNames.indexOf(match[1]!) + 1).padStart(2, '0')}-01`;
}

const reversed = (match: RegExpExecArray | null): string[] | null => (match ? [match[0], match[2]!, match[1]!] : null);

/** ATF's own file names: month and two digits of the year; or month and year apart. */
function monthAndYear(name: string): string | null {
  const match = /(?<!\d)(0[1-9]|1[0-2])[-_. ]?(20\d\d)(?!\d)|(?<!\d)(0[1-9]|1[0-2])(\d\d)(?!\d)/.exec(name);
  return match ? `${match[2] ?? `20${match[4]}`}-${match[1] ?? match[3]}-01` : null;
}
