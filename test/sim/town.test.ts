import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Papa from 'papaparse';
import { afterAll, expect, test } from 'vitest';

import type { CommandIo } from '../../src/cli/command.ts';
import { townCommand } from '../../src/cli/town.ts';
import { publishedCompletion, publishedTimeToCrime } from '../../src/town/published-shares.ts';
import { makeTown } from '../../src/town/town.ts';

const work = mkdtempSync(join(tmpdir(), 'town-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Whole files of a town, by path. */
function filesOf(seed: number, scale: number): Map<string, string> {
  const pieces = new Map<string, string[]>();
  for (const { path, text } of makeTown({ seed, scale })) {
    const list = pieces.get(path) ?? [];
    list.push(text);
    pieces.set(path, list);
  }
  return new Map([...pieces].map(([path, list]) => [path, list.join('')]));
}

type Row = Record<string, string>;

const read = (text: string): Row[] => Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;

function rowsOf(town: Map<string, string>, prefix: string): Row[] {
  return [...town].filter(([path]) => path.startsWith(prefix)).flatMap(([, text]) => read(text));
}

function digest(town: Map<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, text] of town) hash.update(path).update('\0').update(text);
  return hash.digest('hex');
}

const city = filesOf(20_240_601, 1);

test('the same seed and scale give the same bytes, another seed gives others', () => {
  const first = digest(filesOf(7, 0.15));
  expect(digest(filesOf(7, 0.15))).toBe(first);
  expect(digest(filesOf(8, 0.15))).not.toBe(first);
});

test('every row of every table has as many cells as its header', () => {
  for (const [path, text] of filesOf(7, 0.15)) {
    if (!path.endsWith('.csv')) continue;
    const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
    const width = data[0]?.length;
    expect(
      data.filter((row) => row.length !== width),
      path,
    ).toEqual([]);
  }
});

test('traces end as the National Academies report says: to a purchaser, too old, serial problems', () => {
  const results = rowsOf(city, 'feeds/etrace/results');
  const share = (...codes: string[]): number =>
    results.filter((row) => codes.includes(row['Completion Code'] ?? '')).length / results.length;
  expect(results.length).toBeGreaterThan(11_500);
  expect(Math.abs(share('TRACED TO PURCHASER') - publishedCompletion.purchaser)).toBeLessThan(0.02);
  expect(Math.abs(share('MANUFACTURED PRIOR TO 1968') - publishedCompletion.tooOld)).toBeLessThan(0.015);
  expect(
    Math.abs(share('INVALID SERIAL NUMBER', 'OBLITERATED SERIAL NUMBER') - publishedCompletion.serialProblem),
  ).toBeLessThan(0.015);
});

test("source states follow ATF's matrix for Maryland in 2017", () => {
  const sold = rowsOf(city, 'feeds/etrace/results').filter((row) =>
    ['TRACED TO PURCHASER', 'DEALER IDENTIFIED, PURCHASER NOT IDENTIFIED'].includes(row['Completion Code'] ?? ''),
  );
  const share = (state: string): number => sold.filter((row) => row['Dealer State'] === state).length / sold.length;
  for (const [state, count] of [
    ['MD', 2775],
    ['VA', 858],
    ['PA', 383],
    ['WV', 253],
    ['GA', 230],
    ['NC', 215],
    ['SC', 147],
    ['FL', 117],
    ['DE', 107],
  ] as const)
    expect(Math.abs(share(state) - count / 5886), state).toBeLessThan(0.022);
});

test('time to crime follows the published shares, with a few impossible ones', () => {
  const days = rowsOf(city, 'feeds/etrace/results').flatMap((row) =>
    row['Time To Crime'] === '' ? [] : [Number(row['Time To Crime'])],
  );
  const known = days.filter((day) => day >= 0);
  const under = (limit: number): number => known.filter((day) => day < limit).length / known.length;
  expect(Math.abs(under(365) - publishedTimeToCrime.underOneYear)).toBeLessThan(0.04);
  expect(Math.abs(under(1096) - publishedTimeToCrime.underThreeYears)).toBeLessThan(0.035);
  const meanYears = known.reduce((sum, day) => sum + day, 0) / known.length / 365.25;
  expect(meanYears).toBeGreaterThan(publishedTimeToCrime.meanYears2021);
  expect(meanYears).toBeLessThan(publishedTimeToCrime.meanYears2016);
  expect(days.length - known.length).toBeGreaterThan(0);
});

