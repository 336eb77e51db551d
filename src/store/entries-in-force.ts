/**
 * Joins to `e`, entries: `r`, their records, where these speak now. Of versions that one file brought, without a day that
 * says which came later, all do: the file contradicts itself, and none is to be preferred.
 */
export const entriesInForce = `join flashlight.record r on r.agency_id = e.agency_id and r.record_id = e.record_id
  and not exists (select 1 from flashlight.record n where n.agency_id = r.agency_id and n.source_id = r.source_id
                     and n.natural_key = r.natural_key and n.version > r.version
                     and (n.run_id <> r.run_id or n.state_on is distinct from r.state_on))`;

/** The incident that the record of a row observes, as the entity it is now. */
export const incidentOf = (row: string, which = '') => `
  select o.entity_id as incident from flashlight.incident_observation i
    join flashlight.observation_of o on o.agency_id = i.agency_id and o.record_id = i.record_id and o.ordinal = i.ordinal and o.kind = 'incident'
   where i.agency_id = ${row}.agency_id and i.record_id = ${row}.record_id ${which}`;

/** Whether a row of a lead or hit handed in withdraws what it tells of. */
export const withdrawnLink = (link: string) =>
  `(${link}.retracted_on is not null or ${link}.conclusion is not distinct from 'ELIMINATION'
    or coalesce(${link}.status in ('NOT_CONFIRMED', 'RETRACTED', 'ELIMINATED', 'WITHDRAWN'), false))`;
