import { expect, test } from 'vitest';
import { cleanMake } from '../model/values/firearm-make.ts';
import { FIREARM_MAKES } from '../model/values/firearm-make-table.ts';
import { cleanSerialNumber } from '../model/values/serial-number.ts';
import { identityKeys } from './identity-keys.ts';

/** Keys of a firearm as its record has it. */
function firearmKeys(make: string, serial: string, more: Record<string, string> = {}): string[] {
  const number = cleanSerialNumber(serial);
  const maker = cleanMake(make);
  const values = {
    serial_raw: serial,
    serial_clean: number?.clean || null,
    serial_ncic: number?.ncic || null,
    make_raw: make,
    make_name: maker?.name ?? null,
    make_family: maker?.family ?? null,
    ...more,
  };
  return identityKeys('firearm', values).map(({ key }) => key);
}

test.each(
  (
    'PISTOL|HANDGUN|Revolver|9MM|.380|FOREIGN|CHINA|MADE IN CHINA|US|VARIOUS|UNIDENTIFIED|UNREADABLE|' +
    'SEE REMARKS|PMF/PRIVATELY MADE|HOMEMADE|GHOST GUN|AR-15|NOT MARKED'
  ).split('|'),
)('%s with a serial number is no maker', (make) => {
  expect(firearmKeys(make, 'AB10023')).toEqual([]);
});

test('every make of the table but one is a maker', () => {
  const none = FIREARM_MAKES.filter(({ name }) => firearmKeys(name, 'AB10023').length === 0).map(({ name }) => name);
  expect(none).toEqual(['PRIVATELY MADE']);
});

test.each([
  ['GLOCK', 'GLOCK19', { model: '19 GEN 5' }],
  ['GLOCK', '1919', { model: '19' }],
  ['COLT', 'COLT1911', { model: 'M1911A1' }],
  ['SIG SAUER', 'P226', { model: 'P226' }],
  ['RUGER', '9X19', {}],
])('%s %s repeats the make, model or calibre', (make, serial, more) => {
  expect(firearmKeys(make, serial, more)).toEqual([]);
});

test.each([
  ['GLOCK', 'BXK482', { model: '48' }],
  ['COLT', 'COLT19112', { model: 'M1911A1' }],
  ['HI-POINT', 'P8009794', { calibre_raw: '9' }],
])('%s %s is a number', (make, serial, more) => {
  expect(firearmKeys(make, serial, more)).toHaveLength(1);
});

const personKeys = (values: Record<string, string>) =>
  identityKeys('person', { family_name: 'SMITH', given_name: 'JOHN', id_type: 'DL', id_state: 'MD', ...values }).map(
    ({ key }) => key.split(':')[0],
  );

test('a person has keys by a plausible number, and by name and birth date where the name is more than an initial', () => {
  expect(personKeys({ id_number: 'S530423456789', born_on: '1980-01-02' })).toEqual([
    'id-born',
    'id-name',
    'name-born',
  ]);
  expect(personKeys({ id_number: '123456789', born_on: '1980-01-02' })).toEqual(['name-born']);
  expect(personKeys({ given_name: 'J', born_on: '1980-01-02' })).toEqual([]);
});

test('the name of the city is no place in it', () => {
  const place = (address: string) => identityKeys('place', { address, city: 'Takoma Park', state: 'MD' });
  expect(place('TAKOMA PARK')).toEqual([]);
  expect(place('SPRING PARK')).toHaveLength(1);
});

test('dealers without a licence number are joined by name only where the address is one', () => {
  const dealer = (address: string) => identityKeys('dealer', { name: 'EAGLE', address, zip: '21201' });
  expect(dealer('7 QUAY LN')).toHaveLength(1);
  expect(dealer('BALTIMORE')).toEqual([]);
});
