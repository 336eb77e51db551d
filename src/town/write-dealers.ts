import { dayOf, isoDate, yearOf } from './calendar.ts';
import { expiryAfter, licenceKey, licenceNumber, type Dealer } from './dealers.ts';
import { citationsPerInspection, inspectionCitations, inspectionDispositions } from './published-shares.ts';
import type { Random } from '../stats/random.ts';
import { years } from './town-years.ts';
import type { TownFiles } from './town-files.ts';
import { WeightedChoice, weightedKeys } from './weighted-choice.ts';

const listColumns = [
  ['Lic Regn', 8],
  ['Lic Dist', 8],
  ['Lic Cnty', 8],
  ['Lic Type', 8],
  ['Lic Xprdte', 10],
  ['Lic Seqn', 8],
  ['License Name', 50],
  ['Business Name', 50],
  ['Premise Street', 50],
  ['Premise City', 27],
  ['Premise State', 13],
  ['Premise Zip Code', 16],
  ['Mail Street', 50],
  ['Mail City', 27],
  ['Mail State', 10],
  ['Mail Zip Code', 13],
  ['Voice Phone', 11],
] as const;

/** Header and dashed row exactly as ATF's monthly list has them. */
export const licenseeListHead = `${listColumns.map(([name]) => name).join('\t')}\n${listColumns.map(([, width]) => '-'.repeat(width)).join('\t')}\n`;

/** Months of which the town keeps the list: January and July of each year. */
export const listMonths: readonly (readonly [number, number])[] = years.flatMap(
  (year) =>
    [
      [year, 1],
      [year, 7],
    ] as const,
);

export function licenseeListPath(year: number, month: number): string {
  return `feeds/licensees/ffl-list-${year}-${String(month).padStart(2, '0')}.txt`;
}

const monthLetters = 'ABCDEFGHJKLM';

/** Writes the licensees of one dealer world as ATF's list shows them, month by month. */
export function writeLicensees(dealers: readonly Dealer[], files: TownFiles): void {
  for (const [year, month] of listMonths) {
    const day = dayOf(year, month, 15);
    const path = licenseeListPath(year, month);
    for (const dealer of dealers) {
      if (dealer.from > day || dealer.to < day) continue;
      const expiry = expiryAfter(dealer, day);
      const [region, district] = dealer.region.split('-') as [string, string];
      const quoted = (text: string): string => (text.includes(',') ? `"${text}"` : text);
      files.line(
        path,
        `${[
          region,
          district,
          dealer.town.county,
          dealer.type,
          `${expiry.year % 10}${monthLetters[expiry.month - 1]}`,
          dealer.sequence,
          quoted(dealer.licensee),
          quoted(dealer.business),
          dealer.street,
          dealer.town.city,
          dealer.town.state,
          dealer.town.zip,
          dealer.street,
          dealer.town.city,
          dealer.town.state,
          dealer.town.zip,
          dealer.phone,
        ].join('\t')}\n`,
      );
    }
  }
}

const dispositions = weightedKeys(inspectionDispositions);
const citations = weightedKeys(inspectionCitations);
const citationCounts = new WeightedChoice(
  citationsPerInspection.map((_, count) => count),
  (count) => citationsPerInspection[count] ?? 0,
);

const typeNames: Readonly<Record<string, readonly [string, string]>> = {
  '01': ['Dealer', 'Dealer in Firearms Other Than Destructive Devices'],
  '02': ['Pawnbroker', 'Pawnbroker in Firearms Other Than Destructive Devices'],
  '07': ['Manufacturer', 'Manufacturer of Firearms Other Than Destructive Devices'],
  '08': [
    'Importer',
    'Importer of Firearms Other Than Destructive Devices or Ammunition for Firearms Other Than Destructive Devices, or Ammunition Other Than Armor Piercing Ammunition',
  ],
};

/** Chance that a dealer is inspected with a citation in the town's five years; the ones who do not ask more often. */
const inspectedShare = { ordinary: 0.13, busy: 0.5, careless: 0.55, complicit: 0.6, distributor: 0.2 } as const;

/** Writes inspections as the published ones are: only those that ended in at least a warning. */
export function writeInspections(dealers: readonly Dealer[], world: number, files: TownFiles, random: Random): void {
  let count = 0;
  for (const dealer of dealers) {
    const type = typeNames[dealer.type];
    if (type === undefined || !random.chance(inspectedShare[dealer.role])) continue;
    const assigned = Math.max(dealer.from + 200, dayOf(2021, 1, 10)) + random.between(0, 1500);
    if (assigned > Math.min(dealer.to, dayOf(2025, 11, 1))) continue;
    const completed = assigned + random.between(5, 140);
    const soft = dealer.role === 'careless' || dealer.role === 'complicit';
    const disposition =
      soft && random.chance(0.3)
        ? random.pick(['Warning conference', 'Revocation/denial of renewal'] as const)
        : dispositions.draw(random);
    const wanted = Math.min(14, citationCounts.draw(random) + (soft ? 2 : 0));
    const cited = new Set<string>();
    if (soft && random.chance(0.7)) cited.add('478.126a');
    while (cited.size < wanted) cited.add(citations.draw(random));
    const revoked = disposition.startsWith('Revocation');
    const inspection = {
      ui_number: `7${random.digits(5)}-${yearOf(assigned)}-${String(world * 4_000 + ++count).padStart(4, '0')}-HC${world}`,
      ffl_number: licenceNumber(dealer, assigned),
      ffl_type: type[0],
      ffl_proprietor: dealer.licensee,
      ffl_proprietor_2: dealer.business === '' ? undefined : dealer.business,
      ffl_address: dealer.street,
      ffl_city: dealer.town.city,
      ffl_state: dealer.town.state,
      ffl_zip: dealer.town.zip,
      ffl_county: dealer.town.county,
      inspection_assign_date: isoDate(assigned),
      inspection_complete_date: random.chance(0.997) ? isoDate(completed) : undefined,
      final_disposition: disposition === '' ? 'Warning letter' : disposition,
      revocation_warranted: revoked || random.chance(0.04) ? 'Y' : 'N',
      revocation_effective_date:
        revoked && random.chance(0.66) ? isoDate(completed + random.between(60, 500)) : undefined,
      violations: [...cited].join(', '),
      report_url: `https://inspections.example/${licenceKey(dealer)}.pdf`,
      longitude: dealer.town.lon,
      latitude: dealer.town.lat,
      citation_count: cited.size,
      final_disposition_2: disposition === '' ? undefined : disposition,
      revocation_recommended: revoked,
      license_type: dealer.type,
      license_desc: type[1],
    };
    files.line('feeds/inspections/inspections.ndjson', `${JSON.stringify(inspection)}\n`);
  }
}
