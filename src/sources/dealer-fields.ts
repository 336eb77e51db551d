import type { FieldValues } from './feed.ts';
import { type BlockPart, blockFieldNames, type FieldBlock, fieldBlock } from './field-block.ts';
import type { ObservedDealer } from './observe-dealer.ts';
import { headerList } from './header-list.ts';

const parts = {
  licence: {
    kind: 'licence-number',
    about: 'Federal firearms licence number',
    aliases: headerList(`
      FFL, FFL Number, FFL No, License Number, License, Licence Number, FFL License Number, Lic No, RDS Key, Number`),
  },
  name: {
    kind: 'text',
    about: 'Name',
    aliases: headerList('Name, Business Name, Trade Name, FFL Name, License Name, Company, Trade Nm'),
  },
  street: {
    kind: 'address',
    about: 'Street address of the premises',
    aliases: headerList('Street, Address, Street Address, Premise Street, Premises Address, Addr, FFL Address'),
  },
  city: { kind: 'city', about: 'City of the premises', aliases: ['City', 'Premise City', 'FFL City'] },
  state: { kind: 'state', about: 'State of the premises', aliases: headerList('State, Premise State, St, FFL State') },
  zip: {
    kind: 'zip',
    about: 'ZIP code of the premises',
    aliases: headerList('Zip, Zip Code, Zipcode, Postal Code, Premise Zip, FFL Zip'),
  },
  phone: {
    kind: 'phone',
    about: 'Phone',
    aliases: headerList(`
    Phone, Phone Number, Telephone, Voice Phone, FFL Phone`),
  },
} as const satisfies Record<string, BlockPart>;

export type DealerPart = keyof typeof parts;

/** Columns that tell of one licensee, e.g. `distributor_licence`. */
export const dealerFields = <P extends string>(block: FieldBlock<P, DealerPart>) => fieldBlock(block, parts);

export const dealerFieldNames = <P extends string>(prefix: P) => blockFieldNames(prefix, parts);

/** What a row says of the licensee whose fields are named. */
export function dealerCells<F extends string>(
  row: FieldValues<F>,
  names: Readonly<Record<DealerPart, NoInfer<F>>>,
  role: string,
  seenOn: string | null,
): ObservedDealer {
  return {
    role,
    seenOn,
    licence: row.text(names.licence),
    name: row.text(names.name),
    street: row.text(names.street),
    city: row.text(names.city),
    state: row.text(names.state),
    zip: row.text(names.zip),
    phone: row.text(names.phone),
  };
}
