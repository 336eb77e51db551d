-- The day of the decision a record tells of, such as a lead's confirmation: an older state that comes later does not replace it.
alter table flashlight.record add column state_on date;
