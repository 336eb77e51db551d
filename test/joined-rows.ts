import { observationNumber } from '../src/model/ids.ts';
import type { TestStore } from './open-test-store.ts';

/** Rows of recoveries and traces, and what they are joined into. */

export const rowHeaders = {
  recoveries:
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Trace Number',
  etrace:
    'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date,Recovery Address,Recovery City,Recovery State',
};

/** Type, make, model, calibre, serial of a recovered firearm, as `P/GLOCK/19/9MM/AAA1111`. */
export const recovered = (
  property: string,
  firearm: string,
  more: { trace?: string; person?: string; case?: string } = {},
) => {
  const [family = '', given = '', born = ''] = more.person?.split('/') ?? [];
  return `${property},${more.case ?? `24-${property.slice(1).padStart(7, '0')}`},05/06/2024 01:45,${firearm.split('/').join(',')},${family},${given},${born},${more.trace ?? ''}`;
};
export const traced = (trace: string, serial: string, make: string, sold = '01/01/2020') =>
  `${trace},05/07/2024,05/20/2024,COMPLETED,TRACED TO PURCHASER,24-9,${serial},${make},19,9MM,P,8-52-005-01-9H-32309,EAGLE,${sold},ECHO,ED,02/03/1985,05/06/2024,7 QUAY LN,HARBOR CITY,MD`;

export interface Seen {
  readonly observation: number;
  readonly entity: number;
  /** A newer version of its record is in force. */
  readonly replaced: boolean;
}

export type Kind = 'firearm' | 'person' | 'place' | 'incident';

/** Newest observation of a kind in each record, by the number the agency gave the record and its version. */
export async function seen(store: TestStore, kind: Kind): Promise<Record<string, Seen>> {
  const { rows } = await store.database.pool('read').query<{
    natural_key: string;
    version: number;
    record_id: number;
    ordinal: number;
    entity_id: number;
    replaced: boolean;
  }>(
    `select r.natural_key, r.version, o.record_id, o.ordinal, o.entity_id, o.status = 'SUPERSEDED' as replaced from flashlight.observation_of o
       join flashlight.record r using (agency_id, record_id) where o.kind = $1 order by r.natural_key, r.version`,
    [kind],
  );
  return Object.fromEntries(
    rows.flatMap((row) => {
      const of = {
        observation: observationNumber(row.record_id, row.ordinal),
        entity: row.entity_id,
        replaced: row.replaced,
      };
      return [
        [row.natural_key, of],
        [`${row.natural_key}/v${row.version}`, of],
      ];
    }),
  );
}

/** Entities by what was joined: the names of the records in each, those of one entity together. */
export async function groups(store: TestStore, kind: Kind, ...names: string[]): Promise<string[][]> {
  const found = await seen(store, kind);
  return [...Map.groupBy(names, (name) => found[name]!.entity).values()];
}
