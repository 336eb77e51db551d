-- A lead names its ends by their IBIS numbers: looked up for every batch that is joined.
create index ballistic_entry_ibis on flashlight.ballistic_entry (agency_id, ibis_id);
