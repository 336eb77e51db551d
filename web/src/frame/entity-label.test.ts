import { expect, test } from 'vitest';
import { entityLabel } from '../../../src/identity/entity-label.ts';
import { labelText, shortLabel } from './entity-label.ts';
import { en } from './messages.en.ts';
import { es } from './messages.es.ts';
import { makeWords } from './words.tsx';

const spanish = makeWords('es', es);

test('names the server makes are said in Spanish, and those a record gives stay as they are', () => {
  const names = [
    entityLabel('incident', { case_raw: '24-0001' }),
    entityLabel('incident', { report_label: 'Gunshot alert 25-1039' }),
    entityLabel('incident', { report_label: 'Call E123' }),
    entityLabel('firearm', { make_name: 'GLOCK', model: '19' }),
    entityLabel('firearm', { no_serial_reason: 'PMF' }),
    entityLabel('person', {}),
    entityLabel('firearm', { make_name: 'GLOCK', model: '19', serial_clean: 'BKFT419' }),
    entityLabel('person', { family_name: 'CASE', given_name: 'DANA' }),
  ];
  expect(names.map((name) => labelText(name, spanish))).toEqual([
    'Caso 24-0001',
    'Alerta de disparos 25-1039',
    'Llamada E123',
    'Glock 19 sin número de serie registrado',
    'sin número de serie',
    'Nombre no registrado',
    'Glock 19 BKFT419',
    'Case, Dana',
  ]);
  expect(names.map((name) => labelText(name, makeWords('en', en)))).toEqual(names);
});

test('a mark calls a firearm by its serial number, and one without by its whole name', () => {
  expect(shortLabel(entityLabel('firearm', { make_name: 'GLOCK', serial_clean: 'BKFT419' }))).toBe('BKFT419');
  expect(shortLabel(entityLabel('firearm', { make_name: 'GLOCK' }))).toBe('Glock serial not given');
  expect(shortLabel(entityLabel('firearm', { make_name: 'GLOCK', no_serial_reason: 'PMF' }))).toBe('Glock no serial');
});
