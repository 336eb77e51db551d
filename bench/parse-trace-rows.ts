/**
 * How long does one row of an eTrace results export take, from text to typed and cleaned rows? Rows are generated: 73
 * columns, two thirds traced to a purchaser, with the variety of spellings, people, addresses and serials of a city.
 * Run: node bench/parse-trace-rows.ts [rows] [passes]
 */
import { etraceFeed } from '../src/sources/etrace/feed.ts';
import type { RowContext, TypedRow } from '../src/sources/feed.ts';
import { mapColumns } from '../src/sources/map-columns.ts';
import { readFeed } from '../src/sources/read-feed.ts';
import { openTable } from '../src/sources/reading/open-table.ts';

const rows = Number(process.argv[2] ?? 10_000);
const header =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,ORI,Agency Case Number,NCIC Crime Code,Serial Number,Obliterated,Manufacturer,Model,Caliber,Firearm Type,Importer,Country of Origin,Manufacture Date,Distributor FFL,Distributor Name,Distributor Ship Date,Dealer FFL,Dealer Name,Dealer Street,Dealer City,Dealer State,Dealer Zip,Dealer Phone,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser Middle Name,Purchaser Suffix,Purchaser DOB,Purchaser POB,Purchaser Sex,Purchaser Race,Purchaser Height,Purchaser Weight,Purchaser Street,Purchaser City,Purchaser State,Purchaser Zip,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Multiple Sale,Stolen,Possessor Last Name,Possessor First Name,Possessor Middle Name,Possessor DOB,Possessor Sex,Possessor Race,Possessor Street,Possessor City,Possessor State,Possessor Zip,Possessor ID Type,Possessor ID State,Possessor ID Number,Associate Last Name,Associate First Name,Associate DOB,Recovery Date,Recovery Street,Recovery City,Recovery County,Recovery State,Recovery Zip,Time To Crime,Miles,Remarks';

let state = 20260101;
function next(below: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * below);
}
const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
const two = (n: number) => String(n).padStart(2, '0');
const day = (from: number, years: number) => `${two(1 + next(12))}/${two(1 + next(28))}/${from + next(years)}`;
const zip = () => String(20000 + next(9999));
const syllables = ['MAR', 'TIN', 'SON', 'WIL', 'BER', 'LO', 'KA', 'DE', 'RO', 'HAM', 'TON', 'EL', 'VA', 'NI', 'HOR'];
const name = () => (next(60) === 0 ? 'O’' : '') + pick(syllables) + pick(syllables) + pick(syllables);
const street = () =>
  `${1 + next(9900)} ${pick(['N', 'S', 'E', 'W', ''])} ${name()} ${pick(['ST', 'AVE', 'RD', 'BLVD', 'Street', 'LN'])}${next(4) === 0 ? ` APT ${1 + next(40)}` : ''}`;
const one = <T>(count: number, make: () => T): (() => T) => {
  const list = Array.from({ length: count }, make);
  return () => pick(list);
};
const licence = () => `8-52-${two(next(50))}3-0${1 + next(2)}-${next(10)}${pick(['A', 'F', 'K'])}-${10000 + next(300)}`;
const person = (middle: string) => [name(), name(), middle];

// A city's traces name a few hundred dealers and a few thousand places again and again; people are mostly new.
const distributor = one(10, () => [licence(), `${name()} FIREARMS DISTRIBUTORS INC`]);
const dealer = one(400, () => [
  licence(),
  `${name()} ARMS LLC`,
  street(),
  'TOWSON',
  'MD',
  zip(),
  `410${2000000 + next(7999999)}`,
]);
const scene = one(5000, () => [street(), 'HARBOR CITY', '', 'MD', zip()]);

