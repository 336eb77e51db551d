import { expect, test } from 'vitest';
import { nameOrder } from './name-order.ts';

test.each([
  ['Suspect (Last First Middle)', 'family-first'],
  ['Name (Last, First MI)', 'family-first'],
  ['SUBJ_NAME_LFM', 'family-first'],
  ['OffenderLastFirst', 'family-first'],
  ['Last Name, First Name', 'family-first'],
  ['Apellidos y nombre', null],
  ['Apellido Nombre', 'family-first'],
  ['Victim First Last', 'given-first'],
  ['First Name Last Name', 'given-first'],
  ['Owner First Middle Last', 'given-first'],
  ['Last Name', null],
  ['First Name', null],
  ['Last Seen', null],
  ['Suspect', null],
] as const)('%s: %s', (header, order) => expect(nameOrder(header)).toBe(order));
