import { describe, expect, test } from 'vitest';
import { guessFeed } from './guess-feed.ts';

const guessOf = (text: string, fileName = 'fundliste.csv') =>
  guessFeed(
    [{ sheet: null, rows: text.split('\n').map((line, at) => ({ line: at + 1, cells: line.split(',') })) }],
    { fileName, receivedOn: '2025-12-31' }, // prettier-ignore
  );
const fieldsOf = (guess: ReturnType<typeof guessOf>) =>
  Object.fromEntries(guess.columns.map(({ column, field }) => [column, field]));

describe('numbers of an agency and numbers of makers under headers nobody knows', () => {
  const few = `Beleg,Waffennummer,Hersteller,Laufmass,Waffenart,Funddatum,Bemerkung
Q-1001,ZQWX70011,GLOCK,9MM,PISTOL,05/01/2024,shelf 4
Q-1002,ZQWX70022,TAURUS,9MM,PISTOL,05/02/2024,
,ZQWX70033,RUGER,38,REVOLVER,05/03/2024,
Q-1004,ZQWX70044,RUGER,38,REVOLVER,13/45/2024,shelf 5`;

  test('are told by which of them follow on one another, and both are proposed as unsure', () => {
    const guess = guessOf(few);
    expect(fieldsOf(guess)).toEqual({
      Beleg: 'property_number',
      Waffennummer: 'serial_number',
      Hersteller: 'make',
      Laufmass: 'calibre',
      Waffenart: 'firearm_type',
      Funddatum: 'recovered_at',
      Bemerkung: null,
    });
    for (const { why, confidence } of guess.columns.slice(0, 2)) {
      expect(why).toMatch(/may as well be it: look at both$/);
      expect(confidence).toBeLessThan(0.5);
    }
  });

  test('whichever stands first', () => {
    const turned = few.replace(/^([^,]*),([^,]*),/gm, '$2,$1,');
    expect(fieldsOf(guessOf(turned))).toMatchObject({ Beleg: 'property_number', Waffennummer: 'serial_number' });
  });

  test('are sure where their headers say what they are', () => {
    const named = few.replace('Beleg,Waffennummer', 'Evidence Tag,Weapon Serial');
    for (const { why } of guessOf(named, 'guns recovered.csv').columns.slice(0, 2))
      expect(why).not.toContain('may as well');
  });
});

test('of two columns that fit one field alike, the one taken names the other', () => {
  const rows = Array.from(
    { length: 40 },
    (_, at) => `E${at}00${at},2024-05-0${1 + (at % 9)} 10:0${at % 10},SHOTS,SHOTF,${at} Oak St`,
  );
  const guess = guessOf(['evt_id,create_ts,final_typ,fin_type,blk_addr', ...rows].join('\n'), 'cad.csv');
  const [taken] = guess.columns.filter(({ field }) => field === 'final_type');
  const other = taken!.column === 'final_typ' ? 'fin_type' : 'final_typ';
  expect(taken!.why).toContain(`${other} may as well be it`);
  expect(guess.columns.find(({ column }) => column === other)!.field).toBeNull();
});
