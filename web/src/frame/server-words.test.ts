import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { countDateOrder, DateOrders } from '../../../src/sources/date-orders.ts';
import { keyReasons } from '../../../src/identity/identity-keys.ts';
import { allFeeds } from '../../../src/sources/all-feeds.ts';
import { guessFeed } from '../../../src/sources/guess-feed.ts';
import { fieldName } from '../imports/field-name.ts';
import { en } from './messages.en.ts';
import { es } from './messages.es.ts';
import { failureCodes } from '../../../src/model/errors.ts';
import { columnWords, failureWords, gotWords, knownSentence, layoutWords, serverWords } from './server-words.ts';
import { makeWords } from './words.tsx';

const spanish = makeWords('es', es);
const english = makeWords('en', en);

const sources = import.meta.glob<string>(['../../../src/sources/**/*.ts', '!../../../src/sources/**/*.test.ts'], {
  query: '?raw',
  eager: true,
  import: 'default',
});

/** Texts an expression may be, with 7 where something is put in. */
function textsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map((span) => `7${span.literal.text}`).join('')];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.BarBarToken) return textsOf(node.right);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return textsOf(node.right);
  return [];
}

/** What the importers say was expected and got, read off their code. */
function saidByImporters(): Set<string> {
  const said = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const { text } = node.expression;
      const given = node.arguments;
      const words =
        text === 'reject' || text === 'refused' ? given.slice(2, 4) : /^(lose|keep)$/.test(text) ? given.slice(-2) : [];
      for (const each of words.flatMap(textsOf)) said.add(each);
    }
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && /^(expected|got)$/.test(node.name.text))
      for (const each of textsOf(node.initializer)) said.add(each);
    ts.forEachChild(node, visit);
  };
  for (const [name, text] of Object.entries(sources))
    visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  // A quotation of the cell, cut.
  said.delete('7…');
  return said;
}

const header = [
  'Beleg',
  'Waffennummer',
  'Hersteller',
  'Laufmass',
  'Waffenart',
  'Funddatum',
  'Recovery Address',
  'Leer',
];
const rows = Array.from({ length: 30 }, (_, at) => ({
  line: at + 2,
  cells: [
    `Q-${1000 + at}`,
    `ZQWX${70_000 + at}`,
    at % 3 ? 'GLOCK' : 'TAURUS',
    '9MM',
    'PISTOL',
    at % 4 ? '05/01/2024' : 'soon',
    '1 WHARF RD',
    '',
  ],
}));

