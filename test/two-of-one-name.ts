import { header, people, row } from './sim/made-people.ts';

/**
 * Two made-up people of one name, two rows each: the rows most alike say neither the birth dates nor the numbers of a register that tell the two
 * apart, which their other rows do. Needs rows enough beside them for a model to be learnt from.
 */
const said = (id: string, of: { born: string; street: string; phone: string; idNumber: string }) =>
  row({
    ...people[0]!,
    id,
    givenName: 'MALIK',
    familyName: 'BROWNLEE',
    city: 'HARBOR CITY',
    postcode: '21201',
    ...of,
  }).replace(`DL,MD,${of.idNumber}`, `SID,MD,${of.idNumber}`);

const together = { street: '700 HARBOR RD', phone: '410-555-0142' };
export const twoOfOneName = [
  header,
  said('90001', { born: '02/18/2002', street: '1 OAK ST', phone: '', idNumber: '01010056' }),
  said('90002', { born: '02/18/2002', ...together, idNumber: '' }),
  said('90003', { born: '07/29/1988', street: '9 PINE ST', phone: '', idNumber: '01012138' }),
  said('90004', { born: '', ...together, idNumber: '01012138' }),
];
