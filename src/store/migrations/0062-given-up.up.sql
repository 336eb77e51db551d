-- What was given up is told of at the desk for a day.
create index gunshot_delivery_given_up on flashlight.gunshot_delivery (agency_id, given_up_at) where given_up_at is not null;