test('time to crime alone tells trafficked traces from others, but not well', () => {
  const truth = new Map(
    read(city.get('truth/traces.csv') ?? '').map((row) => [row['trace_number'], row['trafficked']]),
  );
  const scored = rowsOf(city, 'feeds/etrace/results')
    .filter((row) => row['Time To Crime'] !== '' && truth.has(row['Trace Number']))
    .map((row) => ({ days: Number(row['Time To Crime']), planted: truth.get(row['Trace Number']) === '1' }))
    .toSorted((a, b) => a.days - b.days);
  const planted = scored.filter((trace) => trace.planted).length;
  let others = 0;
  let better = 0;
  for (const trace of scored) {
    if (trace.planted) better += scored.length - planted - others;
    else others++;
  }
  const area = better / (planted * (scored.length - planted));
  expect(area).toBeGreaterThan(0.75);
  expect(area).toBeLessThan(0.9);
});

test('no agency gives a number twice, but for rows exported twice over', () => {
  for (const [prefix, column] of [
    ['feeds/incidents/incidents', 'Incident Number'],
    ['feeds/etrace/results', 'Trace Number'],
    ['feeds/etrace/requests', 'Request Number'],
    ['feeds/recoveries/', 'Property Number'],
    ['feeds/nibin/entries', 'IBIS ID'],
    ['feeds/gunshot-alerts/', 'Flex ID'],
    ['feeds/calls/', 'Event Number'],
    ['feeds/thefts/', 'Report Number'],
  ] as const) {
    const byNumber = new Map<string, string>();
    for (const row of rowsOf(city, prefix)) {
      const number = row[column] ?? '';
      if (number === '') continue;
      const whole = JSON.stringify(row);
      expect(byNumber.get(number) ?? whole, `${prefix} ${number}`).toBe(whole);
      byNumber.set(number, whole);
    }
    expect(byNumber.size).toBeGreaterThan(0);
  }
});

const cleanSerial = (text: string): string => text.toUpperCase().replace(/^SN /, '').replaceAll(/[\s-]/g, '');

test('a firearm said to be clean has one serial number in every record that names it; one said not to be is listed with its cause', () => {
  const serials = new Map<string, Set<string>>();
  const firearmOf = new Map(
    read(city.get('truth/firearms.csv') ?? '').map((row) => [
      `${row['feed']} ${row['row_key']}`,
      row['truth_id'] ?? '',
    ]),
  );
  for (const [feed, prefix, column, serial] of [
    ['etrace/results', 'feeds/etrace/results', 'Trace Number', 'Serial Number'],
    ['etrace/requests', 'feeds/etrace/requests', 'Request Number', 'Serial Number'],
    ['recoveries/recoveries', 'feeds/recoveries/', 'Property Number', 'Serial Number'],
    ['thefts/thefts', 'feeds/thefts/', 'Report Number', 'Serial Number'],
    ['nibin/entries', 'feeds/nibin/entries', 'IBIS ID', 'Firearm Serial'],
  ] as const) {
    for (const row of rowsOf(city, prefix)) {
      const firearm =
        firearmOf.get(`${feed} ${row[column]}/firearm`) ?? firearmOf.get(`${feed} ${row[column]}/test-fire`);
      if (firearm === undefined) continue;
      const set = serials.get(firearm) ?? new Set();
      serials.set(firearm, set.add(cleanSerial(row[serial] ?? '')));
    }
  }
  const recovered = read(city.get('truth/recovered-firearms.csv') ?? '');
  const clean = recovered.filter((row) => row['clean'] === '1');
  for (const row of clean) expect([...(serials.get(row['firearm'] ?? '') ?? [])], row['firearm']).toHaveLength(1);
  expect(clean.length / recovered.length).toBeGreaterThan(0.6);
  for (const row of recovered) expect(row['cause'] === '').toBe(row['clean'] === '1');
  expect(new Set(recovered.map((row) => row['firearm'])).size).toBe(recovered.length);
});

test("a firearm's life is in order: made, sold, passed on, fired, recovered, traced", () => {
  const lives = Map.groupBy(read(city.get('truth/lives.csv') ?? ''), (row) => row['firearm'] ?? '');
  for (const [firearm, events] of lives) {
    const first = (what: string): string | undefined => events.find((event) => event['what'] === what)?.['at'];
    const recovered = first('RECOVERED');
    expect(
      events.every((event, i) => i === 0 || (events[i - 1]?.['at'] ?? '') <= (event['at'] ?? '')),
      firearm,
    ).toBe(true);
    expect(first('MANUFACTURED'), firearm).toBe(events[0]?.['at']);
    if (recovered === undefined) continue;
    for (const event of events)
      if (event['what'] !== 'TRACED')
        expect((event['at'] ?? '') <= recovered, `${firearm} ${event['what']}`).toBe(true);
  }
});