describe('what the server says', () => {
  it('of what a row lacks has Spanish, every word an importer writes', () => {
    const said = [...saidByImporters()];
    expect(said.length).toBeGreaterThan(50);
    expect(said.filter((sentence) => knownSentence(sentence, spanish) === null)).toEqual([]);
  });

  it('of why observations belong together has Spanish', () => {
    const reasons = [
      ...Object.values(keyReasons),
      'a person judged them the same',
      'joined through another observation',
    ];
    expect(reasons.filter((reason) => serverWords(reason, spanish) === reason)).toEqual([]);
  });

  it('names every layout and every field in Spanish', () => {
    const layouts = Object.values(allFeeds).flatMap((feed) => feed.layouts);
    expect(layouts.map(({ title }) => title).filter((title) => layoutWords(title, spanish) === title)).toEqual([]);
    const fields = layouts.flatMap((layout) => (layout.shape === 'rows' ? Object.keys(layout.fields) : []));
    // Without words a name is made readable in English: that is what no field may need.
    const unnamed = fields.filter((field) => fieldName(field, { say: () => 'said', sayIfKnown: known }) !== 'said');
    expect(unnamed).toEqual([]);
  });

  it('of why a column is read as a field is said with the field’s Spanish name', () => {
    const guess = guessFeed([{ sheet: null, rows: [{ line: 1, cells: header }, ...rows] }] as never, {
      fileName: 'fundliste.csv',
      receivedOn: '2024-12-31',
    });
    expect(guess.columns.length).toBe(header.length);
    const left = guess.columns.filter(({ why, field }) => columnWords(why, field, spanish) === why);
    expect(left).toEqual([]);
    expect(guess.columns.map(({ why }) => why).join()).not.toContain('%');
  });

  it('of a file that is of no feed has Spanish, also why each column is left out', () => {
    const told = (first: string[], value: string) =>
      guessFeed(
        [
          {
            sheet: null,
            rows: [first, ...rows.map(() => first.map(() => value))].map((cells, line) => ({ line, cells })),
          },
        ] as never,
        {
          fileName: 'file.csv',
          receivedOn: '2024-12-31',
        },
      );
    const guesses = [
      told(['Crash ID', 'Collision Type', 'Contributing Factor', 'Persons Injured'], 'x'),
      told(['Kolonne A', 'Kolonne B', 'Kolonne C'], 'y'),
      told(['one'], 'z'),
    ];
    for (const { note } of guesses) expect(knownSentence(note!, spanish), note).not.toBeNull();
    const why = guesses.flatMap(({ columns }) => columns.map((column) => column.why));
    expect(why.length).toBeGreaterThan(6);
    expect(why.filter((each) => columnWords(each, null, spanish) === each)).toEqual([]);
  });

  it('of dates of two orders in one column has Spanish, whichever order is read', () => {
    const said = (['mdy', 'dmy'] as const).map((order) => {
      const orders = new DateOrders();
      const dates = orders.datesOf('Day', order, true);
      for (const cell of ['31/12/2023', '12/31/2023', '30/12/2023']) countDateOrder(dates, cell, 2, order);
      return serverWords(orders.check()[0]!.message, spanish);
    });
    expect(said[0]).toMatch(
      /^La columna Day se lee con el mes primero y contiene 2 valores que solo pueden tener el día/,
    );
    expect(said[1]).toMatch(/^La columna Day se lee con el día primero y contiene 1 valor que solo puede tener el mes/);
  });

  it('of a last row without the end of its line has Spanish', () => {
    const said =
      'The last row (line 17) has no end of line, as those above it have: its last cell may be cut short. Compare it with the source.';
    expect(serverWords(said, spanish)).toMatch(/^La última fila \(línea 17\) no tiene fin de línea/);
  });

  it('of a share gives its parts', () => {
    expect(
      columnWords(
        'Day it was found: told from the values alone; 18 of 61 distinct values looked at read as dates, 43 do not',
        'recovered_at',
        spanish,
      ),
    ).toBe(
      'fecha de recuperación: deducido solo de los valores; 18 de 61 valores distintos vistos se leen como fechas, 43 no',
    );
  });

  it('quotes a cell as it came, though it reads like a word of the server', () => {
    expect(gotWords('nothing', ['', 'x'], spanish)).toBe('nada');
    expect(gotWords('nothing', ['nothing', 'x'], spanish)).toBe('nothing');
  });

  it('is shown in English as it came', () => {
    expect(serverWords('a date up to 2024-01-01', english)).toBe('a date up to 2024-01-01');
  });
});

/** As the Spanish words know a key, but saying the same of each. */
function known(key: string): string | null {
  return Object.hasOwn(es, key) ? 'said' : null;
}

it('feeds are named as people name them, in both languages', () => {
  const other =
    'No feed was recognised: licensees, nibin are those there are. To import it all the same, choose one and say what its columns hold.';
  expect(knownSentence(other, english)).toMatch(/: Licensed dealers, Ballistics \(NIBIN\) are/);
  expect(knownSentence(other, spanish)).toMatch(/: las que hay son Comerciantes con licencia, Balística \(NIBIN\)\./);
});

it('a file of one column is said to be one in Spanish', () => {
  const note =
    'No table was found: expected a header of two columns or more with rows under it, or three rows of three columns; got one column.';
  expect(knownSentence(note, spanish)).toMatch(/hay una sola columna\.$/);
});

it('every failure is said in Spanish, whatever the server writes of it', () => {
  for (const code of Object.keys(failureCodes)) {
    const said = failureWords({ code, message: 'Expected a thing; got another.' }, spanish);
    expect(said, code).toMatch(/[a-záéíóúñ]{3}/);
    expect(said, code).not.toContain('Expected');
    expect(failureWords({ code, message: 'Expected a thing; got another.' }, english)).toBe(
      'Expected a thing; got another.',
    );
  }
});
