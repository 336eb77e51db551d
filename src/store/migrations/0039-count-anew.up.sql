-- Of what was written in the same transaction the planner knows nothing, and takes an excerpt's hundred thousand rows for one: it then
-- goes through all for each. Only their owner may have tables looked at anew; the role that imports may these, where it has written much.
create function flashlight.look_at_identity_anew() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  analyze flashlight.observation_of, flashlight.observation_content, flashlight.identity_content, flashlight.identity_key,
    flashlight.identity_tie, flashlight.identity_candidate;
end
$$;
revoke all on function flashlight.look_at_identity_anew() from public;