test('every entry a ballistic lead speaks of exists, wrong leads are few, and some are retracted', () => {
  const entries = new Set(rowsOf(city, 'feeds/nibin/entries').map((row) => row['IBIS ID']));
  const leads = rowsOf(city, 'feeds/nibin/leads');
  for (const row of leads)
    expect(entries.has(row['IBIS A']) && entries.has(row['IBIS B']), row['Lead Number']).toBe(true);
  expect(leads.some((row) => row['Status'] === 'NOT_CONFIRMED' && row['Retracted'] !== '')).toBe(true);
  const examined = leads.filter((row) => row['Status'] !== 'DISSEMINATED');
  expect(examined.filter((row) => row['Status'] === 'CONFIRMED_HIT').length / examined.length).toBeGreaterThan(0.93);
});

test('some firearms cross from one precinct to the next, and their truth says so', () => {
  const incidents = new Map(
    rowsOf(city, 'feeds/incidents/incidents').map((row) => [row['Incident Number'], row['District']]),
  );
  const scenes = rowsOf(city, 'feeds/nibin/entries').filter((row) => row['Event Type'] === 'SCENE');
  const firearmOf = new Map(
    read(city.get('truth/firearms.csv') ?? '').map((row) => [
      `${row['feed']} ${row['row_key']}`,
      row['truth_id'] ?? '',
    ]),
  );
  const visiting = scenes.filter((row) => {
    const firearm = firearmOf.get(`nibin/entries ${row['IBIS ID']}/scene`);
    return firearm !== undefined && /^f-[1-8]-[123]$/.test(firearm);
  });
  expect(visiting).toHaveLength(24);
  for (const row of visiting)
    expect(incidents.has((row['Agency Case Number'] ?? '').replace(/^(\d\d)[ -]?/, '$1-'))).toBe(true);
});

test('at larger scales every precinct still has numbers of its own', () => {
  const numbers = new Set<string>();
  let count = 0;
  for (const { path, text } of makeTown({ seed: 3, scale: 2.2 })) {
    if (!path.startsWith('truth/traces')) continue;
    for (const line of text.split('\r\n')) {
      if (!line.startsWith('T')) continue;
      numbers.add(line.slice(0, line.indexOf(',')));
      count++;
    }
  }
  expect(count).toBeGreaterThan(24_000);
  expect(numbers.size).toBe(count);
}, 60_000);

interface Spoken extends CommandIo {
  said: { out: string; err: string; json: unknown[] };
}

function listen(): Spoken {
  const said: Spoken['said'] = { out: '', err: '', json: [] };
  return {
    said,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    json: (value) => {
      said.json.push(value);
    },
  };
}

test('the command writes a whole town, says what it wrote, and writes the same over it', async () => {
  const out = join(work, 'town');
  const io = listen();
  expect(await townCommand.run(['--seed', '5', '--scale', '0.05', '--out', out, '--json'], io)).toBe(0);
  const [answer] = io.said.json as [
    { seed: number; scale: number; files: { path: string; rows: number; bytes: number }[] },
  ];
  expect([answer.seed, answer.scale, io.said.out]).toEqual([5, 0.05, '']);
  for (const file of answer.files) {
    const bytes = readFileSync(join(out, file.path));
    expect(bytes.length, file.path).toBe(file.bytes);
    if (file.path.endsWith('.csv')) expect(read(bytes.toString('utf8')).length, file.path).toBe(file.rows);
  }
  expect(existsSync(join(out, 'truth/README.md'))).toBe(true);
  const again = listen();
  expect(await townCommand.run(['--seed', '5', '--scale', '0.05', '--out', out, '--json'], again)).toBe(0);
  expect((again.said.json[0] as { files: unknown }).files).toEqual(answer.files);
  expect(readdirSync(work)).toEqual(['town']);
});

test('a directory that holds something else is refused and left alone', async () => {
  const out = join(work, 'other');
  mkdirSync(out);
  writeFileSync(join(out, 'letter.txt'), 'keep me');
  const io = listen();
  expect(await townCommand.run(['--seed', '5', '--scale', '0.05', '--out', out], io)).toBe(2);
  expect(io.said.err).toContain("not a town's");
  expect(readdirSync(out)).toEqual(['letter.txt']);
});

test.each([
  [[]],
  [['--seed', 'x', '--scale', '1', '--out', 'a']],
  [['--seed', '-1', '--scale', '1', '--out', 'a']],
  [['--seed', '1', '--scale', '0', '--out', 'a']],
  [['--seed', '1', '--scale', 'big', '--out', 'a']],
  [['--seed', '1', '--scale', '1']],
  [['--seed', '1', '--scale', '1', '--out', 'a', '--colour', 'red']],
])('wrong usage %j ends with 2 and a word on it', async (args) => {
  const io = listen();
  expect(await townCommand.run(args, io)).toBe(2);
  expect(io.said.err).toMatch(/--help/);
});
