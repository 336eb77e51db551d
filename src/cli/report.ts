import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { reportYear, yearCsv, yearPdf, yearText } from '../jobs/report-year.ts';
import { writeWhole } from '../jobs/write-whole.ts';
import { refuseSocialSecurity } from '../model/refuse-social-security.ts';
import { audiences, yearReports, type Audience, type YearReportKind } from '../model/trace-year.ts';
import { auditedRead } from './audited-read.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';
import { noteUnjoined } from './unjoined-note.ts';

const formats = ['json', 'md', 'csv', 'pdf'] as const;
const languages = ['en', 'es'] as const;

export const reportCommand: Command = {
  name: 'report',
  summary: 'Reports of the firearms traced in a year',
  help: `flashlight report traces --year Y [--report ${yearReports.join('|')}] [--format ${formats.join('|')}] [--out FILE]
  [--audience ${audiences.join('|')}] [--language ${languages.join('|')}] [--purpose TEXT] [--agency A]

Firearms recovered in a year and traced: types, calibres, source states, time to crime, ages of
possessors in ATF's bands, crimes, cities, makers. Every share has what it is of and what is not known.

  --report annual     as ATF reports them for a state (default)
  --report national   in the seven sections of ATF's national report of 1999
  --format            md to read (default), json, csv with every number, pdf to print
  --out FILE          where to; a pdf needs one, the others are printed without
  --audience outside  counts below five are held back (default: internal, where they are shown)
  --purpose TEXT      what it is for: printed at its head, and on record

Example: flashlight report traces --year 2025 --format pdf --out traces-2025.pdf --purpose "annual report"`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...storeOptions,
        year: { type: 'string' },
        report: { type: 'string' },
        format: { type: 'string' },
        out: { type: 'string' },
        audience: { type: 'string' },
        language: { type: 'string' },
        purpose: { type: 'string' },
      },
    });
    if (positionals.length !== 1 || positionals[0] !== 'traces')
      throw new UsageError(`Expected traces; got ${positionals.join(' ') || 'nothing'}.`);
    const year = Number(values.year);
    if (!/^\d{4}$/.test(values.year ?? ''))
      throw new UsageError(`Expected --year of four digits; got ${values.year ?? 'nothing'}.`);
    const report: YearReportKind = oneOf('--report', values.report ?? 'annual', yearReports);
    const format = oneOf('--format', values.format ?? (values.json ? 'json' : 'md'), formats);
    const audience: Audience = oneOf('--audience', values.audience ?? 'internal', audiences);
    const language = oneOf('--language', values.language ?? 'en', languages);
    const { out, purpose = '' } = values;
    refuseSocialSecurity(purpose, '--purpose');
    if (format === 'pdf' && out === undefined) throw new UsageError('Expected --out FILE for a pdf; got none.');
    return withStore('report', values, async (database) => {
      const agency = await chooseAgency(database, values.agency);
      const made = await auditedRead(
        database,
        agency.agencyId,
        { action: 'report.traces', subject: { report, year, audience, format, purpose } },
        async (client) => {
          await noteUnjoined(client, agency.agencyId, io);
          return reportYear(client, agency, { report, year, audience });
        },
      );
      const printing = { language, purpose, madeBy: userInfo().username, madeAt: new Date() };
      if (format === 'pdf') await writeWhole(out!, await yearPdf(made, printing, agency.timeZone));
      else {
        const text =
          format === 'csv'
            ? yearCsv(made, printing)
            : format === 'md'
              ? yearText(made, language)
              : `${JSON.stringify(made)}\n`;
        if (out === undefined) io.out(text);
        else await writeWhole(out, text);
      }
      return 0;
    });
  },
};

function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new UsageError(`Expected ${name} ${allowed.join(', ')}; got ${text}.`);
  return found;
}