function row(n: number): string[] {
  const traced = n % 3 !== 0;
  const purchaser = traced
    ? [
        ...person(pick(['A', 'LEE', ''])),
        pick(['', '', 'JR']),
        day(1955, 45),
        'BALTIMORE',
        pick(['M', 'F']),
        'W',
        '510',
        '180',
        street(),
        pick(['HARBOR CITY', 'TOWSON', 'YORK']),
        pick(['MD', 'PA', 'VA']),
        zip(),
        'DL',
        'MD',
        `M-${100 + next(900)}-${100 + next(900)}-${100 + next(900)}-${100 + next(900)}`,
      ]
    : Array.from({ length: 17 }, () => '');
  return [
    `T2024${String(n).padStart(7, '0')}`,
    day(2023, 2),
    day(2024, 2),
    'COMPLETED',
    traced ? 'TRACED TO PURCHASER' : pick(['OBLITERATED SERIAL NUMBER', 'MANUFACTURED PRIOR TO 1968']),
    'MDHCPD000',
    `24-${100000 + next(900000)}`,
    pick(['0900', '1300', '5200']),
    `${pick(['ABC', 'XR', 'PD-', ''])}${100000 + next(900000)}`,
    pick(['N', 'N', 'Y']),
    pick(['GLOCK', 'SMITH & WESSON', 'Ruger', 'TAURUS INTL', 'HI-POINT', 'POLYMER80']),
    pick(['19', 'M&P SHIELD', 'P95', 'G2C']),
    pick(['9MM', '.40 S&W', '.380 ACP', '9 mm Luger', '.45']),
    pick(['PISTOL', 'REVOLVER', 'RIFLE']),
    '',
    pick(['UNITED STATES', 'AUSTRIA', 'BRAZIL']),
    traced ? day(2005, 15) : '',
    ...(traced ? [...distributor(), day(2006, 10)] : ['', '', '']),
    ...(traced ? dealer() : ['', '', '', '', '', '', '']),
    traced ? day(2015, 8) : '',
    ...purchaser,
    pick(['Y', 'N']),
    'N',
    ...person('B'),
    day(1970, 35),
    'M',
    'B',
    street(),
    'HARBOR CITY',
    'MD',
    zip(),
    'SID',
    'MD',
    String(1000000 + next(9000000)),
    ...(n % 4 === 0 ? [name(), name(), day(1975, 30)] : ['', '', '']),
    day(2023, 1),
    ...scene(),
    traced ? String(next(4000)) : '',
    traced ? '12.4' : '',
    traced ? 'First retail sale only.' : '',
  ];
}

const context: RowContext = {
  timeZone: 'America/New_York',
  dateOrder: 'mdy',
  receivedOn: '2026-11-21',
  fileName: 'results-2024.csv',
  city: 'Harbor City',
  state: 'MD',
};

const table = Array.from({ length: rows }, (_, n) => row(n));
const columns = header.split(',');
if (table[0]!.length !== columns.length) throw new Error(`${table[0]!.length} cells under ${columns.length} columns`);
const text = new TextEncoder().encode(
  [header, ...table.map((cells) => cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(','))].join(
    '\r\n',
  ),
);

interface Pass {
  seconds: number;
  typed: number;
}

/** Seconds of the processor, so that work beside this one counts little. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1e6;
}

const best = (passes: readonly Pass[]) => passes.reduce((a, b) => (b.seconds < a.seconds ? b : a));

function report(what: string, { seconds, typed }: Pass): void {
  console.log(
    `${what.padEnd(34)} ${Math.round(rows / seconds).toLocaleString('en')} rows/s, ${((seconds / rows) * 1e6).toFixed(2)} µs a row, ` +
      `${(typed / rows).toFixed(2)} typed rows each, ${columns.length} columns`,
  );
}

function cleanOnly(): Pass {
  const mapped = mapColumns(etraceFeed, columns)!;
  const index: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const [column, field] of Object.entries(mapped.mapping.columns)) index[field] = columns.indexOf(column);
  let cells: readonly string[] = [];
  const fields = {
    text(field: string): string {
      const at = index[field];
      return at === undefined ? '' : cells[at]!.trim();
    },
    has(field: string): boolean {
      return fields.text(field) !== '';
    },
  };
  let typed: TypedRow[] = [];
  const record = {
    add(table: TypedRow['table'], values: object) {
      return typed.push({ table, ordinal: typed.length, values: values as Record<string, unknown> }) - 1;
    },
  };
  let count = 0;
  const start = process.cpuUsage();
  for (const each of table) {
    cells = each;
    typed = [];
    mapped.layout.parseRow(fields, record, context);
    count += typed.length;
  }
  return { seconds: secondsSince(start), typed: count };
}

async function wholeFile(): Promise<Pass> {
  let count = 0;
  let read = 0;
  const start = process.cpuUsage();
  const reader = await openTable(
    (async function* () {
      for (let from = 0; from < text.length; from += 65_536) yield text.subarray(from, from + 65_536);
    })(),
  );
  for await (const batch of readFeed(reader, { feed: etraceFeed, context })) {
    read += batch.rows.length + batch.rejects.length;
    for (const each of batch.rows) count += each.typed.length;
  }
  if (read !== rows) throw new Error(`${read} rows of ${rows}`);
  return { seconds: secondsSince(start), typed: count };
}

const passes = Number(process.argv[3] ?? 20);
const cleaned: Pass[] = [];
const parsed: Pass[] = [];
for (let pass = 0; pass < passes; pass++) {
  cleaned.push(cleanOnly());
  parsed.push(await wholeFile());
}
report(`clean alone, best of ${passes}`, best(cleaned));
report(`parse and clean, best of ${passes}`, best(parsed));
