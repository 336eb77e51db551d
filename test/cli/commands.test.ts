import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validFeeds } from '../faults/damaged-feeds.ts';
import { onlyJson, runCommand, startCommand } from '../faults/run-command.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-cli-'));
let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(async () => {
  await store.close();
  rmSync(place, { recursive: true, force: true });
});

const commands = [
  'start',
  'import',
  'firearm',
  'links',
  'judge',
  'agency',
  'excerpt',
  'sign-in-link',
  'town',
  'identity',
  'acoustics',
];
type Refusal = { error: { code: string; message: string } };

describe('the program', () => {
  test('without words says how it is used, and that this was wrong', async () => {
    const { code, stdout } = await runCommand([]);
    expect(code).toBe(2);
    for (const command of commands) expect(stdout).toContain(`  ${command}`);
  });

  test('says its version', async () => {
    const about = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(about) as { version: string };
    expect(await runCommand(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each(commands)('%s --help shows an example, and needs no store', async (command) => {
    const { code, stdout, stderr } = await runCommand([command, '--help'], { url: 'postgres://nowhere.invalid/x' });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Example: flashlight ${command}`, 'm'));
  });

  test.each([
    'nonsense',
    'import --nonsense',
    'firearm',
    'firearm AB%',
    'links',
    'trace',
    'trace index --mode nonsense',
    'trace report',
    'trace report --by nonsense',
    'trace nonsense',
    'leads --limit x',
    'leads verify',
    'city sign abc',
    'city fit more',
    'report traces',
    'tracing',
    'tracing coverage --from 2026-13-01',
    'multiple-sales destroy --as-of 2026-13-01',
    'agency remove',
    'excerpt remove',
    'excerpt add outside',
    'town --scale x',
    'start --port 99999',
    'start --url flashlight.city.example',
    'start --url https://city.example/flashlight',
    'start --trust-proxy everybody',
    'start --trust-proxy 10.0.0.0/33',
    'acoustics',
    'acoustics detect',
    'acoustics classify',
    'identity',
    'identity dedupe config.json people.csv --workers 0',
    'identity dedupe config.json people.csv --workers two',
    'acoustics locate',
    'acoustics locate scenes.jsonl --workers 0',
    'acoustics simulate scenes.jsonl --scenes 3',
    'acoustics replay',
    'acoustics replay live-fire --from memory',
    'acoustics simulate scenes.jsonl --seed 1 --scenes 3 --kind cannon',
    'identity sql config.json',
    'identity sql config.json model.json --dialect oracle',
    'identity sql config.json model.json people.csv',
  ])('ends with exit code 2 and a sentence on standard error: %s', async (words) => {
    const { code, stdout, stderr } = await runCommand(words.split(' '), { url: store.url });
    expect([code, stdout], stderr).toEqual([2, '']);
    expect(stderr).toMatch(/^\S.+/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('ends without a fault when its reader goes away', async () => {
    const running = startCommand(['import', '--help']);
    running.process.stdout!.destroy();
    expect((await running.finished).code).toBe(0);
  });
});

describe('what a terminal is shown', () => {
  test('has no control characters of a file in it; JSON escapes them', async () => {
    const path = join(place, 'controls.csv');
    writeFileSync(
      path,
      'Serial\u001b]0;renamed\u0007 Number\u001b[2J,Make\u009b31m,Recovered\u202e At\nABC12345,GLOCK,03/01/2024\n',
    );
    const around = { url: store.url, dataDir: join(place, 'data') };
    const shown = await runCommand(['import', '--guess', path]);
    const refused = await runCommand(['import', 'nics', path, '--agency', 'harbor-city'], around);
    const unknown = await runCommand(['firearm', '\u001b[2JABC12345'], around);
    for (const text of [shown.stdout, refused.stderr, unknown.stderr]) {
      expect(text.length).toBeGreaterThan(20);
      expect(text).not.toMatch(/[^\P{C}\n]/u);
    }
    expect(shown.stdout).toContain('Serial]0;renamed Number[2J');
    const json = await runCommand(['import', '--guess', path, '--json']);
    expect(onlyJson<{ columns: { column: string }[] }>(json).columns[0]!.column).toContain('\u001b]0;');
  });
});

describe('a store that is not there', () => {
  test.each([
    ['mysql://somewhere/else', 'store.bad-url'],
    ['postgres://127.0.0.1:1/none', 'store.unreachable'],
  ])('%s is named in words, with exit code 1 and one JSON value', async (url, code) => {
    const finished = await runCommand(['agency', 'list', '--json'], { url });
    expect([finished.code, onlyJson<Refusal>(finished).error.code]).toEqual([1, code]);
    expect(finished.stderr).toMatch(/^flashlight agency: Expected /);
  });

  test('an agency nobody knows is named by every reading command', async () => {
    for (const words of [
      ['firearm', 'ABC123'],
      ['links', 'firearm:1'],
    ]) {
      const finished = await runCommand([...words, '--agency', 'elsewhere', '--json'], { url: store.url });
      expect([finished.code, onlyJson<Refusal>(finished).error.code]).toEqual([1, 'agency.unknown']);
      expect(onlyJson<Refusal>(finished).error.message).toContain('harbor-city');
    }
  });
});

describe('a file that writes the day first', () => {
  const path = join(place, 'day-first.csv');
  const header = 'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number\n';
  const rowOf = (number: number, day: string) => `D${number},24-00009${number},${day},P,GLOCK,19,9MM,DAY${number}\n`;

  test('is refused whole as one of month first, and read with the mapping that --guess proposes', async () => {
    writeFileSync(path, header + rowOf(1, '31/12/2023 23:30') + rowOf(2, '01/12/2023 23:30') + rowOf(3, '05/06/2023'));
    const around = { url: store.url, dataDir: join(place, 'data') };
    const words = ['import', 'recoveries', path, '--agency', 'harbor-city', '--json'];
    const refused = await runCommand(words, around);
    expect([refused.code, onlyJson<Refusal>(refused).error.code]).toEqual([1, 'feed.date-order']);
    const records = () => store.database.pool('read').query(`select from flashlight.recovery where property_number ~ '^D'`); // prettier-ignore
    expect((await records()).rowCount).toBe(0);
    const guessed = onlyJson<{ mapping: object }>(await runCommand(['import', '--guess', path, '--json']));
    writeFileSync(join(place, 'day-first.json'), JSON.stringify(guessed.mapping));
    const imported = await runCommand([...words, '--mapping', join(place, 'day-first.json')], around);
    expect(onlyJson(imported)).toMatchObject({ accepted: 3, rejected: 0, warnings: [] });
    expect((await records()).rowCount).toBe(3);
  }, 60_000);

  test('in some rows alone is imported with a warning in the result and on standard error', async () => {
    const short = rowOf(6, '12/30/2023').replace('DAY6', '1.23E+09');
    writeFileSync(path, header + rowOf(4, '12/31/2023') + rowOf(5, '31/12/2023') + short);
    const words = ['import', 'recoveries', path, '--agency', 'harbor-city', '--json'];
    const imported = await runCommand(words, { url: store.url, dataDir: join(place, 'data') });
    const warnings = [
      { code: 'date.order-mixed', column: 'Recovered At' },
      { code: 'serial.digits-lost', rows: 1, column: 'Serial Number' },
    ];
    expect(onlyJson(imported)).toMatchObject({ read: 3, warnings });
    expect(imported.stderr).toContain('[date.order-mixed]');
    expect(imported.stderr).toContain('1 row: the serial number has lost digits');
    const { rows } = await store.database.pool('read').query('select warnings from flashlight.import_run order by run_id desc limit 1'); // prettier-ignore
    expect(rows).toMatchObject([{ warnings }]);
  }, 60_000);
});

describe('import --all', () => {
  test('imports what it can, tells of each file it cannot, and ends with exit code 1', async () => {
    const feeds = join(place, 'feeds');
    for (const [folder, name, text] of [
      ['thefts', 'a.csv', validFeeds().get('thefts')![0]!],
      ['thefts', 'b.csv', validFeeds().get('calls')![0]!],
      ['nics', 'c.csv', validFeeds().get('nics')![0]!],
    ] as const) {
      mkdirSync(join(feeds, folder), { recursive: true });
      writeFileSync(join(feeds, folder, name), text);
    }
    const words = ['import', '--all', place, '--agency', 'harbor-city', '--json'];
    const finished = await runCommand(words, { url: store.url, dataDir: join(place, 'data') });
    expect(finished.code, finished.stderr).toBe(1);
    expect(onlyJson<object[]>(finished)).toMatchObject([
      { feed: 'thefts', file: 'a.csv', rejected: 0 },
      { feed: 'nics', file: 'c.csv', accepted: 15 },
      { feed: 'thefts', file: 'b.csv', error: { code: 'feed.unrecognised' } },
    ]);
    expect(finished.stderr).toContain('b.csv: Expected');
  });

  test('of a folder without feeds is refused', async () => {
    const empty = join(place, 'empty');
    mkdirSync(empty);
    const finished = await runCommand(['import', '--all', empty, '--json'], { url: store.url });
    expect([finished.code, onlyJson<Refusal>(finished).error.code]).toEqual([1, 'import.no-feeds']);
  });
});

describe('links', () => {
  test('that a rule derived name both rows and say in words what it saw', async () => {
    const files = {
      incidents:
        'Incident Number,Occurred From,Latitude,Longitude,Narrative Class\n24-0000101,03/01/2024 22:10:00,39.2901,-76.6122,SHOTS FIRED\n',
      'gunshot-alerts':
        'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude\n24-7,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122\n',
    };
    for (const [feed, text] of Object.entries(files)) {
      const path = join(place, `near-${feed}.csv`);
      writeFileSync(path, text);
      const imported = await runCommand(['import', feed, path, '--agency', 'harbor-city', '--json'], {
        url: store.url,
        dataDir: join(place, 'data'),
      });
      expect(imported.code, imported.stderr).toBe(0);
    }
    const { rows } = await store.database
      .pool('read')
      .query<{ id: number }>(`select entity_id as id from flashlight.entity where label = 'Gunshot alert 24-7'`);
    const { code, stdout } = await runCommand(['links', `incident:${rows[0]!.id}`, '--hops', '1'], { url: store.url });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /CORRELATED_WITH {2}Case 24-0000101 .*\[near-gunshot-alerts\.csv:2, near-incidents\.csv:2\]/,
    );
    expect(stdout).toMatch(
      /^ {2}DERIVED_RULE: Gunshot alert 6 to 65 seconds after the incident and 28 to 60 metres from it/m,
    );
  });

  test('of a chain say of each link what it is, lead or hit, its day and its row', async () => {
    const path = join(place, 'chain.csv');
    writeFileSync(
      path,
      'Lead Number,Kind,Status,Conclusion,Case A,Event Date A,Case B\nC-1,LEAD,DISSEMINATED,,24-0000801,03/01/2024,24-0000802\nC-2,HIT,CONFIRMED,IDENTIFICATION,24-0000803,04/01/2024,24-0000802\n',
    );
    const around = { url: store.url, dataDir: join(place, 'data') };
    expect((await runCommand(['import', 'nibin', path, '--agency', 'harbor-city'], around)).code).toBe(0);
    const { rows } = await store.database.pool('read').query<{
      id: string;
    }>(`select 'incident:' || entity_id as id from flashlight.entity where label in ('Case 24-0000801', 'Case 24-0000803') order by label`);
    const { stdout } = await runCommand(['links', 'path', rows[0]!.id, rows[1]!.id], around);
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      '  Case 24-0000801  ballistic lead with  Case 24-0000802  lead, unconfirmed  2024-03-01  [chain.csv:2]',
      '  Case 24-0000802  ballistic hit with  Case 24-0000803  hit, concluded by an examiner  2024-04-01  [chain.csv:3]',
    ]);
  });

  test('say how many of one entity are read', async () => {
    const path = join(place, 'thrice.csv');
    const rows = [1, 2, 3].map((n) => `T${n},24-0000909,0${n}/01/2024,P,GLOCK,19,9MM,THR30001\n`);
    writeFileSync(
      path,
      `Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number\n${rows.join('')}`,
    );
    const around = { url: store.url, dataDir: join(place, 'data') };
    expect((await runCommand(['import', 'recoveries', path, '--agency', 'harbor-city'], around)).code).toBe(0);
    const life = onlyJson<{ firearm: { id: string } }>(await runCommand(['firearm', 'THR30001', '--json'], around));
    const { stdout } = await runCommand(['links', life.firearm.id, '--limit', '2'], around);
    expect(stdout).toMatch(/1 of 3 links of .*\(limit-per-entity: of one entity the newest 2 are read; raise --limit/);
  });

  test('one source is no agreement, and a county is that of the licence', async () => {
    const path = join(place, 'county.csv');
    writeFileSync(
      path,
      `Trace Number,Request Date,Completed Date,Completion Code,Serial Number,Manufacturer,Model,Caliber,Type,Dealer FFL,Dealer Name,Dealer City,Dealer State,Sale Date
T20240000909,03/05/2024,03/20/2024,TRACED TO PURCHASER,CTY90001,GLOCK,17,9MM,P,8-52-005-01-5A-00001,ACME GUNS,TOWSON,MD,03/01/2023\n`,
    );
    const around = { url: store.url, dataDir: join(place, 'data') };
    expect((await runCommand(['import', 'etrace', path, '--agency', 'harbor-city'], around)).code).toBe(0);
    const { stdout } = await runCommand(['firearm', 'CTY90001'], around);
    expect(stdout).toContain('One source speaks of it.');
    expect(stdout).toContain('Baltimore County, MD (county of the licence)');
  });

  test('an id is its kind and its number: what is unknown is refused by name, in JSON as well', async () => {
    const { rows } = await store.database
      .pool('read')
      .query<{ id: number }>(
        `select entity_id as id from flashlight.entity where kind = 'incident' order by 1 limit 1`,
      );
    const real = `incident:${rows[0]!.id}`;
    const wrong = `person:${rows[0]!.id}`;
    for (const [words, said, ids] of [
      [[wrong], `There is no ${wrong}; the number is that of ${real}.`, [{ asked: wrong, is: real }]],
      [['firearm:99999'], 'There is no firearm:99999.', [{ asked: 'firearm:99999', is: null }]],
      [['path', real, 'firearm:99999'], 'There is no firearm:99999.', [{ asked: 'firearm:99999', is: null }]],
      [
        ['path', 'firearm:99999', wrong],
        `There is no firearm:99999. There is no ${wrong}; the number is that of ${real}.`,
        [
          { asked: 'firearm:99999', is: null },
          { asked: wrong, is: real },
        ],
      ],
    ] as const) {
      const finished = await runCommand(['links', ...words, '--json'], { url: store.url });
      expect(finished.code).toBe(1);
      expect(onlyJson(finished)).toEqual({ error: { code: 'entity.unknown', message: said, ids } });
      expect(finished.stderr.trim()).toBe(said);
    }
  });
});
