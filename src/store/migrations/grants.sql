-- What each role may do; run after every migration. The owner (migrate) is the only role that can alter anything.
grant usage on schema flashlight to flashlight_import, flashlight_read, flashlight_publish;

-- import: adds records, what is read from them, and what is derived; never changes or removes a record.
grant select on all tables in schema flashlight to flashlight_import;
grant insert on all tables in schema flashlight to flashlight_import;
grant update on flashlight.import_run, flashlight.import_section, flashlight.entity, flashlight.identity_key, flashlight.observation_of,
  flashlight.link, flashlight.judgement, flashlight.source, flashlight.identity_model, flashlight.identity_content,
  flashlight.identity_candidate to flashlight_import;
grant update (name, city, state, time_zone) on flashlight.agency to flashlight_import;
-- What a row that withdraws a lead leaves out is read from the version it withdraws, once both are there.
grant update (kind, case_a, item_a, ibis_a, event_a_on, case_b, item_b, ibis_b, event_b_on, firearm_ordinal, warnings)
  on flashlight.ballistic_link to flashlight_import;
grant delete on flashlight.identity_key, flashlight.search_document, flashlight.identity_tie, flashlight.identity_candidate,
  flashlight.identity_content, flashlight.observation_content to flashlight_import;
-- What changed long ago is no longer listed.
grant update, delete on flashlight.link_change, flashlight.fact_change to flashlight_import;
-- Leads: what is found, and that it is withdrawn; what people made of them is theirs.
grant update (topic, subject, kind, version, standing, joined_into, strength, reason, also, traces, entity_ids, from_on, to_on, changed_at, revision,
  state, triage, assignee, outcome, about_officer) on flashlight.lead to flashlight_import;
grant update on flashlight.lead_progress to flashlight_import;
grant usage on all sequences in schema flashlight to flashlight_import;
revoke update, delete, truncate on flashlight.record, flashlight.audit_event from flashlight_import;
-- What people do is none of an importer's business: it cannot sign anyone in, nor write into the audit, nor read either.
revoke all on flashlight.session, flashlight.sign_in_link, flashlight.audit_event, flashlight.view, flashlight.idempotency_key,
  flashlight.board, flashlight.board_version, flashlight.board_share, flashlight.board_picture, flashlight.note, flashlight.task
  from flashlight_import;
revoke insert on flashlight.mapping, flashlight.account_login, flashlight.city_settings, flashlight.trace_score from flashlight_import;
revoke all on flashlight.lead_request, flashlight.lead_note from flashlight_import;
-- That what waits for a second person can no longer be done is found with the lead.
grant select (agency_id, lead_id, step, answer), update (answer, answered_by, answered_at, answer_reason) on flashlight.lead_request
  to flashlight_import;
revoke all on flashlight.tracing_request, flashlight.tracing_event from flashlight_import;
-- Reports of multiple sales whose days are over: the one way in which the program deletes a record, and these alone.
revoke insert on flashlight.multiple_sale_policy, flashlight.multiple_sale_exception, flashlight.multiple_sale_destruction,
  flashlight.multiple_sale_destroyed_row from flashlight_import;
grant execute on function flashlight.destroy_multiple_sale(integer, text, date, text),
  flashlight.destroy_multiple_sale_imports(integer, date, text) to flashlight_import;
grant execute on function flashlight.look_at_identity_anew() to flashlight_import;
revoke insert on flashlight.report_pages from flashlight_import;
grant update (destroyed) on flashlight.report_pages to flashlight_import;
-- Gunshots: what is found anew takes the place of what was found before; what people decided of them is theirs.
grant update on flashlight.sensor, flashlight.sensor_pulse_end, flashlight.pulse_cursor, flashlight.gunshot_incident, flashlight.sensor_offset,
  flashlight.sensor_sound, flashlight.gunshot_delivery, flashlight.gunshot_slot_pulses, flashlight.locator_turn to flashlight_import;
