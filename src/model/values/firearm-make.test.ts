import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIREARM_MAKES } from './firearm-make-table.ts';
import { cleanMake, makeCleaner } from './firearm-make.ts';

test.each([
  ['GLOCK INC', 'GLOCK INC', 'GLD', 'GLOCK'],
  ['GLOCK GMBH', 'GLOCK', 'GLC', 'GLOCK'],
  ['Glock Ges.m.b.H', 'GLOCK', 'GLC', 'GLOCK'],
  ['glock', 'GLOCK', 'GLC', 'GLOCK'],
  ['S&W', 'SMITH & WESSON', 'SW', 'SMITH & WESSON'],
  ['SMITH AND WESSON CORP', 'SMITH & WESSON', 'SW', 'SMITH & WESSON'],
  ['Smith & Wesson', 'SMITH & WESSON', 'SW', 'SMITH & WESSON'],
  ['SW', 'SMITH & WESSON', 'SW', 'SMITH & WESSON'],
  ['RUGER', 'RUGER', 'RUG', 'RUGER'],
  ['STURM RUGER & CO', 'RUGER', 'RUG', 'RUGER'],
  ['Sturm, Ruger & Company, Inc.', 'RUGER', 'RUG', 'RUGER'],
  ['TAURUS INTL', 'TAURUS', 'TAU', 'TAURUS'],
  ['TAURUS BRASIL', 'TAURUS', 'TAU', 'TAURUS'],
  ['FORJAS TAURUS S.A.', 'TAURUS', 'TAU', 'TAURUS'],
  ['ROSSI', 'ROSSI', null, 'ROSSI'],
  ['Bersa', 'BERSA', 'AEI', 'BERSA'],
  ['AEI', 'BERSA', 'AEI', 'BERSA'],
  ['HI-POINT', 'HI-POINT', null, 'HI-POINT'],
  ['Beemiller, Inc.', 'HI-POINT', null, 'HI-POINT'],
  ['H&R 1871, LLC', 'HARRINGTON & RICHARDSON', null, 'HARRINGTON & RICHARDSON'],
  ['Colt’s Mfg', 'COLT', 'CLT', 'COLT'],
  ['P80', 'POLYMER80', null, 'POLYMER80'],
  ['Ghost gun', 'PRIVATELY MADE', null, 'PRIVATELY MADE'],
])('%j is %s', (raw, name, code, family) => {
  expect(cleanMake(raw)).toMatchObject({ name, code, family, importer: false, known: true });
});

test.each(['Interarms', 'CENTURY ARMS INTL', 'EAA Corp', 'F.I.E.', 'PW Arms, Inc.'])(
  '%j is an importer named as make',
  (raw) => {
    expect(cleanMake(raw)?.importer).toBe(true);
  },
);

test('a make that is not in the table keeps its name, without company form and without code', () => {
  expect(cleanMake('Acme Arms, L.L.C.')).toEqual({
    code: null,
    codeVerified: false,
    name: 'ACME ARMS',
    family: 'ACME ARMS',
    importer: false,
    known: false,
  });
});

test('a misspelling that is not listed is not guessed', () => {
  expect(cleanMake('GLOCKE')?.known).toBe(false);
});

test.each(['', 'UNKNOWN', 'unk', 'N/A', 'none', 'ZZZ', '123', '---'])('%j names no make', (raw) => {
  expect(cleanMake(raw)).toBeNull();
});

test('an agency’s own table takes precedence', () => {
  const clean = makeCleaner([{ name: 'HI-POINT', code: 'HPX', verified: true, also: ['BEEMILLER'] }]);
  expect(clean('hi point')).toMatchObject({ code: 'HPX', codeVerified: true });
  expect(clean('HPX')).toMatchObject({ name: 'HI-POINT' });
  expect(clean('glock')?.code).toBe('GLC');
});

describe('the table of makes', () => {
  test('has no name and no code twice', () => {
    const names = FIREARM_MAKES.map(({ name }) => name);
    const codes = FIREARM_MAKES.flatMap(({ code }) => code ?? []);
    expect(names.length - new Set(names).size).toBe(0);
    expect(codes.length - new Set(codes).size).toBe(0);
  });

  test('reads every writing as the make it stands under', () => {
    const strays = FIREARM_MAKES.flatMap(({ name, also = [] }) =>
      [name, ...also]
        .filter((text) => cleanMake(text)?.name !== name)
        .map((text) => `${text} → ${cleanMake(text)?.name}, not ${name}`),
    );
    expect(strays).toEqual([]);
  });

  test('names families that are makes of the table', () => {
    const names = new Set(FIREARM_MAKES.map(({ name }) => name));
    expect(FIREARM_MAKES.filter(({ family }) => family !== undefined && !names.has(family))).toEqual([]);
  });

  test('marks as verified only the codes that a public document prints', () => {
    const verified = FIREARM_MAKES.filter((entry) => entry.verified).map(({ code }) => code);
    expect(verified.sort()).toEqual(['AEI', 'GLC', 'GLD', 'MDI', 'STA']);
  });
});

test('cleaning never throws, and cleaning twice changes nothing', () => {
  const words = fc
    .array(
      fc.constantFrom(
        'GLOCK',
        'INC',
        'AND',
        '&',
        'CO',
        'USA',
        'NA',
        'N',
        'A',
        'ACME',
        '.',
        ',',
        'S',
        'W',
        '80',
        'UNKNOWN',
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join(' '));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), words), (raw) => {
      const once = cleanMake(raw);
      if (once) expect(cleanMake(once.name)).toEqual(once);
    }),
    { numRuns: 4000 },
  );
});

test('a remark in brackets, a country and letters set apart do not hide a known make', () => {
  for (const [raw, name] of [
    ['BERSA (ARGENTINA)', 'BERSA'],
    ['H S PRODUKT', 'HS PRODUKT'],
    ['HS PRODUKT (IM METAL)', 'HS PRODUKT'],
    ['GLOCK (AUSTRIA)', 'GLOCK'],
  ] as const) {
    expect(cleanMake(raw)?.name, raw).toBe(name);
  }
});
