-- The air a shot was located in: what was noted, how well it was taken to be known, and what was estimated with the place. Null of shots located before.
alter table flashlight.gunshot add column air jsonb;