grant delete on flashlight.gunshot, flashlight.sensor_pulse, flashlight.sensor_packet, flashlight.gunshot_acknowledgement to flashlight_import;
revoke insert on flashlight.gunshot_webhook, flashlight.gunshot_mail from flashlight_import;
-- Exhibits: the program prepares scans, searches, and says where that leaves an exhibit; what people enrol and do with it is theirs.
revoke insert on flashlight.exhibit, flashlight.test_fire, flashlight.exhibit_scan from flashlight_import;
grant update on flashlight.exhibit_scan, flashlight.correlation_request to flashlight_import;
grant update (version, state, state_at, state_by, not_entered_reason, entry_source, entry_key) on flashlight.exhibit to flashlight_import;
grant update, delete on flashlight.correlation_candidate to flashlight_import;
grant update on flashlight.candidate_pair to flashlight_import;
revoke all on flashlight.candidate_review, flashlight.candidate_consensus, flashlight.candidate_settlement, flashlight.nibin_lead,
  flashlight.nibin_lead_step, flashlight.nibin_conclusion, flashlight.nibin_recipient, flashlight.nibin_notice, flashlight.nibin_recall
  from flashlight_import;
-- Whether anything was said of a pair, and what it came to: a search puts exhibits where that leaves them. Who said it is not told.
grant select (agency_id, exhibit_a, exhibit_b, taken_back_at) on flashlight.candidate_review to flashlight_import;
grant select (agency_id, exhibit_a, exhibit_b, settlement_id, conclusion, taken_back_at) on flashlight.candidate_settlement to flashlight_import;

-- read: answers people; writes only the audit, views, sessions and what a person decides or draws.
grant select on all tables in schema flashlight to flashlight_read;
grant insert on flashlight.audit_event, flashlight.view, flashlight.session, flashlight.sign_in_link,
  flashlight.idempotency_key, flashlight.board, flashlight.note, flashlight.task, flashlight.mapping
  to flashlight_read;
-- What people judge is written by what derives entities from it, in one transaction.
revoke insert on flashlight.judgement from flashlight_read;
grant update (seen_at, ended_at, language) on flashlight.session to flashlight_read;
grant update (used_at) on flashlight.sign_in_link to flashlight_read;
grant update (status, body) on flashlight.idempotency_key to flashlight_read;
-- Who is who at the command line is tied there, by whoever runs it.
grant insert, update on flashlight.account_login to flashlight_read;
-- Boards: a version is added and never changed; what is binned, revoked or ended stays, marked.
grant insert on flashlight.board_version, flashlight.board_share, flashlight.board_picture to flashlight_read;
grant update (name, version, binned_at, binned_by) on flashlight.board to flashlight_read;
grant update (may, shared_by, shared_at, revoked_at, revoked_by) on flashlight.board_share to flashlight_read;
grant update (thread, ended_at, ended_by) on flashlight.note to flashlight_read;
grant update (ended_at, ended_by) on flashlight.board_picture to flashlight_read;
-- What a city decides: a version is added and never changed but for who signed or ended it.
grant insert on flashlight.city_settings to flashlight_read;
grant update (state, signed_by, signed_at, ended_by, ended_at) on flashlight.city_settings to flashlight_read;
-- Leads: a step is added and never changed.
grant insert on flashlight.lead_event, flashlight.lead_request, flashlight.lead_recipient, flashlight.lead_note, flashlight.lead_notice to flashlight_read;
grant update (taken_back_at, taken_back_by) on flashlight.lead_recipient to flashlight_read;
grant update (state, triage, assignee, outcome, about_officer, revision, worked_at) on flashlight.lead to flashlight_read;
grant update (answer, answered_by, answered_at, answer_reason, answered_version) on flashlight.lead_request to flashlight_read;
grant update (read_at, sent_at, sent_by, sent_how) on flashlight.lead_notice to flashlight_read;
-- How an index stood when it was shown: added to, never changed.
grant insert on flashlight.trace_score to flashlight_read;
-- What is kept longer for a prohibited purchaser is for people to ask for and to agree to.
grant insert (agency_id, report_key, reason, asked_by) on flashlight.multiple_sale_exception to flashlight_read;
grant update (consented_by, consented_at, ended_by, ended_at) on flashlight.multiple_sale_exception to flashlight_read;
-- Requests to trace: a step is added and never changed.
grant insert on flashlight.tracing_request, flashlight.tracing_event to flashlight_read;
grant update (version, state, trace_number, form, acknowledged, checks, serial_ncic, make_family, case_key, taken, set_aside, disagrees,
  state_at, state_by) on flashlight.tracing_request to flashlight_read;
