import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

// The style of this repository, held by a test where the compiler, the linter and dependency-cruiser do not reach. A list
// here is part of the style: an entry needs a reason, and one that is no longer needed fails as well.

const root = fileURLToPath(new URL('../', import.meta.url));
const notOurs = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', '.cache', 'screenshots']);

const files = walk(root);
const code = files.filter((file) => /\.(ts|tsx|js|cjs|css|sql)$/.test(file) && !file.startsWith('docs/'));
const sources = code.filter((file) => /^(src|web\/src)\/.*\.tsx?$/.test(file) && !isTest(file));
const documents = files.filter((file) => file.endsWith('.md'));
const textOf = new Map(files.filter((file) => !/\.(png|woff2|ico)$/.test(file)).map((file) => [file, read(file)]));

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : entry.isFile() ? [relative(root, path)] : [];
  });
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

/** Lines of the given files that contain what is not wanted, as `file:line: text`. */
function linesWith(which: readonly string[], unwanted: RegExp, allowed?: RegExp): string[] {
  return which.flatMap((file) =>
    textOf
      .get(file)!
      .split('\n')
      .flatMap((line, at) =>
        unwanted.test(line) && !allowed?.test(line) ? [`${file}:${at + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
}

/** Of what was found, what the list does not excuse; and of the list, what excuses nothing. */
function unexcused(found: readonly string[], excuses: Readonly<Record<string, string>>): string[] {
  const unused = Object.keys(excuses).filter((file) => !found.includes(file));
  return [...found.filter((file) => !(file in excuses)), ...unused.map((file) => `${file}: excused for nothing`)];
}

describe('names', () => {
  test('of files and folders are in kebab-case', () => {
    const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.(en|es|up|down|test|config|pure|long|svg))*(\.[a-z0-9]+)?$/;
    const wrong = files.filter(
      (file) =>
        !file.split('/').every((part) => kebab.test(part) || /^[A-Z]+(\.md)?$/.test(part)) && !file.includes('/.'),
    );
    expect(wrong).toEqual([]);
  });

  test('of folders and files are not drawers', () => {
    const drawer = /^(utils?|helpers?|common|shared|misc|lib|core|services?|managers?)$/;
    const wrong = code.filter((file) => file.split('/').some((part) => drawer.test(part.split('.')[0]!)));
    expect(wrong).toEqual([]);
  });

  test('of files that hold one thing are its name', () => {
    const excuses = {
      'src/store/notifications.ts': 'what is listened for: listenToStore',
      'src/sources/guess-explanation.ts': 'what it does is a verb: explainColumn',
      'src/sources/calls/classify-call.ts': 'what it asks is a sentence: speaksOfGunfire',
    };
    const wrong = sources.filter((file) => {
      const exported = (kind: string) =>
        [...textOf.get(file)!.matchAll(new RegExp(`^export (?:async )?(?:${kind}) (\\w+)`, 'gm'))].map(
          (found) => found[1]!,
        );
      const things = exported('const|let|function\\*?|class');
      if (things.length !== 1 || /\.(en|es)\.ts$/.test(file)) return false;
      const words = basename(file).split('.')[0]!.split('-').map(stem);
      const names = [...things, ...exported('interface|type')].map((name) => name.toLowerCase());
      return !names.some((name) => words.some((word) => name.includes(word)));
    });
    expect(unexcused(wrong, excuses)).toEqual([]);
  });

  test('of functions do not begin with handle, process, manage or perform', () => {
    expect(linesWith(sources, /\bfunction\*? (handle|process|manage|perform)[A-Z]/)).toEqual([]);
  });
});

/** Enough of a word to find it in another form: agencies in saveAgency, entries in entriesLayout. */
function stem(word: string): string {
  return word.length <= 4 ? word : word.slice(0, Math.max(4, word.length - 4));
}

describe('words', () => {
  // A comparison gives a score and a candidate, a person a judgement. The word below would claim more than either.
  const claim = /match/i;
  const patternMatching =
    /\.match(All|es|Media)?\b|\bmatch(es)?\b(?=\s*(=|:|\?|!|\[|\.|\)|,|;|&&|\|\||of\b|=>))|RegExpMatch|toMatch|[sS]tringMatching|regexp?|pattern|\bmatch(\(| as )/;

  test('of the portal, the command line and the documents never call a candidate a match', () => {
    // A header as agencies write it is theirs, a key of a setting Splink's.
    const excuses = /[Nn]othing is called|Match Status|probability_two_random_records_match/;
    const written = [...documents.filter((file) => !file.startsWith('docs/adr/')), ...sources, ...code.filter(isTest)];
    const here = 'test/tidy.test.ts';
    // These refuse the word where somebody else writes it.
    const barring = /^src\/nibin\/words-of-certainty/;
    expect(
      linesWith(
        written.filter((file) => file !== here && !barring.test(file)),
        claim,
        new RegExp(`${patternMatching.source}|${excuses.source}`),
      ),
    ).toEqual([]);
  });

  test('of the portal in Spanish do not claim it either', () => {
    const spanish = sources.filter((file) => file.endsWith('.es.ts'));
    expect(spanish.length).toBeGreaterThan(0);
    expect(linesWith(spanish, /coincidencia/i)).toEqual([]);
  });

  test('of the trade are one for each thing', () => {
    const others = /\b(caliber|shell casing|bullet casing|licens(e|ed|ing) number)\b/i;
    const ours = sources.filter((file) => file.startsWith('web/') || file.startsWith('src/cli/'));
    expect(linesWith(ours, others)).toEqual([]);
  });
});

describe('code', () => {
  test('is finished: nothing left to do is marked in it', () => {
    expect(
      linesWith(
        code.filter((file) => file !== 'test/tidy.test.ts'),
        /\b(TODO|FIXME|HACK)\b/,
      ),
    ).toEqual([]);
  });

  test('runs every test: none is skipped or alone without a condition', () => {
    const wrong = /\.(only|skip|todo|fails)\(|\b(xit|xtest|xdescribe|fit|fdescribe)\(/;
    expect(linesWith(code.filter(isTest), wrong, /\.(startsWith|includes)\(|wrong = /)).toEqual([]);
  });

  test('is checked by the compiler everywhere', () => {
    expect(
      linesWith(
        code.filter((file) => file !== 'test/tidy.test.ts'),
        /@ts-(ignore|nocheck|expect-error)/,
      ),
    ).toEqual([]);
  });

  test('under src and web prints nothing but through the command line', () => {
    const excuses = {
      'src/store/embedded-signals.ts': 'the last words of a program that a signal ends, when nobody is left to tell',
    };
    const silent = sources.filter((file) => !file.startsWith('src/cli/'));
    const loud = silent.filter((file) => /\bconsole\.\w+\(|process\.std(out|err)/.test(textOf.get(file)!));
    expect(unexcused(loud, excuses)).toEqual([]);
  });

  test('has default exports only where a tool asks for one', () => {
    const excuses = {
      'web/src/firearm/around-chart.tsx': 'loaded lazily by React, which asks for a default',
      'web/src/links/board-map.tsx': 'loaded lazily by React, which asks for a default',
      'web/src/firearm/where-map.tsx': 'loaded lazily by React, which asks for a default',
    };
    const wrong = sources.filter((file) => /^export default/m.test(textOf.get(file)!));
    expect(unexcused(wrong, excuses)).toEqual([]);
  });

  test('does not hide where things are behind re-exports', () => {
    expect(linesWith(sources, /^export (\*|\{[^}]*\}|type \{[^}]*\}) from/)).toEqual([]);
  });

  test('keeps files to a size that can be read at one sitting', () => {
    const excuses = {
      'src/model/values/firearm-make-table.ts': 'a table of makers',
      'src/model/tables.ts': 'every column that importers write, table by table',
      'src/sources/etrace/feed.test.ts': 'every layout and completion of a trace export',
      'src/sources/reading/scan-csv.test.ts': 'one case a defect of real files',
      'src/store/migrations/0001-spine.up.sql': 'the schema, one table after the other',
      'test/faults/embedded-server.test.ts': 'every way to kill a server',
      'test/sim/rougher-files.ts': 'made files of agencies, one after the other',
      'test/sim/other-cities-tuned.ts': 'a list of files as data',
      'test/sim/other-cities-once-held-out.ts': 'a list of files as data',
      'web/src/frame/frame.css': 'the frame, part by part',
      'web/src/imports/field-names.en.ts': 'texts',
      'web/src/imports/field-names.es.ts': 'texts',
    };
    const long = code.filter((file) => textOf.get(file)!.split('\n').length > 401);
    expect(unexcused(long, excuses)).toEqual([]);
  });

  test('of the floor and the rooms is all compiled without Node or a browser', () => {
    const { include } = JSON.parse(read('tsconfig.pure.json')) as { include: string[] };
    const shell = new Set(['store', 'jobs', 'api', 'cli', 'sensor']);
    const folders = new Set(files.filter((file) => file.startsWith('src/')).map((file) => file.split('/')[1]!));
    const pure = [...folders].filter((folder) => !shell.has(folder)).sort();
    expect(pure.length).toBeGreaterThan(4);
    expect(pure.filter((folder) => !include.includes(`src/${folder}/**/*.ts`))).toEqual([]);
  });

  test('of the floor and the rooms knows no clock, no chance and no environment', () => {
    const floorAndRooms = sources.filter((file) => !/^(web|src\/(store|jobs|api|cli|sensor))\//.test(file));
    const impure =
      /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bperformance\.now\(|\bprocess\.|\bfetch\(|\bconsole\./;
    expect(linesWith(floorAndRooms, impure)).toEqual([]);
  });

  test('of tests whose files share a process changes nothing that all of it sees', () => {
    const sharing = code.filter((file) => isTest(file) && !/^(test|src\/(store|jobs|api|cli|sensor))\//.test(file));
    expect(sharing.length).toBeGreaterThan(200);
    const seen = /\bvi\.|\bprocess\.(env|chdir|on|once|umask)\b|\bglobalThis\b|\.prototype\.\w+ = |configureGlobal/;
    expect(linesWith(sharing, seen)).toEqual([]);
  });

  test('that anybody runs keeps a server that waits for the disk', () => {
    expect(linesWith([...sources, ...code.filter((file) => file.startsWith('bench/'))], /durable: false/)).toEqual([]);
  });
});

describe('the repository', () => {
  test('names no path of a machine and no host packages are fetched from', () => {
    const places = /\/(home|Users)\/[a-z]+\/|\/work\/|registry\.npmjs|npmjs\.org|yarnpkg\.com|unpkg\.com|jsdelivr/;
    const all = [...textOf.keys()].filter((file) => file !== 'test/tidy.test.ts');
    expect(linesWith(all, places)).toEqual([]);
  });

  test('locks packages by their hash, wherever they are fetched from', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; resolved?: string }>;
    };
    // The checkout itself, and its folder with the command.
    const ours = ['', 'bin', 'node_modules/flashlight-command'];
    const locked = Object.entries(packages).filter(([name]) => !ours.includes(name));
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { integrity }]) => integrity === undefined).map(([name]) => name)).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
  });

  test('pins every package it asks for', () => {
    const about = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const asked = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(about[kind] ?? {}),
    );
    const fetched = asked.filter(([, version]) => version !== 'file:bin');
    expect(fetched.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('gives every document one title', () => {
    const titles = (file: string) =>
      textOf
        .get(file)!
        .replace(/^```[\s\S]*?^```/gm, '')
        .match(/^# /gm)?.length ?? 0;
    expect(documents.filter((file) => titles(file) !== 1)).toEqual([]);
  });

  test('links only to documents that are there', () => {
    const dead = documents.flatMap((file) =>
      [...textOf.get(file)!.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((found) => found[1]!)
        .filter(
          (target) =>
            !files.some(
              (each) => each === join(dirname(file), target) || each.startsWith(`${join(dirname(file), target)}/`),
            ),
        )
        .map((target) => `${file} → ${target}`),
    );
    expect(dead).toEqual([]);
  });
});
