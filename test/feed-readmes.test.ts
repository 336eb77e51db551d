import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allFeeds } from '../src/sources/all-feeds.ts';

const sources = new URL('../src/sources/', import.meta.url);
const described = [
  'incidents',
  'shootings',
  'gunshot-alerts',
  'calls',
  'licensees',
  'inspections',
  'trace-flows',
  'nics',
  'etrace',
  'nibin',
  'recoveries',
  'thefts',
  'multiple-sales',
  'denials',
] as const;

describe.each(described)('README of %s', (name) => {
  const readme = readFileSync(new URL(`${name}/README.md`, sources), 'utf8');

  test('names every field of every layout', () => {
    const fields = allFeeds[name].layouts.flatMap((layout) =>
      layout.shape === 'rows' ? Object.keys(layout.fields) : [],
    );
    expect(fields.filter((field) => !new RegExp(`\\| \`${field}\` +\\|`).test(readme))).toEqual([]);
  });

  test('names every code by which a row is rejected', () => {
    const folder = new URL(`${name}/`, sources);
    const code = readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n');
    const codes = [...code.matchAll(/(?:reject|refused)\(\s*'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1]!);
    expect(codes.length).toBeGreaterThan(0);
    expect([...new Set(codes)].filter((each) => !readme.includes(`\`${each}\``))).toEqual([]);
  });
});