-- The gunshot desk: sensors, decisions, sound asked for. Whoever is told outside is the owner's to say, and the secret with it.
grant insert on flashlight.sensor, flashlight.sensor_place, flashlight.gunshot_event, flashlight.gunshot_delivery, flashlight.sensor_sound,
  flashlight.sensor_weather, flashlight.gunshot_acknowledgement, flashlight.sensor_layout to flashlight_read;
grant update (configuration, configuration_version, revoked_at, revoked_by, until_us) on flashlight.sensor to flashlight_read;
grant update (decision, decided_by, decided_at, revision, changed_at) on flashlight.gunshot_incident to flashlight_read;
grant update (next_at) on flashlight.gunshot_delivery to flashlight_read;
-- Air noted of a slot that has not begun may be corrected.
grant update (temperature_c, wind_east_mps, wind_north_mps, noted_by, noted_at) on flashlight.sensor_weather
  to flashlight_import, flashlight_read;
revoke all on flashlight.gunshot_webhook, flashlight.gunshot_mail from flashlight_read;
grant select (agency_id) on flashlight.gunshot_webhook, flashlight.gunshot_mail to flashlight_read;
-- Exhibits: a step is added and never changed, and so is a scan but for the one that takes its place.
grant insert on flashlight.exhibit, flashlight.exhibit_step, flashlight.test_fire, flashlight.exhibit_scan, flashlight.correlation_request
  to flashlight_read;
grant update (version, agency_item_no, lab_item_no, ibis_id, case_no, item_key, lab_key, ibis_key, case_key, kind, origin, calibre_code, metal_finish,
  headstamp, scene_marker, pieces, calibre_written, calibre_source, collected_at, collected_by, lat, lon, scene_place, entry_site, entry_operator,
  entry_region, marks_captured, aperture, breech_face, state, state_at, state_by, not_entered_reason, holder,
  recovery_source, recovery_key, test_fire_id, entry_source, entry_key) on flashlight.exhibit to flashlight_read;
grant update (withdrawn_at) on flashlight.test_fire to flashlight_read;
grant update (superseded_by, state, failure, tries) on flashlight.exhibit_scan to flashlight_read;
grant update (class_filter, state, finished_at, failure, calibration_sha256) on flashlight.correlation_request to flashlight_read;
-- A class that is corrected takes the ratios that were of it.
grant update (log_ratio, log_ratio_low, log_ratio_high, ratio_cut, expected_by_chance, undetermined) on flashlight.correlation_candidate to flashlight_read;
-- Pairs are derived: a scan that is taken off has those of its exhibit made anew, and what settles one is marked on it.
grant insert, update, delete on flashlight.candidate_pair to flashlight_read;
-- From candidate to lead: what is said is added and never changed, but that it was taken back, agreed to, verified or received.
grant insert on flashlight.candidate_review, flashlight.candidate_consensus, flashlight.candidate_settlement, flashlight.nibin_lead,
  flashlight.nibin_lead_step, flashlight.nibin_conclusion, flashlight.nibin_recipient, flashlight.nibin_notice, flashlight.nibin_recall
  to flashlight_read;
grant update (taken_back_at, withdrawn_with, withdrawn_scan) on flashlight.candidate_review, flashlight.candidate_settlement to flashlight_read;
grant update (agreed_by, agreed_at, ended_at) on flashlight.candidate_consensus to flashlight_read;
grant update (state, standing, revision, written_revision, assignee, other_number, suspected, disseminated_at, state_at, state_by)
  on flashlight.nibin_lead to flashlight_read;
grant update (verifier, verified_at, agrees, verifier_note) on flashlight.nibin_conclusion to flashlight_read;
grant update (receipt_at, receipt_by, receipt_how) on flashlight.nibin_notice, flashlight.nibin_recall to flashlight_read;
grant usage on all sequences in schema flashlight to flashlight_read;

-- publish: aggregates only; it cannot read a record, a person or a link.
grant select on flashlight.agency, flashlight.trace_flow, flashlight.background_check to flashlight_publish;
