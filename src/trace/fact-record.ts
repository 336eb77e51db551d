import type { Participant } from '../model/evidence.ts';
import type { LifeRecord, TiedShooting } from './firearm-life.ts';
import type { Party } from './parties-contradict.ts';

/** Of a record that observes a firearm what its facts are made of: a record of its life is one as well. */
export interface FactRecord extends Pick<
  LifeRecord,
  'firearm' | 'rows' | 'placeState' | 'placeCity' | 'placeDistrict'
> {
  readonly source: { readonly record: number };
  readonly participants: readonly (Omit<Participant, 'label'> & Party & { readonly ordinal: number })[];
  readonly place: {
    readonly point: { readonly lon: number; readonly lat: number } | null;
    /** FIPS code of the county the point lies in, where that was looked up and is sure. */
    readonly county?: string | null | undefined;
  } | null;
  readonly dealerPlaces?: ReadonlyMap<number, { readonly county?: string | undefined }>;
}

/** Likewise of a shooting tied to it. */
export type FactShooting = Pick<TiedShooting, 'tie' | 'status' | 'on' | 'toldOn' | 'district'> & {
  readonly incident: Pick<TiedShooting['incident'], 'id'>;
};
