import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dataDictionary } from '../docs/write-data-dictionary.ts';
import { actions, permissions, type Action } from '../src/api/authorise.ts';
import { failureCodes } from '../src/model/errors.ts';
import { feedNames } from '../src/model/feeds.ts';
import { roles } from '../src/model/roles.ts';

// What the documents say, held to what the code does.

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');
const readme = read('README.md');
const architecture = read('ARCHITECTURE.md');
const about = JSON.parse(read('package.json')) as {
  license: string;
  version: string;
  scripts: Record<string, string>;
} & Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;

function foldersOf(path: string): string[] {
  return readdirSync(root + path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function sourceText(path: string): string {
  return readdirSync(root + path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
    .join('\n');
}

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && file !== 'data-dictionary.md')
    .map((file) => `docs/${file}`),
];
const codeIn = (document: string) =>
  [...read(document).matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+)`/g)].map((found) => found[1] ?? found[2]!).join('\n');

describe('the data dictionary', () => {
  const dictionary = read('docs/data-dictionary.md');

  test('is what the schemas say: run npm run docs', () => {
    expect(dictionary).toBe(dataDictionary());
  });

  test('describes every table of the store', () => {
    expect(dictionary).not.toContain('Not described.');
  });
});

describe('every failure code', () => {
  const code = sourceText('src').replace(/export const failureCodes = \{[\s\S]*?\n\}/, '');

  test('in the registry is used somewhere', () => {
    expect(Object.keys(failureCodes).filter((each) => !code.includes(`'${each}'`))).toEqual([]);
  });

  test('says in one sentence what it means', () => {
    expect(Object.values(failureCodes).filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  });
});

describe('the README', () => {
  test('fits a screen or two', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(110);
  });

  test.each([...new Set([...readme.matchAll(/npx flashlight ([a-z][a-z-]*)/g)].map((found) => found[1]!))])(
    'names a command that is there: flashlight %s',
    (command) => {
      const { status, stdout } = spawnSync(process.execPath, ['bin/flashlight.js', command, '--help'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(status).toBe(0);
      expect(stdout).toContain('Example');
    },
  );

  test('names only options its commands have', () => {
    const wrong = [...readme.matchAll(/npx flashlight ([a-z][a-z-]*)([^`#\n]*)/g)].flatMap(([, command, rest]) => {
      const { stdout } = spawnSync(process.execPath, ['bin/flashlight.js', command!, '--help'], {
        cwd: root,
        encoding: 'utf8',
      });
      return [...rest!.matchAll(/--[a-z-]+/g)].map(([option]) => option).filter((option) => !stdout.includes(option));
    });
    expect(wrong).toEqual([]);
  });

  test('names the licence that package.json and the licence file name', () => {
    expect(readme).toContain(about.license);
    expect(read('LICENSE')).toMatch(/GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3/);
    expect(about.license).toBe('AGPL-3.0-or-later');
  });
});

describe('documents', () => {
  test.each(documents)('%s names only npm scripts that are there', (document) => {
    const scripts = [...codeIn(document).matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map((found) => found[1]!);
    expect(scripts.filter((script) => !(script in about.scripts))).toEqual([]);
  });

  test.each(documents)('%s names only files that are there', (document) => {
    const paths = codeIn(document).match(/\b(?:src|web|test|bench|docs|bin)\/[\w./-]*[\w]/g) ?? [];
    expect(paths.filter((path) => path !== 'web/dist' && !existsSync(root + path))).toEqual([]);
  });

  test.each(documents)('%s names only commands that are there', (document) => {
    const known = /^ {2}'?([a-z][a-z-]*)'?: \{/gm;
    const table = read('src/cli/flashlight.ts').match(/const commands[\s\S]*?\n\};/)![0];
    const commands = [...table.matchAll(known)].map((found) => found[1]!);
    expect(commands.length).toBeGreaterThan(4);
    const named = [...codeIn(document).matchAll(/\bflashlight ([a-z][a-z-]*)\b/g)].map((found) => found[1]!);
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });

  test('CHANGELOG has a place for what is not released, and says when computed numbers changed', () => {
    const changelog = read('CHANGELOG.md');
    expect(changelog).toMatch(/^## Unreleased$/m);
    expect(changelog).toMatch(/^### Results$/m);
  });

  test('ARCHITECTURE names every folder of src, and stays under 300 lines', () => {
    const folders = foldersOf('src').map((each) => `src/${each}/`);
    expect(folders.length).toBeGreaterThan(5);
    expect(folders.filter((folder) => !architecture.includes(`\`${folder}\``))).toEqual([]);
    expect(architecture.split('\n').length).toBeLessThan(300);
  });

  test('SECURITY says of every role what it may do', () => {
    const rows = [...read('SECURITY.md').matchAll(/^\| (.+) \|$/gm)].map((found) =>
      found[1]!.split('|').map((cell) => cell.trim()),
    );
    const head = rows.find((cells) => cells[0] === 'action')!;
    expect(head.slice(1)).toEqual([...roles]);
    const said = Object.fromEntries(
      rows.flatMap(([first, ...cells]) => {
        const action = /^`([a-z.]+)`/.exec(first!)?.[1];
        return action === undefined ? [] : [[action, head.slice(1).filter((_, at) => cells[at] === 'yes')]];
      }),
    );
    const allowed = Object.fromEntries(
      Object.keys(actions).map((action) => [
        action,
        roles.filter((role) => permissions[role].includes(action as Action)),
      ]),
    );
    expect(said).toEqual(allowed);
  });

  test('give each npm package a reason to be here, and no other', () => {
    const reasons = read('docs/adr/0009-dependencies.md');
    const named = [...reasons.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) +\|/gm)].flatMap((found) =>
      [...found[1]!.matchAll(/`([^`]+)`/g)].map((each) => each[1]!),
    );
    const packages = Object.keys({ ...about.dependencies, ...about.devDependencies, ...about.optionalDependencies });
    expect(packages.filter((each) => !named.includes(each))).toEqual([]);
    expect(named.filter((each) => !packages.includes(each))).toEqual([]);
  });

  test('of decisions are numbered without a gap, and say what was decided and what follows', () => {
    const decisions = readdirSync(`${root}docs/adr`).sort();
    expect(decisions.map((file) => Number(file.slice(0, 4)))).toEqual(decisions.map((_, at) => at + 1));
    for (const file of decisions) {
      const text = read(`docs/adr/${file}`);
      expect(text, file).toMatch(/^## Decision$/m);
      expect(text, file).toMatch(/^## Consequences$/m);
    }
  });
});

describe('every feed', () => {
  const folders = foldersOf('src/sources').filter((folder) => folder !== 'reading');

  test('has a folder, and every folder is one', () => {
    expect(folders.sort()).toEqual([...feedNames].sort());
  });

  test.each(folders)('%s has its description, its layouts and its tests', (folder) => {
    for (const file of ['README.md', 'feed.ts', 'feed.test.ts'])
      expect(existsSync(`${root}src/sources/${folder}/${file}`), file).toBe(true);
  });
});
